"""What the sliding fee takes off a day of care, when an application may be granted, and when it is asked for again.

Source: docs/sources.md#sliding-fee.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Final

from stepwell.billing.rules.amounts import to_cents, to_dollars
from stepwell.coverage.rules.sliding_fee import FeeClass, Guideline
from stepwell.funding.vocabulary import TIMES_A_YEAR, Period, ProofKind
from stepwell.kernel.findings import Finding
from stepwell.kernel.money import CENT, dollars

AGAIN_BEFORE: Final = timedelta(days=30)  # a new application is work from then on
BACK: Final = timedelta(days=90)  # how long before the application a discount may begin
_OLDEST_PROOF: Final = timedelta(days=400)
_WHOLE: Final = Decimal(100)
_NOT_LIKELY: Final = Decimal("0.15")  # a year's guideline moves by a few percent

OWN = Finding("FND-001", "You entered this application: somebody else grants it. You may decline it.")
DECIDED = Finding("FND-002", "This was decided meanwhile. Load the page again to see how.")
NO_DISCOUNT = Finding(
    "FND-004", "This income is above what the schedule discounts. Decline it, and look at the funds for help."
)
WAIVER = Finding(
    "FND-005",
    "Taking off what a plan leaves to the client needs hardship documented for this person: a document besides their"
    " own word, and what happened in ten letters or more. Waiving copays as a routine may break federal law.",
    "words",
)
NO_PROOF = Finding("FND-006", "Nothing shows the income yet. Add a document, or the client’s own signed word.")
HAS_DISCOUNT = Finding(
    "FND-007",
    "This income is within the schedule, and nobody is turned down for it. Choose another reason.",
    "declined",
)


@dataclass(frozen=True)
class Day:
    """A day of care as the ledger has it, in cents.

    charged    the full fee
    share      what the client owes of it before any discount
    waits      what payers have not answered for
    taken      what the sliding fee took off already
    has_payer  whether a payer was billed for it
    """

    on: date
    charged: int
    share: int
    waits: int = 0
    taken: int = 0
    has_payer: bool = False


@dataclass(frozen=True)
class Granted:
    """A discount that holds from a day through a day; the newer decision counts where two do."""

    fee_class: FeeClass
    from_on: date
    to_on: date
    after_payer: bool = False


def discount(day: Day, granted: Granted | None) -> int:
    """Return the cents that the sliding fee takes off a day in all: never before every payer has answered."""
    if granted is None or (day.has_payer and not granted.after_payer):
        return 0
    if day.waits:
        return day.taken
    fee = to_cents(granted.fee_class.fee(to_dollars(day.charged)))
    return max(day.share - fee, 0)


def granted_on(decisions: Sequence[Granted], on: date) -> Granted | None:
    """Return what holds for a day of care; `decisions` come newest first."""
    return next((one for one in decisions if one.from_on <= on <= one.to_on), None)


def yearly(income: Decimal, period: Period) -> Decimal:
    """Return dollars a year of an income that comes each period."""
    return income * TIMES_A_YEAR[period]


def percent_of_guideline(income: Decimal, guideline: Decimal) -> Decimal:
    """Return the percent, rounded for reading; classes are chosen unrounded."""
    return (income * _WHOLE / guideline).quantize(CENT, ROUND_HALF_UP)


def last_day(from_on: date) -> date:
    """Return the last day of twelve months."""
    try:
        return from_on.replace(year=from_on.year + 1) - timedelta(days=1)
    except ValueError:  # the 29th of February
        return date(from_on.year + 1, 2, 28)


def check_application(*, applied_on: date, proof_on: date, today: date) -> list[Finding]:
    """Return what of the days of an application cannot be."""
    found = []
    if not today - timedelta(days=366) <= applied_on <= today:
        found.append(
            Finding("FND-008", "The client applied today or within the past year. Check the day.", "applied_on")
        )
    found += check_proof(proof_on, today=today)
    return found


def check_proof(dated_on: date, *, today: date) -> list[Finding]:
    """Return why the date of a document cannot be: in the future, or too old to show an income of today."""
    if today - _OLDEST_PROOF <= dated_on <= today:
        return []
    return [Finding("FND-009", "A document shows an income of the past thirteen months. Check its date.", "dated_on")]


def check_grant(
    *, is_own: bool, fee_class: FeeClass, proofs: Collection[ProofKind], after_payer: bool, words: str
) -> list[Finding]:
    """Return why an application may not be granted as asked."""
    if is_own:
        return [OWN]
    if fee_class.up_to is None:
        return [NO_DISCOUNT]
    if not proofs:
        return [NO_PROOF]
    documented = any(kind is not ProofKind.ATTESTATION for kind in proofs) and len(words.strip()) >= 10
    return [WAIVER] if after_payer and not documented else []


def check_from(valid_from: date, *, applied_on: date, today: date) -> list[Finding]:
    """Return why a discount may not begin on a day."""
    if applied_on - BACK <= valid_from <= today + AGAIN_BEFORE:
        return []
    sentence = "A discount begins at the earliest 90 days before the application, at the latest in a month."
    return [Finding("FND-010", sentence, "valid_from")]


def check_nominal(schedule: Sequence[FeeClass], full: Decimal) -> list[Finding]:
    """Return that who has less would pay more: a fee above that of the next class, at a full fee of a day."""
    for lower, higher in pairwise(schedule):
        if lower.fee(full) > higher.fee(full):
            sentence = (
                f"Class {lower.name} would pay {dollars(lower.fee(full))} a day and class {higher.name} only"
                f" {dollars(higher.fee(full))}, at a full fee of {dollars(full)}. Who has less never pays more."
            )
            return [Finding("FEE-015", sentence)]
    return []


def check_guideline(
    one_person: Decimal, each_further: Decimal, before: Guideline | None, *, is_sure: bool
) -> list[Finding]:
    """Return what of a guideline cannot be, or, unless somebody is sure, can hardly be."""
    if not 0 < each_further < one_person:
        return [Finding("FEE-020", "Each further person adds less than the first counts, and both are above zero.")]
    if before is None or is_sure:
        return []
    pairs = ((one_person, before.one_person), (each_further, before.each_further))
    far = any(abs(now / then - 1) > _NOT_LIKELY for now, then in pairs)
    sentence = (
        f"These are far from the last ones ({dollars(before.one_person)} and {dollars(before.each_further)}). Check"
        " them in the Federal Register, then tick that you are sure."
    )
    return [Finding("FEE-021", sentence, "is_sure")] if far else []
