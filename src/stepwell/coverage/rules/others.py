"""Policies that pay after the first, as an estimate prices them. Source: docs/sources.md#coordination.

What nobody verified of such a policy is a range between what it may pay and nothing, never one number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Final

from stepwell.coverage.rules.basis import Basis
from stepwell.coverage.rules.benefits import Benefits
from stepwell.coverage.rules.cost.accumulators import NOTHING_MET, State
from stepwell.coverage.rules.cost.decided import Through
from stepwell.coverage.rules.cost.estimates import MOST_DOUBTS, Doubt
from stepwell.coverage.rules.cost.limits import YearLimits
from stepwell.coverage.rules.cost.plans import Network, Plan
from stepwell.coverage.rules.cost.request import Figures, Request, answer
from stepwell.coverage.rules.cost.secondary import Method, Rate, Secondary, Supplement
from stepwell.coverage.rules.estimating import (
    NOT_ALLOWED_THERE,
    NOT_METHOD,
    NOT_VERIFIED,
    doubts_of,
    medicare_doubts,
    medicare_state,
    plan_of,
    state_of,
)
from stepwell.coverage.vocabulary import MEDICAID, MEDIGAP, After, PlanType
from stepwell.kernel.money import ZERO

_METHODS: Final = {
    After.STANDARD: Method.STANDARD, After.NON_DUPLICATION: Method.NON_DUPLICATION,
    After.MAINTENANCE: Method.MAINTENANCE,
}  # fmt: skip
_SUPPLEMENTS: Final = {
    After.MEDIGAP_SHARE: Supplement(), After.MEDIGAP_ALL: Supplement(deductible=True),
    After.MEDIGAP_HALF: Supplement(Decimal(50)), After.MEDIGAP_MOST: Supplement(Decimal(75)),
}  # fmt: skip
_PLACES: Final = ("secondary", "tertiary")


@dataclass(frozen=True)
class Other:
    """A policy that pays after the first.

    name   as people call it
    after  how it reckons
    basis  what its benefits are; None while nobody verified them
    rates  dollars that it allows, by service
    dated  dollars that it allows from a day on, before those
    """

    name: str
    plan_type: PlanType
    after: After = After.UNKNOWN
    basis: Basis | None = None
    rates: Mapping[str, Decimal] = field(default_factory=dict)
    dated: tuple[Rate, ...] = ()

    @property
    def benefits(self) -> Benefits | None:
        """What is known of them, if somebody asked whether it is active."""
        return self.basis.benefits if self.basis and self.basis.benefits.is_active is not None else None

    @property
    def pays_nothing(self) -> bool:
        """Whether it is known to pay nothing here: it ended, or it does not cover such care."""
        said = self.benefits
        if said is None:
            return False
        return said.is_active is False or (said.iop_covered is False and self.after not in {*MEDIGAP, After.QMB})


@dataclass(frozen=True)
class _Later:
    payer: Secondary
    state: State
    doubts: tuple[Doubt, ...] = ()


def with_others(request: Request, others: Sequence[Other], limits: Mapping[int, YearLimits]) -> Request:
    """Return what is priced with the policies that pay after the first, in their order; at most two are priced."""
    for other in others:
        if other.pays_nothing:
            continue
        if request.medicare and (other.after in MEDIGAP or other.after is After.QMB):
            request = _beside_medicare(request, other)
            continue
        place = next((name for name in _PLACES if getattr(request, name) is None), None)
        if place is None:
            break
        request = _placed(request, place, other, limits)
    return request


def _beside_medicare(request: Request, other: Other) -> Request:
    """Return it with Medigap, or with who pays nothing as a Qualified Medicare Beneficiary."""
    medicare, is_known = request.medicare, other.benefits is not None
    assert medicare  # noqa: S101 (the caller looked)
    if other.after is After.QMB:
        medicare, at, sure = replace(medicare, qmb=is_known), "/medicare/qmb", True
    else:
        supplement = replace(_SUPPLEMENTS[other.after], pays=is_known, name=other.name)
        medicare, at, sure = replace(medicare, supplement=supplement), "/medicare/supplement/pays", True
    doubts = () if is_known else (Doubt(at, low=sure, high=not sure, why=f"{other.name}: {NOT_VERIFIED}"),)
    return replace(request, medicare=medicare, unverified=(*request.unverified, *doubts))


def _placed(request: Request, place: str, other: Other, limits: Mapping[int, YearLimits]) -> Request:
    later = _later(request, other, limits)
    doubts = _at(place, other, later.doubts)
    if len(request.unverified) + len(doubts) > MOST_DOUBTS:  # too much is open: then all of it is
        later = _open(request, NOT_VERIFIED)
        doubts = _at(place, other, later.doubts)
    facts: dict[str, Any] = {place: replace(later.payer, name=other.name), f"{place}_state": later.state}
    return replace(request, unverified=(*request.unverified, *doubts)[:MOST_DOUBTS], **facts)


def _at(place: str, other: Other, doubts: Sequence[Doubt]) -> tuple[Doubt, ...]:
    """Return doubts as those of a later payer: where they stand, and whose they are."""
    found = []
    for one in doubts:
        where = f"/{place}_{one.at[1:]}" if one.at.startswith("/state") else f"/{place}{one.at}"
        found.append(replace(one, at=where, why=f"{other.name}: {one.why}"))
    return tuple(found)


def _later(request: Request, other: Other, limits: Mapping[int, YearLimits]) -> _Later:
    basis = other.basis
    if basis is None or other.benefits is None:
        return _open(request, NOT_VERIFIED)
    if other.plan_type in MEDICAID:
        return _Later(Secondary(Method.MEDICAID, Plan(Network()), other.rates), NOTHING_MET)
    if not other.rates:
        return _open(request, NOT_ALLOWED_THERE)
    if other.plan_type is PlanType.MEDICARE:
        return _medicare(other, basis)
    plan = plan_of(basis, limits)
    doubts = doubts_of(basis, plan)
    method = _METHODS.get(other.after)
    if method is None:
        doubts.append(Doubt("/method", Method.STANDARD, Method.NON_DUPLICATION, NOT_METHOD))
    return _Later(Secondary(method or Method.STANDARD, plan, other.rates), state_of(basis, plan), tuple(doubts))


def _medicare(other: Other, basis: Basis) -> _Later:
    """Return Medicare after an employer's plan: its usual benefit by the amounts of each year, up to what is left."""
    payer = Secondary(Method.STANDARD, Plan(), other.rates, dated=other.dated, years=basis.medicare)
    return _Later(payer, medicare_state(basis), tuple(medicare_doubts(basis)))


