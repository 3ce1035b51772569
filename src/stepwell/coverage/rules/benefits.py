"""What a payer said, what it leaves open, and when it must be asked again. Source: docs/sources.md#benefits."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from stepwell.coverage.vocabulary import CopayUnit, LimitUnit, Network
from stepwell.kernel.findings import Finding

MOST_DOLLARS = Decimal("99999999.99")  # what a column holds
WHOLE = Decimal(100)
EARLIEST = 1966  # the year of Medicare: no policy that pays today is older


@dataclass(frozen=True)
class Benefits:
    """Benefits in the order in which a payer's representative reads them. None is not known, and never zero.

    deductible_*, out_of_pocket_*  dollars a plan year: all of it, and what was met so far
    coinsurance                    percent that the client pays, after the deductible
    copay                          dollars that the client pays each `copay_unit`
    copay_after_deductible         whether a copay is due only after the deductible; otherwise instead of it
    deductible_applies             whether such care counts toward the deductible at all
    family_counts_whole            whether nobody is past the family's deductible before all of it is met
    share_besides_copay            whether the share is due besides a copay, where both were said
    copay_on_crossing_day          whether a copay after the deductible is due on the day that still counts toward it
    deductible_counts, copay_counts  whether each counts toward the out-of-pocket maximum
    carries_over                   whether what counts in the last three months of a plan year counts for the next too
    limit_total, limit_used        how many `limit_unit` a plan year, and how many were used
    household_paid                 dollars that the household paid in the quarter of `household_on`, under Medicaid
    """

    is_active: bool | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    network: Network = Network.UNKNOWN
    deductible: Decimal | None = None
    deductible_met: Decimal | None = None
    family_deductible: Decimal | None = None
    family_deductible_met: Decimal | None = None
    coinsurance: Decimal | None = None
    copay: Decimal | None = None
    copay_unit: CopayUnit | None = None
    copay_after_deductible: bool | None = None
    deductible_applies: bool | None = None
    family_counts_whole: bool | None = None
    carries_over: bool | None = None
    share_besides_copay: bool | None = None
    copay_on_crossing_day: bool | None = None
    deductible_counts: bool | None = None
    copay_counts: bool | None = None
    out_of_pocket: Decimal | None = None
    out_of_pocket_met: Decimal | None = None
    family_out_of_pocket: Decimal | None = None
    family_out_of_pocket_met: Decimal | None = None
    iop_covered: bool | None = None
    authorization_required: bool | None = None
    limit_total: Decimal | int | None = None
    limit_used: Decimal | int | None = None
    limit_unit: LimitUnit | None = None
    household_paid: Decimal | None = None
    household_on: date | None = None


PAIRS = (
    ("deductible", "deductible_met"),
    ("family_deductible", "family_deductible_met"),
    ("out_of_pocket", "out_of_pocket_met"),
    ("family_out_of_pocket", "family_out_of_pocket_met"),
    ("limit_total", "limit_used"),
)
DOLLARS = (
    "deductible", "deductible_met", "family_deductible", "family_deductible_met", "copay", "out_of_pocket",
    "out_of_pocket_met", "family_out_of_pocket", "family_out_of_pocket_met", "household_paid",
)  # fmt: skip
WORDS = {
    "is_active": "whether the policy is active",
    "network": "whether we are in network",
    "deductible": "deductible",
    "deductible_met": "deductible met so far",
    "coinsurance": "coinsurance",
    "copay": "copay",
    "out_of_pocket": "out-of-pocket maximum",
    "out_of_pocket_met": "out-of-pocket met so far",
    "iop_covered": "whether intensive outpatient care is covered",
    "authorization_required": "whether an authorization is needed",
    "limit_total": "limit of days or visits",
}


def check_benefits(benefits: Benefits) -> list[Finding]:
    """Return what cannot be so in what was taken down."""
    found = [
        Finding("COV-010", "Enter dollars from 0 to 99,999,999.99, or leave it empty if it is not known.", name)
        for name in DOLLARS
        if not _is_dollars(getattr(benefits, name))
    ]
    if benefits.coinsurance is not None and not 0 <= benefits.coinsurance <= WHOLE:
        found.append(
            Finding("COV-011", "Enter a percentage from 0 to 100: the part that the client pays.", "coinsurance")
        )
    for total, met in PAIRS:
        all_of_it, so_far = getattr(benefits, total), getattr(benefits, met)
        if all_of_it is not None and so_far is not None and so_far > all_of_it:
            found.append(Finding("COV-012", "More was met or used than there is. Ask again which is which.", met))
    if (benefits.copay is None) is not (benefits.copay_unit is None):
        found.append(
            Finding("COV-013", "A copay needs both: the amount, and for what it is paid each time.", "copay_unit")
        )
    found += _check_limit(benefits)
    if (benefits.household_paid is None) is not (benefits.household_on is None):
        sentence = "What the household paid needs both: the amount, and the day through which it was counted."
        found.append(Finding("COV-019", sentence, "household_on"))
    if benefits.effective_from and benefits.effective_to and benefits.effective_to < benefits.effective_from:
        found.append(Finding("COV-004", "The coverage would end before it begins. Check both days.", "effective_to"))
    return found


def _check_limit(benefits: Benefits) -> Iterator[Finding]:
    if benefits.limit_total is not None and benefits.limit_unit is None:
        yield Finding("COV-014", "Say what the limit counts: days, visits, hours or dollars.", "limit_unit")
    for name in ("limit_total", "limit_used"):
        if benefits.limit_unit in {LimitUnit.DAYS, LimitUnit.VISITS} and (getattr(benefits, name) or 0) % 1:
            yield Finding("COV-014", "Days and visits are whole. Check the number, or what the limit counts.", name)


def question_benefits(benefits: Benefits) -> list[Finding]:
    """Return what can hardly be so: it is kept once somebody asked again."""
    found = []
    if benefits.coinsurance is not None and 0 < benefits.coinsurance < 1:
        meant = f"{(benefits.coinsurance * WHOLE).normalize():f}"
        sentence = f"{benefits.coinsurance} is less than one percent. If {meant} percent is meant, write {meant}."
        found.append(Finding("COV-018", sentence, "coinsurance"))
    if benefits.coinsurance is not None and _MOST_SHARE <= benefits.coinsurance < WHOLE:
        sentence = "This is what the client pays. If it is what the plan pays, write what is left to 100."
        found.append(Finding("COV-018", sentence, "coinsurance"))
    for name in ("effective_from", "effective_to"):
        day = getattr(benefits, name)
        if day is not None and day.year < EARLIEST:
            found.append(Finding("COV-018", f"{day.year} can hardly be meant. Check the year.", name))
    for most, less, words in _BELOW:
        top, bottom = getattr(benefits, most), getattr(benefits, less)
        if top is not None and bottom is not None and top < bottom:
            found.append(Finding("COV-018", f"{words} Ask which of the two is right.", most))
    return found + list(_question_family(benefits))


def _question_family(benefits: Benefits) -> Iterator[Finding]:
    for own, family, words in _OF_FAMILY:
        alone, together = getattr(benefits, own), getattr(benefits, family)
        if alone is not None and together is not None and together < alone:
            sentence = f"The family met less {words} than the client alone, whose part it includes. Ask again."
            yield Finding("COV-018", sentence, family)


_OF_FAMILY = (
    ("deductible_met", "family_deductible_met", "of the deductible"),
    ("out_of_pocket_met", "family_out_of_pocket_met", "of the maximum"),
)
_MOST_SHARE = Decimal(60)
_BELOW = (
    ("out_of_pocket", "deductible", "The out-of-pocket maximum is below the deductible."),
    ("family_deductible", "deductible", "The family’s deductible is below that of one person."),
    ("family_out_of_pocket", "out_of_pocket", "The family’s maximum is below that of one person."),
)


def _is_dollars(amount: Decimal | None) -> bool:
    return amount is None or 0 <= amount <= MOST_DOLLARS


def missing(benefits: Benefits) -> list[str]:
    """Return in words what is not known yet and decides what care costs."""
    unknown = {f.name for f in fields(benefits) if getattr(benefits, f.name) is None}
    if benefits.network == Network.UNKNOWN:
        unknown.add("network")
    return [words for name, words in WORDS.items() if name in unknown]


def is_active_on(benefits: Benefits, on: date) -> bool | None:
    """Return whether a policy is active on a day, as it was said: within its days too; None if nobody knows."""
    before = benefits.effective_from is not None and on < benefits.effective_from
    after = benefits.effective_to is not None and on > benefits.effective_to
    return False if before or after else benefits.is_active


def remaining(total: Decimal | None, met: Decimal | None) -> Decimal | None:
    """Return what is left of a deductible or maximum; None if either is not known."""
    return None if total is None or met is None else total - met


def ask_again(*, made_on: date, through: date | None, on: date) -> str:
    """Return why a check no longer holds on a day, or an empty string.

    made_on  day of the check
    through  the last day for which it was said to hold, if that was said
    """
    if through and on > through:
        return "It was said to hold through a day that has passed."
    if (on.year, on.month) > (made_on.year, made_on.month):
        return "It is from an earlier month: plans change on the first."
    return ""
