"""Weekly patterns with dated exceptions, as the free times of one week. Source: docs/schedule.md."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from stepwell.scheduling.rules.weeks import Week

DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WHOLE_DAY = (0, 24 * 60)
_LAST_MINUTE = time(23, 59)

Span = tuple[int, int]


@dataclass(frozen=True)
class Weekly:
    """A time of the day on some weekdays, from a day through a day (None goes on). `adds` where others take away."""

    weekdays: frozenset[int]
    starts: time
    ends: time
    from_on: date
    to_on: date | None
    adds: bool = False

    def holds(self, day: date) -> bool:
        """Return whether it is in force on a day."""
        within = self.from_on <= day and (self.to_on is None or day <= self.to_on)
        return within and day.weekday() in self.weekdays

    @property
    def span(self) -> Span:
        """Minutes of the day from start to end; 23:59 is the end of the day."""
        return minute(self.starts), WHOLE_DAY[1] if self.ends >= _LAST_MINUTE else minute(self.ends)


def minute(at: time) -> int:
    """Return the minute of the day."""
    return at.hour * 60 + at.minute


def come_times(week: Week, times: Sequence[Weekly]) -> dict[date, list[Span]]:
    """Return when a client can come: every day whole, without what takes away, with what adds back on its days."""
    found = {}
    for day in week.days:
        free = [WHOLE_DAY]
        for each in times:
            if each.holds(day) and not each.adds:
                free = without(free, each.span)
        found[day] = joined([*free, *(each.span for each in times if each.adds and each.holds(day))])
    return found


def work_times(week: Week, hours: Sequence[Weekly], *, ever: bool) -> dict[date, list[Span]]:
    """Return when somebody is at work.

    ever  whether they keep hours at all: without any they work whenever the site is open
    """
    if not ever:
        return {day: [WHOLE_DAY] for day in week.days}
    return {day: joined([each.span for each in hours if each.holds(day)]) for day in week.days}


def away_times(week: Week, leave: Sequence[Weekly]) -> dict[date, list[Span]]:
    """Return the times of patterns in a week: when somebody is away, or would rather come."""
    return {day: joined([each.span for each in leave if each.holds(day)]) for day in week.days}


def written(times: dict[date, list[Span]]) -> list[str]:
    """Return times as a document of a week writes them: "mon 09:00-10:30"."""
    return [f"{DAY_NAMES[day.weekday()]} {said(span)}" for day, spans in sorted(times.items()) for span in spans]


def said(span: Span) -> str:
    """Return a span of a day as "09:00-10:30"."""
    return "-".join(f"{at // 60:02}:{at % 60:02}" for at in span)


def joined(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order; those that touch or overlap become one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def without(spans: Iterable[Span], taken: Span) -> list[Span]:
    """Return spans without what is taken of them."""
    parts = [part for start, end in spans for part in ((start, min(end, taken[0])), (max(start, taken[1]), end))]
    return [(start, end) for start, end in parts if start < end]
