"""A remittance posted: each payment in one transaction, once, whole or as work. Source: docs/sources.md#posting."""

from collections.abc import Iterable
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef

from stepwell.claims.queries.standing import billing_numbers
from stepwell.platform.tenancy.models import Organization
from stepwell.remittances.actions.acknowledging import Reader
from stepwell.remittances.actions.banking import match_certain
from stepwell.remittances.actions.booking import Booking
from stepwell.remittances.actions.locking import one_payment_at_a_time
from stepwell.remittances.actions.working import Opened, open_work
from stepwell.remittances.models import InboundText, PlacedMoney, Remittance, RemittanceClaim
from stepwell.remittances.queries.asked import asked
from stepwell.remittances.queries.by_hand import standing
from stepwell.remittances.queries.posted import posted
from stepwell.remittances.rules import work
from stepwell.remittances.rules.by_hand import ORIGINATOR
from stepwell.remittances.rules.posting.planning import payment_key, plan
from stepwell.remittances.rules.posting.sent import key_of
from stepwell.remittances.vocabulary import Outcome, Way
from stepwell.x12 import remittances as x12
from stepwell.x12.explaining.words import name
from stepwell.x12.reading.sets import read

_MOST_NUMBER, _MOST_NAME, _MOST_METHOD = 50, 80, 3
_MOST_DOLLARS = 10_000_000


def post_remittance(by: Reader, place: int, remittance: x12.Remittance, *, is_clear: bool) -> None:
    """Post a remittance, once, and open the work that it leaves.

    place     which set of its file it is, counting from 1
    is_clear  everything in it was understood
    """
    one_payment_at_a_time(by.actor.tenant)
    if Remittance.objects.filter(file=by.file_id, place=place).exists():
        return
    fact = payment_key(remittance)
    if not is_clear:
        _refuse(by, place, remittance, work.UNCLEAR)
    elif Remittance.objects.filter(fact=fact, outcome=Outcome.POSTED).exists() or _is_by_hand(remittance):
        _refuse(by, place, remittance, work.PAID_BEFORE)
    else:
        _post(by, place, remittance)


def _is_by_hand(remittance: x12.Remittance) -> bool:
    """Return whether somebody entered this payment from paper before, and that stands."""
    if remittance.trace is None or remittance.trace.originator.startswith(ORIGINATOR):
        return False
    named = standing().filter(number=remittance.trace.number, file__way=Way.BY_HAND)
    return named.filter(claims__control__in={one.control for one in remittance.claims}).exists()


def _post(by: Reader, place: int, remittance: x12.Remittance) -> None:
    books = asked(remittance)
    before = posted([one.id for one in books.claims.values()])
    made = plan(remittance, books.sent, before.claims, payees=billing_numbers(), payer_id=books.payer_id)
    if made.refusal:
        _refuse(by, place, remittance, made.refusal)
        return
    row = _row(by, place, remittance)
    row.payer_id, row.outcome = books.payer_id, Outcome.POSTED
    row.save(force_insert=True)
    booking = Booking(by, row, remittance, made, books, before)
    booking.write()
    match_certain(actor=by.actor, at=by.at, remittance_ids=[row.pk])
    _again_about(by, booking.claim_ids, besides=row.pk)


def post_waiting(by: Reader, remittance_id: UUID) -> None:
    """Look again at the answers of a remittance that wait: what is known now may let them be posted.

    Answers whose money somebody placed by hand are left as they are.
    """
    one_payment_at_a_time(by.actor.tenant)
    row = Remittance.objects.get(pk=remittance_id)
    placed = PlacedMoney.objects.filter(answer=OuterRef("pk"), undone_at=None)
    left = RemittanceClaim.objects.filter(~Exists(placed), remittance=row, outcome=Outcome.WAITING)
    waiting = {one.number: one for one in left}
    remittance = read_again(row) if waiting else None
    if remittance is None:
        return
    books = asked(remittance)
    before = posted([one.id for one in books.claims.values()])
    made = plan(
        remittance,
        books.sent,
        before.claims,
        payees=billing_numbers(),
        payer_id=books.payer_id,
        only=frozenset(waiting),
    )  # fmt: skip
    Booking(by, row, remittance, made, books, before, waiting=waiting).write()


def _again_about(by: Reader, claim_ids: Iterable[UUID], *, besides: UUID) -> None:
    """Look again at answers that came too early, such as a reversal before what it reverses."""
    found = RemittanceClaim.objects.filter(outcome=Outcome.WAITING, claim__in=list(claim_ids))
    for remittance_id in sorted(set(found.values_list("remittance", flat=True)) - {besides}):
        post_waiting(by, remittance_id)


def read_again(row: Remittance) -> x12.Remittance | None:
    """Return what the file of a remittance says about it."""
    content = bytes(InboundText.objects.get(file=row.file_id).content)
    found = read(content).sets[row.place - 1].content
    return found if isinstance(found, x12.Remittance) else None


def _refuse(by: Reader, place: int, remittance: x12.Remittance, code: str) -> None:
    row = _row(by, place, remittance)
    row.outcome, row.refusal = Outcome.REFUSED, code
    row.save(force_insert=True)
    opened = Opened(code, key_of(row.file_id, place, code), row.file_id, row.pk, cents=row.cents)
    open_work(actor=by.actor, at=by.at, opened=[opened])


def _row(by: Reader, place: int, remittance: x12.Remittance) -> Remittance:
    payment, trace = remittance.payment, remittance.trace
    zone = ZoneInfo(Organization.objects.values_list("time_zone", flat=True).get(pk=by.actor.tenant))
    return Remittance(
        organization_id=by.actor.tenant, file_id=by.file_id, place=place, fact=payment_key(remittance),
        number=trace.number[:_MOST_NUMBER] if trace else "",
        payer_name=name(remittance.payer)[:_MOST_NAME], method=payment.method[:_MOST_METHOD] if payment else "",
        day=(payment.day if payment else None) or by.at.astimezone(zone).date(),
        cents=_cents(payment), read_at=by.at,
    )  # fmt: skip


def _cents(payment: x12.Payment | None) -> int:
    """Return what a payment says it moves; of an amount that cannot be meant nothing is kept but the file."""
    if payment is None or abs(payment.amount) > _MOST_DOLLARS:
        return 0
    return int(payment.amount * 100) * (-1 if payment.credit == "D" else 1)
