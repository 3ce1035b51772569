"""Choices of consents. Labels that a client reads are written in the first person.

Source: docs/sources.md#consent.
"""

from enum import StrEnum


class Kind(StrEnum):
    """What sort of consent it is; which rules it must meet follows from that."""

    CONTACT_PAYER = "contact_payer"
    TPO = "tpo"
    NAMED = "named"
    COUNSELING_NOTES = "counseling_notes"
    PROCEEDING = "proceeding"


KIND_LABELS = {
    Kind.CONTACT_PAYER: "Contact the insurer",
    Kind.TPO: "Treatment, payment and operations",
    Kind.NAMED: "Share with one person or office",
    Kind.COUNSELING_NOTES: "Counseling notes",
    Kind.PROCEEDING: "Court or other proceeding",
}
KIND_LEADS = {
    Kind.CONTACT_PAYER: "Before anybody calls the plan: who may be asked what the plan pays for.",
    Kind.TPO: "One signature for all future care, payment and running of the program, until it is taken back.",
    Kind.NAMED: "A parent, partner, doctor, employer, school, probation officer: one at a time.",
    Kind.COUNSELING_NOTES: "Notes kept apart by one counselor. The law wants a form that covers nothing else.",
    Kind.PROCEEDING: "Use in a case against the person. The law wants a form that covers nothing else.",
}


class RecipientKind(StrEnum):
    """What sort of person or office receives."""

    PAYER = "payer"
    PROVIDER = "provider"
    CONTRACTOR = "contractor"
    FAMILY = "family"
    EMPLOYER = "employer"
    SCHOOL = "school"
    JUSTICE = "justice"
    ATTORNEY = "attorney"
    AGENCY = "agency"
    CLIENT = "client"
    OTHER = "other"


RECIPIENT_LABELS = {
    RecipientKind.PAYER: "Insurer or health plan",
    RecipientKind.PROVIDER: "Doctor, hospital or other treating provider",
    RecipientKind.CONTRACTOR: "Somebody who helps to run the program",
    RecipientKind.FAMILY: "Family or friend",
    RecipientKind.EMPLOYER: "Employer",
    RecipientKind.SCHOOL: "School",
    RecipientKind.JUSTICE: "Court, probation or parole",
    RecipientKind.ATTORNEY: "Attorney",
    RecipientKind.AGENCY: "Public agency",
    RecipientKind.CLIENT: "The client",
    RecipientKind.OTHER: "Somebody else",
}

# "My treating providers, health plans, third-party payers, and people helping to operate this program", 2.31(a)(4)(i).
TPO_RECIPIENTS = frozenset({RecipientKind.PAYER, RecipientKind.PROVIDER, RecipientKind.CONTRACTOR})


class Information(StrEnum):
    """A category of information that may leave."""

    PRESENCE = "presence"
    IDENTITY = "identity"
    COVERAGE = "coverage"
    ATTENDANCE = "attendance"
    DIAGNOSES = "diagnoses"
    ASSESSMENTS = "assessments"
    PLAN = "plan"
    PROGRESS = "progress"
    MEDICATIONS = "medications"
    DRUG_TESTS = "drug_tests"
    DISCHARGE = "discharge"
    BILLING = "billing"
    ALL_RECORDS = "all_records"
    COUNSELING_NOTES = "counseling_notes"


INFORMATION_LABELS = {
    Information.PRESENCE: "That I am or was in this program",
    Information.IDENTITY: "My name, birth date and how to reach me",
    Information.COVERAGE: "My insurance and what it pays for",
    Information.ATTENDANCE: "The days and hours I came",
    Information.DIAGNOSES: "My diagnoses",
    Information.ASSESSMENTS: "My assessments and the level of care they point to",
    Information.PLAN: "My treatment plan",
    Information.PROGRESS: "How treatment is going",
    Information.MEDICATIONS: "My medications",
    Information.DRUG_TESTS: "Drug test results",
    Information.DISCHARGE: "My discharge summary and what comes next",
    Information.BILLING: "Bills, claims and payments",
    Information.ALL_RECORDS: "All my records here, except counseling notes kept apart",
    Information.COUNSELING_NOTES: "Counseling notes that my counselor keeps apart",
}


class Purpose(StrEnum):
    """What the information is for."""

    TPO = "tpo"
    BENEFITS = "benefits"
    TREATMENT = "treatment"
    PAYMENT = "payment"
    OPERATIONS = "operations"
    FAMILY = "family"
    WORK = "work"
    JUSTICE = "justice"
    AT_REQUEST = "at_request"
    OTHER = "other"


PURPOSE_LABELS = {
    Purpose.TPO: "Treatment, payment and health care operations",
    Purpose.BENEFITS: "Finding out what my plan pays for, and getting its approval",
    Purpose.TREATMENT: "My treatment, and working together on it",
    Purpose.PAYMENT: "Paying for my care",
    Purpose.OPERATIONS: "Running this program",
    Purpose.FAMILY: "Support from my family or friends",
    Purpose.WORK: "Work or school",
    Purpose.JUSTICE: "Court, probation or parole",
    Purpose.AT_REQUEST: "Because I ask for it",
    Purpose.OTHER: "Something else, in my words",
}
TPO_PURPOSES = frozenset({Purpose.TPO, Purpose.BENEFITS, Purpose.TREATMENT, Purpose.PAYMENT, Purpose.OPERATIONS})


class Expiry(StrEnum):
    """What ends a consent by itself."""

    DATE = "date"
    EVENT = "event"
    END_OF_TREATMENT = "end_of_treatment"
    NONE = "none"


EXPIRY_LABELS = {
    Expiry.DATE: "On a date",
    Expiry.EVENT: "When something happens",
    Expiry.END_OF_TREATMENT: "When treatment ends",
    Expiry.NONE: "It does not end by itself",
}
TPO_EXPIRIES = frozenset({Expiry.END_OF_TREATMENT, Expiry.NONE})


class Statement(StrEnum):
    """Something that the form must tell whoever signs."""

    REVOCATION = "revocation"
    REDISCLOSURE_BY_HIPAA = "redisclosure_by_hipaa"
    REDISCLOSURE_RISK = "redisclosure_risk"
    CONSEQUENCES = "consequences"
    FUNDRAISING_OPT_OUT = "fundraising_opt_out"


class Signer(StrEnum):
    """Who signs a consent."""

    CLIENT = "client"
    REPRESENTATIVE = "representative"


SIGNER_LABELS = {Signer.CLIENT: "The client", Signer.REPRESENTATIVE: "Somebody for them"}


class State(StrEnum):
    """What a consent is at an instant."""

    IN_FORCE = "in_force"
    NOT_SIGNED = "not_signed"
    EXPIRED = "expired"
    REVOKED = "revoked"
    DEFICIENT = "deficient"
    VOIDED = "voided"


STATE_LABELS = {
    State.IN_FORCE: "In force",
    State.NOT_SIGNED: "Not signed",
    State.EXPIRED: "Expired",
    State.REVOKED: "Taken back",
    State.DEFICIENT: "Something is missing",
    State.VOIDED: "Set aside",
}


class RevocationWay(StrEnum):
    """How somebody took a consent back. In writing is the law's word; what is said counts here from that moment too."""

    WRITING = "writing"
    SPOKEN = "spoken"


REVOCATION_LABELS = {RevocationWay.WRITING: "In writing", RevocationWay.SPOKEN: "Said it; we wrote it down"}
