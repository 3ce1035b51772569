"""Hours of a week as a ring: attended, scheduled, short; one tick per hour."""

import math
from dataclasses import dataclass

from stepwell.platform.ui.charts.scale import plain
from stepwell.platform.ui.charts.shapes import Arc, Drawing, Path, Shape, Text


@dataclass(frozen=True)
class Week:
    """Minutes attended, still scheduled, and ordered (above 0)."""

    done: int
    planned: int
    ordered: int

    @property
    def short(self) -> int:
        """Minutes that nothing covers."""
        return max(self.ordered - self.done - self.planned, 0)


def draw(week: Week, size: float = 60, *, with_figure: bool = True) -> Drawing:
    """Return the ring. A week above its order is drawn full.

    size         pixels across
    with_figure  whether the hours attended stand in the middle
    raises       ValueError for an order of nothing
    """
    if week.ordered <= 0:
        message = "A ring needs ordered minutes above zero."
        raise ValueError(message)
    middle, thick = size / 2, size * 0.13
    radius = middle - thick / 2 - 1
    shapes: list[Shape] = [Arc(middle, middle, radius, thick, 0, week.ordered, week.ordered, "r-track")]
    start = 0
    for minutes, css in ((week.done, "r-done"), (week.planned, "r-plan"), (week.short, "r-short")):
        length = min(minutes, week.ordered - start)
        if length > 0:
            shapes.append(Arc(middle, middle, radius, thick, start, length, week.ordered, css))
            start += length
    shapes += [_tick(middle, radius, thick, hour * 60 / week.ordered) for hour in range(math.ceil(week.ordered / 60))]
    if with_figure:
        shapes.append(Text(middle, middle + 5, _hours(week.done), "t-mid t-ink"))
    return Drawing(size, size, label(week), tuple(shapes), "ring")


def label(week: Week) -> str:
    """Return the ring in words."""
    said = f"{_hours(week.done)} of {_hours(week.ordered)} hours attended this week"
    if week.planned:
        said += f", {_hours(week.planned)} more scheduled"
    return said + (f", {_hours(week.short)} short" if week.short else "")


def _tick(middle: float, radius: float, thick: float, share: float) -> Path:
    angle = 2 * math.pi * share
    inner, outer = radius - thick / 2 - 0.5, radius + thick / 2 + 0.5
    across, up = math.sin(angle), -math.cos(angle)
    start = f"M{middle + inner * across:.1f} {middle + inner * up:.1f}"
    return Path(f"{start}L{middle + outer * across:.1f} {middle + outer * up:.1f}", "r-tick")


def _hours(minutes: int) -> str:
    return plain(round(minutes / 60, 2))
