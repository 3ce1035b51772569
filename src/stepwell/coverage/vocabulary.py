"""Choices of coverage. Source: docs/sources.md#benefits."""

from enum import StrEnum

MEMBER_LABEL = "coverage.policy.member_id"  # of the column that a member number is encrypted in, and found by


class PayerKind(StrEnum):
    """What sort of payer it is."""

    COMMERCIAL = "commercial"
    MEDICAID = "medicaid"
    MEDICARE = "medicare"
    TRICARE = "tricare"
    VA = "va"
    EAP = "eap"
    GRANT = "grant"


PAYER_LABELS = {
    PayerKind.COMMERCIAL: "Commercial plan",
    PayerKind.MEDICAID: "Medicaid",
    PayerKind.MEDICARE: "Medicare",
    PayerKind.TRICARE: "TRICARE",
    PayerKind.VA: "VA community care",
    PayerKind.EAP: "Employee assistance program",
    PayerKind.GRANT: "Grant, county or scholarship",
}


class PlanType(StrEnum):
    """What sort of plan it is; the networks and referrals follow from that, by default."""

    PPO = "ppo"
    EPO = "epo"
    HMO = "hmo"
    POS = "pos"
    INDEMNITY = "indemnity"
    MEDICARE = "medicare"
    MEDICARE_ADVANTAGE = "medicare_advantage"
    MEDICAID = "medicaid"
    MEDICAID_MANAGED = "medicaid_managed"
    TRICARE = "tricare"
    VA = "va"
    EAP = "eap"
    GRANT = "grant"
    SELF_PAY = "self_pay"
    UNKNOWN = "unknown"


PLAN_LABELS = {
    PlanType.PPO: "PPO",
    PlanType.EPO: "EPO",
    PlanType.HMO: "HMO",
    PlanType.POS: "POS",
    PlanType.INDEMNITY: "Indemnity",
    PlanType.MEDICARE: "Medicare, traditional",
    PlanType.MEDICARE_ADVANTAGE: "Medicare Advantage",
    PlanType.MEDICAID: "Medicaid, fee for service",
    PlanType.MEDICAID_MANAGED: "Medicaid managed care",
    PlanType.TRICARE: "TRICARE",
    PlanType.VA: "VA community care",
    PlanType.EAP: "Employee assistance program",
    PlanType.GRANT: "Grant, county or scholarship",
    PlanType.SELF_PAY: "Pays by themself",
    PlanType.UNKNOWN: "Not known yet",
}
MEDICAID = frozenset({PlanType.MEDICAID, PlanType.MEDICAID_MANAGED})
# What usually holds for a plan of this type. A default to ask about, never an answer.
PLAN_HINTS = {
    PlanType.PPO: "Usually pays out of network too, with a deductible of its own. No referral.",
    PlanType.EPO: "Usually nothing out of network, but for emergencies and exceptions on paper.",
    PlanType.HMO: "Usually nothing out of network. Ask for the primary care doctor and whether a referral is needed.",
    PlanType.POS: "Usually a referral in network and none out of network, which costs more. Ask.",
    PlanType.VA: "The authorization is the coverage: no day without one.",
    PlanType.EAP: "Usually a few free sessions first, then the insurance.",
    PlanType.GRANT: "Pays last: ask what must be tried before.",
}


class Holder(StrEnum):
    """Who holds the policy."""

    SELF = "self"
    OTHER = "other"


HOLDER_LABELS = {Holder.SELF: "The client", Holder.OTHER: "Somebody else"}
RANK_LABELS = {1: "First", 2: "Second", 3: "Third"}


class CheckWay(StrEnum):
    """Where a benefit check comes from."""

    CARD = "card"
    CALL = "call"
    PORTAL = "portal"
    FILE = "file"


WAY_LABELS = {
    CheckWay.CARD: "Read from the card or a letter",
    CheckWay.CALL: "Call to the payer",
    CheckWay.PORTAL: "The payer’s portal",
    CheckWay.FILE: "The payer’s answer by file (271)",
}
ASKS_THE_PAYER = frozenset({CheckWay.CALL, CheckWay.PORTAL})


class Network(StrEnum):
    """Whether this program is in the plan's network."""

    IN = "in"
    OUT = "out"
    UNKNOWN = "unknown"


NETWORK_LABELS = {Network.IN: "In network", Network.OUT: "Out of network", Network.UNKNOWN: "Not known"}


class CopayUnit(StrEnum):
    """What a copay is paid for each time."""

    DAY = "day"
    VISIT = "visit"
    WEEK = "week"
    ADMISSION = "admission"


COPAY_LABELS = {
    CopayUnit.DAY: "a day",
    CopayUnit.VISIT: "a visit",
    CopayUnit.WEEK: "a week",
    CopayUnit.ADMISSION: "an admission",
}


class LimitUnit(StrEnum):
    """What a limit counts, in a plan year."""

    DAYS = "days"
    VISITS = "visits"
    HOURS = "hours"
    DOLLARS = "dollars"


LIMIT_LABELS = {
    LimitUnit.DAYS: "days", LimitUnit.VISITS: "visits", LimitUnit.HOURS: "hours",
    LimitUnit.DOLLARS: "dollars that the plan pays",
}  # fmt: skip


