"""Remittances for lists, and one with every claim and line down to the ledger."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from stepwell.billing.models import Transaction
from stepwell.billing.rules.amounts import in_words
from stepwell.billing.vocabulary import KIND_LABELS, Kind, Source
from stepwell.remittances.models import (
    BankMatch,
    Denial,
    PlacedMoney,
    Remittance,
    RemittanceAdjustment,
    RemittanceClaim,
    RemittanceLine,
)
from stepwell.remittances.queries.without_client import claims_named
from stepwell.remittances.rules.work import WORDS
from stepwell.remittances.vocabulary import OUTCOME_LABELS, Outcome, Way
from stepwell.x12.labels.adjustments import CLAIM_STATUS, METHOD, PROVIDER_REASON, REASON, REMARK

PAGE = 25  # claims of a remittance on a page
_SHARES = {
    "contractual": "Contract",
    "deductible": "Deductible",
    "coinsurance": "Coinsurance",
    "copay": "Copay",
    "non_covered": "Not covered",
    "denied": "Denied",
    "other": "Other",
    "prior_payer": "Earlier payer",
}


@dataclass(frozen=True)
class RemittanceRow:
    """A remittance in a list; amounts in dollars, "" for none."""

    id: UUID
    number: str
    payer: str
    day: date
    paid: str
    unposted: str
    claims: int
    waiting: int
    outcome: Outcome
    status: str
    is_by_hand: bool


@dataclass(frozen=True)
class Posted:
    """A transaction that follows from a line."""

    id: UUID
    what: str
    is_undone: bool


@dataclass(frozen=True)
class LineRow:
    """A line of a claim as it was answered; amounts in dollars."""

    id: UUID
    day: date
    code: str
    charge: str
    paid: str
    shares: tuple[tuple[str, str], ...]
    off: str
    denials: tuple[str, ...]
    posted: tuple[Posted, ...]


@dataclass(frozen=True)
class AnswerRow:
    """A claim as it was answered. `client` is None while nobody knows whose it is, or the actor may not see them."""

    id: UUID
    control: str
    payer_control: str
    status: str
    client_id: UUID | None
    client: str
    claim_id: UUID | None
    charge: str
    paid: str
    outcome: Outcome
    label: str
    work: str
    next_step: str
    is_taken_back: bool
    waits: bool
    is_replaced: bool
    lines: tuple[LineRow, ...]


@dataclass(frozen=True)
class ToClaim:
    """What one remittance said about a claim; `place` is where in it, from 0. Amounts in dollars."""

    id: UUID
    remittance_id: UUID
    place: int
    number: str
    day: date
    status: str
    charge: str
    paid: str
    label: str
    is_taken_back: bool

    @property
    def page(self) -> int:
        """The page of the remittance that it stands on."""
        return self.place // PAGE + 1


@dataclass(frozen=True)
class AdjustmentRow:
    """What is settled with the program itself; `claim_id` the claim that its reference names, if it is one of ours."""

    what: str
    reference: str
    amount: str
    claim_id: UUID | None
    id: UUID


def remittances() -> QuerySet[Remittance]:
    """Return the remittances, the latest first, with the numbers of their claims."""
    waiting = Count("claims", filter=Q(claims__outcome=Outcome.WAITING))
    found = Remittance.objects.select_related("payer", "file").annotate(
        answers=Count("claims"), waiting=waiting, placed=_placed()
    )
    return found.order_by("-day", "-read_at", "id")


def _placed() -> Coalesce:
    """Return what of the rest of a remittance somebody placed."""
    live = PlacedMoney.objects.filter(answer__remittance=OuterRef("pk"), undone_at=None)
    return Coalesce(Subquery(live.values("answer__remittance").annotate(s=Sum("cents")).values("s")), 0)


def row(one: Remittance) -> RemittanceRow:
    """Return a remittance as a list shows it."""
    left = one.unposted - getattr(one, "placed", 0)
    return RemittanceRow(
        one.pk, one.number or "without a number", str(one.payer) if one.payer else one.payer_name, one.day,
        in_words(one.cents), in_words(left) if left else "", getattr(one, "answers", 0),
        getattr(one, "waiting", 0), Outcome(one.outcome), OUTCOME_LABELS[Outcome(one.outcome)],
        one.file.way == Way.BY_HAND,
    )  # fmt: skip


def unposted() -> tuple[int, int]:
    """Return how many payments have a rest that belongs to nothing yet, and how many cents these are together."""
    left = Remittance.objects.exclude(unposted=0).annotate(left=F("unposted") - _placed()).exclude(left=0)
    found = left.aggregate(count=Count("id"), cents=Sum("left"))
    return found["count"], found["cents"] or 0


def remittance(remittance_id: UUID) -> Remittance | None:
    """Return one remittance, with the deposit that holds it as `deposit` and `deposit_day`. One query."""
    live = BankMatch.objects.filter(remittance=OuterRef("pk"), undone_at=None)
    found = remittances().annotate(
        deposit=Subquery(live.values("deposit")), deposit_day=Subquery(live.values("deposit__day"))
    )
    return found.select_related("file__added_by").filter(pk=remittance_id).first()


def method_of(one: Remittance) -> str:
    """Return how the money moves, in words."""
    return METHOD.get(one.method, one.method)


def answers_of(remittance_id: UUID, *, begin: int, count: int) -> list[AnswerRow]:
    """Return some of the claims of a remittance, in its order, with their lines. Four queries."""
    found = RemittanceClaim.objects.filter(remittance=remittance_id).select_related("client").order_by("number")
    answers = list(found[begin : begin + count])
    lines = RemittanceLine.objects.filter(answer__in=answers).select_related("claim_line").order_by("number")
    by_answer: dict[UUID, list[RemittanceLine]] = defaultdict(list)
    for line in lines:
        by_answer[line.answer_id].append(line)
    ids = [line.pk for of_answer in by_answer.values() for line in of_answer]
    posted, denied = _posted(ids), _denied(ids)
    return [
        AnswerRow(
            one.pk, one.control, one.payer_control, CLAIM_STATUS.get(one.status, f"status {one.status}"),
            one.client_id, one.client.display_name if one.client else "", one.claim_id, in_words(one.charge),
            in_words(one.paid), Outcome(one.outcome), OUTCOME_LABELS[Outcome(one.outcome)],
            WORDS[one.work].sentence if one.work else "", WORDS[one.work].next_step if one.work else "",
            one.taken_back_by_id is not None, one.outcome == Outcome.WAITING and one.paid != 0,
            one.replaced_by_id is not None,
            tuple(_line(line, posted[line.pk], denied[line.pk]) for line in by_answer[one.pk]),
        )
        for one in answers
    ]  # fmt: skip


def answers_to(claim_id: UUID) -> list[ToClaim]:
    """Return what remittances said about a claim, in their order. One query."""
    found = RemittanceClaim.objects.filter(claim=claim_id).select_related("remittance")
    return [
        ToClaim(
            one.pk, one.remittance_id, one.number, one.remittance.number, one.remittance.day,
            CLAIM_STATUS.get(one.status, f"status {one.status}"), in_words(one.charge), in_words(one.paid),
            OUTCOME_LABELS[Outcome(one.outcome)], one.taken_back_by_id is not None,
        )
        for one in found.order_by("remittance__read_at", "remittance__place", "number")
    ]  # fmt: skip


def adjustments_of(remittance_id: UUID) -> list[AdjustmentRow]:
    """Return what of a remittance belongs to no claim. Two queries, one if there is nothing."""
    rows = list(RemittanceAdjustment.objects.filter(remittance=remittance_id).order_by("number"))
    named = claims_named({one.reference for one in rows if one.reference})
    return [
        AdjustmentRow(
            PROVIDER_REASON.get(one.reason, f"reason {one.reason}"), one.reference, in_words(one.cents),
            named.get(one.reference), one.pk,
        )
        for one in rows
    ]  # fmt: skip


def page_of(line_id: UUID) -> tuple[UUID, int] | None:
    """Return the remittance that a line stands in, and which of its claims, from 0. One query."""
    found = RemittanceLine.objects.filter(pk=line_id).values_list("answer__remittance", "answer__number").first()
    return found or None


def _posted(line_ids: list[UUID]) -> dict[UUID, tuple[Posted, ...]]:
    rows = list(Transaction.objects.filter(source=Source.REMITTANCE_LINE, source_id__in=line_ids).order_by("posted_at"))
    undone = {row.reverses_id for row in rows}
    found: dict[UUID, tuple[Posted, ...]] = defaultdict(tuple)
    for row in rows:
        if row.source_id:
            found[row.source_id] += (Posted(row.pk, KIND_LABELS[Kind(row.kind)], row.pk in undone),)
    return found


def _denied(line_ids: list[UUID]) -> dict[UUID, tuple[str, ...]]:
    found: dict[UUID, tuple[str, ...]] = defaultdict(tuple)
    for one in Denial.objects.filter(line__in=line_ids).order_by("-cents"):
        reason = REASON.get(one.reason)
        said = (
            f"{in_words(one.cents)}: {reason.label if reason else 'a reason not known here'} ({one.group} {one.reason})"
        )
        remarks = ", ".join(REMARK.get(code, code) for code in one.remarks)
        found[one.line_id] += (f"{said}{'; ' + remarks if remarks else ''}",)
    return found


def _line(row: RemittanceLine, posted: tuple[Posted, ...], denials: tuple[str, ...]) -> LineRow:
    shares = tuple((label, in_words(getattr(row, name))) for name, label in _SHARES.items() if getattr(row, name))
    allowed = row.paid + row.deductible + row.coinsurance + row.copay + row.non_covered
    off = 0 if row.expected is None or row.denied or row.prior_payer or row.charge < 0 else row.expected - allowed
    return LineRow(
        row.pk, row.claim_line.day, row.claim_line.code, in_words(row.charge), in_words(row.paid), shares,
        in_words(off) if off else "", denials, posted,
    )  # fmt: skip
