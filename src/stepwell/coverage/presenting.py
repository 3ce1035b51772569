"""Benefits in words, for pages: money with its sign, and "not known" where nothing is known."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from stepwell.coverage.queries.policies import CheckRow
from stepwell.coverage.rules.benefits import Benefits, remaining
from stepwell.coverage.vocabulary import COPAY_LABELS, LIMIT_LABELS, NETWORK_LABELS

NOT_KNOWN = "not known"


def dollars(amount: Decimal | None) -> str:
    """Return $1,234.50, or that it is not known."""
    return NOT_KNOWN if amount is None else f"${amount:,.2f}"


def answer(value: bool | None) -> str:  # noqa: FBT001 (the value is what is written)
    """Return yes, no, or that it is not known."""
    return {True: "yes", False: "no", None: NOT_KNOWN}[value]


def _of(total: Decimal | None, met: Decimal | None) -> str:
    if total is None and met is None:
        return NOT_KNOWN
    left = remaining(total, met)
    words = f"{dollars(total)}, met {dollars(met)}"
    return words if left is None else f"{words}, left {dollars(left)}"


def _copay(benefits: Benefits) -> str:
    if benefits.copay is None or benefits.copay_unit is None:
        return NOT_KNOWN
    return f"{dollars(benefits.copay)} {COPAY_LABELS[benefits.copay_unit]}"


def _limit(benefits: Benefits) -> str:
    if benefits.limit_total is None or benefits.limit_unit is None:
        return NOT_KNOWN
    used = NOT_KNOWN if benefits.limit_used is None else str(benefits.limit_used)
    return f"{benefits.limit_total} {LIMIT_LABELS[benefits.limit_unit]} a plan year, used {used}"


def _day(value: date | None) -> str:
    return f"{value:%b} {value.day}, {value.year}" if value else NOT_KNOWN


@dataclass(frozen=True)
class Said:
    """One line about benefits."""

    term: str
    words: str

    @property
    def is_known(self) -> bool:
        """Whether anything is known."""
        return self.words != NOT_KNOWN


def lines(check: CheckRow) -> list[Said]:
    """Return what a check says, line by line, in the order of the form."""
    benefits = check.benefits
    percent = NOT_KNOWN if benefits.coinsurance is None else f"{benefits.coinsurance.normalize():f}% by the client"
    return [
        Said("Active", answer(benefits.is_active)),
        Said("Effective from", _day(benefits.effective_from)),
        Said("Effective through", _day(benefits.effective_to)),
        Said("Network", NETWORK_LABELS[benefits.network].lower()),
        Said("Deductible", _of(benefits.deductible, benefits.deductible_met)),
        Said("Family deductible", _of(benefits.family_deductible, benefits.family_deductible_met)),
        Said("Coinsurance", percent),
        Said("Copay", _copay(benefits)),
        Said("Out-of-pocket maximum", _of(benefits.out_of_pocket, benefits.out_of_pocket_met)),
        Said("Intensive outpatient care", _covered(benefits)),
        Said("Authorization needed", answer(benefits.authorization_required)),
        Said("Limit", _limit(benefits)),
        Said("Not covered", check.exclusions or NOT_KNOWN),
        Said("Holds through", _day(check.verified_through)),
    ]


def _covered(benefits: Benefits) -> str:
    return {True: "covered", False: "not covered", None: NOT_KNOWN}[benefits.iop_covered]


def ago(days: int) -> str:
    """Return "today", "yesterday" or "12 days ago"."""
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")
