"""Estimates whose days are ahead, and what changed after each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Max, OuterRef, Q, Subquery
from django.db.models.functions import ExtractYear, JSONObject

from stepwell.coverage import handing
from stepwell.coverage.models import BenefitCheck, Contract, EligibilityAnswer, Estimate, MedicareYear, Policy
from stepwell.coverage.rules.settling import AnsweredDay
from stepwell.coverage.vocabulary import EstimateKind, PlanType

MOST = 2000  # estimates that a run looks at
ANSWERS_COME: Final = timedelta(days=90)  # after the last day of an estimate, in which payers still answer
CHECKED, CONTRACT, BESIDE, FILED, MEDICARE, OTHERS = (
    "Benefits were written down again after it.",
    "The contract changed after it.",
    "Another contract holds on its first day.",
    "The payer answered by file after it.",
    "Medicare’s amounts of its year were written down after it.",
    "A plan that pays after this one was added, changed or verified after it.",
)
_CHECK = BenefitCheck.objects.filter(policy=OuterRef("policy"), voided_at=None).order_by("-made_at", "-id")
_FILES = EligibilityAnswer.objects.filter(policy=OuterRef("policy"), voided_at=None).values("policy")
_YEARS = MedicareYear.objects.filter(
    Q(site=None) | Q(site=OuterRef("client__site")), from_on__lte=OuterRef("to_on"),
    from_on__year__gte=ExtractYear(OuterRef("from_on")),
)  # fmt: skip


_LATER = Policy.objects.filter(
    Q(to_on=None) | Q(to_on__gte=OuterRef("from_on")), client=OuterRef("client"), rank__gt=OuterRef("policy__rank"),
    from_on__lte=OuterRef("from_on"), voided_at=None, payer__isnull=False,
)  # fmt: skip
_ITS_CHECK = BenefitCheck.objects.filter(policy=OuterRef("pk"), voided_at=None).order_by("-made_at", "-id")
NEWEST = {
    "newest_check": Subquery(_CHECK.values("pk")[:1]),
    "newest_file": Subquery(_FILES.annotate(at=Max("received_at")).values("at")),
    "newest_others": ArraySubquery(
        _LATER.values(
            each=JSONObject(
                policy="pk", version="version", kind="plan_type", check=Subquery(_ITS_CHECK.values("pk")[:1])
            )
        )
    ),
    "newest_year": Subquery(_YEARS.order_by("-made_at").values("made_at")[:1]),
}


@dataclass(frozen=True)
class Looked:
    """An estimate that counts, why it is out of date, and the days that payers answered, by policy."""

    estimate: Estimate
    reasons: tuple[str, ...]
    answered: Mapping[UUID, Sequence[AnsweredDay]] = field(default_factory=dict)


def to_look_at(*, on: date) -> list[Looked]:
    """Return the latest estimate of each policy of whose days answers may still come. Few queries, however many."""
    latest = Estimate.objects.filter(voided_at=None).order_by("policy", "-made_at", "-created_at").distinct("policy")
    found = Estimate.objects.filter(pk__in=latest.values("pk"), to_on__gte=on - ANSWERS_COME)
    rows = list(found.select_related("client", "contract", "policy").annotate(**NEWEST).order_by("-to_on", "pk")[:MOST])
    later = [UUID(one["policy"]) for row in rows for one in row.newest_others]  # type: ignore[attr-defined]
    answered, contracts = handing.answered([*(row.policy_id for row in rows), *later]), _contracts()
    return [Looked(row, (*changed(row), *beside(row, contracts)), answered) for row in rows]


def changed(estimate: Estimate) -> list[str]:
    """Return what changed of what an estimate rests on; it comes with `NEWEST`."""
    contract, found = estimate.contract, []
    if estimate.benefit_check_id and estimate.newest_check != estimate.benefit_check_id:  # type: ignore[attr-defined]
        found.append(CHECKED)
    if contract.version != estimate.contract_version or (contract.to_on and contract.to_on < estimate.from_on):
        found.append(CONTRACT)
    filed_at = estimate.newest_file  # type: ignore[attr-defined]
    if estimate.benefit_check_id and filed_at and filed_at > estimate.made_at:
        found.append(FILED)
    written_at = estimate.newest_year  # type: ignore[attr-defined]
    kinds = {estimate.policy.plan_type, *(one["kind"] for one in estimate.newest_others)}  # type: ignore[attr-defined]
    is_medicare = estimate.kind == EstimateKind.INSURED and PlanType.MEDICARE in kinds
    if is_medicare and written_at and written_at > estimate.made_at:
        found.append(MEDICARE)
    return found


def beside(estimate: Estimate, contracts: Sequence[Contract]) -> list[str]:
    """Return whether a contract with the same payer was added after an estimate, that holds on its first day."""
    mine, on = estimate.contract, estimate.from_on
    others = [
        one
        for one in contracts
        if one.pk != mine.pk and one.payer_id == mine.payer_id and one.created_at > estimate.made_at
        and one.from_on <= on and (one.to_on is None or one.to_on >= on)
        and one.site_id in {None, mine.site_id, _site(estimate)} and one.program_id in {None, mine.program_id}
    ]  # fmt: skip
    return [BESIDE] if others else []


def _site(estimate: Estimate) -> object:
    return estimate.client.site_id


def of_others(estimate: Estimate, counted: Collection[tuple[UUID, int, UUID | None]]) -> list[str]:
    """Return whether policies that pay after that of an estimate were written down, changed or verified since.

    counted  policy, version and verification of those that it counts; the estimate comes with `NEWEST`
    """
    if estimate.kind != EstimateKind.INSURED:
        return []
    now = {(one["policy"], one["version"], one["check"]) for one in estimate.newest_others}  # type: ignore[attr-defined]
    was = {(str(policy), version, str(check) if check else None) for policy, version, check in counted}
    return [] if now == was else [OTHERS]


def contracts_of(estimate: Estimate) -> list[Contract]:
    """Return the contracts that may have come beside that of an estimate. One query."""
    mine = estimate.contract
    return list(Contract.objects.filter(payer=mine.payer_id).exclude(pk=mine.pk))


def _contracts() -> list[Contract]:
    return list(Contract.objects.filter(payer__isnull=False))
