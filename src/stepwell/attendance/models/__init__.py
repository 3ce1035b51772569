"""Tables of this room: who was there, where somebody was who took part from afar, and how the absent were sought."""

from stepwell.attendance.models.outreach import Outreach
from stepwell.attendance.models.presence import Attendance, TelehealthPlace

__all__ = ["Attendance", "Outreach", "TelehealthPlace"]
