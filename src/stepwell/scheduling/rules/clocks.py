"""Times on the wall as instants, also in the nights in which clocks change."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from stepwell.kernel.findings import Finding, Refused


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return when a time on the wall is, in UTC: what lasts some minutes from then lasts them in that night too.

    Of an hour that the clocks show twice it is the first.

    raises  Refused: the clocks are set forward past that time
    """
    found = datetime.combine(day, at, zone).astimezone(UTC)
    if found.astimezone(zone).time() != at:
        sentence = f"Clocks are set forward on that day, and there is no {at:%-I:%M %p} on it. Choose another time."
        raise Refused(Finding("SCH-056", sentence, "at_time"))
    return found