def _open(request: Request, why: str) -> _Later:
    """Return a payer of which nothing is known: it may pay all that is left, or nothing."""
    rates = {price.service: price.charge for price in request.prices}
    payer = Secondary(Method.STANDARD, Plan(Network()), rates, pays=False)
    return _Later(payer, NOTHING_MET, (Doubt("/pays", low=True, high=False, why=why),))


_NOTHING_AFTER: Final = {
    Through.FIRST: ("secondary_paid", "tertiary_paid"), Through.SECONDARY: ("tertiary_paid",), Through.TERTIARY: (),
}  # fmt: skip


def paid_by(request: Request, first: str, figures: Figures) -> list[tuple[str, Decimal]]:
    """Return what each plan pays, in dollars; `first` is the name of the one that pays first."""
    request = replace(request, unverified=(), attendance=None)
    alone = _up_to(replace(request, secondary=None, tertiary=None), Through.FIRST)
    named = [(request.medicare.supplement.name, alone)] if request.medicare and request.medicare.supplement else []
    if request.secondary:
        named.append((request.secondary.name, _up_to(replace(request, tertiary=None), Through.SECONDARY)))
    if request.tertiary:
        named.append((request.tertiary.name, request))
    found, before = [(first, answer(alone, figures).totals.primary_paid)], ZERO
    for name, up_to in named:
        paid = answer(up_to, figures).totals.secondary_paid
        found.append((name, paid - before))
        before = paid
    return found


def _up_to(request: Request, through: Through) -> Request:
    """Return it without what later payers decided already."""
    nothing: dict[str, Any] = dict.fromkeys(_NOTHING_AFTER[through], ZERO)
    return replace(request, answered=tuple(replace(one, **nothing) for one in request.answered))
