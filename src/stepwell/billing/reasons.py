"""Why a day of care is not billed: what each reason is called, who mends it, and where."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """What keeps a day from being billed; its value is the code of the finding."""

    CONSENT = "CHG-001"
    NO_POLICY = "CHG-002"
    ELIGIBILITY = "CHG-003"
    NO_CONTRACT = "CHG-004"
    NO_AUTHORIZATION = "CHG-005"
    USED_UP = "CHG-006"
    OTHER_CODES = "CHG-007"
    NO_DIAGNOSIS = "CHG-008"
    INVALID_DIAGNOSIS = "CHG-009"
    NO_PLAN = "CHG-010"
    NO_NOTE = "CHG-011"
    NO_COSIGNATURE = "CHG-012"
    LICENSE = "CHG-013"
    TWO_LEVELS = "CHG-014"
    SHORT = "PRC-001"
    NO_PRICE = "PRC-002"
    AFAR = "PRC-003"
    NO_PLACE = "PRC-004"
    TOO_MANY = "PRC-005"
    MODIFIERS = "PRC-006"


@dataclass(frozen=True)
class Mending:
    """What a reason is called, who mends it, and the page where: of the client, of a session, or a list."""

    label: str
    who: str
    page: str


_COVERAGE, _CONTRACTS, _ROSTER = "coverage:coverage", "coverage:contracts", "attendance:roster"
MENDING: dict[Reason, Mending] = {
    Reason.CONSENT: Mending("No consent in force", "admissions or the clinician, with the client", "privacy:consents"),
    Reason.NO_POLICY: Mending("No policy on the day", "admissions", _COVERAGE),
    Reason.ELIGIBILITY: Mending("Not known to be covered", "admissions, who ask the payer", _COVERAGE),
    Reason.NO_CONTRACT: Mending("No contract", "a biller or the director", _CONTRACTS),
    Reason.NO_AUTHORIZATION: Mending("No authorization", "the utilization reviewer", "authorizations:overview"),
    Reason.USED_UP: Mending("Authorization used up", "the utilization reviewer", "authorizations:overview"),
    Reason.OTHER_CODES: Mending("Code not authorized", "the utilization reviewer", "authorizations:overview"),
    Reason.NO_DIAGNOSIS: Mending("No diagnosis on the day", "the clinician", "clients:diagnoses"),
    Reason.INVALID_DIAGNOSIS: Mending("Diagnosis not valid on the day", "the clinician", "clients:diagnoses"),
    Reason.NO_PLAN: Mending("No plan in force", "the primary clinician, with the client", "clients:record"),
    Reason.NO_NOTE: Mending("Note not signed", "who led the session", _ROSTER),
    Reason.NO_COSIGNATURE: Mending("Note not co-signed", "a licensed colleague", _ROSTER),
    Reason.LICENSE: Mending("License not accepted", "a biller, or a licensed colleague who co-signs", _CONTRACTS),
    Reason.TWO_LEVELS: Mending("Two levels on one day", "who took the rosters", _ROSTER),
    Reason.SHORT: Mending("Day too short", "who took the roster, if the times are wrong", _ROSTER),
    Reason.NO_PRICE: Mending("No price in the contract", "a biller or the director", _CONTRACTS),
    Reason.AFAR: Mending("Not paid by video or telephone", "a biller or the director", _CONTRACTS),
    Reason.NO_PLACE: Mending("Not written down where they were", "who took the roster", _ROSTER),
    Reason.TOO_MANY: Mending("More than the contract pays a week", "the utilization reviewer", _CONTRACTS),
    Reason.MODIFIERS: Mending("Too many modifiers", "a biller or the director", _CONTRACTS),
}
