"""What changes on a day, drawn as a step and never as a slope: cost, units, hours."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from stepwell.platform.ui.charts.scale import Scale, axis, plain, ticks
from stepwell.platform.ui.charts.shapes import Chart, Circle, Drawing, Path, Shape, Table, Text


@dataclass(frozen=True)
class Day:
    """The running total at the end of one day; low and high bound it where it is not certain."""

    label: str
    total: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Mark:
    """A day on which something ends: which one (0 is the first), its name, and what happens, in two or three words."""

    day: int
    name: str
    words: str


@dataclass(frozen=True)
class Steps:
    """What is drawn.

    name       such as "Total so far"
    days       in order, at least one; totals are 0 or more
    limit      a ceiling, with its name, or None
    as_text    how a figure is written, such as "$1,100"
    day_name   heading of the table's first column
    marks      days to point at, in order
    """

    name: str
    days: tuple[Day, ...]
    limit: tuple[float, str] | None = None
    as_text: Callable[[float], str] = plain
    day_name: str = "Day"
    marks: tuple[Mark, ...] = ()


def chart(steps: Steps) -> Chart:
    """Return the chart of a running total. Raises ValueError without days."""
    if not steps.days:
        message = "Steps need at least one day."
        raise ValueError(message)
    return Chart(_draw(steps, 612, 264), _draw(steps, 340, 244), _table(steps))


def label(steps: Steps) -> str:
    """Return what the drawing shows, in figures."""
    first, last = steps.days[0], steps.days[-1]
    said = f"{steps.name}: {steps.as_text(first.total)} on {first.label}, {steps.as_text(last.total)} on {last.label}."
    said += "".join(f" {mark.name}: {mark.words}." for mark in steps.marks)
    if steps.limit is None:
        return said
    reached = next((day.label for day in steps.days if day.total >= steps.limit[0]), None)
    end = f"reached on {reached}" if reached else "not reached"
    return f"{said} {steps.limit[1]}: {steps.as_text(steps.limit[0])}, {end}."


def path(values: Sequence[float], x: Scale, y: Scale) -> str:
    """Return the outline of steps: up at the start of each day, level until its end."""
    rises = (f"V{y.at(value):.1f}H{x.at(index + 1):.1f}" for index, value in enumerate(values))
    return f"M{x.at(0):.1f} {y.at(0):.1f}" + "".join(rises)


def _draw(steps: Steps, width: float, height: float) -> Drawing:
    top = max(*(max(day.total, day.high or 0) for day in steps.days), steps.limit[0] if steps.limit else 0, 1)
    x = Scale(0, len(steps.days), 56, width - 12)
    y = Scale(0, top * 1.12, height - 30, 24)
    marks = tuple((value, steps.as_text(value)) for value in ticks(y.high))
    across = Scale(x.start, x.end, x.start, x.end)
    shapes = (
        *axis(across, y, marks),
        *_range(steps, x, y),
        *_limit(steps, across, y),
        Path(path([day.total for day in steps.days], x, y), "c-line"),
        *_marks(steps, x, y, is_wide=width >= _WIDE),
        Text(0, 12, steps.name),
        *_day_labels(steps, x, height),
    )
    return Drawing(width, height, label(steps), shapes)


def _range(steps: Steps, x: Scale, y: Scale) -> Iterator[Shape]:
    if all(day.low is None and day.high is None for day in steps.days):
        return
    highs = [day.total if day.high is None else day.high for day in steps.days]
    lows = [day.total if day.low is None else day.low for day in steps.days]
    back = "".join(f"V{y.at(value):.1f}H{x.at(index):.1f}" for index, value in reversed(list(enumerate(lows))))
    yield Path(f"{path(highs, x, y)}{back}Z", "c-band")


def _limit(steps: Steps, across: Scale, y: Scale) -> Iterator[Shape]:
    if steps.limit is not None:
        at = y.at(steps.limit[0])
        yield Path(f"M{across.start:g} {at:.1f}H{across.end:g}", "c-limit")
        yield Text(across.start + 6, at - 7, f"{steps.limit[1]}: {steps.as_text(steps.limit[0])}", "t-ink")


def _marks(steps: Steps, x: Scale, y: Scale, *, is_wide: bool) -> Iterator[Shape]:
    """Draw a thread from each marked day to the ground, with its name; what happens too, if there is room."""
    free = x.start
    for mark in steps.marks:
        at, top = x.at(mark.day + 1), y.at(steps.days[mark.day].total)
        to_left = at > x.start + (x.end - x.start) * 2 / 3
        yield Path(f"M{at:.1f} {top + 6:.1f}V{y.start:.1f}", "c-now")
        yield Circle(at, top, 4.5, "c-dot")
        reach = _LETTER * max(len(mark.name), len(mark.words) if is_wide else 0)
        begins = at - 6 - reach if to_left else at + 6
        if begins < free or y.start - top < _ROOM:
            continue  # it would lie over another, or over the line: the words stand below the drawing too
        css, place = ("t-end", at - 6) if to_left else ("", at + 6)
        yield Text(place, y.start - 24, mark.name, f"t-ink {css}".strip())
        if is_wide:
            yield Text(place, y.start - 9, mark.words, css)
        free = begins + reach


_WIDE = 500  # pixels, from which a mark has room for words
_LETTER, _ROOM = 7.0, 40.0


def _day_labels(steps: Steps, x: Scale, height: float) -> Iterator[Shape]:
    last = len(steps.days) - 1
    yield Text(x.start, height - 8, steps.days[0].label)
    if last > 1:
        middle = last // 2
        yield Text(x.at(middle + 0.5), height - 8, steps.days[middle].label, "t-mid")
    if last:
        yield Text(x.end, height - 8, steps.days[last].label, "t-end")


def _table(steps: Steps) -> Table:
    ranged = any(day.low is not None or day.high is not None for day in steps.days)
    headings = (steps.day_name, steps.name, *(("At least", "At most") if ranged else ()))
    rows = tuple((day.label, steps.as_text(day.total), *(_bounds(steps, day) if ranged else ())) for day in steps.days)
    return Table(headings, rows, frozenset(headings[1:]))


def _bounds(steps: Steps, day: Day) -> tuple[str, str]:
    low = day.total if day.low is None else day.low
    high = day.total if day.high is None else day.high
    return steps.as_text(low), steps.as_text(high)
