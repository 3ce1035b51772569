"""Weeks and minutes, right in every time zone and on the days on which clocks change."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MONDAY, SUNDAY = 0, 6  # as date.weekday()
DAYS = 7


@dataclass(frozen=True, order=True)
class Week:
    """Seven days from `first` on."""

    first: date

    @property
    def last(self) -> date:
        """The seventh day."""
        return self.first + timedelta(days=DAYS - 1)

    @property
    def days(self) -> tuple[date, ...]:
        """The seven days in order."""
        return tuple(self.first + timedelta(days=number) for number in range(DAYS))

    def has(self, day: date | None) -> bool:
        """Return whether a day lies in this week; None lies in none."""
        return day is not None and self.first <= day <= self.last

    def instants(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Return the first instant of the week and the first after it, in a time zone."""
        return midnight(self.first, zone), midnight(self.last + timedelta(days=1), zone)


def week_of(day: date, *, starts_on: int) -> Week:
    """Return the week that a day lies in.

    starts_on  the weekday on which weeks begin, Monday 0 to Sunday 6
    """
    return Week(day - timedelta(days=(day.weekday() - starts_on) % DAYS))


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """Return the instant at which a day begins in a time zone."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def minutes_between(start: datetime, end: datetime) -> int:
    """Return the minutes that pass between two instants, whatever clocks on the wall do meanwhile."""
    return int((end.astimezone(UTC) - start.astimezone(UTC)).total_seconds() // 60)


def in_words(minutes: int) -> str:
    """Return minutes as people say them: 500 is "8 h 20 min"."""
    hours, rest = divmod(minutes, 60)
    return " ".join(
        part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "") if part
    )
