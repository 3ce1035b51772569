"""Words of authorizations. Labels of codes are our own and short. Source: docs/sources.md#authorizations"""

from enum import StrEnum

from stepwell.people.vocabulary import LEVELS

LEVEL_LABELS = LEVELS


class Unit(StrEnum):
    """What a payer counts."""

    DAY = "day"
    VISIT = "visit"
    HOUR = "hour"
    QUARTER = "quarter"


UNIT_LABELS = {Unit.DAY: "Days", Unit.VISIT: "Visits", Unit.HOUR: "Hours", Unit.QUARTER: "Units of 15 minutes"}
UNIT_WORDS = {Unit.DAY: "day", Unit.VISIT: "visit", Unit.HOUR: "hour", Unit.QUARTER: "15-minute unit"}


class Status(StrEnum):
    """Where a request stands."""

    REQUESTED = "requested"
    PENDED = "pended"
    APPROVED = "approved"
    PARTLY = "partly"
    DENIED = "denied"
    WITHDRAWN = "withdrawn"


STATUS_LABELS = {
    Status.REQUESTED: "Requested",
    Status.PENDED: "The payer asks for more",
    Status.APPROVED: "Approved",
    Status.PARTLY: "Approved for less than requested",
    Status.DENIED: "Denied",
    Status.WITHDRAWN: "Withdrawn",
}
STATUS_TONES = {
    Status.REQUESTED: "info",
    Status.PENDED: "warn",
    Status.APPROVED: "success",
    Status.PARTLY: "warn",
    Status.DENIED: "danger",
    Status.WITHDRAWN: "",
}
ALLOWS = (Status.APPROVED, Status.PARTLY)
WAITS = (Status.REQUESTED, Status.PENDED)

CODE_LABELS = {
    "H0015": "Intensive outpatient, substance use",
    "S9480": "Intensive outpatient, psychiatric",
    "H0035": "Partial hospitalization, mental health",
    "0905": "Revenue code: intensive outpatient, psychiatric",
    "0906": "Revenue code: intensive outpatient, substance use",
    "0912": "Revenue code: partial hospitalization, less intensive",
    "0913": "Revenue code: partial hospitalization, intensive",
    "H0004": "Individual counseling",
    "H0005": "Group counseling",
    "H0001": "Assessment",
    "H0006": "Case management",
}
