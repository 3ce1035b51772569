"""Codes that may stand in what we write, with short labels of our own. Source: docs/sources.md#x12-codes."""

STATES = frozenset(
    {
        "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY",
        "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH",
        "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY", "AS", "GU", "MP",
        "PR", "VI", "UM", "FM", "MH", "PW", "AA", "AE", "AP",
    }
)  # fmt: skip

RESPONSIBILITY = {
    "P": "pays first",
    "S": "pays second",
    "T": "pays third",
    "A": "pays fourth",
    "B": "pays fifth",
    "U": "place not known",
}

SELF = "18"
RELATIONSHIPS = {
    "01": "spouse",
    "19": "child",
    "20": "employee",
    "21": "not known",
    "39": "organ donor",
    "40": "body donor",
    "53": "life partner",
    "G8": "other",
}
RELATIONSHIPS_TO_INSURED = {SELF: "self", **RELATIONSHIPS}
SEXES = {"F": "female", "M": "male", "U": "not known"}

FILING = {
    "11": "other, not federal",
    "12": "preferred provider organization",
    "13": "point of service",
    "14": "exclusive provider organization",
    "15": "indemnity",
    "16": "Medicare Advantage HMO",
    "17": "dental HMO",
    "AM": "automobile, medical",
    "BL": "Blue Cross or Blue Shield",
    "CH": "TRICARE or CHAMPUS",
    "CI": "commercial",
    "DS": "disability",
    "FI": "federal employees",
    "HM": "health maintenance organization",
    "LM": "liability, medical",
    "MA": "Medicare Part A",
    "MB": "Medicare Part B",
    "MC": "Medicaid",
    "OF": "other federal program",
    "TV": "Title V",
    "VA": "Veterans Affairs",
    "WC": "workers' compensation",
    "ZZ": "agreed between the two",
}

# Why Medicare pays after somebody else.
MEDICARE_SECOND = {
    "12": "working, or spouse working",
    "13": "kidney disease",
    "14": "no-fault",
    "15": "workers' compensation",
    "16": "other federal agency",
    "41": "black lung",
    "42": "veterans",
    "43": "disabled",
    "47": "liability",
}

ORIGINAL, REPLACEMENT, VOID = "1", "7", "8"
PROFESSIONAL_FREQUENCIES = {ORIGINAL: "original", REPLACEMENT: "replaces", VOID: "voids"}
FIRST_INTERIM, CONTINUING_INTERIM, LAST_INTERIM = "2", "3", "4"
INSTITUTIONAL_FREQUENCIES = {
    **PROFESSIONAL_FREQUENCIES,
    FIRST_INTERIM: "first of several",
    CONTINUING_INTERIM: "in between",
    LAST_INTERIM: "last of several",
}
STILL_PATIENT = "30"

ASSIGNMENT = {"A": "accepted", "B": "accepted for laboratory only", "C": "not accepted"}
BENEFITS_ASSIGNED = {"Y": "pay the provider", "N": "pay the client", "W": "asked, and refused"}
RELEASE = {"Y": "signed statement on file", "I": "informed, where law lets no signature be taken"}

ADJUSTMENT_GROUPS = {"CO": "contract", "PR": "patient", "OA": "other", "PI": "payer", "CR": "correction"}

CONTRACTS = {
    "01": "by case",
    "02": "per diem",
    "03": "per diem that varies",
    "04": "flat",
    "05": "capitated",
    "06": "percent",
    "09": "other",
}

ATTACHMENTS = {
    "03": "treatment report that justifies more",
    "04": "drugs given",
    "05": "treatment diagnosis",
    "06": "first assessment",
    "08": "plan of treatment",
    "09": "progress report",
    "11": "chemical analysis",
    "13": "certified test report",
    "AS": "admission summary",
    "B3": "physician's order",
    "DS": "discharge summary",
    "EB": "what another payer explained",
    "M1": "medical record",
    "OZ": "support for the claim",
    "PN": "notes of progress",
}
REVIEW_ATTACHMENTS = {"77": "data for verification", **ATTACHMENTS}
TRANSMISSIONS = {
    "AA": "on request",
    "BM": "by mail",
    "EL": "in a file",
    "EM": "by e-mail",
    "FT": "by file transfer",
    "FX": "by fax",
}

DELAYS = {
    "1": "proof of eligibility",
    "2": "litigation",
    "3": "authorization",
    "4": "provider's certification",
    "5": "billing forms",
    "6": "delivery of appliances",
    "7": "third party",
    "8": "eligibility determined late",
    "9": "rejected before for another reason",
    "10": "administrative delay",
    "11": "other",
    "15": "natural disaster",
}

REVIEW_CATEGORIES = {"HS": "health services", "AR": "admission", "SC": "specialty care", "IN": "individual"}
REVIEW_KINDS = {
    "I": "initial",
    "R": "renewal",
    "4": "extension",
    "S": "revised",
    "3": "cancel",
    "1": "appeal, immediate",
    "2": "appeal, standard",
}
LEVELS_OF_SERVICE = {"U": "urgent", "03": "emergency", "E": "elective"}
DELIVERED = {"VS": "visits", "DY": "days", "HS": "hours", "MN": "months", "FL": "units"}
EVERY = {"DA": "day", "WK": "week", "MO": "month"}
PERIODS = {"6": "hours", "7": "days", "21": "years", "26": "episode", "27": "visits", "34": "months", "35": "weeks"}
