"""Whether an answer of a payer is about this person and these days. Source: docs/sources.md#verification."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from stepwell.coverage.rules.facts import WHOLE_PLAN
from stepwell.x12.eligibility import Eligibility
from stepwell.x12.parts import Dated, Party

_MEMBERS: Final = frozenset({"IL", "03", "QC"})
_SPANS, _BEGINS, _ENDS = (
    frozenset({"291", "292", "307"}), frozenset({"346", "348", "356"}), frozenset({"347", "349", "357"}),
)  # fmt: skip
_IN_FORCE_OR_NOT = frozenset("12345678")  # what a row says of the plan as a whole: active or inactive
_OLD: Final = timedelta(days=31)
SOMEBODY_ELSE: Final = (
    "It has this member number, but the name and the birth date of somebody else. If it belongs to another client, set"
    " it aside here and hand it in there; if not, compare the card and the record before you take anything over."
)


@dataclass(frozen=True)
class Person:
    """Who a file should be about.

    names  last names of the client and of who holds the policy
    born   their birth dates, as far as they are known
    """

    names: frozenset[str]
    born: frozenset[date]


def is_about(person: Person, content: Eligibility) -> bool:
    """Return whether a file names the person or the holder of their policy; one that names nobody is about them."""
    parties = [one for one in _members(content) if one.name or _born(one)]
    names = {_letters(name) for name in person.names}
    return not parties or any(_letters(one.name) in names or _born(one) in person.born for one in parties)


def doubt_days(content: Eligibility, on: date) -> list[str]:
    """Return why a file may not be so on a day: written long ago, or about coverage that ended or begins later."""
    found = list(_of_coverage(content, on))
    written = _day(content.beginning.date) if content.beginning else None
    if written and on - written > _OLD:
        found.append(f"The payer wrote this file on {_said(written)}: what is met has changed since. Ask again.")
    if written and written > on + timedelta(days=1):
        found.append(f"The payer dates this file {_said(written)}, which is in the future. Ask for another.")
    return found


def _of_coverage(content: Eligibility, on: date) -> Iterator[str]:
    for dates in (*(party.dates for party in _members(content)), *_of_plan(content)):
        for one in dates:
            last = one.last if one.qualifier in _SPANS else one.first if one.qualifier in _ENDS else None
            first = one.first if one.qualifier in _SPANS | _BEGINS else None
            if last and last < on:
                yield f"By this file the coverage ended on {_said(last)}. Ask for the plan that took its place."
            elif first and first > on:
                yield f"By this file the coverage begins only on {_said(first)}. Ask what holds until then."


def _of_plan(content: Eligibility) -> Iterator[tuple[Dated, ...]]:
    """Yield the days of rows about the plan as a whole."""
    for _, one in content.benefits:
        if one.information in _IN_FORCE_OR_NOT and WHOLE_PLAN in one.service_types:
            yield one.dates


def _members(content: Eligibility) -> Iterable[Party]:
    return [party for level in content.levels for party in level.parties if party.entity in _MEMBERS]


def _born(party: Party) -> date | None:
    return party.demographics.birth_date if party.demographics else None


def _letters(name: str) -> str:
    return "".join(filter(str.isalpha, name.casefold()))


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007 (a day has no zone)
    except ValueError:
        return None


def _said(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
