"""Kinds of session, how they are held, who is there: words of the schedule."""

from enum import StrEnum


class SessionKind(StrEnum):
    """What a session is. What counts toward ordered hours is the hours profile's business."""

    GROUP_THERAPY = "group_therapy"
    PROCESS = "process"
    SKILLS = "skills"
    PSYCHOEDUCATION = "psychoeducation"
    FAMILY_EDUCATION = "family_education"
    ACTIVITY = "activity"
    PEER_SUPPORT = "peer_support"
    MUTUAL_HELP = "mutual_help"
    INDIVIDUAL = "individual"
    FAMILY = "family"
    CASE_MANAGEMENT = "case_management"
    ASSESSMENT = "assessment"
    MEDICATION = "medication"


KIND_LABELS = {
    SessionKind.GROUP_THERAPY: "Group therapy",
    SessionKind.PROCESS: "Process group",
    SessionKind.SKILLS: "Skills group",
    SessionKind.PSYCHOEDUCATION: "Education group",
    SessionKind.FAMILY_EDUCATION: "Family education",
    SessionKind.ACTIVITY: "Activity",
    SessionKind.PEER_SUPPORT: "Peer support",
    SessionKind.MUTUAL_HELP: "Mutual-help meeting",
    SessionKind.INDIVIDUAL: "Individual session",
    SessionKind.FAMILY: "Family session",
    SessionKind.CASE_MANAGEMENT: "Case management",
    SessionKind.ASSESSMENT: "Assessment",
    SessionKind.MEDICATION: "Medication visit",
}
ALONE = frozenset(
    {
        SessionKind.INDIVIDUAL,
        SessionKind.FAMILY,
        SessionKind.CASE_MANAGEMENT,
        SessionKind.ASSESSMENT,
        SessionKind.MEDICATION,
    }
)
APPOINTMENT_LABELS = {kind: label for kind, label in KIND_LABELS.items() if kind in ALONE}
GROUP_LABELS = {kind: label for kind, label in KIND_LABELS.items() if kind not in ALONE}
# What a sheet of paper in a kitchen may say.
NEUTRAL_GROUP, NEUTRAL_APPOINTMENT = "Group", "Appointment"


class Mode(StrEnum):
    """Where people are."""

    IN_PERSON = "in_person"
    VIDEO = "video"
    HYBRID = "hybrid"


MODE_LABELS = {Mode.IN_PERSON: "In person", Mode.VIDEO: "By video", Mode.HYBRID: "In person and by video"}


class StaffRole(StrEnum):
    """What a member of staff does at a session."""

    LEADER = "leader"
    CO_LEADER = "co_leader"


STAFF_ROLE_LABELS = {StaffRole.LEADER: "Leader", StaffRole.CO_LEADER: "Co-leader"}


class Scope(StrEnum):
    """Which sessions of a series a change reaches."""

    ONE = "one"
    FOLLOWING = "following"
    ALL = "all"


SCOPE_LABELS = {Scope.FOLLOWING: "Sessions from a day on", Scope.ALL: "All sessions to come"}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHORTEST, LONGEST = 5, 480  # minutes of a session


class CancelReason(StrEnum):
    """Why a session does not take place. A choice and no words: every member may read it."""

    CLOSED = "closed"
    STAFF_AWAY = "staff_away"
    TOO_FEW = "too_few"
    CLIENT_ASKED = "client_asked"
    MOVED = "moved"
    OTHER = "other"


CANCEL_LABELS = {
    CancelReason.CLOSED: "The site is closed",
    CancelReason.STAFF_AWAY: "Staff is away",
    CancelReason.TOO_FEW: "Too few people",
    CancelReason.CLIENT_ASKED: "The client asked",
    CancelReason.MOVED: "The group meets at another time",
    CancelReason.OTHER: "Another reason",
}


class Guest(StrEnum):
    """Who comes along to a family session, by relation only."""

    PARTNER = "partner"
    PARENT = "parent"
    CHILD = "child"
    SIBLING = "sibling"
    RELATIVE = "relative"
    FRIEND = "friend"


GUEST_LABELS = {
    Guest.PARTNER: "Partner",
    Guest.PARENT: "Parent",
    Guest.CHILD: "Grown child",
    Guest.SIBLING: "Sibling",
    Guest.RELATIVE: "Another relative",
    Guest.FRIEND: "Friend or supporter",
}
