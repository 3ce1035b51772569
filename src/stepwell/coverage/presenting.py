"""Benefits in words, for pages: money with its sign, and "not known" where nothing is known."""

from calendar import month_name
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from stepwell.coverage.contracting import ASKING_LABELS, FILING_LABELS, FORM_LABELS, PLACE_LABELS, Asking, ClaimForm
from stepwell.coverage.models import Contract, PayerPlan
from stepwell.coverage.queries.checks import CheckRow
from stepwell.coverage.rules.benefits import Benefits, remaining
from stepwell.coverage.rules.gate import Way
from stepwell.coverage.vocabulary import (
    COPAY_LABELS,
    FUNDING_LABELS,
    LIMIT_LABELS,
    NETWORK_LABELS,
    WORKSHEET,
    Funding,
    Network,
)

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
    used = NOT_KNOWN if benefits.limit_used is None else f"{Decimal(benefits.limit_used).normalize():,f}"
    limit = f"{Decimal(benefits.limit_total).normalize():,f}"
    return f"{limit} {LIMIT_LABELS[benefits.limit_unit]} a plan year, used {used}"


def _household(benefits: Benefits) -> str:
    return f"{dollars(benefits.household_paid)} in the quarter of {_day(benefits.household_on)}"


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
        Said("Family maximum", _of(benefits.family_out_of_pocket, benefits.family_out_of_pocket_met)),
        Said("Counts toward the deductible", answer(benefits.deductible_applies)),
        Said("Copay after the deductible", answer(benefits.copay_after_deductible)),
        *(Said(term, answer(value)) for term, name in _FINE if (value := getattr(benefits, name)) is not None),
        Said("Intensive outpatient care", _covered(benefits)),
        Said("Authorization needed", answer(benefits.authorization_required)),
        Said("Limit", _limit(benefits)),
        *([Said("Paid by the household", _household(benefits))] if benefits.household_paid is not None else []),
        Said("Not covered", check.exclusions or NOT_KNOWN),
        Said("Holds through", _day(check.verified_through)),
        *(Said(question, check.more[name]) for name, question in WORKSHEET.items() if name in check.more),
    ]


def side_by_side(checks: Sequence[CheckRow]) -> list[tuple[Said, ...]]:
    """Return what several checks say, term by term; one that is not in a check is not known there."""
    told = [{one.term: one for one in lines(check)} for check in checks]
    terms = dict.fromkeys(term for of_check in sorted(told, key=len, reverse=True) for term in of_check)
    return [tuple(of_check.get(term, Said(term, NOT_KNOWN)) for of_check in told) for term in terms]


# What few plans say, and what is taken as usual until one does.
_FINE = (
    ("The last quarter counts for the next year", "carries_over"),
    ("The share is due besides the copay", "share_besides_copay"),
    ("Copay on the day between", "copay_on_crossing_day"),
    ("The deductible counts toward the maximum", "deductible_counts"),
    ("Copays count toward the maximum", "copay_counts"),
)

# How the gate answers, in words, and the tone of it.
WAYS = {
    Way.IN: ("Paid as in network", "success"),
    Way.OUT: ("Paid as out of network", "info"),
    Way.SELF_PAY: ("The client pays", "warn"),
    Way.BLOCKED: ("Not clear: somebody decides", "warn"),
}
_PLAN_SAYS = {
    "pays_out_of_network": ("pays out of network", "pays nothing out of network"),
    "referral": ("referral needed", "no referral"),
    "referral_out": ("referral needed out of network", "no referral out of network"),
    "authorization": ("authorization needed", "no authorization"),
    "authorization_out": ("authorization needed out of network", "no authorization out of network"),
    "bills_balance": ("balance may be billed", "no balance billed"),
}


