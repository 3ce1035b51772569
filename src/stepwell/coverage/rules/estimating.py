"""From what is known of a plan, a contract and planned days to what is priced. Source: docs/sources.md#estimates.

What is not known is bounded, never guessed: it becomes a part of the range, with its reason.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from stepwell.coverage.rules.basis import Basis, Days
from stepwell.coverage.rules.benefits import Benefits
from stepwell.coverage.rules.cost.accumulators import HouseholdPaid, Met, PlanYear, State, Used
from stepwell.coverage.rules.cost.days import Beside, Course, Every, Phase, Price
from stepwell.coverage.rules.cost.estimates import Attendance, Doubt
from stepwell.coverage.rules.cost.limits import YearLimits
from stepwell.coverage.rules.cost.medicare import Medicare
from stepwell.coverage.rules.cost.part_b import PaidAs
from stepwell.coverage.rules.cost.plans import (
    Cap,
    CapUnit,
    Copay,
    CopayMode,
    Deductible,
    DeductibleKind,
    HouseholdLimit,
    Maximum,
    Network,
    Plan,
    Terms,
    Tier,
)
from stepwell.coverage.rules.cost.request import Request
from stepwell.coverage.rules.sliding_fee import FeeClass
from stepwell.coverage.vocabulary import CopayUnit, PlanType
from stepwell.kernel.money import ZERO

_WHOLE = Decimal(100)
_MENTAL_CENTER = "76"
DIFFERS_FROM: Final = Decimal(50)  # dollars from which two answers of a payer are both shown


def course_of(days: Days, service: str, first_day: str = "") -> Course:
    """Return the course of the days: a service each day, and perhaps one on the first."""
    phases = [Phase(days.weekdays, service, days.hours, days.services, weeks=days.weeks)]
    if days.taper_weeks:
        weekdays = days.taper_weekdays or days.weekdays
        phases.append(Phase(weekdays, service, days.hours, days.services, weeks=days.taper_weeks))
    beside = (Beside(first_day, Every.FIRST_DAY),) if first_day else ()
    return Course(days.starts_on, tuple(phases), days.closed_on, beside)


def self_pay(
    course: Course, prices: Sequence[Price], attended: Decimal = _WHOLE, fee: FeeClass | None = None
) -> Request:
    """Return what is priced for who pays by themself; `fee` is their class of the sliding fee."""
    return Request(course=course, prices=tuple(prices), attendance=_attendance(attended), fee_class=fee)


def insured(
    basis: Basis, course: Course, prices: Sequence[Price], limits: Mapping[int, YearLimits], attended: Decimal = _WHOLE
) -> Request:
    """Return what is priced under a plan."""
    known: dict[str, Any] = {
        "course": course, "prices": tuple(prices), "tier": basis.tier, "attendance": _attendance(attended),
    }  # fmt: skip
    if basis.plan_type is PlanType.MEDICARE:
        medicare = Medicare(paid_as(basis.type_of_bill), basis.medicare)
        doubts = tuple(medicare_doubts(basis))
        return Request(medicare=medicare, state=medicare_state(basis), unverified=doubts, **known)
    plan = plan_of(basis, limits)
    return Request(
        plan=plan,
        state=replace(state_of(basis, plan), household=_household(basis, plan, course.starts_on)),
        unverified=(*doubts_of(basis, plan), *_household_doubts(basis, plan)),
        high_deductible=basis.has_high_deductible,
        **known,
    )


def paid_as(type_of_bill: str) -> PaidAs:
    """Return whose per diems Medicare pays a program that bills with the first two digits of a type of bill."""
    return PaidAs.CMHC if type_of_bill == _MENTAL_CENTER else PaidAs.HOSPITAL


def is_open(request: Request) -> bool:
    """Return whether something decisive is not known: then there is no most likely sum, only a range."""
    return any(doubt.why.endswith(_DECISIVE) for doubt in request.unverified)


def _attendance(attended: Decimal) -> Attendance | None:
    return None if attended == _WHOLE else Attendance(low=attended, expected=_WHOLE, high=_WHOLE)


def plan_of(basis: Basis, limits: Mapping[int, YearLimits]) -> Plan:
    """Return the plan as it is priced; `limits` bound what is not known of it."""
    benefits = basis.benefits
    half = Network(
        terms=(_terms(basis),),
        deductible=_deductible(benefits, _most(basis, limits)),
        maximum=_maximum(benefits, _most(basis, limits)),
        lesser_of=basis.is_lesser_of,
        bills_balance=bool(basis.rules.bills_balance),
        bills_not_covered=not basis.rules.protects_client,
    )
    caps: tuple[Cap, ...] = ()
    if benefits.limit_total is not None and benefits.limit_unit is not None:
        caps = (
            Cap(
                f"{benefits.limit_unit} a plan year",
                CapUnit(benefits.limit_unit.value),
                Decimal(benefits.limit_total),
                tiers=(basis.tier,),
            ),
        )
    inside = basis.tier is Tier.IN
    return Plan(
        half if inside else None,
        None if inside else half,
        caps,
        basis.year_starts_month,
        carries_over=bool(benefits.carries_over),
        household=HouseholdLimit(basis.income) if basis.income is not None and basis.rules.protects_client else None,
    )


def _most(basis: Basis, limits: Mapping[int, YearLimits]) -> Decimal | None:
    """Return what the law lets a plan ask of one person in network in that year; None if that is not known."""
    year = limits.get(basis.as_of.year)
    return year.maximum.individual if year and year.maximum and basis.tier is Tier.IN else None


def _deductible(benefits: Benefits, most: Decimal | None) -> Deductible | None:
    individual = _alone(benefits)
    if individual is None:
        individual = benefits.out_of_pocket if benefits.out_of_pocket is not None else most
    if individual is None or benefits.deductible_applies is False:
        return None
    kind = DeductibleKind.AGGREGATE if benefits.family_counts_whole else DeductibleKind.EMBEDDED
    return Deductible(individual, benefits.family_deductible, kind)


def _alone(benefits: Benefits) -> Decimal | None:
    """Return the deductible of one person; where the family's counts whole, that is the one that counts."""
    if benefits.deductible is None and benefits.family_counts_whole:
        return benefits.family_deductible
    return benefits.deductible


