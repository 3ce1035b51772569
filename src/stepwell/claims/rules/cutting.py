"""From charged days to claims: a claim a week, split wherever a payer could not take it whole.

Source: docs/sources.md#cutting.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import TypeVar
from uuid import UUID

from stepwell.claims.rules.scrubbing.days import plan_year
from stepwell.claims.rules.scrubbing.rules import AnyLine
from stepwell.x12.writing.parties import Provider
from stepwell.x12.writing.set_837i import InstitutionalClaim, InstitutionalLine
from stepwell.x12.writing.set_837p import ProfessionalClaim, ProfessionalLine

MOST_PROFESSIONAL, MOST_INSTITUTIONAL = 50, 999


class Apart(StrEnum):
    """Where claims are split if a payer wants it; all else stands in the claim's lines or always splits."""

    MONTH = "month"
    PLACE = "place"
    RENDERING = "rendering"


USUAL = frozenset({Apart.MONTH, Apart.RENDERING})


@dataclass(frozen=True, kw_only=True)
class Charged:
    """A line of a day that was attended and charged.

    line       as it will stand in a claim, with its control number and charge
    policy_id  who is asked to pay
    level      of care
    place      of service; "" on an 837I
    """

    line: AnyLine
    client_id: UUID
    policy_id: UUID
    level: str
    diagnoses: tuple[str, ...]
    authorization: str = ""
    place: str = ""
    rendering: Provider | None = None


@dataclass(frozen=True)
class Cut:
    """What goes into one claim, by day and control number."""

    lines: tuple[Charged, ...]

    @property
    def first(self) -> date:
        """The first day of care."""
        return min(one.line.first for one in self.lines)

    @property
    def last(self) -> date:
        """The last day of care."""
        return max(one.line.last or one.line.first for one in self.lines)


def cut(
    charged: Iterable[Charged], *, year_begins: int = 1, apart: frozenset[Apart] = USUAL, is_interim: bool = False
) -> tuple[Cut, ...]:
    """Return charged lines as claims, in an order that does not depend on theirs.

    year_begins  month in which the plan year begins
    apart        where this payer wants claims split besides
    is_interim   a facility bills this payer by the month, and not by the week
    """

    def together(one: Charged) -> tuple[object, ...]:
        day = one.line.first
        week = day.isocalendar()
        is_monthly = is_interim and isinstance(one.line, InstitutionalLine)
        return (
            str(one.client_id),
            str(one.policy_id),
            isinstance(one.line, InstitutionalLine),
            (day.year, day.month) if is_monthly else (week.year, week.week),
            plan_year(day, year_begins),
            one.level,
            one.authorization,
            one.diagnoses,
            (day.year, day.month) if Apart.MONTH in apart else (),
            one.place if Apart.PLACE in apart else "",
            repr(one.rendering) if Apart.RENDERING in apart else "",
        )

    ordered = sorted(charged, key=lambda one: (together(one), one.line.first, one.line.control_number))
    return tuple(Cut(part) for _, lines in groupby(ordered, key=together) for part in _fitting(tuple(lines)))


def _fitting(lines: tuple[Charged, ...]) -> Iterator[tuple[Charged, ...]]:
    """Yield lines in parts that fit into a form; a day stands in one part unless it alone is too long."""
    most = MOST_INSTITUTIONAL if isinstance(lines[0].line, InstitutionalLine) else MOST_PROFESSIONAL
    part: tuple[Charged, ...] = ()
    for _, day in groupby(lines, key=lambda one: one.line.first):
        rest = tuple(day)
        if part and len(part) + len(rest) > most:
            yield part
            part = ()
        while len(rest) > most:
            yield rest[:most]
            rest = rest[most:]
        part += rest
    if part:
        yield part


def professional(part: Cut, template: ProfessionalClaim, number: str) -> ProfessionalClaim:
    """Return an 837P claim; where most was done stands at the claim, other places at their lines.

    template  who bills whom, for whom; its lines do not count
    number    our number of the claim
    """
    place = _most([one.place for one in part.lines]) or template.place
    rendering = _most([one.rendering for one in part.lines])
    lines = tuple(
        replace(
            one.line,
            place=one.place if one.place != place else "",
            rendering=one.rendering if one.rendering != rendering else None,
            authorization="",
        )
        for one in part.lines
        if isinstance(one.line, ProfessionalLine)
    )
    head = part.lines[0]
    return replace(
        template, number=number, place=place, rendering=rendering, diagnoses=head.diagnoses,
        authorization=head.authorization, lines=lines,
    )  # fmt: skip


def institutional(part: Cut, template: InstitutionalClaim, number: str) -> InstitutionalClaim:
    """Return an 837I claim, whose statement covers its days; who rendered stands at a line if not the attending."""
    lines = tuple(
        replace(one.line, rendering=_beside(one.rendering, template.attending), authorization="")
        for one in part.lines
        if isinstance(one.line, InstitutionalLine)
    )
    head = part.lines[0]
    return replace(
        template, number=number, first=part.first, last=part.last, diagnoses=head.diagnoses,
        authorization=head.authorization, lines=lines,
    )  # fmt: skip


def _beside(rendering: Provider | None, attending: Provider) -> Provider | None:
    return rendering if rendering and rendering.npi != attending.npi else None


T = TypeVar("T")


def _most(values: Sequence[T]) -> T:
    """Return what stands there most often; the first of those that are as frequent."""
    return Counter(values).most_common(1)[0][0]