def plan_facts(plan: PayerPlan) -> list[str]:
    """Return what is said of a plan itself, in words."""
    said = [(words, getattr(plan, name)) for name, words in _PLAN_SAYS.items()]
    return [
        *([FUNDING_LABELS[Funding(plan.funding)].lower()] if plan.funding else []),
        *(["high deductible"] if plan.has_high_deductible else []),
        *([f"year from {month_name[plan.year_starts_month]}"] if plan.year_starts_month > 1 else []),
        *([f"{plan.carve_out} answers for it"] if plan.carve_out else []),
        *(yes if value else no for (yes, no), value in said if value is not None),
    ]


def in_words(name: str, value: object) -> str:
    """Return one benefit in words: dollars, percent, yes or no, a number with its unit."""
    if value is None:
        return NOT_KNOWN
    if isinstance(value, bool):
        return answer(value)
    if isinstance(value, Decimal) and name.startswith("limit"):
        return f"{value.normalize():f}"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}%" if name == "coinsurance" else dollars(value)
    if isinstance(value, date):
        return _day(value)
    labels = {"copay_unit": COPAY_LABELS, "limit_unit": LIMIT_LABELS, "network": NETWORK_LABELS}.get(name, {})
    return str(labels.get(value, value))  # type: ignore[attr-defined]


def known_words(benefits: Benefits) -> dict[str, str]:
    """Return what is known of benefits, by name, in words."""
    values = {each.name: getattr(benefits, each.name) for each in fields(benefits)}
    known = {name: value for name, value in values.items() if value is not None and value is not Network.UNKNOWN}
    return {name: in_words(name, value) for name, value in known.items()}


def _covered(benefits: Benefits) -> str:
    return {True: "covered", False: "not covered", None: NOT_KNOWN}[benefits.iop_covered]


def contract_lines(row: Contract) -> list[Said]:
    """Return what a contract says, line by line, without its services."""
    by_count = f"{dollars(row.few_services)} up to three services, {dollars(row.many_services)} with more"
    licenses = ", ".join(f"{title} ({modifier})" if modifier else title for title, modifier in row.licenses.items())
    return [
        Said("For", ", ".join(filter(None, (str(row.program or "all programs"), str(row.site or "all sites"))))),
        Said("Claims go out as", FORM_LABELS[ClaimForm(row.form)]),
        *([Said("Type of bill", f"{row.type_of_bill}x")] if row.type_of_bill else []),
        *([Said("Condition codes", " ".join(row.condition_codes))] if row.condition_codes else []),
        *([Said("Pays for the day", by_count)] if row.few_services else []),
        Said("Authorization", ASKING_LABELS[Asking(row.authorization)]),
        Said("Place of service", PLACE_LABELS[row.place]),
        Said("By video", _afar(row.video_modifier, is_paid=row.pays_video)),
        Said("By telephone", _afar(row.audio_modifier, is_paid=row.pays_audio)),
        Said("A short day", "its sessions, each by itself" if row.pays_short_days else "is held"),
        Said("Charge below the rate", "the charge is paid" if row.is_lesser_of else "the rate is paid"),
        Said("Licenses", licenses or "whoever is licensed"),
        Said("Time to file", f"{row.filing_days} days from the day of care"),
        Said("Time to correct", f"{row.corrected_days} days from the decision" if row.corrected_days else "As to file"),
        Said("Time to appeal", f"{row.appeal_days} days from the decision"),
        Said("Billing provider", f"{row.npi or 'NPI of the organization'}, taxonomy {row.taxonomy}"),
        Said("Kind of plan on claims", FILING_LABELS.get(row.filing_indicator, NOT_KNOWN)),
        Said("Sender of files", _identity(row.submitter_qualifier, row.submitter_id)),
        Said("Receiver of files", _identity(row.receiver_qualifier, row.receiver_id)),
        Said("Payer ID", row.payer.payer_id if row.payer and row.payer.payer_id else NOT_KNOWN),
    ]


def _afar(modifier: str, *, is_paid: bool) -> str:
    if not is_paid:
        return "not paid"
    return f"paid, modifier {modifier}" if modifier else "paid"


def _identity(qualifier: str, number: str) -> str:
    return f"{qualifier} {number}" if number else NOT_KNOWN


def ago(days: int) -> str:
    """Return "today", "yesterday" or "12 days ago"."""
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")
