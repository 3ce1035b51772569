"""Choices of funding. Source: docs/sources.md#sliding-fee."""

from enum import StrEnum

from stepwell.coverage.rules.payment_plans import Every
from stepwell.coverage.rules.sliding_fee import Region

REGION_LABELS = {
    Region.CONTIGUOUS: "48 states and D.C.",
    Region.ALASKA: "Alaska",
    Region.HAWAII: "Hawaii",
}


class Period(StrEnum):
    """How often an income comes."""

    YEAR = "year"
    MONTH = "month"
    TWICE_A_MONTH = "twice_a_month"
    TWO_WEEKS = "two_weeks"
    WEEK = "week"


PERIOD_LABELS = {
    Period.YEAR: "A year",
    Period.MONTH: "A month",
    Period.TWICE_A_MONTH: "Twice a month",
    Period.TWO_WEEKS: "Every two weeks",
    Period.WEEK: "A week",
}
TIMES_A_YEAR = {Period.YEAR: 1, Period.MONTH: 12, Period.TWICE_A_MONTH: 24, Period.TWO_WEEKS: 26, Period.WEEK: 52}


class ProofKind(StrEnum):
    """What shows an income and a household."""

    PAY_STUBS = "pay_stubs"
    TAX_RETURN = "tax_return"
    BENEFIT_LETTER = "benefit_letter"
    EMPLOYER_LETTER = "employer_letter"
    OTHER = "other"
    ATTESTATION = "attestation"


PROOF_LABELS = {
    ProofKind.PAY_STUBS: "Two recent pay stubs",
    ProofKind.TAX_RETURN: "Tax return",
    ProofKind.BENEFIT_LETTER: "Letter about benefits",
    ProofKind.EMPLOYER_LETTER: "Letter of the employer",
    ProofKind.OTHER: "Another document",
    ProofKind.ATTESTATION: "The client’s own word, signed",
}


class Declined(StrEnum):
    """Why an application gets no discount. That somebody cannot pay is none of the reasons."""

    ABOVE = "above"
    INCOMPLETE = "incomplete"
    WITHDRAWN = "withdrawn"
    MISTAKE = "mistake"


DECLINED_LABELS = {
    Declined.ABOVE: "The income is above what the schedule discounts",
    Declined.INCOMPLETE: "Documents were asked for and did not come",
    Declined.WITHDRAWN: "The client took it back",
    Declined.MISTAKE: "Entered by mistake",
}


class Movement(StrEnum):
    """Why a fund has more or less."""

    GIVEN = "given"
    AWARD = "award"
    TAKEN_BACK = "taken_back"
    RETURNED = "returned"


MOVEMENT_LABELS = {
    Movement.GIVEN: "Given to the fund",
    Movement.AWARD: "Awarded to a client",
    Movement.TAKEN_BACK: "Award taken back",
    Movement.RETURNED: "Returned to the giver",
}


class MoneySource(StrEnum):
    """From where a client expects money."""

    LOAN = "loan"
    CROWDFUNDING = "crowdfunding"
    FAMILY = "family"
    EMPLOYER = "employer"
    HSA = "hsa"
    OTHER = "other"


SOURCE_LABELS = {
    MoneySource.LOAN: "Loan for health care",
    MoneySource.CROWDFUNDING: "Crowdfunding",
    MoneySource.FAMILY: "Family or friends",
    MoneySource.EMPLOYER: "Employer",
    MoneySource.HSA: "Health savings or flexible spending account",
    MoneySource.OTHER: "Somebody else",
}
EVERY_LABELS = {Every.WEEK: "Every week", Every.TWO_WEEKS: "Every two weeks", Every.MONTH: "Every month"}


class Change(StrEnum):
    """Why instalments were laid out anew."""

    PAUSE = "pause"
    HARDSHIP = "hardship"


CHANGE_LABELS = {Change.PAUSE: "Paused", Change.HARDSHIP: "Less each time, for hardship"}


class PlanEnd(StrEnum):
    """Why a payment plan does not run any more."""

    PAID = "paid"
    REPLACED = "replaced"
    HELPED = "helped"


PLAN_END_LABELS = {
    PlanEnd.PAID: "Paid in full",
    PlanEnd.REPLACED: "Another plan takes its place",
    PlanEnd.HELPED: "The rest is met another way",
}


class Paper(StrEnum):
    """What a client signs about money."""

    ESTIMATE = "estimate"
    PLAN = "plan"
    AFFORDING = "affording"
    ASSIGNMENT = "assignment"


PAPER_LABELS = {
    Paper.ESTIMATE: "What your care will cost",
    Paper.PLAN: "Payment plan",
    Paper.AFFORDING: "How your care is paid",
    Paper.ASSIGNMENT: "Assignment of benefits",
}


class Signed(StrEnum):
    """Where a client signed."""

    SCREEN = "screen"
    LINK = "link"


SIGNED_LABELS = {Signed.SCREEN: "On the clinic’s screen", Signed.LINK: "Through a link"}
