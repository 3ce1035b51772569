"""Claims and files as lists show them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from stepwell.billing.rules.amounts import in_words
from stepwell.claims.models import Claim, OutboundFile
from stepwell.claims.vocabulary import FREQUENCY_LABELS, SEQUENCE_LABELS, STATE_LABELS, State
from stepwell.x12.writing.codes import ORIGINAL

TONES = {
    State.SCRUB_FAILED: "danger", State.FILE_REJECTED: "danger", State.CLAIM_REJECTED: "danger",
    State.DENIED: "danger", State.READY: "success", State.ADJUDICATED: "success", State.CLOSED: "success",
    State.QUEUED: "info", State.SENT: "info", State.FILE_ACCEPTED: "info", State.PAYER_ACCEPTED: "info",
    State.FORWARDED: "info", State.PENDED: "warn", State.APPEALED: "warn", State.REVERSED: "warn",
    State.SECONDARY_DUE: "warn", State.PATIENT_DUE: "warn",
}  # fmt: skip
ERROR = "error"


@dataclass(frozen=True)
class ClaimRow:
    """A claim on a list. `problems` counts what keeps it from leaving, `warnings` what only should be looked at."""

    id: UUID
    number: str
    client_id: UUID
    client: str
    payer: str
    first_on: date
    last_on: date
    charged: str
    state: State
    label: str
    tone: str
    correction: str
    sequence: str
    problems: tuple[str, ...]
    warnings: int


@dataclass(frozen=True)
class StateSum:
    """How many claims are in a state, and how much they ask for."""

    state: State
    label: str
    count: int
    charged: str


def claims(
    *, state: str = "", payer_id: UUID | None = None, first: date | None = None, last: date | None = None,
    problem: str = "", sequence: int | None = None,
) -> QuerySet[Claim]:  # fmt: skip
    """Return claims, the latest days first: in a state, to a payer, with days in a span, with a finding."""
    wanted = Q()
    if state:
        wanted &= Q(state=state)
    if payer_id:
        wanted &= Q(payer=payer_id)
    if first:
        wanted &= Q(last_on__gte=first)
    if last:
        wanted &= Q(first_on__lte=last)
    if problem:
        wanted &= Q(findings__contains=[{"code": problem}])
    if sequence:
        wanted &= Q(sequence=sequence)
    return Claim.objects.filter(wanted).select_related("client", "payer").order_by("-first_on", "number")


def sums() -> list[StateSum]:
    """Return how many claims are in each state, in the order of a claim's way. One query."""
    found = Claim.objects.values_list("state").annotate(count=Count("pk"), charged=Sum("charged"))
    by_state = {state: (count, charged) for state, count, charged in found}
    return [
        StateSum(state, STATE_LABELS[state], by_state[state][0], in_words(by_state[state][1]))
        for state in State
        if state in by_state
    ]


def payers() -> list[tuple[UUID, str]]:
    """Return the payers of claims, by name. One query."""
    found = Claim.objects.order_by("payer__name").values_list("payer_id", "payer__name").distinct()
    return [(payer_id, name) for payer_id, name in found]


def row(claim: Claim) -> ClaimRow:
    """Return a claim as a list shows it."""
    state = State(claim.state)
    errors = dict.fromkeys(one["words"] for one in claim.findings if one["gravity"] == ERROR)
    return ClaimRow(
        claim.pk, claim.number, claim.client_id, claim.client.display_name, str(claim.payer), claim.first_on,
        claim.last_on, in_words(claim.charged), state, STATE_LABELS[state], TONES.get(state, ""),
        FREQUENCY_LABELS[claim.frequency] if claim.frequency != ORIGINAL else "",
        SEQUENCE_LABELS[claim.sequence] if claim.sequence > 1 else "", tuple(errors),
        sum(one["gravity"] != ERROR for one in claim.findings),
    )  # fmt: skip


def files() -> QuerySet[OutboundFile]:
    """Return files, the latest first."""
    return OutboundFile.objects.select_related("payer").order_by("-made_at", "-interchange")
