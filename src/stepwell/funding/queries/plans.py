"""Payment plans: instalments as they are laid out last, and what was paid on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Sum

from stepwell.billing.models import Transaction
from stepwell.billing.rules.amounts import to_dollars
from stepwell.coverage.rules.payment_plans import Every, Instalment
from stepwell.funding.models import PaymentPlan, PlanChange, PlanInstalment, PlanPayment
from stepwell.funding.rules.plans import Standing, standing
from stepwell.funding.vocabulary import CHANGE_LABELS, PLAN_END_LABELS, Change, PlanEnd


@dataclass(frozen=True)
class PlanRow:
    """A payment plan as pages show it."""

    id: UUID
    client_id: UUID
    name: str
    cents: int
    every: Every
    made_at: datetime
    made_by: str
    ended: str
    layout: int
    due: tuple[Instalment, ...]
    paid: int
    changes: tuple[tuple[str, str, str, datetime], ...] = ()

    def on(self, day: date) -> Standing:
        """Return how it stands on a day."""
        return standing(self.due, self.paid, on=day)


def of_client(client_id: UUID) -> list[PlanRow]:
    """Return the payment plans of a client, newest first. Four queries."""
    return _read(PaymentPlan.objects.filter(client=client_id).order_by("-made_at"))


def running(client_id: UUID) -> PlanRow | None:
    """Return the plan of a client that runs."""
    return next(iter(_read(PaymentPlan.objects.filter(client=client_id, ended_at=None))), None)


def get(client_id: UUID, plan_id: UUID) -> PlanRow | None:
    """Return one plan of a client, if the actor sees it."""
    return next(iter(_read(PaymentPlan.objects.filter(client=client_id, pk=plan_id))), None)


def all_running() -> list[PlanRow]:
    """Return every plan that runs, of whoever the actor sees. Four queries."""
    return _read(PaymentPlan.objects.filter(ended_at=None).order_by("made_at"))


def _read(rows: QuerySet[PaymentPlan]) -> list[PlanRow]:
    plans = list(rows.select_related("client", "made_by"))
    if not plans:
        return []
    keys = [plan.pk for plan in plans]
    laid_out: dict[UUID, dict[int, list[PlanInstalment]]] = {}
    for one in PlanInstalment.objects.filter(plan__in=keys).order_by("layout", "number"):
        laid_out.setdefault(one.plan_id, {}).setdefault(one.layout, []).append(one)
    paid = _paid(keys)
    changes: dict[UUID, list[tuple[str, str, str, datetime]]] = {}
    for change in PlanChange.objects.filter(plan__in=keys).select_related("changed_by").order_by("-layout"):
        told = (CHANGE_LABELS[Change(change.kind)], change.words or "", change.changed_by.name, change.changed_at)
        changes.setdefault(change.plan_id, []).append(told)
    return [_row(plan, laid_out[plan.pk], paid.get(plan.pk, 0), changes.get(plan.pk, [])) for plan in plans]


def _paid(keys: Sequence[UUID]) -> dict[UUID, int]:
    """Return the cents paid on plans; payments that were reversed count for nothing."""
    undone = Transaction.objects.filter(reverses=OuterRef("payment__transaction"))
    rows = PlanPayment.objects.filter(plan__in=keys).exclude(Exists(undone)).order_by()
    return {row["plan"]: int(row["sum"]) for row in rows.values("plan").annotate(sum=Sum("cents"))}


def _row(
    plan: PaymentPlan, laid_out: dict[int, list[PlanInstalment]], paid: int,
    changes: list[tuple[str, str, str, datetime]],
) -> PlanRow:  # fmt: skip
    layout = max(laid_out)
    due = tuple(Instalment(one.due_on, to_dollars(one.cents)) for one in laid_out[layout])
    ended = PLAN_END_LABELS[PlanEnd(plan.ended_why)] if plan.ended_why else ""
    return PlanRow(
        plan.pk, plan.client_id, plan.client.display_name, plan.cents, Every(plan.every), plan.made_at,
        plan.made_by.name, ended, layout, due, paid, tuple(changes),
    )  # fmt: skip
