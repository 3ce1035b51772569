"""Groups, sessions and places in them. What holds a client stands apart from what does not."""

from stepwell.scheduling.models.configuration import ClosedDay, HoursProfileChoice
from stepwell.scheduling.models.feeds import ClientFeed, StaffFeed
from stepwell.scheduling.models.places import GroupMembership, Seat
from stepwell.scheduling.models.sessions import GroupSeries, Session, SessionStaff
from stepwell.scheduling.models.waiting import Waiting

__all__ = [
    "ClientFeed",
    "ClosedDay",
    "GroupMembership",
    "GroupSeries",
    "HoursProfileChoice",
    "Seat",
    "Session",
    "SessionStaff",
    "StaffFeed",
    "Waiting",
]
