"""Choices of what is written down when something left.

Source: docs/sources.md#disclosure.
"""

from enum import StrEnum

from stepwell.privacy.vocabulary.consents import Information, Kind

# What a consent names, for whoever writes down what left.
SHARED_LABELS = {
    Information.PRESENCE: "Being in this program",
    Information.IDENTITY: "Name, birth date, how to reach the client",
    Information.COVERAGE: "Insurance",
    Information.ATTENDANCE: "Days and hours of attendance",
    Information.DIAGNOSES: "Diagnoses",
    Information.ASSESSMENTS: "Assessments, level of care",
    Information.PLAN: "Treatment plan",
    Information.PROGRESS: "How treatment is going",
    Information.MEDICATIONS: "Medications",
    Information.DRUG_TESTS: "Drug test results",
    Information.DISCHARGE: "Discharge summary, next steps",
    Information.BILLING: "Bills, claims, payments",
    Information.ALL_RECORDS: "The whole record",
    Information.COUNSELING_NOTES: "Counseling notes kept apart",
}


class Basis(StrEnum):
    """By what right something leaves. A subpoena alone is none, so there is no word for it here."""

    CONSENT_NAMED = "consent_named"
    CONSENT_TPO = "consent_tpo"
    CONSENT_COUNSELING_NOTES = "consent_counseling_notes"
    CONSENT_PROCEEDING = "consent_proceeding"
    CLIENT_ACCESS = "client_access"
    MEDICAL_EMERGENCY = "medical_emergency"
    RESEARCH = "research"
    AUDIT = "audit_evaluation"
    PUBLIC_HEALTH = "public_health_deidentified"
    QSOA = "qsoa"
    INTERNAL = "internal_need_to_know"
    COURT_ORDER = "court_order"
    CRIME_ON_PREMISES = "crime_on_premises"
    CHILD_ABUSE = "child_abuse_initial"
    CRIMINAL_JUSTICE = "criminal_justice"
    PDMP = "pdmp"


BASIS_LABELS = {
    Basis.CONSENT_NAMED: "Consent to share with this recipient (2.31)",
    Basis.CONSENT_TPO: "Consent for treatment, payment and operations (2.31, 2.33)",
    Basis.CONSENT_COUNSELING_NOTES: "Consent for counseling notes (2.31(b))",
    Basis.CONSENT_PROCEEDING: "Consent for a proceeding (2.31(d))",
    Basis.CRIMINAL_JUSTICE: "Consent to the justice system that made treatment a condition (2.35)",
    Basis.PDMP: "Consent to report to a prescription monitoring program (2.36)",
    Basis.CLIENT_ACCESS: "The client’s own access (2.23)",
    Basis.MEDICAL_EMERGENCY: "Medical emergency (2.51)",
    Basis.COURT_ORDER: "Court order with a subpoena (2.61 to 2.67)",
    Basis.CHILD_ABUSE: "First report of suspected child abuse or neglect (2.12(c)(6))",
    Basis.CRIME_ON_PREMISES: "Crime here or against staff, reported to police (2.12(c)(5))",
    Basis.AUDIT: "Audit or evaluation (2.53)",
    Basis.RESEARCH: "Research (2.52)",
    Basis.PUBLIC_HEALTH: "Public health, without identity (2.54)",
    Basis.QSOA: "Service organization under a written agreement (2.12(c)(4))",
    Basis.INTERNAL: "Need to know within the program (2.12(c)(3))",
}

# Which kinds of consent carry a basis; a basis that is not here stands without a consent.
CONSENT_KINDS = {
    Basis.CONSENT_NAMED: frozenset({Kind.CONTACT_PAYER, Kind.NAMED}),
    Basis.CONSENT_TPO: frozenset({Kind.TPO}),
    Basis.CONSENT_COUNSELING_NOTES: frozenset({Kind.COUNSELING_NOTES}),
    Basis.CONSENT_PROCEEDING: frozenset({Kind.PROCEEDING}),
    Basis.CRIMINAL_JUSTICE: frozenset({Kind.NAMED}),
    Basis.PDMP: frozenset({Kind.NAMED}),
}
BASIS_OF = {
    Kind.CONTACT_PAYER: Basis.CONSENT_NAMED,
    Kind.NAMED: Basis.CONSENT_NAMED,
    Kind.TPO: Basis.CONSENT_TPO,
    Kind.COUNSELING_NOTES: Basis.CONSENT_COUNSELING_NOTES,
    Kind.PROCEEDING: Basis.CONSENT_PROCEEDING,
}


class Way(StrEnum):
    """How something left."""

    TELEPHONE = "telephone"
    FAX = "fax"
    MAIL = "mail"
    IN_PERSON = "in_person"
    ELECTRONIC = "electronic"


WAY_LABELS = {
    Way.TELEPHONE: "By telephone",
    Way.FAX: "By fax",
    Way.MAIL: "By mail",
    Way.IN_PERSON: "In person",
    Way.ELECTRONIC: "Electronically",
}


class Notice(StrEnum):
    """Which of the two notices went along."""

    SHORT = "short"
    LONG = "long"


NOTICE_LABELS = {Notice.LONG: "The full notice", Notice.SHORT: "The one-sentence notice"}


class Enclosure(StrEnum):
    """What told the recipient how far the consent goes."""

    COPY = "copy"
    SCOPE = "scope"


ENCLOSURE_LABELS = {Enclosure.COPY: "A copy of the consent", Enclosure.SCOPE: "A clear explanation of its scope"}
