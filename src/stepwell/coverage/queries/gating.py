"""Whether the plans of a client pay for a day here: the rule, fed with what is kept. Two queries for all policies."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import ExpressionWrapper, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from stepwell.authorizations.models import Authorization
from stepwell.authorizations.vocabulary import ALLOWS
from stepwell.coverage.contracting import Asking
from stepwell.coverage.models import Arrangement, Contract, Policy
from stepwell.coverage.queries.plans import arrangements_of
from stepwell.coverage.queries.policies import PolicyRow
from stepwell.coverage.rules.benefits import is_active_on
from stepwell.coverage.rules.gate import Answer, Day, Exemption, gate, setting_of
from stepwell.coverage.rules.plan_types import PlanRules, rules_of
from stepwell.coverage.rules.policies import payer_meant
from stepwell.coverage.vocabulary import Arranged, Network

_ASKS = {Asking.ALWAYS: True, Asking.NEVER: False, Asking.PLAN: None}
_NETWORK = {Network.IN: True, Network.OUT: False, Network.UNKNOWN: None}


@dataclass(frozen=True)
class Gated:
    """How a day is paid under a policy.

    afar      for a day by video, if that differs
    arranged  referrals and exceptions, those too that cover other days
    """

    answer: Answer
    afar: Answer | None
    arranged: tuple[Arrangement, ...]


@dataclass(frozen=True)
class Agreed:
    """What is agreed with a payer for a day.

    deciders      payers that authorized the day
    type_of_bill  of the contract in force; None without a contract
    asking        when the contract wants an authorization
    """

    deciders: tuple[str, ...] = ()
    type_of_bill: str | None = None
    asking: Asking = Asking.PLAN


def gated(client_id: UUID, site_id: UUID, rows: Iterable[PolicyRow], *, on: date) -> dict[UUID, Gated]:
    """Return by policy whether it pays for a day at a site."""
    rows = list(rows)
    arranged = arrangements_of(client_id)
    agreed = _agreed([row.id for row in rows], site_id, on)
    return {row.id: _gated(row, arranged.get(row.id, []), agreed.get(row.id, Agreed()), on) for row in rows}


def _gated(row: PolicyRow, arranged: list[Arrangement], agreed: Agreed, on: date) -> Gated:
    day = _day(row, arranged, agreed, on)
    answer, afar = gate(day), gate(day.by_video)
    return Gated(answer, None if afar == answer else afar, tuple(arranged))


def _day(row: PolicyRow, arranged: Iterable[Arrangement], agreed: Agreed, on: date) -> Day:
    check = row.check
    kinds = {Arranged(one.kind) for one in arranged if one.from_on <= on <= one.to_on}
    exemption = next((Exemption(kind) for kind in sorted(kinds - {Arranged.REFERRAL})), None)
    return Day(
        plan_type=row.plan_type,
        rules=rules_of(row.plan_type, row.said, _said_of_care(row, agreed)),
        is_active=False if not row.in_force(on) else is_active_on(check.benefits, on) if check else None,
        in_network=_NETWORK[check.benefits.network] if check else None,
        referral=Arranged.REFERRAL in kinds,
        authorization=any(payer_meant(name, agreed.deciders) for name in (row.payer, row.carve_out) if name),
        exemption=exemption,
        setting=None if agreed.type_of_bill is None else setting_of(agreed.type_of_bill),
    )


def _said_of_care(row: PolicyRow, agreed: Agreed) -> PlanRules:
    """Return what was said of this client's care, or agreed with the payer, which counts before what the plan says."""
    said = row.check.benefits.authorization_required if row.check else None
    asks = _ASKS[agreed.asking]
    return PlanRules(authorization=said if asks is None else asks, authorization_out=said)


def _agreed(policies: list[UUID], site_id: UUID, on: date) -> dict[UUID, Agreed]:
    """Return what is agreed, by policy: with who handles this care for the payer before the payer itself; of contracts
    one for all programs, and for the site, before others. One query."""
    theirs = Q(payer=OuterRef("payer")) | Q(payer=OuterRef("answers_for_it"))
    here = Q(site=None) | Q(site=site_id)
    contracts = (
        Contract.objects.filter(theirs, here, Q(to_on=None) | Q(to_on__gte=on), from_on__lte=on)
        .annotate(is_carve_out=ExpressionWrapper(Q(payer=OuterRef("answers_for_it")), models.BooleanField()))
        .order_by(
            F("is_carve_out").desc(nulls_last=True), F("program").asc(nulls_first=True), F("site").asc(nulls_last=True)
        )
    )
    allowed = Authorization.objects.filter(
        client=OuterRef("client"), status__in=ALLOWS, voided_at=None, from_on__lte=on, to_on__gte=on
    )
    known = Policy.objects.filter(pk__in=policies).annotate(
        answers_for_it=Coalesce("plan__carve_out", "payer__carve_out")
    )
    rows = known.values_list(
        "pk",
        ArraySubquery(allowed.values("payer")),
        Subquery(contracts.values("type_of_bill")[:1]),
        Subquery(contracts.values("authorization")[:1]),
    )
    return {pk: Agreed(tuple(names), bill, Asking(asks or Asking.PLAN)) for pk, names, bill, asks in rows}
