"""Everything that pays for a client's care beside the account itself, for one page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, JSONObject

from stepwell.billing.models import Payment, Transaction
from stepwell.billing.rules.amounts import in_words
from stepwell.billing.vocabulary import ORIGIN_LABELS, Origin
from stepwell.clients.models import Client
from stepwell.coverage.models import Estimate, Policy
from stepwell.funding.models import Agreement, Award, AwardDecision, OutsideSource
from stepwell.funding.vocabulary import MoneySource, Paper


@dataclass(frozen=True)
class Payer:
    """A policy in force, by the name of its payer."""

    pk: UUID
    payer: str


@dataclass(frozen=True)
class Estimated:
    """The estimate that counts, in dollars; `expected` is None where there is only a range."""

    pk: UUID
    low: Decimal
    expected: Decimal | None
    high: Decimal


@dataclass(frozen=True)
class Awarded:
    """What a fund was asked for, in cents."""

    id: UUID
    fund: str
    cents: int
    is_decided: bool
    is_paid: bool


@dataclass(frozen=True)
class Outside:
    """Money from outside that the client counts on, in cents."""

    kind: MoneySource
    name: str
    cents: int
    expected_on: date | None


@dataclass(frozen=True)
class Signed:
    """A paper about money."""

    pk: UUID
    kind: Paper
    made_at: datetime
    signed_at: datetime | None


@dataclass(frozen=True)
class Ways:
    """What is known of a client, as far as the actor sees it.

    by_others  what others than the client paid so far: the source and dollars, in words
    """

    policies: tuple[Payer, ...] = ()
    estimate: Estimated | None = None
    awards: tuple[Awarded, ...] = ()
    outside: tuple[Outside, ...] = ()
    by_others: tuple[tuple[str, str], ...] = ()
    papers: tuple[Signed, ...] = ()


def ways_of(client_id: UUID, *, on: date) -> Ways:
    """Return everything beside the account that pays for a client's care on a day. One query."""
    clients: Any = Client.objects.filter(pk=client_id)
    row = clients.values(**_columns(on)).first()
    if row is None:
        return Ways()
    names = row["its_outside_names"]
    return Ways(
        tuple(Payer(UUID(one["id"]), one["payer"]) for one in row["its_policies"]),
        next((_estimated(one) for one in row["its_estimates"]), None),
        tuple(
            Awarded(UUID(one["id"]), one["fund"], one["cents"], bool(one["decided"]), bool(one["paid"]))
            for one in row["its_awards"]
        ),
        tuple(_outside(one, name) for one, name in zip(row["its_outside"], names, strict=True)),
        by_origin([(one["origin"], one["cents"]) for one in row["its_payments"]]),
        tuple(
            Signed(UUID(one["id"]), Paper(one["kind"]), _at(one["made"]), _at(one["signed"]) if one["signed"] else None)
            for one in row["its_papers"]
        ),
    )


def by_origin(payments: Sequence[tuple[str, int]]) -> tuple[tuple[str, str], ...]:
    """Return what others than the client paid, by source: dollars in words, of origins and cents."""
    cents: dict[str, int] = {}
    for origin, amount in payments:
        if origin:
            cents[origin] = cents.get(origin, 0) + amount
    return tuple((ORIGIN_LABELS[Origin(origin)], in_words(cents[origin])) for origin in sorted(cents))


def _columns(on: date) -> dict[str, Any]:
    mine = {"client": OuterRef("pk")}
    in_force = Q(to_on=None) | Q(to_on__gte=on)
    policies = Policy.objects.filter(in_force, **mine, voided_at=None, payer__isnull=False, from_on__lte=on)
    estimates = Estimate.objects.filter(**mine, voided_at=None).order_by("-made_at", "-created_at")[:1]
    decision = AwardDecision.objects.filter(award=OuterRef("pk"))
    outside = OutsideSource.objects.filter(**mine, voided_at=None).order_by("noted_at", "pk")
    undone = Transaction.objects.filter(reverses=OuterRef("transaction"))
    payments = Payment.objects.filter(~Exists(undone), **mine).exclude(origin="").order_by("day", "pk")
    return {
        "its_policies": _list(policies.order_by("rank"), id="pk", payer="payer__name"),
        "its_estimates": _list(
            estimates, id="pk", **{name: Cast(name, TextField()) for name in ("low", "expected", "high")}
        ),
        "its_awards": _list(
            Award.objects.filter(**mine).order_by("-asked_at"), id="pk", fund="fund__name", cents="cents",
            decided=Subquery(decision.values("pk")[:1]), paid=Subquery(decision.values("transaction")[:1]),
        ),
        "its_outside": _list(outside, kind="kind", cents="cents", on="expected_on"),
        "its_outside_names": ArraySubquery(outside.values("name")),
        "its_payments": _list(payments, origin="origin", cents="cents"),
        "its_papers": _list(
            Agreement.objects.filter(**mine).order_by("-made_at"), id="pk", kind="kind", made="made_at",
            signed="signed_at",
        ),
    }  # fmt: skip


def _list(rows: QuerySet[Any], **columns: Any) -> ArraySubquery:
    named = {name: F(column) if isinstance(column, str) else column for name, column in columns.items()}
    return ArraySubquery(rows.values(each=JSONObject(**named)))


def _estimated(one: dict[str, Any]) -> Estimated:
    expected = Decimal(one["expected"]) if one["expected"] else None
    return Estimated(UUID(one["id"]), Decimal(one["low"]), expected, Decimal(one["high"]))


def _outside(one: dict[str, Any], name: str) -> Outside:
    expected_on = date.fromisoformat(one["on"]) if one["on"] else None
    return Outside(MoneySource(one["kind"]), name, one["cents"], expected_on)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)
