"""Times of a week as minutes since Monday's first midnight, and what lies within what."""

from collections.abc import Iterable

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = 24 * 60

Span = tuple[int, int]


def read(text: str) -> Span:
    """Return the minutes from which and to which "mon 09:00-10:30" lasts."""
    first = DAYS.index(text[:3]) * DAY
    start, end = text[4:].split("-")
    return first + _minute(start), first + _minute(end)


def write(span: Span) -> str:
    """Return minutes as they are written: "mon 09:00-10:30"."""
    day = span[0] // DAY
    start, end = span[0] - day * DAY, span[1] - day * DAY
    return f"{DAYS[day]} {start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"


def merged(texts: Iterable[str]) -> tuple[Span, ...]:
    """Return written times in order, those that touch as one."""
    found: list[Span] = []
    for start, end in sorted(map(read, texts)):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def within(span: Span, spans: Iterable[Span]) -> bool:
    """Return whether one of the spans holds all of `span`."""
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def apart(first: Span, second: Span, minutes: int = 0) -> bool:
    """Return whether two spans do not overlap and at least `minutes` lie between them."""
    return first[1] + minutes <= second[0] or second[1] + minutes <= first[0]


def _minute(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])
