"""Names for people who do not exist."""

from collections.abc import Iterator
from random import Random

from stepwell.demo.cast import Served

FIRST = (
    "Adele", "Amir", "Andre", "Anjali", "Beatriz", "Benny", "Brandon", "Camila", "Carlos", "Chloe", "Connor",
    "Danielle", "DeShawn", "Diego", "Eileen", "Elena", "Emeka", "Esther", "Fatima", "Felix", "Frances",
    "Gabriel", "Gloria", "Grant", "Hana", "Hector", "Ingrid", "Isaac", "Jamal", "Jasmine", "Joanna", "Kayla",
    "Keiko", "Kofi", "Lamar", "Leila", "Lorenzo", "Malik", "Marisol", "Mateo", "Mei", "Miles", "Nadia", "Noah",
    "Odell", "Olga", "Pablo", "Patrice", "Quentin", "Rachel", "Rafael", "Rhonda", "Samira", "Sean", "Tamika",
    "Thuy", "Tobias", "Valerie", "Vikram", "Yolanda",
)  # fmt: skip
LAST = (
    "Abernathy", "Acosta", "Adler", "Banerjee", "Barrett", "Beaumont", "Bianchi", "Callahan", "Chaudhry",
    "Cohen", "Cruz", "Dawson", "Delgado", "Eriksen", "Esposito", "Faulkner", "Fonseca", "Gallagher", "Gupta",
    "Hargrove", "Hernández", "Hoang", "Ibrahim", "Ivanova", "Jankowski", "Jefferson", "Kaplan", "Kowalczyk",
    "Lambert", "Larsen", "Mbeki", "McAllister", "Mendoza", "Moreau", "Nakamura", "Novak", "Okafor", "Olsen",
    "Park", "Pellegrini", "Quinn", "Ramírez", "Reinholt", "Salazar", "Schultz", "Sharma", "Takahashi",
    "Tremblay", "Underwood", "Vasquez", "Vogel", "Wallace", "Whitaker", "Xu", "Yamamoto", "Zapata", "Zielinski",
    "Sato", "Pruitt", "Lockhart",
)  # fmt: skip
AREA_CODES = (380, 740, 937, 513, 567, 216)  # of Ohio; the range kept for fiction has a hundred numbers in each
RANGE = 100
PRONOUNS = ("she/her", "he/him", "they/them", "")


def strangers(rng: Random, *, site: str, skips: int) -> Iterator[Served]:
    """Yield people who do not exist, all with names and telephone numbers of their own.

    rng    decides, so that the same number gives the same people
    skips  how many numbers of the range are taken by others
    """
    pairs = [(first, last) for first in FIRST for last in LAST]
    rng.shuffle(pairs)
    for number, (first, last) in enumerate(pairs[: len(AREA_CODES) * RANGE - skips], start=skips):
        area, line = AREA_CODES[number // RANGE], number % RANGE
        year, month, day = rng.randint(1962, 2006), rng.randint(1, 12), rng.randint(1, 28)
        yield Served(
            site, first, last, f"{year}-{month:02}-{day:02}", f"{area} 555 01{line:02}", pronouns=rng.choice(PRONOUNS),
            safe=rng.random() < 0.9,
        )  # fmt: skip