def _maximum(benefits: Benefits, most: Decimal | None) -> Maximum | None:
    individual = most if benefits.out_of_pocket is None else benefits.out_of_pocket
    if individual is None:
        return None
    counted = {name: getattr(benefits, name) is not False for name in ("deductible_counts", "copay_counts")}
    return Maximum(
        individual,
        benefits.family_out_of_pocket,
        counts_deductible=counted["deductible_counts"],
        counts_copay=counted["copay_counts"],
    )


def _terms(basis: Basis) -> Terms:
    benefits = basis.benefits
    share = benefits.coinsurance or ZERO
    if benefits.copay is not None and not benefits.share_besides_copay:
        share = ZERO
    copay = None
    if benefits.copay is not None:
        after = benefits.copay_after_deductible or basis.has_high_deductible
        mode = CopayMode.AFTER if after else CopayMode.INSTEAD
        copay = Copay(benefits.copay, benefits.copay_unit or CopayUnit.DAY, mode, bool(benefits.copay_on_crossing_day))
    applies = benefits.deductible_applies is not False
    return Terms((), benefits.iop_covered is not False, deductible_applies=applies, coinsurance=share, copay=copay)


def state_of(basis: Basis, plan: Plan) -> State:
    """Return what is met and used so far."""
    benefits, inside = basis.benefits, basis.tier is Tier.IN
    deductible = benefits.deductible_met or ZERO
    met = Met(
        deductible=deductible,
        family_deductible=max(benefits.family_deductible_met or ZERO, deductible),
        out_of_pocket=(out := max(benefits.out_of_pocket_met or ZERO, deductible)),
        family_out_of_pocket=max(benefits.family_out_of_pocket_met or ZERO, out),
    )
    used = tuple(Used(cap.name, Decimal(benefits.limit_used or 0)) for cap in plan.caps)
    year = PlanYear(plan.year_of(basis.as_of), met if inside else Met(), Met() if inside else met, used)
    return State((year,))


