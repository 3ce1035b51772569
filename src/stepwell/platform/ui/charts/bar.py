"""Bars: one figure per row, and the hours of a week against what was ordered."""

from collections.abc import Iterator
from dataclasses import dataclass

from stepwell.platform.ui.charts.scale import Scale, plain
from stepwell.platform.ui.charts.shapes import Chart, Drawing, Path, Rect, Shape, Table, Text

ROW = 28.0
BAR = 14.0


@dataclass(frozen=True)
class Bar:
    """One row; `text` is the figure as it is read, such as "3.0 h"; `limit` marks where it should be, if anywhere."""

    name: str
    value: float
    text: str
    limit: float | None = None


@dataclass(frozen=True)
class Bars:
    """Rows in the order they are read, values 0 or more; `what` heads the figures, `of` heads the names."""

    what: str
    of: str
    rows: tuple[Bar, ...]


def chart(bars: Bars) -> Chart:
    """Return horizontal bars from zero. Raises ValueError without rows."""
    if not bars.rows:
        message = "Bars need at least one row."
        raise ValueError(message)
    table = Table((bars.of, bars.what), tuple((bar.name, bar.text) for bar in bars.rows), frozenset({bars.what}))
    return Chart(_draw(bars, 612, names=150), _draw(bars, 340, names=112), table)


def label(bars: Bars) -> str:
    """Return every row in words."""
    return f"{bars.what}: " + ", ".join(f"{bar.name} {bar.text}" for bar in bars.rows) + "."


def hours(done: int, planned: int, ordered: int, *, full: int, width: float = 92) -> Drawing:
    """Return one week of one person in a table cell: done, planned, what is short, and a line at the order.

    done, planned, ordered  minutes, 0 or more
    full                    minutes at the right edge, above 0; the same in all rows of a table
    """
    x = Scale(0, full, 0, width)
    short = max(ordered - done - planned, 0)
    said = f"{_hours(done)} attended, {_hours(planned)} scheduled, {_hours(ordered)} ordered"
    shapes = [Rect(0, 3, width, 10, "c-empty", 2)]
    if done:
        shapes.append(Rect(0, 3, x.at(done), 10, "c-fill", 2))
    if planned:
        shapes.append(_inset(x.at(done), x.at(done + planned), width, "c-fill-soft"))
    if short:
        said += f", {_hours(short)} short"
        shapes.append(_inset(x.at(done + planned), x.at(ordered), width, "c-short"))
    line = Path(f"M{min(x.at(ordered), width - 0.5):.1f} 0V16", "c-axis")
    return Drawing(width, 16, said, (*shapes, line))


def _inset(start: float, end: float, width: float, css: str) -> Rect:
    """Leave half a pixel around an outlined part, so that its edge is not cut; a sliver stays two pixels wide."""
    start = min(start, width - 2)
    return Rect(start + 0.5, 3.5, max(end - start - 1, 1), 9, css, 1.5)


def _hours(minutes: int) -> str:
    return plain(round(minutes / 60, 2))


def _draw(bars: Bars, width: float, *, names: float) -> Drawing:
    top = max(max(bar.value, bar.limit or 0) for bar in bars.rows) or 1
    x = Scale(0, top, names, width - 64)
    shapes = tuple(shape for index, bar in enumerate(bars.rows) for shape in _row(bar, index * ROW, x))
    return Drawing(width, ROW * len(bars.rows), label(bars), shapes)


def _row(bar: Bar, y: float, x: Scale) -> Iterator[Shape]:
    middle = y + ROW / 2
    yield Text(x.start - 8, middle + 4, bar.name, "t-end")
    yield Rect(x.start, middle - BAR / 2, max(x.at(bar.value) - x.start, 1), BAR, "c-fill", 2)
    end = max(x.at(bar.value), x.at(bar.limit) if bar.limit is not None else 0)
    if bar.limit is not None:
        yield Path(f"M{x.at(bar.limit):.1f} {y + 3:g}V{y + ROW - 3:g}", "c-limit")
    yield Text(end + 7, middle + 4, bar.text, "t-ink")
