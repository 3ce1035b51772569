"""Choices of funding. Source: docs/sources.md#sliding-fee."""

from enum import StrEnum

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
