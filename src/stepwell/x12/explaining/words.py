"""Money, days and people in words."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from stepwell.x12.parts import Dated, Party, Procedure

NOT_SAID: Final = "not said"


def dollars(amount: Decimal) -> str:
    """Return an amount as people write it: $1,050.00, -$25.00."""
    return f"-${-amount:,.2f}" if amount < 0 else f"${amount:,.2f}"


def day(one: date) -> str:
    """Return a day as people write it: March 9, 2026."""
    return f"{one:%B} {one.day}, {one.year}"


def days(first: date, last: date) -> str:
    """Return a day, or a span of them."""
    return day(first) if first == last else f"{day(first)} to {day(last)}"


def span(dates: Iterable[Dated], *qualifiers: str) -> str:
    """Return the days that dates with one of the qualifiers cover together; empty if there are none."""
    found = [one for one in dates if one.qualifier in qualifiers and one.first and one.last]
    if not found:
        return ""
    return days(min(one.first for one in found if one.first), max(one.last for one in found if one.last))


def name(party: Party | None) -> str:
    """Return what somebody is called: a person's first name stands first."""
    if party is None:
        return NOT_SAID
    parts = (party.prefix, party.first, party.middle, party.name, party.suffix)
    return " ".join(filter(None, parts)) or party.id or NOT_SAID


def called(party: Party | None) -> str:
    """Return what somebody is called, with their number."""
    return f"{name(party)} ({party.id})" if party and party.id and party.id != name(party) else name(party)


def label(labels: Mapping[str, str], code: str) -> str:
    """Return the label of a code with the code; of an unknown one the code alone."""
    if not code:
        return NOT_SAID
    return f"{labels[code]} ({code})" if code in labels else f"code {code}"


def done(procedure: Procedure | None, revenue_code: str = "") -> str:
    """Return a procedure with its modifiers."""
    parts = (f"revenue code {revenue_code}" if revenue_code else "", *_parts(procedure))
    return " ".join(filter(None, parts)) or "no procedure"


def _parts(procedure: Procedure | None) -> tuple[str, ...]:
    return (procedure.code, *procedure.modifiers) if procedure else ()


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: 1 claim, 2 claims."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def sentence(text: str) -> str:
    """Return text with a capital first letter and a full stop."""
    return f"{text[:1].upper()}{text[1:]}."
