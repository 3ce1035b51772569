"""Placing money of a payer that belongs to no claim, taking it from its place again, and sending refunds to payers."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from stepwell.billing.actions import posting
from stepwell.billing.actions.posting import Draft
from stepwell.billing.models import Transaction
from stepwell.billing.queries import balances
from stepwell.billing.rules import ledger
from stepwell.billing.rules.amounts import in_words
from stepwell.billing.rules.ledger import Owed
from stepwell.billing.vocabulary import Account, Source
from stepwell.claims.models import Claim
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls import editing
from stepwell.remittances.actions.locking import one_payment_at_a_time
from stepwell.remittances.actions.working import done_by_placing
from stepwell.remittances.models import PlacedMoney
from stepwell.remittances.queries import placing as queries
from stepwell.remittances.rules.placing import Target, line_for

GONE = Finding("PLC-001", "Nothing of this is left, or somebody was faster. Load the page again.")
NO_CLAIM = Finding(
    "PLC-003", "No claim with this number was sent from here, or it is not open to you. Compare with the claims.",
    "claim",
)  # fmt: skip
OTHER_DAY = Finding(
    "PLC-005", "The claim has no such day. Leave it empty, or enter a day that stands on the claim.", "day"
)
NO_REFUND = Finding("PLC-006", "No more is due to this payer. Load the page again to see what is.", "amount")


@dataclass(frozen=True)
class Placed:
    """Where some of what waits is put.

    cents   above zero; the sign is that of what waits
    claim   our number of it, where that is the target; `day` of it, if it is about one
    """

    cents: int
    target: Target
    words: str
    key: str
    claim: str = ""
    day: date | None = None


@transaction.atomic
def place(*, actor: Member, at: datetime, item: queries.Item, placed: Placed) -> UUID:
    """Place some of what waits; return the placement.

    raises  Refused: VOID-001 without words, PLC-001 if nothing is left, PLC-002 for more than is left, PLC-003 for a
            claim that is not known, PLC-004 for more than the payer owes, PLC-005 for a day that is not the claim's
    """
    refuse(editing.check_reason(placed.words))
    one_payment_at_a_time(actor.organization_id)
    before = PlacedMoney.objects.filter(transaction__idempotency_key=f"placement {placed.key}")
    if known := before.values_list("pk", flat=True).first():
        return known
    found = queries.again(item)
    if found is None or not found.left:
        raise Refused(GONE)
    if placed.cents > abs(found.left):
        raise Refused(_too_much(found.left))
    cents = placed.cents if found.left > 0 else -placed.cents
    claim, owed = _claim(placed, cents) if placed.target is Target.CLAIM else (None, None)
    to = line_for(placed.target, payer_id=found.payer_id, owed=owed)
    source = Account.PROVIDER_LEVEL if found.adjustment_id else Account.UNPOSTED
    row = PlacedMoney(
        organization_id=actor.organization_id, answer_id=found.answer_id, adjustment_id=found.adjustment_id,
        cents=cents, target=placed.target, words=placed.words.strip(), made_at=at, made_by_id=actor.membership_id,
    )  # fmt: skip
    draft = Draft(
        ledger.placement(cents, source=source, to=to), claim.client_id if claim else None,
        at.astimezone(actor.zone).date(), f"placement {placed.key}", Source.PLACEMENT, row.pk, placed.day,
        placed.words.strip(),
    )  # fmt: skip
    row.transaction = posting.post(actor=actor, at=at, draft=draft)
    row.save(force_insert=True)
    if cents == found.left:
        done_by_placing(actor=actor, at=at, answer_id=found.answer_id, fact=found.work_fact, reason=placed.words)
    return row.pk


def _too_much(left: int) -> Finding:
    return Finding("PLC-002", f"{in_words(abs(left))} of it is left. Enter that, or less.", "amount")


def _claim(placed: Placed, cents: int) -> tuple[Claim, Owed]:
    claim = Claim.objects.filter(number=placed.claim.strip().upper()).exclude(files=None).first()
    if claim is None:
        raise Refused(NO_CLAIM)
    if placed.day and not claim.lines.filter(day=placed.day).exists():
        raise Refused(OTHER_DAY)
    posting.lock(claim.client_id)
    owed = Owed(claim.policy_id, claim.payer_id)
    due = sum(one.cents for one in balances.standing(claim.client_id).payers if one.owed == owed)
    if cents > due:
        sentence = (
            f"The payer owes {in_words(max(due, 0))} on this account. Place what is above it to the payer’s credit."
        )
        raise Refused(Finding("PLC-004", sentence, "amount"))
    return claim, owed


@transaction.atomic
def undo(*, actor: Member, at: datetime, placement_id: UUID, reason: str) -> None:
    """Take something from its place: it waits again. Raises Refused: VOID-001, PLC-001 if it was undone."""
    refuse(editing.check_reason(reason))
    one_payment_at_a_time(actor.organization_id)
    row = PlacedMoney.objects.select_related("transaction").filter(pk=placement_id, undone_at=None).first()
    if row is None:
        raise Refused(GONE)
    client_id = row.transaction.client_id
    if client_id:
        posting.lock(client_id)
    draft = Draft(
        ledger.reversal(posting.lines_of(row.transaction_id)), client_id, at.astimezone(actor.zone).date(),
        f"reversal {row.transaction_id}", Source.PLACEMENT, row.pk, row.transaction.service_day, reason.strip(),
        row.transaction_id,
    )  # fmt: skip
    row.reversal = posting.post(actor=actor, at=at, draft=draft)
    row.undone_at, row.undone_by_id, row.undone_why = at, actor.membership_id, reason.strip()
    row.save(update_fields=["undone_at", "undone_by", "undone_why", "reversal"])


@transaction.atomic
def send_refund(
    *,
    actor: Member,
    at: datetime,
    payer_id: UUID | None,
    cents: int,
    into: Account,
    day: date,
    reference: str,
    key: str,
) -> None:
    """Say that a refund due to a payer left the house. Raises Refused: LED-004 for a day to come, PLC-006."""
    refuse(posting.check_day(actor, day, at=at))
    one_payment_at_a_time(actor.organization_id)
    draft = Draft(
        ledger.payer_refund_paid(cents, into=into, payer_id=payer_id), None, day, f"payer refund {key}",
        reason=reference.strip(),
    )  # fmt: skip
    due = {one.payer_id: one.cents for one in queries.dues(Account.PAYER_REFUND)}
    is_known = Transaction.objects.filter(idempotency_key=draft.key).exists()
    if not is_known and cents > due.get(payer_id, 0):
        raise Refused(NO_REFUND)
    posting.post(actor=actor, at=at, draft=draft)
