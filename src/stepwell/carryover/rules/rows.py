"""One client to bring over: the values of a row as other rooms know them, and what is wrong with them together."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from uuid import UUID

from stepwell.authorizations.rules import checking
from stepwell.authorizations.rules.checking import Terms
from stepwell.carryover.rules.papers import Paper, check_paper
from stepwell.clients.rules import carried, registration
from stepwell.clients.rules.carried import Sums
from stepwell.clients.rules.enrollment import Span
from stepwell.clients.rules.registration import Contact, Identity
from stepwell.kernel.findings import Finding
from stepwell.placement.rules import ordering
from stepwell.placement.rules.ordering import Order

# Under which name a row has what other rooms name otherwise.
_NAMES = {
    "hours": "hours_per_week", "reason": "ordered_by", "starts_on": "as_of", "codes": "authorization_codes",
    "unit": "authorization_unit", "units_before": "units_used", "before_until": "as_of",
    "number": "authorization_number", "from_on": "authorized_from", "to_on": "authorized_to",
    "decided_on": "authorized_on", "requested_on": "authorized_on", "opened_on": "admitted_on", "level": "program",
}  # fmt: skip


@dataclass(frozen=True)
class ProgramFacts:
    """A program that somebody can be in."""

    id: UUID
    name: str
    level: str


@dataclass(frozen=True)
class Places:
    """What a row may name: sites, programs of a site, members of staff; all by name without case.

    staff  by name and by e-mail address; more than one of a name
    """

    sites: Mapping[str, UUID]
    programs: Mapping[tuple[UUID, str], ProgramFacts]
    staff: Mapping[str, tuple[UUID, ...]]


@dataclass(frozen=True)
class Stage:
    """A program, and with it a level of care, from a day on."""

    program: ProgramFacts
    from_on: date


@dataclass(frozen=True)
class Row:
    """A client to bring over, whole. The last stage is the one now."""

    identity: Identity
    birth_date: date
    site_id: UUID
    stages: tuple[Stage, ...]
    sums: Sums
    fingerprint: str
    language: str = "en"
    needs_interpreter: bool = False
    address: str = ""
    client_number: str = ""
    is_another_person: bool = False
    contacts: tuple[Contact, ...] = ()
    order: Order | None = None
    authorization: Terms | None = None
    papers: tuple[Paper, ...] = ()
    primary_id: UUID | None = None

    @property
    def admitted_on(self) -> date:
        """When the episode began."""
        return self.stages[0].from_on

    @property
    def now(self) -> Stage:
        """The program that the client is in."""
        return self.stages[-1]


def check(row: Row, *, on: date) -> list[Finding]:
    """Return what is wrong with a row on a day, under the names of its columns.

    on  today, where the organization is
    """
    found = registration.check_identity(row.identity) + registration.check_birth_date(row.birth_date, on=on)
    found += _check_course(row, on)
    found += carried.check(row.sums, episode=Span(row.admitted_on), on=on)
    if row.order:
        level = row.now.program.level
        found += ordering.check(row.order, level=level, decided_on=row.now.from_on, before=(), on=on)
    if row.authorization:
        found += checking.check(row.authorization, on=on)
    for paper in row.papers:
        found += check_paper(paper, on=on)
    return [replace(finding, field=_NAMES.get(finding.field, finding.field)) for finding in found]


def _check_course(row: Row, on: date) -> list[Finding]:
    found = []
    if row.admitted_on > on:
        found.append(Finding("CAR-021", "The admission lies in the future. Admit this client here.", "admitted_on"))
    if row.admitted_on <= row.birth_date:
        found.append(Finding("CAR-022", "The admission lies before the birth date. Check the dates.", "admitted_on"))
    days = [stage.from_on for stage in row.stages]
    if any(later <= earlier for earlier, later in pairwise(days)):
        words = "Each program begins after the one before. Check the days, the oldest program first."
        found.append(Finding("CAR-023", words, "program_since"))
    if days[-1] > row.sums.as_of:
        words = (
            "The program now begins after the last day counted. Enter the change of level here, after bringing over."
        )
        found.append(Finding("CAR-024", words, "program_since"))
    return found
