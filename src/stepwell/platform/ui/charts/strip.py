"""The last days or sessions as marks: full in person, with a hole virtual, half part, slash excused, cross absent."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stepwell.platform.ui.charts.shapes import Circle, Drawing, Path, Rect, Shape, Text


class Mark(StrEnum):
    """How somebody attended one day or session; the value is how it is said."""

    IN_PERSON = "in person"
    VIRTUAL = "virtual"
    PART = "part of it"
    EXCUSED = "absent, excused"
    NO_CALL = "absent, not excused"
    OPEN = "not recorded yet"


@dataclass(frozen=True)
class Attended:
    """One program day."""

    on: date
    mark: Mark


def compact(days: tuple[Attended, ...], *, noun: str = "program days") -> Drawing:
    """Return marks without dates, for a table cell; `noun` says what each mark is."""
    side, step = 13.0, 15.0
    shapes = tuple(shape for index, day in enumerate(days) for shape in mark(day.mark, index * step, 0, side))
    counts = Counter(day.mark for day in days)
    said = ", ".join(f"{count} {kind}" for kind, count in counts.items())
    return Drawing(max(step * len(days) - 2, side), side, f"Last {len(days)} {noun}: {said or 'none yet'}", shapes)


def dated(days: tuple[Attended, ...]) -> Drawing:
    """Return marks with their dates beneath; the month is written where it changes."""
    side, step = 22.0, 29.0
    shapes: list[Shape] = []
    for index, day in enumerate(days):
        left = index * step + 3.5
        shapes += mark(day.mark, left, 2, side)
        shapes.append(Text(left + side / 2, 42, str(day.on.day), "t-mid"))
        if index == 0 or days[index - 1].on.month != day.on.month:
            shapes.append(Text(left + side / 2, 57, f"{day.on:%b}", "t-mid"))
    said = "; ".join(f"{day.on:%b} {day.on.day}: {day.mark}" for day in days)
    return Drawing(max(step * len(days), step), 62, said or "No program days yet", tuple(shapes))


def legend(kind: Mark) -> Drawing:
    """Return one mark by itself; it has no label, the word stands beside it."""
    return Drawing(14, 14, "", tuple(mark(kind, 0, 0, 14)))


def mark(kind: Mark, x: float, y: float, side: float) -> Iterator[Shape]:
    """Draw one mark in a square of `side` pixels."""
    if kind in {Mark.IN_PERSON, Mark.VIRTUAL}:
        yield Rect(x, y, side, side, "c-fill", 2.5)
    elif kind is Mark.NO_CALL:
        yield Rect(x + 0.75, y + 0.75, side - 1.5, side - 1.5, "c-short", 2.5)
    else:
        yield Rect(x + 0.5, y + 0.5, side - 1, side - 1, "c-empty-edge", 2.5)
    if kind is Mark.VIRTUAL:
        yield Circle(x + side / 2, y + side / 2, round(side * 0.215, 1), "c-dot-hole")
    if kind is Mark.PART:
        half = side / 2
        yield Path(
            f"M{x:g} {y + side - 2.5:g}V{y + 2.5:g}a2.5 2.5 0 0 1 2.5-2.5H{x + half:g}v{side:g}"
            f"H{x + 2.5:g}a2.5 2.5 0 0 1-2.5-2.5z",
            "c-fill",
        )
    if kind in {Mark.EXCUSED, Mark.NO_CALL}:
        yield Path(_cross(kind, x, y, side), "c-cross")


def _cross(kind: Mark, x: float, y: float, side: float) -> str:
    near, far = side * 0.28, side * 0.72
    slash = f"M{x + near:.1f} {y + far:.1f}L{x + far:.1f} {y + near:.1f}"
    return slash if kind is Mark.EXCUSED else f"{slash}M{x + near:.1f} {y + near:.1f}L{x + far:.1f} {y + far:.1f}"
