"""Words of contracts. Labels are our own and short; codes are numbers only. Source: docs/sources.md#contracts."""

from enum import StrEnum


class ClaimForm(StrEnum):
    """On which form a payer takes claims."""

    PROFESSIONAL = "837P"
    INSTITUTIONAL = "837I"


FORM_LABELS = {
    ClaimForm.PROFESSIONAL: "837P, as a clinic",
    ClaimForm.INSTITUTIONAL: "837I, as a facility",
}


class ServiceKind(StrEnum):
    """What a payer tells apart in a session."""

    GROUP = "group"
    EDUCATION = "education"
    ACTIVITY = "activity"
    FAMILY_GROUP = "family_group"
    PEER = "peer"
    INDIVIDUAL = "individual"
    FAMILY = "family"
    CASE_MANAGEMENT = "case_management"
    ASSESSMENT = "assessment"
    MEDICATION = "medication"


SERVICE_LABELS = {
    ServiceKind.GROUP: "Group therapy",
    ServiceKind.EDUCATION: "Education group",
    ServiceKind.ACTIVITY: "Activity",
    ServiceKind.FAMILY_GROUP: "Group of families",
    ServiceKind.PEER: "Peer support",
    ServiceKind.INDIVIDUAL: "Individual session",
    ServiceKind.FAMILY: "Family session",
    ServiceKind.CASE_MANAGEMENT: "Case management",
    ServiceKind.ASSESSMENT: "Assessment",
    ServiceKind.MEDICATION: "Medication visit",
}


class ServiceUnit(StrEnum):
    """What a price is for."""

    DAY = "day"
    SESSION = "session"
    HOUR = "hour"
    QUARTER = "quarter"


UNIT_LABELS = {
    ServiceUnit.DAY: "A day of the program",
    ServiceUnit.SESSION: "A session",
    ServiceUnit.HOUR: "An hour",
    ServiceUnit.QUARTER: "15 minutes",
}
UNIT_WORDS = {
    ServiceUnit.DAY: "day",
    ServiceUnit.SESSION: "session",
    ServiceUnit.HOUR: "hour",
    ServiceUnit.QUARTER: "15 minutes",
}


class Delivery(StrEnum):
    """How a session was taken part in."""

    IN_PERSON = "in_person"
    VIDEO = "video"
    AUDIO = "audio"


DELIVERY_LABELS = {
    Delivery.IN_PERSON: "In person",
    Delivery.VIDEO: "By video",
    Delivery.AUDIO: "By telephone",
}


class Asking(StrEnum):
    """Whether days need an authorization."""

    ALWAYS = "always"
    PLAN = "plan"
    NEVER = "never"


ASKING_LABELS = {
    Asking.ALWAYS: "Always",
    Asking.PLAN: "As the benefit check says; yes while nobody knows",
    Asking.NEVER: "Never",
}


class Family(StrEnum):
    """Which diagnosis has to come first."""

    SUBSTANCE = "substance"
    MENTAL = "mental"


FAMILY_LABELS = {Family.SUBSTANCE: "F10 to F19", Family.MENTAL: "F20 to F99"}

# What stands in SBR09 of a claim.
FILING_LABELS = {
    "12": "12, PPO",
    "13": "13, point of service",
    "14": "14, EPO",
    "15": "15, indemnity",
    "16": "16, Medicare Advantage HMO",
    "BL": "BL, Blue Cross or Blue Shield",
    "CH": "CH, TRICARE",
    "CI": "CI, commercial",
    "HM": "HM, HMO",
    "MA": "MA, Medicare Part A",
    "MB": "MB, Medicare Part B",
    "MC": "MC, Medicaid",
    "OF": "OF, other federal program",
    "VA": "VA, Veterans Affairs",
    "ZZ": "ZZ, something else",
}
# What stands in ISA05 and ISA07 of a file.
QUALIFIER_LABELS = {
    "ZZ": "ZZ, agreed between both",
    "30": "30, tax number",
    "01": "01, D-U-N-S number",
    "14": "14, D-U-N-S number with suffix",
    "20": "20, health industry number",
    "27": "27, number of a carrier",
    "28": "28, number of a fiscal intermediary",
    "29": "29, number of a Medicare provider",
    "33": "33, NAIC company code",
}
# Where a claim says that care took place (CMS).
PLACE_LABELS = {
    "11": "11, office",
    "12": "12, home",
    "19": "19, outpatient department off campus",
    "22": "22, outpatient department on campus",
    "50": "50, federally qualified health center",
    "53": "53, community mental health center",
    "57": "57, addiction treatment facility, not residential",
    "58": "58, opioid treatment program",
    "72": "72, rural health clinic",
}
VIDEO_AT_HOME, VIDEO_ELSEWHERE = "10", "02"
# The first two digits of a bill's type; only these may bill traditional Medicare for intensive outpatient care.
MEDICARE_SETTINGS = frozenset({"13", "71", "76", "77", "85", "87"})
MEDICARE_CONDITION = "92"
FEW_SERVICES = 3  # services of a day up to which Medicare pays the lower price
MOST_MODIFIERS = 4
