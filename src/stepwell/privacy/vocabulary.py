"""Choices of consents and disclosures. Labels that a client reads are written in the first person.

Source: docs/sources.md#consent, docs/sources.md#disclosure.
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


# The same for whoever writes down what left.
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


class NoticeKind(StrEnum):
    """A text of the organization that every client is given."""

    PRIVACY = "privacy_notice"
    RULES = "program_rules"
    RIGHTS = "client_rights"
    TELEHEALTH = "telehealth"
    FINANCIAL = "financial_agreement"
    GROUPS = "group_confidentiality"


NOTICE_KIND_LABELS = {
    NoticeKind.PRIVACY: "Notice of privacy practices",
    NoticeKind.RULES: "Program rules",
    NoticeKind.RIGHTS: "Your rights",
    NoticeKind.TELEHEALTH: "Telehealth",
    NoticeKind.FINANCIAL: "Financial agreement",
    NoticeKind.GROUPS: "Confidentiality in groups",
}


class AcknowledgementWay(StrEnum):
    """How a client acknowledged a text."""

    SIGNED = "signed"
    DECLINED = "declined"


ACKNOWLEDGEMENT_LABELS = {
    AcknowledgementWay.SIGNED: "Signed",
    AcknowledgementWay.DECLINED: "Given, and not signed",
}
