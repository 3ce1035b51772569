"""From figures to pixels, and figures as text."""

from collections.abc import Iterator
from dataclasses import dataclass

from stepwell.platform.ui.charts.shapes import Path, Shape, Text

_NICE = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True)
class Scale:
    """A straight mapping of low..high onto start..end pixels; low and high may not be equal."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return the pixel of a value; values outside the scale are held at its ends."""
        held = min(max(value, self.low), self.high)
        return self.start + (held - self.low) / (self.high - self.low) * (self.end - self.start)


def ticks(high: float, at_most: int = 6) -> tuple[float, ...]:
    """Return round values from 0 up to `high` (> 0), at most `at_most` of them besides 0."""
    rough = high / at_most
    power = 10.0 ** (len(str(int(rough))) - 1) if rough >= 1 else 0.1
    step = next(power * nice for nice in _NICE if power * nice >= rough)
    return tuple(step * index for index in range(int(high / step) + 1))


def plain(value: float) -> str:
    """Return a figure without needless decimals: 9, 5.5, 83.33."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))


def axis(x: Scale, y: Scale, values: tuple[tuple[float, str], ...]) -> Iterator[Shape]:
    """Draw a vertical axis: a rule for each (value, its text), the strongest at the bottom."""
    for value, text in values:
        css = "c-axis" if value == y.low else "c-rule"
        at = y.at(value)
        yield Path(f"M{x.start:g} {at:.1f}H{x.end:g}", css)
        yield Text(x.start - 7, at + 4, text, "t-end")


def spaced(positions: list[float], least: float) -> frozenset[int]:
    """Return the indexes that can carry a label without touching: the last, the first, then from the left.

    positions  pixels, ascending
    least      pixels between two labels
    """
    if not positions:
        return frozenset()
    kept = [len(positions) - 1]
    latest = None
    for index, position in enumerate(positions[:-1]):
        if positions[-1] - position >= least and (latest is None or position - latest >= least):
            kept.append(index)
            latest = position
    return frozenset(kept)