class Funding(StrEnum):
    """Who carries a plan. The way of an appeal follows from it."""

    EMPLOYER_INSURED = "employer_insured"
    EMPLOYER_FUNDED = "employer_funded"
    MARKETPLACE = "marketplace"
    BOUGHT = "bought"
    PUBLIC = "public"
    UNKNOWN = ""


FUNDING_LABELS = {
    Funding.UNKNOWN: "Not known",
    Funding.EMPLOYER_INSURED: "Employer, insured",
    Funding.EMPLOYER_FUNDED: "Employer, self-funded",
    Funding.MARKETPLACE: "Marketplace",
    Funding.BOUGHT: "Bought directly",
    Funding.PUBLIC: "Government",
}


class Source(StrEnum):
    """How the holder comes by a policy."""

    EMPLOYED = "employed"
    FORMERLY = "formerly"
    OTHERWISE = "otherwise"
    UNKNOWN = ""


SOURCE_LABELS = {
    Source.UNKNOWN: "Not known",
    Source.EMPLOYED: "Holder works there now",
    Source.FORMERLY: "Former employer: COBRA or retired",
    Source.OTHERWISE: "Not through an employer",
}


class EmployerSize(StrEnum):
    """How many work for the employer: Medicare asks for it."""

    UNDER_20 = "under_20"
    UNDER_100 = "under_100"
    LARGE = "100_or_more"
    UNKNOWN = ""


EMPLOYER_LABELS = {
    EmployerSize.UNKNOWN: "Not known",
    EmployerSize.UNDER_20: "Fewer than 20",
    EmployerSize.UNDER_100: "20 to 99",
    EmployerSize.LARGE: "100 or more",
}


class Entitlement(StrEnum):
    """Why somebody has Medicare."""

    AGE = "age"
    DISABILITY = "disability"
    KIDNEY_EARLY = "kidney_early"
    KIDNEY_LATER = "kidney_later"
    UNKNOWN = ""


ENTITLEMENT_LABELS = {
    Entitlement.UNKNOWN: "Not known, or no Medicare",
    Entitlement.AGE: "Age",
    Entitlement.DISABILITY: "Disability",
    Entitlement.KIDNEY_EARLY: "Kidney failure, first 30 months",
    Entitlement.KIDNEY_LATER: "Kidney failure, later",
}


class After(StrEnum):
    """How a policy reckons what it pays after another one."""

    UNKNOWN = ""
    STANDARD = "standard"
    NON_DUPLICATION = "non_duplication"
    MAINTENANCE = "maintenance"
    MEDIGAP_SHARE = "medigap_share"
    MEDIGAP_ALL = "medigap_all"
    MEDIGAP_HALF = "medigap_half"
    MEDIGAP_MOST = "medigap_most"
    QMB = "qmb"


AFTER_LABELS = {
    After.UNKNOWN: "Not known, or it pays first",
    After.STANDARD: "Its usual benefit, up to what is left (standard)",
    After.NON_DUPLICATION: "Only what its benefit is above the first payment (non-duplication, carve-out)",
    After.MAINTENANCE: "Its terms on what the first left (maintenance of benefits)",
    After.MEDIGAP_SHARE: "Medigap A, B, D, G, M: the share, not the deductible",
    After.MEDIGAP_ALL: "Medigap C, F: the share and the deductible",
    After.MEDIGAP_HALF: "Medigap K: half of the share",
    After.MEDIGAP_MOST: "Medigap L: three quarters of the share",
    After.QMB: "Medicaid for Qualified Medicare Beneficiaries (QMB)",
}
MEDIGAP = frozenset({After.MEDIGAP_SHARE, After.MEDIGAP_ALL, After.MEDIGAP_HALF, After.MEDIGAP_MOST})


class Arranged(StrEnum):
    """What was arranged with a plan for some days."""

    REFERRAL = "referral"
    SINGLE_CASE = "single_case_agreement"
    GAP = "network_gap"
    CONTINUITY = "continuity_of_care"


ARRANGED_LABELS = {
    Arranged.REFERRAL: "Referral",
    Arranged.SINGLE_CASE: "Single case agreement",
    Arranged.GAP: "Exception: no program in the network",
    Arranged.CONTINUITY: "Exception: care goes on after a contract ended",
}


class EstimateKind(StrEnum):
    """What sort of estimate it is."""

    INSURED = "insured"
    GOOD_FAITH = "good_faith"


ESTIMATE_LABELS = {
    EstimateKind.INSURED: "Under a plan",
    EstimateKind.GOOD_FAITH: "Good-faith estimate",
}

# Further questions of a call, in the order in which a representative answers: name, question.
WORKSHEET = {
    "other_coverage": "Other coverage on their record, and when it was last updated",
    "video": "Is care by video paid, and as in person?",
    "where_to_ask": "Where is the authorization asked for: telephone, fax or portal?",
    "ask_by": "By when: before the first day, or within how many hours?",
    "ask_afterwards": "May it be asked for afterwards, and how long?",
    "reviews": "How often do they review care?",
    "criteria": "Which criteria do they use?",
    "codes": "Which codes and which form do they want?",
    "least_hours": "Fewest hours of a day that they pay",
    "claims_to": "Where do claims go: payer ID, address?",
    "filing": "Days to file a claim, and to appeal",
    "checks_to": "Out of network: do checks go to the client?",
    "household_source": "Where that was read: a notice, the portal, receipts of the family",
    "accounts": "Health savings or reimbursement account that pays by itself?",
}
