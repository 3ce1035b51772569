"""Choices of reminders."""

from enum import StrEnum


class Lead(StrEnum):
    """How long before an appointment a reminder goes."""

    EVENING = "evening"
    HOURS = "hours"


LEAD_LABELS = {Lead.EVENING: "The evening before", Lead.HOURS: "Two hours before"}


class Told(StrEnum):
    """How the client asked for it."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"
    WRITING = "writing"
    BY_LINK = "by_link"


TOLD_LABELS = {
    Told.IN_PERSON: "In person",
    Told.PHONE: "By telephone",
    Told.VIDEO: "By video",
    Told.WRITING: "In writing",
    Told.BY_LINK: "Not yet: the client decides by the link",
}


class End(StrEnum):
    """How reminders ended."""

    LINK = "link"
    STAFF = "staff"
    REPLACED = "replaced"
    RETURNED = "returned"
    REFUSED = "refused"
    ADDRESS = "address"
    DISCHARGED = "discharged"


END_LABELS = {
    End.LINK: "taken back by the client, by a link",
    End.STAFF: "ended by staff",
    End.REPLACED: "asked anew",
    End.RETURNED: "ended: mail came back",
    End.REFUSED: "ended by itself: the mail server refuses the address",
    End.ADDRESS: "ended by itself: the address is no longer a safe one",
    End.DISCHARGED: "ended by itself with the discharge",
}
BY_STAFF = frozenset({End.STAFF, End.REPLACED, End.RETURNED})
WORK = frozenset({End.REFUSED, End.RETURNED})  # somebody should ask for another address
