"""How payers are asked by file, and what became of questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from stepwell.coverage.asking import ASKED_LABELS, WAITS, Asked
from stepwell.coverage.models import AskingHabit, EligibilityRequest
from stepwell.coverage.rules import asking as rules
from stepwell.coverage.rules.asking import Habit
from stepwell.x12.writing.envelope import Mailbox


@dataclass(frozen=True)
class Habits:
    """The habits of payers: by payer, and None for all that have none of their own."""

    by_payer: dict[UUID | None, AskingHabit]

    def to(self, payer_id: UUID) -> Habit | None:
        """Return how a payer is asked, or None if nobody wrote it down."""
        row = self.by_payer.get(payer_id) or self.by_payer.get(None)
        return _habit(row) if row else None


def _tone(state: Asked, step: str) -> str:
    return "warn" if step else "success" if state is Asked.ANSWERED else ""


def habits() -> Habits:
    """Return how payers are asked. One query."""
    return Habits({row.payer_id: row for row in AskingHabit.objects.select_related("payer")})


@dataclass(frozen=True)
class AskedRow:
    """A question as pages show it. `next_step` is "" where nothing is to be done."""

    id: UUID
    payer: str
    asked_at: datetime
    by: str
    first: date
    state: Asked
    state_at: datetime
    service_types: tuple[str, ...]
    number: int | None
    code: str
    next_step: str

    @property
    def label(self) -> str:
        """Where it stands, in words."""
        return ASKED_LABELS[self.state]

    @property
    def tone(self) -> str:
        """How the words of its state are colored."""
        return _tone(self.state, self.next_step)


def asked_of(policy_id: UUID, *, now: datetime) -> list[AskedRow]:
    """Return the questions about a policy, the latest first. One query."""
    found = EligibilityRequest.objects.filter(policy=policy_id).select_related("payer", "asked_by")
    return [asked_row(row, now=now) for row in found.order_by("-asked_at", "-id")]


# The latest question about a policy, for queries of policies: pages that show many things ask for it along with them.
NEWEST = Subquery(
    EligibilityRequest.objects.filter(policy=OuterRef("pk"))
    .order_by("-asked_at", "-id")
    .values(
        told=JSONObject(
            payer="payer__name", asked_at="asked_at", left_at="left_at", state="state", code="code",
            answer_hours="answer_hours",
        )
    )[:1]
)  # fmt: skip


@dataclass(frozen=True)
class AskedNote:
    """The latest question about a policy, in short."""

    payer: str
    asked_at: datetime
    label: str
    tone: str
    next_step: str


def noted(told: Mapping[str, Any], *, now: datetime) -> AskedNote:
    """Return what `NEWEST` told."""
    state, left_at = Asked(told["state"]), told["left_at"]
    left = datetime.fromisoformat(left_at) if left_at else None
    step = next_step(state, told["code"], left_at=left, answer_hours=told["answer_hours"], now=now)
    asked_at = datetime.fromisoformat(told["asked_at"])
    return AskedNote(told["payer"], asked_at, ASKED_LABELS[state], _tone(state, step), step)


def asked_row(row: EligibilityRequest, *, now: datetime) -> AskedRow:
    """Return a question as pages show it."""
    return AskedRow(
        row.pk, row.payer.name, row.asked_at, str(row.asked_by) if row.asked_by else "", row.first, Asked(row.state),
        row.state_at, tuple(row.service_types), row.number, row.code,
        next_step(Asked(row.state), row.code, left_at=row.left_at, answer_hours=row.answer_hours, now=now),
    )  # fmt: skip


def next_step(state: Asked, code: str, *, left_at: datetime | None, answer_hours: int, now: datetime) -> str:
    """Return what somebody has to do about a question, or ""."""
    match state:
        case Asked.STOPPED:
            return _STOPPED.get(code, _UNWRITABLE)
        case Asked.REJECTED:
            return "The file was rejected, and nobody read the question. Compare the numbers under Settings, then ask."
        case Asked.LOST:
            return "No answer came. Call the payer, or ask anew."
        case _ if state in WAITS and left_at:
            late = rules.is_late(left_at, answer_hours=answer_hours, now=now)
            return f"No answer came within {answer_hours} hours. Call the payer, or ask anew." if late else ""
        case _:
            return ""


_STOPPED = {
    "COV-030": "The client’s consent ended before it left, and nothing was told. "
    " Have “Contact the insurer” signed, then ask.",
    "COV-061": "How this payer is asked by file is not written down any more. See Settings, Payers.",
}  # fmt: skip
_UNWRITABLE = "Something in the record cannot stand in a file: compare name, birth date and member number, then ask."


def _habit(row: AskingHabit) -> Habit:
    return Habit(
        sender=Mailbox(id=row.submitter_id, qualifier=row.submitter_qualifier, group_id=row.submitter_group_id),
        receiver=Mailbox(id=row.receiver_id, qualifier=row.receiver_qualifier, group_id=row.receiver_group_id),
        originator=row.originator,
        service_types=tuple(row.service_types),
        one_by_one=row.one_by_one,
        answer_hours=row.answer_hours,
        production=row.production,
    )