def _household(basis: Basis, plan: Plan, starts_on: date) -> tuple[HouseholdPaid, ...]:
    """Return what the household paid under Medicaid's limit: as it was said, else nothing where the course begins."""
    if plan.household is None:
        return ()
    on, paid = basis.benefits.household_on or starts_on, basis.benefits.household_paid or ZERO
    return (HouseholdPaid(plan.household.begins(on), paid),)


def _household_doubts(basis: Basis, plan: Plan) -> Iterator[Doubt]:
    if plan.household and basis.benefits.household_paid is None:
        yield Doubt("/state/household/0/amount", ZERO, plan.household.dollars(), NOT_HOUSEHOLD)


def medicare_state(basis: Basis) -> State:
    """Return what is met of Part B's deductible so far."""
    met = Met(deductible=basis.benefits.deductible_met or ZERO)
    return State((PlanYear(date(basis.as_of.year, 1, 1), met),))


def medicare_doubts(basis: Basis) -> Iterator[Doubt]:
    """Yield that nobody knows what is met of Part B's deductible, if so."""
    year = next((one for one in basis.medicare if one.year == basis.as_of.year), None)
    if year and basis.benefits.deductible_met is None:
        yield Doubt("/state/years/0/in_network/deductible", ZERO, year.deductible, NOT_MET)


NOT_SHARE, NOT_COVERED, NOT_DEDUCTIBLE, NOT_MET, BOTH, NOT_LATE = (
    "Whether such care is paid with a copay or a share is not known.",
    "Whether such care is covered is not known.",
    "The deductible is not known: at most what the plan or the law lets it be.",
    "What is met of the deductible is not known: counted as nothing.",
    "A copay and a share were both said. Whether the share is due besides the copay is not known.",
    "The last quarter counts for the next year too, and how much of the deductible was met in it is not known.",
)
NOT_HOUSEHOLD = "What the household paid in this quarter is not known: counted as nothing."
NOT_VERIFIED = "Nobody verified whether it pays such care."
NOT_METHOD = "How it pays after another plan is not known. Ask: standard, non-duplication or maintenance of benefits?"
NOT_ALLOWED_THERE = "What it allows a day is not known: there is no contract with it."
_DECISIVE: Final = (NOT_SHARE, NOT_COVERED, NOT_DEDUCTIBLE, BOTH, NOT_VERIFIED, NOT_METHOD, NOT_ALLOWED_THERE)


def doubts_of(basis: Basis, plan: Plan) -> list[Doubt]:
    """Return what is not sure of a plan, each with where it stands."""
    benefits, name = basis.benefits, "in_network" if basis.tier is Tier.IN else "out_of_network"
    half, found = plan.at(basis.tier), []
    if benefits.iop_covered is None:
        found.append(Doubt(f"/plan/{name}/terms/0/covered", low=False, high=True, why=NOT_COVERED))
    if benefits.coinsurance is None and benefits.copay is None and benefits.iop_covered is not False:
        found.append(Doubt(f"/plan/{name}/terms/0/coinsurance", ZERO, _WHOLE, NOT_SHARE))
    if benefits.coinsurance and benefits.copay is not None and benefits.share_besides_copay is None:
        found.append(Doubt(f"/plan/{name}/terms/0/coinsurance", ZERO, benefits.coinsurance, BOTH))
    if half is None or half.deductible is None:
        return found
    known = benefits.family_deductible_met if benefits.family_counts_whole else benefits.deductible_met
    if _alone(benefits) is None:
        found.append(Doubt(f"/plan/{name}/deductible/individual", ZERO, half.deductible.individual, NOT_DEDUCTIBLE))
    elif known is None and benefits.deductible_met is None and _alone(benefits):
        at = f"/state/years/0/{name}/deductible"
        found.append(Doubt(at, ZERO, half.deductible.individual, NOT_MET))
    if plan.carries_over and benefits.deductible_met and plan.is_late(basis.as_of):
        found.append(Doubt(f"/state/years/0/{name}/late", ZERO, benefits.deductible_met, NOT_LATE))
    return found
