"""Cases of denied lines: the list of work, one case with its steps, and which gate should have caught what."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from stepwell.billing.rules.amounts import in_words
from stepwell.claims.rules.scrubbing.scrubber import ALL
from stepwell.platform.questions import Question
from stepwell.platform.walls.rights import Category
from stepwell.remittances.models import DenialCase, DenialStep
from stepwell.remittances.queries.appeals import said_of
from stepwell.remittances.rules.denials import GROUP_LABELS, WAY_LABELS, ReasonGroup, Way
from stepwell.remittances.vocabulary import END_LABELS, STEP_LABELS, End, Step

MOST = 200
SOON = timedelta(days=7)
RULES = {rule.code: rule.sentence for rule in ALL}
OPEN = Question(
    "denied lines to answer",
    lambda who: who.may(Category.BILLING, writes=True),
    "SELECT json_build_array(count(*), coalesce(sum(c.cents), 0), min(c.deadline))"
    " FROM remittances_denialcase c WHERE c.closed_at IS NULL",
)


@dataclass(frozen=True)
class Wanted:
    """Which cases a list shows.

    whose  "mine", "nobody" or "" for all
    due    "late", "soon" or "" for all
    """

    group: str = ""
    payer_id: UUID | None = None
    whose: str = ""
    due: str = ""


@dataclass(frozen=True)
class CaseRow:
    """A denied line. `why` in our own words; `left` days until the deadline, below zero when it has passed."""

    id: UUID
    client_id: UUID
    client: str
    day: date
    code: str
    claim: str
    payer: str
    group: str
    way: str
    why: tuple[str, ...]
    amount: str
    decided_on: date
    deadline: date
    left: int
    owner: str
    is_asked: bool
    outcome: str


@dataclass(frozen=True)
class StepRow:
    """Something that was done about a case. `by` "" for an answer of the payer; `made` the claim made in its place."""

    label: str
    words: str
    deadline: date | None
    at: datetime
    by: str
    made_id: UUID | None
    made: str


@dataclass(frozen=True)
class GroupSum:
    """Open cases about the same thing, and dollars."""

    group: str
    label: str
    count: int
    amount: str


@dataclass(frozen=True)
class Cause:
    """What was denied about the same thing in a time: cases, dollars, how they ended.

    gates  sentences of the scrub rules that should have held the claims back, by code
    """

    label: str
    count: int
    amount: str
    overturned: int
    lost: int
    still_open: int
    gates: tuple[tuple[str, str], ...]


def sums() -> list[GroupSum]:
    """Return what is open, by what it is about, the most money first. One query."""
    found = DenialCase.objects.filter(closed_at=None).values_list("group")
    rows = found.annotate(count=Count("id"), cents=Sum("cents")).order_by("-cents", "group")
    return [GroupSum(group, GROUP_LABELS[ReasonGroup(group)], count, in_words(cents)) for group, count, cents in rows]


def payers() -> list[tuple[UUID, str]]:
    """Return the payers of open cases, by name. One query."""
    found = DenialCase.objects.filter(closed_at=None).order_by("payer__name")
    return [(key, name) for key, name in found.values_list("payer_id", "payer__name").distinct()]


def cases(wanted: Wanted, *, on: date, me: UUID) -> list[CaseRow]:
    """Return open cases, the nearest deadline first. One query."""
    found = _with_names(DenialCase.objects.filter(closed_at=None))
    found = found.filter(group=wanted.group) if wanted.group else found
    found = found.filter(payer=wanted.payer_id) if wanted.payer_id else found
    whose = {"mine": Q(owner=me), "nobody": Q(owner=None)}.get(wanted.whose, Q())
    due = {"late": Q(deadline__lt=on), "soon": Q(deadline__range=(on, on + SOON))}.get(wanted.due, Q())
    return [row_of(row, on=on) for row in found.filter(whose, due).order_by("deadline", "-cents", "id")[:MOST]]


def case(case_id: UUID) -> DenialCase | None:
    """Return a case, or None if there is none that the actor sees. One query."""
    return _with_names(DenialCase.objects.filter(pk=case_id)).first()


def steps_of(case_id: UUID) -> list[StepRow]:
    """Return the steps of a case, the latest first. One query."""
    rows = DenialStep.objects.filter(case=case_id).select_related("by", "made").order_by("-at", "-created_at")
    return [
        StepRow(
            STEP_LABELS[Step(row.kind)], row.words or "", row.deadline, row.at, str(row.by) if row.by else "",
            row.made_id, row.made.number if row.made else "",
        )
        for row in rows
    ]  # fmt: skip


def causes(*, since: date) -> list[Cause]:
    """Return what was denied since a day, by what it is about, the most money first. One query."""
    by_group: dict[str, list[tuple[int, str, list[str]]]] = defaultdict(list)
    found = DenialCase.objects.filter(decided_on__gte=since)
    for group, cents, outcome, gates in found.values_list("group", "cents", "outcome", "gates"):
        by_group[group].append((cents, outcome, gates))
    ordered = sorted(by_group.items(), key=lambda each: -sum(cents for cents, _, _ in each[1]))
    return [_cause(group, rows) for group, rows in ordered]


def _cause(group: str, rows: list[tuple[int, str, list[str]]]) -> Cause:
    outcomes = [outcome for _, outcome, _ in rows]
    codes = sorted({code for _, _, gates in rows for code in gates})
    return Cause(
        GROUP_LABELS[ReasonGroup(group)], len(rows), in_words(sum(cents for cents, _, _ in rows)),
        outcomes.count(End.OVERTURNED), outcomes.count(End.UPHELD) + outcomes.count(End.GIVEN_UP), outcomes.count(""),
        tuple((code, RULES.get(code, "")) for code in codes),
    )  # fmt: skip


def row_of(row: DenialCase, *, on: date) -> CaseRow:
    """Return a case as pages show it; it was loaded with the names it needs."""
    line = row.claim_line
    return CaseRow(
        row.pk, row.client_id, row.client.display_name, line.day, line.code, line.claim.number, row.payer.name,
        GROUP_LABELS[ReasonGroup(row.group)], WAY_LABELS[Way(row.way)], said_of(row.remarks, row.reason),
        in_words(row.cents), row.decided_on,
        row.deadline, (row.deadline - on).days, str(row.owner) if row.owner else "", row.asked_by_id is not None,
        END_LABELS[End(row.outcome)] if row.outcome else "",
    )  # fmt: skip


def _with_names(found: QuerySet[DenialCase]) -> QuerySet[DenialCase]:
    return found.select_related(
        "client", "payer", "owner", "asked_by", "claim_line__claim", "claim_line__charge_line", "line__answer"
    )
