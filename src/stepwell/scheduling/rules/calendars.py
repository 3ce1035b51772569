"""Sessions as a calendar reads them (iCalendar, RFC 5545), in words that may lie on a kitchen table. Pure.

Times are instants in UTC: calendars show them on the wall clock of whoever looks, also across daylight saving.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from stepwell.scheduling.vocabulary import ALONE, NEUTRAL_APPOINTMENT, NEUTRAL_GROUP, SessionKind

FRESH = timedelta(minutes=15)  # after which calendars that ask may look again


@dataclass(frozen=True)
class Entry:
    """A session. `changed` counts its changes, so that calendars take the latest; `is_canceled` strikes it."""

    id: str
    kind: SessionKind
    starts: datetime
    ends: datetime
    changed: int
    is_canceled: bool


def written(entries: Iterable[Entry], *, at: datetime, tells_kind: bool) -> bytes:
    """Return a calendar file.

    at          when it was asked for
    tells_kind  group or appointment, for staff; clients read "Appointment" and nothing else
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Stepwell//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Appointments")
    calendar.add("refresh-interval", FRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", FRESH)
    for one in entries:
        calendar.add_component(_event(one, at=at, tells_kind=tells_kind))
    made: bytes = calendar.to_ical()
    return made


def _event(one: Entry, *, at: datetime, tells_kind: bool) -> Event:
    is_group = tells_kind and one.kind not in ALONE
    event = Event()
    event.add("uid", f"{one.id}@stepwell")
    event.add("summary", NEUTRAL_GROUP if is_group else NEUTRAL_APPOINTMENT)
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", one.starts.astimezone(UTC))
    event.add("dtend", one.ends.astimezone(UTC))
    event.add("sequence", one.changed)
    event.add("status", "CANCELLED" if one.is_canceled else "CONFIRMED")
    event.add("class", "PRIVATE")
    return event
