"""Who somebody says they are, compared so that nobody fails over an accent, a hyphen or a name in the wrong box."""

import unicodedata
from dataclasses import dataclass
from datetime import date

_LOOSE = {
    "ß": "ss",
    "æ": "ae",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "œ": "oe",
    "\N{LATIN SMALL LETTER DOTLESS I}": "i",
}


@dataclass(frozen=True)
class Identity:
    """What a link asks for.

    names  names that count, first and last together, at least one: as on documents, as the person is called
    code   digits told by another way, or ""
    """

    names: tuple[str, ...]
    birth_date: date
    code: str = ""


def name_key(name: str) -> str:
    """Return what equal names share: base letters and digits only, in one case.

    source  Unicode Annex 15 (NFKD), Standard 3.13 (case folding); letters that do not decompose are spelled out
    """
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    return "".join(_LOOSE.get(letter, letter) for letter in letters if letter.isalnum())


def statement(name: str, birth_date: date, code: str) -> str:
    """Return one text for name, birth date and code; equal for everything that is to count as the same answer."""
    digits = "".join(letter for letter in code if letter.isdecimal())
    return f"{name_key(name)}|{birth_date.isoformat()}|{digits}"
