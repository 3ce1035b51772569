"""Names, addresses and relations as people typed them, in the parts that a claim has."""

import re

from stepwell.x12.writing.codes import STATES
from stepwell.x12.writing.parties import Address, Person

_LAST_PART = re.compile(r"(?P<city>[^,]+),\s*(?P<state>[A-Za-z]{2})\.?,?\s+(?P<zip>[0-9]{5}(?:-?[0-9]{4})?)")
_RELATIONS = {
    "01": ("wife", "husband", "spouse"),
    "53": ("partner",),
    "19": ("mother", "father", "parent", "stepmother", "stepfather"),
}
OTHER = "G8"


def address_of(text: str) -> Address | None:
    """Return an address such as "1 Elm St, Apt 2, Columbus, OH 43215" in its parts, or None if they cannot be told.

    text  parts are told by commas or lines; what is written in another way is not guessed at
    """
    plain = ", ".join(part.strip() for part in text.splitlines() if part.strip())
    found = re.search(rf"(?P<streets>.+?),\s*{_LAST_PART.pattern}$", plain)
    if found is None or found["state"].upper() not in STATES:
        return None
    street, _, second = found["streets"].partition(",")
    return Address(
        street=street.strip(), street_2=second.strip(), city=found["city"].strip(), state=found["state"].upper(),
        zip_code=found["zip"],
    )  # fmt: skip


def person_of(text: str) -> Person:
    """Return a name: "Rosa López" or "López, Rosa". Of several names the last one is the last name."""
    last, comma, first = (part.strip() for part in text.partition(","))
    if not comma:
        first, _, last = (part.strip() for part in text.strip().rpartition(" "))
    return Person(last=last, first=first)


def relationship_of(words: str) -> str:
    """Return what the client is to the holder of a policy, as a code, given what the holder is to the client."""
    typed = set(re.findall(r"[a-z]+", words.lower()))
    return next((code for code, names in _RELATIONS.items() if typed & set(names)), OTHER)
