"""Times of a week: "mon 09:00-10:30", as minutes since the first midnight of Monday."""

from collections.abc import Iterable
from dataclasses import dataclass

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = 24 * 60


@dataclass(frozen=True, order=True)
class Span:
    """From a minute of the week to another, on the site's clock."""

    start: int
    end: int

    @property
    def day(self) -> int:
        """The day of the week, Monday 0 to Sunday 6."""
        return self.start // _DAY

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return self.end - self.start

    def overlaps(self, other: "Span", apart: int = 0) -> bool:
        """Return whether less than `apart` minutes lie between the two, or they overlap."""
        return self.start < other.end + apart and other.start < self.end + apart

    def __str__(self) -> str:
        """Return the span as it is written."""
        start, end = self.start - self.day * _DAY, self.end - self.day * _DAY
        return f"{_DAYS[self.day]} {start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"


def span(text: str) -> Span:
    """Return what an interval says: "mon 09:00-10:30"."""
    day, _, clock = text.partition(" ")
    start, _, end = clock.partition("-")
    first = _DAYS.index(day) * _DAY
    return Span(first + _minute(start), first + _minute(end))


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans in order, those that touch or overlap as one."""
    found: list[Span] = []
    for each in sorted(spans):
        if found and each.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, each.end))
        else:
            found.append(each)
    return tuple(found)


def covers(spans: Iterable[Span], wanted: Span) -> bool:
    """Return whether one of the spans, which `joined` has put together, holds all of `wanted`."""
    return any(each.start <= wanted.start and wanted.end <= each.end for each in spans)


def _minute(clock: str) -> int:
    hour, _, minute = clock.partition(":")
    return int(hour) * 60 + int(minute)
