"""Payment plans: made, paused, lowered, ended; and what a payment at the desk is put to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from stepwell.billing.actions.posting import lock
from stepwell.billing.models import Payment
from stepwell.billing.queries import balances
from stepwell.billing.rules.amounts import to_cents, to_dollars
from stepwell.coverage.rules import payment_plans
from stepwell.coverage.rules.payment_plans import Every, Instalment
from stepwell.funding.models import PaymentPlan, PlanChange, PlanInstalment, PlanPayment
from stepwell.funding.queries import plans
from stepwell.funding.queries.plans import PlanRow
from stepwell.funding.rules import plans as rules
from stepwell.funding.vocabulary import Change, PlanEnd
from stepwell.kernel.findings import Refused, refuse
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls import editing

LONGEST_PAUSE = timedelta(days=366)


@dataclass(frozen=True)
class Terms:
    """A balance in so many instalments."""

    cents: int
    count: int
    every: Every
    first_on: date


def make_plan(
    *, actor: Member, at: datetime, client_id: UUID, terms: Terms, key: str, is_sure: bool = False
) -> PaymentPlan:
    """Lay out what a client owes in instalments without interest.

    is_sure  that more than four instalments were looked at
    raises   Refused: PAY-001, 002, 010, 011, 013, 015
    """
    lock(client_id)
    known = PaymentPlan.objects.filter(idempotency_key=key, client=client_id).first()
    if known is not None:
        return known
    if plans.running(client_id) is not None:
        raise Refused(rules.RUNS)
    found = rules.check_balance(terms.cents, balances.standing(client_id).client)
    found += [] if terms.first_on >= at.astimezone(actor.zone).date() else [rules.PAST]
    found += [] if is_sure else payment_plans.question(terms.count)
    refuse(found)
    due = payment_plans.instalments(to_dollars(terms.cents), terms.count, first_on=terms.first_on, every=terms.every)
    plan = PaymentPlan.objects.create(
        organization_id=actor.organization_id, client_id=client_id, cents=terms.cents, every=terms.every,
        idempotency_key=key, made_at=at, made_by_id=actor.membership_id,
    )  # fmt: skip
    _lay_out(plan.organization_id, plan.pk, client_id, 1, due)
    return plan


def pause(*, actor: Member, at: datetime, client_id: UUID, until_on: date, words: str) -> None:
    """Move everything that falls due from today on to a day or later. Raises Refused: PAY-012, 014, VOID-001."""
    row, today = _running(client_id), at.astimezone(actor.zone).date()
    refuse([*editing.check_reason(words), *([] if today < until_on <= today + LONGEST_PAUSE else [rules.PAUSE])])
    due = payment_plans.paused(row.due, from_on=today, until_on=until_on, every=row.every)
    _change(actor, at, row, Change.PAUSE, words, due)


def lower(*, actor: Member, at: datetime, client_id: UUID, cents: int, first_on: date, words: str) -> None:
    """Lay out what is left in smaller instalments, for hardship. Raises Refused: PAY-003, 004, 012, 013, VOID-001."""
    row, today = _running(client_id), at.astimezone(actor.zone).date()
    refuse([*editing.check_reason(words), *([] if first_on >= today else [rules.PAST])])
    left = payment_plans.lower(to_dollars(row.on(today).left), to_dollars(cents), first_on=first_on, every=row.every)
    before = (Instalment(row.made_at.astimezone(actor.zone).date(), to_dollars(row.paid)),) if row.paid else ()
    _change(actor, at, row, Change.HARDSHIP, words, (*before, *left))


def end(*, actor: Member, at: datetime, client_id: UUID, why: PlanEnd) -> None:
    """End a plan that was replaced, or whose rest is met another way. Raises Refused (PAY-012)."""
    del actor  # history and walls say who
    _end(_running(client_id).id, at, why)


def put_payment(*, actor: Member, at: datetime, payment: Payment, owed_before: int) -> None:
    """Put a payment at the desk to the plan that runs, in the transaction that takes it.

    owed_before  cents that the client owed before it
    """
    row = plans.running(payment.client_id)
    if row is None:
        return
    tomorrow = payment.day + timedelta(days=1)  # what is due on the day of the payment is due
    now = row.on(tomorrow)
    cents = rules.put_to_plan(
        payment.cents - payment.kept, due_now=now.overdue, left=now.left, owed_outside=owed_before - now.left
    )
    if cents <= 0:
        return
    PlanPayment.objects.create(
        organization_id=actor.organization_id, plan_id=row.id, client_id=row.client_id, payment=payment, cents=cents
    )
    if cents == now.left:
        _end(row.id, at, PlanEnd.PAID)


def _running(client_id: UUID) -> PlanRow:
    lock(client_id)
    row = plans.running(client_id)
    if row is None:
        raise Refused(rules.NONE_RUNS)
    return row


def _end(plan_id: UUID, at: datetime, why: PlanEnd) -> None:
    PaymentPlan.objects.filter(pk=plan_id, ended_at=None).update(ended_at=at, ended_why=why)


def _change(actor: Member, at: datetime, row: PlanRow, kind: Change, words: str, due: Sequence[Instalment]) -> None:
    _lay_out(actor.organization_id, row.id, row.client_id, row.layout + 1, due)
    PlanChange.objects.create(
        organization_id=actor.organization_id, plan_id=row.id, client_id=row.client_id, kind=kind,
        layout=row.layout + 1, words=words.strip(), changed_at=at, changed_by_id=actor.membership_id,
    )  # fmt: skip


def _lay_out(organization_id: UUID, plan_id: UUID, client_id: UUID, layout: int, due: Sequence[Instalment]) -> None:
    PlanInstalment.objects.bulk_create(
        PlanInstalment(
            organization_id=organization_id, plan_id=plan_id, client_id=client_id, layout=layout, number=number,
            due_on=one.due_on, cents=to_cents(one.amount),
        )
        for number, one in enumerate(due, 1)
    )  # fmt: skip
