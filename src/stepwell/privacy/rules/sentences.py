"""Access events in words."""

from collections.abc import Iterable

from stepwell.platform.trail.vocabulary import Way
from stepwell.platform.walls.rights import ROLE_LABELS, Role

STRANGER = "Somebody who is no member"


def who(name: str | None, *, is_person: bool, purpose: str) -> str:
    """Return who read: a member's name, or the job that did."""
    if is_person:
        return name or STRANGER
    return f"Stepwell, {purpose or 'a job'}"


def roles(codes: str) -> str:
    """Return the labels of roles kept as "clinician, supervisor"."""
    known = set(Role)
    words: Iterable[str] = (code.strip() for code in codes.split(",") if code.strip())
    return ", ".join(ROLE_LABELS[Role(word)] if word in known else word for word in words)


def doing(way: str, *, names_client: bool, count: int) -> str:
    """Return what was done, up to the client's name if the event names one.

    count  how many clients, or rows of an export
    """
    if names_client:
        return _OF_ONE.get(way, "read the record of")
    people = "1 client" if count == 1 else f"{count:,} clients"
    if way == Way.SEARCH:
        return f"searched and found {people}" if count else "searched and found nobody"
    if way == Way.EXPORT:
        return f"exported {count:,} {'row' if count == 1 else 'rows'}"
    if way == Way.COMMAND:
        return "opened the command line"
    if not count:
        return "saw an empty list"
    return f"{_OF_MANY.get(way, 'read about')} {people}"


_OF_ONE: dict[str, str] = {
    Way.PAGE: "opened the record of",
    Way.LIST: "saw in a list",
    Way.SEARCH: "searched and found",
    Way.EXPORT: "exported the record of",
    Way.COMMAND: "used the command line on the record of",
    Way.JOB: "read the record of",
}
_OF_MANY: dict[str, str] = {
    Way.PAGE: "opened a page about",
    Way.LIST: "saw a list of",
    Way.JOB: "read about",
}
