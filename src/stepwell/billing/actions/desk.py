"""Money taken from clients and given back to them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from stepwell.billing import hooks
from stepwell.billing.actions import posting
from stepwell.billing.actions.posting import Draft, lock, post
from stepwell.billing.models import Payment, Transaction
from stepwell.billing.queries import balances
from stepwell.billing.rules import ledger, tender
from stepwell.billing.rules.amounts import in_words
from stepwell.billing.rules.tender import Tender
from stepwell.billing.vocabulary import Account, Source, Way
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls import editing

NOTHING_TO_APPLY = Finding("PAY-006", "There is no prepayment left, or nothing that the client owes.")


@dataclass(frozen=True)
class Taken:
    """What came of taking a payment: the payment, and whether it was taken before under its key."""

    payment: Payment
    is_new: bool


def take_payment(
    *, actor: Member, at: datetime, client_id: UUID, tendered: Tender, day: date, key: str, keeps_rest: bool = False
) -> Taken:
    """Take a payment from a client; what is more than they owe becomes a prepayment, if that is wanted.

    key         of the form: sent twice, it takes one payment
    keeps_rest  whether what is not owed is kept as a prepayment
    raises      Refused: PAY-001 to PAY-005, LED-003, LED-004
    """
    lock(client_id)
    known = Payment.objects.filter(transaction__idempotency_key=_key(key)).first()
    if known is not None:
        return Taken(_same(known, client_id, tendered), is_new=False)
    refuse([*tender.check(tendered), *posting.check_day(actor, day, at=at)])
    owed = max(balances.standing(client_id).client, 0)
    kept = max(tendered.cents - owed, 0)
    if kept and not keeps_rest:
        raise Refused(_above(owed, kept))
    payment_id = uuid4()
    draft = Draft(
        ledger.payment(tendered.way, tendered.cents, kept=kept), client_id, day, _key(key), Source.PAYMENT, payment_id
    )
    posted = post(actor=actor, at=at, draft=draft)
    payment = Payment(
        id=payment_id, organization_id=actor.organization_id, client_id=client_id, transaction=posted,
        way=tendered.way, cents=tendered.cents, kept=kept, check_number=tendered.check_number,
        last_four=tendered.last_four, approval=tendered.approval, origin=tendered.origin, day=day, taken_at=at,
        taken_by_id=actor.membership_id,
    )  # fmt: skip
    payment.save(force_insert=True)
    hooks.tell(actor=actor, at=at, payment=payment, owed_before=owed)
    return Taken(payment, is_new=True)


def apply_prepayment(*, actor: Member, at: datetime, client_id: UUID, key: str) -> Transaction:
    """Use what was paid ahead for what the client owes, as far as it goes. Raises Refused (PAY-006)."""
    lock(client_id)
    standing = balances.standing(client_id)
    cents = min(standing.prepaid, standing.client)
    if cents <= 0:
        raise Refused(NOTHING_TO_APPLY)
    draft = Draft(ledger.prepayment_applied(cents), client_id, at.astimezone(actor.zone).date(), key)
    return post(actor=actor, at=at, draft=draft)


def refund(
    *, actor: Member, at: datetime, client_id: UUID, cents: int, of: Account, day: date, reason: str, key: str
) -> Transaction:
    """Set money aside that is to go back to the client; `pay_out` says when it has.

    of      the prepayment, or what the client paid too much on their account
    raises  Refused: PAY-007 if that is not there, VOID-001 without a reason, LED-001, LED-004
    """
    lock(client_id)
    refuse([*editing.check_reason(reason), *posting.check_day(actor, day, at=at)])
    standing = balances.standing(client_id)
    there = standing.prepaid if of == Account.PREPAYMENT else max(-standing.client, 0)
    if cents > there:
        sentence = f"There is {in_words(there)} to refund here. Enter that or less."
        raise Refused(Finding("PAY-007", sentence, "amount"))
    draft = Draft(ledger.refund(cents, of=of), client_id, day, key, reason=reason.strip())
    return post(actor=actor, at=at, draft=draft)


def pay_out(
    *, actor: Member, at: datetime, client_id: UUID, way: Way, day: date, reference: str, key: str
) -> Transaction:
    """Say that what was set aside for a refund has left the house.

    reference  number of the check, or code of the processor; empty for cash
    raises     Refused: PAY-008 if nothing is to be paid out, PAY-009 without a reference, LED-004
    """
    lock(client_id)
    refuse(posting.check_day(actor, day, at=at))
    cents = balances.standing(client_id).to_refund
    if cents <= 0:
        raise Refused(Finding("PAY-008", "Nothing is waiting to be paid out. Load the page again."))
    if way != Way.CASH and not reference.strip():
        raise Refused(
            Finding("PAY-009", "Enter the number of the check, or the code of the card’s refund.", "reference")
        )
    draft = Draft(ledger.refund_paid(way, cents), client_id, day, key, reason=reference.strip())
    return post(actor=actor, at=at, draft=draft)


def _key(key: str) -> str:
    return f"payment {key}"


def _same(known: Payment, client_id: UUID, tendered: Tender) -> Payment:
    as_before = (known.client_id, known.way, known.cents) == (client_id, tendered.way, tendered.cents)
    if not as_before:
        raise Refused(posting.DIFFERS)
    return known


def _above(owed: int, kept: int) -> Finding:
    owes = f"The client owes {in_words(owed)}" if owed else "The client owes nothing"
    return Finding(
        "PAY-005", f"{owes}. Tick the box to keep {in_words(kept)} as a prepayment, or change the amount.", "keeps_rest"
    )
