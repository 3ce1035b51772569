"""Which of two plans pays first. Source: docs/sources.md#coordination."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any, Final

from stepwell.coverage.vocabulary import MEDIGAP, After, EmployerSize, Entitlement, Holder, PlanType, Source

_PARENTS: Final = frozenset({"mother", "father", "parent", "stepmother", "stepfather"})
_LAST: Final = {
    PlanType.TRICARE: 1, PlanType.MEDICAID: 2, PlanType.MEDICAID_MANAGED: 2, PlanType.GRANT: 3,
}  # fmt: skip
_LAST_WORDS: Final = {1: "TRICARE pays after other plans", 2: "Medicaid pays last", 3: "a grant pays last of all"}
_MEDICARE: Final = frozenset({PlanType.MEDICARE, PlanType.MEDICARE_ADVANTAGE})
_ASK_MEDICARE = "Ask why there is Medicare, whether the holder still works, and how many work for the employer."


@dataclass(frozen=True)
class Cover:
    """What decides of a policy when it pays.

    name       as people call it
    relation   of the holder to the client, if somebody else holds it
    born       the holder's birth date
    court      whether a court orders that the holder of this one insures the client
    after      how it reckons after another one: Medigap never comes first
    """

    name: str
    plan_type: PlanType
    from_on: date
    holder: Holder = Holder.SELF
    relation: str = ""
    born: date | None = None
    source: Source = Source.UNKNOWN
    employer_size: EmployerSize = EmployerSize.UNKNOWN
    entitlement: Entitlement = Entitlement.UNKNOWN
    court: bool = False
    after: After = After.UNKNOWN


@dataclass(frozen=True)
class Verdict:
    """Which of two pays first, and why; `first` is None if that has to be asked."""

    first: Cover | None
    why: str


def first_of(one: Cover, other: Cover) -> Verdict:
    """Return which of two plans pays first; the first rule that tells them apart decides."""
    for rule in (_assistance, _last, _medicare, _court, _holder, _birthday, _working, _longer):
        found = rule(one, other)
        if found:
            return found
    return Verdict(None, "Nothing that is known tells which pays first. Ask both payers.")


def remarks(covers: Sequence[Cover]) -> list[str]:
    """Return what is wrong, or to be asked, about the order in which plans are said to pay."""
    found = []
    for before, after in combinations(covers, 2):
        verdict = first_of(before, after)
        if verdict.first is after:
            found.append(
                f"{after.name} should pay before {before.name}: {verdict.why}. Change the places, or ask both."
            )
        elif verdict.first is None:
            found.append(f"{before.name} and {after.name}: {verdict.why}")
    return found


def _least(one: Cover, other: Cover, key: Callable[[Cover], Any], why: str) -> Verdict | None:
    """Return that the one whose key is less pays first; None if both are alike."""
    a, b = key(one), key(other)
    return None if a == b else Verdict(one if a < b else other, why)


def _assistance(one: Cover, other: Cover) -> Verdict | None:
    why = "an employee assistance program gives its sessions first"
    return _least(one, other, lambda each: each.plan_type is not PlanType.EAP, why)


def _last(one: Cover, other: Cover) -> Verdict | None:
    def place(each: Cover) -> int:
        return _LAST.get(each.plan_type, 0)

    return _least(one, other, place, _LAST_WORDS.get(max(place(one), place(other)), ""))


def _medicare(one: Cover, other: Cover) -> Verdict | None:
    a, b = (each.plan_type in _MEDICARE for each in (one, other))
    if a == b:
        return None
    medicare, plan = (one, other) if a else (other, one)
    if plan.after in MEDIGAP:
        return Verdict(medicare, "Medigap pays after Medicare")
    if plan.source in {Source.FORMERLY, Source.OTHERWISE} and medicare.entitlement is not Entitlement.KIDNEY_EARLY:
        return Verdict(medicare, "Medicare pays before a plan that comes from no present work")
    is_second = _after_employer(medicare.entitlement, plan)
    if is_second is None:
        return Verdict(None, _ASK_MEDICARE)
    why = "an employer of this size pays before Medicare" if is_second else "Medicare pays before this employer’s plan"
    return Verdict(plan if is_second else medicare, why)


def _after_employer(entitlement: Entitlement, plan: Cover) -> bool | None:
    """Return whether Medicare pays after an employer's plan; None if that is not known."""
    if entitlement is Entitlement.KIDNEY_EARLY:
        return True if plan.source in {Source.EMPLOYED, Source.FORMERLY} else None
    if entitlement is Entitlement.UNKNOWN or plan.source is Source.UNKNOWN:
        return None
    if entitlement is Entitlement.KIDNEY_LATER:
        return False
    if plan.employer_size is EmployerSize.UNKNOWN:
        return None
    enough = {EmployerSize.LARGE} if entitlement is Entitlement.DISABILITY else {
        EmployerSize.LARGE, EmployerSize.UNDER_100
    }  # fmt: skip
    return plan.employer_size in enough


def _court(one: Cover, other: Cover) -> Verdict | None:
    return _least(one, other, lambda each: not each.court, "a court orders it")


def _holder(one: Cover, other: Cover) -> Verdict | None:
    why = "the plan that the client holds pays before one that somebody else holds"
    return _least(one, other, lambda each: each.holder is not Holder.SELF, why)


def _birthday(one: Cover, other: Cover) -> Verdict | None:
    if not all(each.relation.strip().casefold() in _PARENTS for each in (one, other)):
        return None
    if one.born is None or other.born is None:
        return Verdict(
            None, "Both are of parents: write down when each was born. The earlier birthday in a year decides."
        )
    why = "the parent’s birthday comes first in a year"
    return _least(one, other, lambda each: each.born.strftime("%m%d") if each.born else "", why)


def _working(one: Cover, other: Cover) -> Verdict | None:
    if {one.source, other.source} != {Source.EMPLOYED, Source.FORMERLY}:
        return None
    why = "present work comes before COBRA and retirement"
    return _least(one, other, lambda each: each.source is Source.FORMERLY, why)


def _longer(one: Cover, other: Cover) -> Verdict | None:
    return _least(one, other, lambda each: each.from_on, "it has been in force for longer")
