"""Money of payers that belongs to no claim: what of it waits, where it was placed, and what is owed to payers."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from stepwell.billing.models import Entry
from stepwell.billing.rules.amounts import in_words
from stepwell.billing.vocabulary import ACCOUNT_LABELS, Account
from stepwell.platform.questions import Question
from stepwell.platform.walls.rights import Category
from stepwell.remittances.models import PlacedMoney, Remittance, RemittanceAdjustment, RemittanceClaim
from stepwell.remittances.queries.without_client import claims_named
from stepwell.remittances.rules.placing import TARGET_LABELS, Target, meaning_of
from stepwell.remittances.rules.posting.sent import key_of
from stepwell.remittances.rules.work import WORDS
from stepwell.remittances.vocabulary import Outcome
from stepwell.x12.labels.adjustments import PROVIDER_REASON

MOST = 100
_PLACED = "(SELECT coalesce(sum(p.cents), 0) FROM remittances_placedmoney p WHERE p.undone_at IS NULL AND p.{} = x.id)"
TO_PLACE = Question(
    "money to place",
    lambda who: who.may(Category.BILLING, writes=True),
    "SELECT json_build_array(count(*), coalesce(sum(abs(y.cents)), 0)) FROM ("
    f"SELECT x.paid - {_PLACED.format('answer_id')} AS cents FROM remittances_remittanceclaim x"
    " WHERE x.outcome = 'waiting' UNION ALL"
    f" SELECT x.cents - {_PLACED.format('adjustment_id')} FROM remittances_remittanceadjustment x"
    ") y WHERE y.cents <> 0",
)


@dataclass(frozen=True)
class Item:
    """Money of a payer to be placed. Cents are below zero where the payer kept it back or took it.

    what       in plain words; `meaning` where such money usually comes from and goes
    reference  the number that it names, and the claim with it, if that is one of ours
    work_fact  key of the work that it left, "" if that is the answer's
    """

    remittance_id: UUID
    file_id: UUID
    number: str
    day: date
    payer: str
    payer_id: UUID | None
    cents: int
    left: int
    what: str
    meaning: str
    target: Target
    reference: str
    claim_id: UUID | None = None
    answer_id: UUID | None = None
    adjustment_id: UUID | None = None
    work_fact: str = ""

    @property
    def amount(self) -> str:
        """All of it in dollars."""
        return in_words(self.cents)

    @property
    def rest(self) -> str:
        """What is left of it in dollars."""
        return in_words(self.left)


@dataclass(frozen=True)
class PlacedRow:
    """Where some of it went. `client_id` where it went to the account of somebody whom the actor sees."""

    id: UUID
    amount: str
    target: str
    words: str
    by: str
    day: date
    client_id: UUID | None
    transaction_id: UUID
    undone: str
    is_undone: bool


@dataclass(frozen=True)
class Due:
    """What is owed to a payer on an account, in cents."""

    payer_id: UUID | None
    payer: str
    cents: int

    @property
    def amount(self) -> str:
        """It in dollars."""
        return in_words(self.cents)


def waiting() -> list[Item]:
    """Return the answers whose money waits, the oldest first. Two queries."""
    found = list(_answers().exclude(paid=0).exclude(paid=F("placed")).order_by("remittance__day", "id")[:MOST])
    return [_of_answer(one) for one in found]


def adjustments() -> list[Item]:
    """Return what payers settled with the program itself and nobody placed, the oldest first. Two queries."""
    found = list(
        _adjustments()
        .exclude(cents=0)
        .exclude(cents=F("placed"))
        .order_by("remittance__day", "remittance", "number")[:MOST]
    )
    named = claims_named({one.reference for one in found if one.reference})
    return [_of_adjustment(one, named.get(one.reference)) for one in found]


def answer(answer_id: UUID) -> Item | None:
    """Return an answer as money to be placed; nothing is left of one that does not wait. One query."""
    found = _answers(every=True).filter(pk=answer_id).first()
    if found is None:
        return None
    item = _of_answer(found)
    return item if found.outcome == Outcome.WAITING else replace(item, left=0)


def adjustment(adjustment_id: UUID) -> Item | None:
    """Return what a payer settled with the program. Two queries."""
    found = _adjustments().filter(pk=adjustment_id).first()
    if found is None:
        return None
    return _of_adjustment(found, claims_named({found.reference}).get(found.reference) if found.reference else None)


def again(item: Item) -> Item | None:
    """Return an item as it stands now. Two queries at most."""
    return answer(item.answer_id) if item.answer_id else adjustment(item.adjustment_id) if item.adjustment_id else None


def placements_of(item: Item) -> list[PlacedRow]:
    """Return where an item was placed, in order. One query."""
    which = Q(answer=item.answer_id) if item.answer_id else Q(adjustment=item.adjustment_id)
    rows = PlacedMoney.objects.filter(which).select_related("transaction", "made_by").order_by("made_at", "id")
    return [
        PlacedRow(
            row.pk, in_words(row.cents), TARGET_LABELS[Target(row.target)], row.words or "", str(row.made_by),
            row.made_at.date(), row.transaction.client_id, row.transaction_id, row.undone_why or "",
            row.undone_at is not None,
        )
        for row in rows
    ]  # fmt: skip


def placed_from(placement_id: UUID) -> PlacedMoney | None:
    """Return a placement. One query."""
    return PlacedMoney.objects.filter(pk=placement_id).first()


def dues(account: Account) -> list[Due]:
    """Return what is owed to payers on an account, by payer. One query."""
    rows = (
        Entry.objects.filter(account=account, client=None).values_list("payer", "payer__name").annotate(s=Sum("cents"))
    )
    found = [Due(payer_id, name or "A payer that is not on file", -cents) for payer_id, name, cents in rows]
    return sorted((one for one in found if one.cents), key=lambda one: one.payer)


def label_of(account: Account) -> str:
    """Return the name of an account."""
    return ACCOUNT_LABELS[account]


def _placed(name: str) -> Coalesce:
    live = PlacedMoney.objects.filter(**{name: OuterRef("pk")}, undone_at=None).values(name).annotate(s=Sum("cents"))
    return Coalesce(Subquery(live.values("s")), 0)


def _answers(*, every: bool = False) -> QuerySet[RemittanceClaim]:
    found = RemittanceClaim.objects.annotate(placed=_placed("answer")).select_related("remittance__payer")
    return found if every else found.filter(outcome=Outcome.WAITING)


def _adjustments() -> QuerySet[RemittanceAdjustment]:
    return RemittanceAdjustment.objects.annotate(placed=_placed("adjustment")).select_related("remittance__payer")


def _of_answer(one: RemittanceClaim) -> Item:
    row, words = one.remittance, WORDS[one.work] if one.work else None
    named = one.control or "a claim without a number"
    return Item(
        row.pk, row.file_id, row.number, row.day, _payer(row), row.payer_id, one.paid,
        one.paid - getattr(one, "placed", 0), words.sentence if words else "Its claim is posted.",
        words.next_step if words else "", Target.CLAIM, f"claim {named}", one.claim_id, answer_id=one.pk,
    )  # fmt: skip


def _of_adjustment(one: RemittanceAdjustment, claim_id: UUID | None) -> Item:
    row, meaning = one.remittance, meaning_of(one.reason)
    label = PROVIDER_REASON.get(one.reason, "an adjustment")
    return Item(
        row.pk, row.file_id, row.number, row.day, _payer(row), row.payer_id, one.cents,
        one.cents - getattr(one, "placed", 0), f"{label[:1].upper()}{label[1:]} ({one.reason})", meaning.words,
        meaning.target, one.reference, claim_id, adjustment_id=one.pk,
        work_fact=key_of(row.pk, "POS-013", None, "", one.segment),
    )  # fmt: skip


def _payer(row: Remittance) -> str:
    return str(row.payer) if row.payer else row.payer_name
