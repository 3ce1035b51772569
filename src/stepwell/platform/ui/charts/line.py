"""A measure over time: dots joined by straight lines, with the band inside which change may be chance."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from stepwell.platform.ui.charts.scale import Scale, axis, plain, spaced
from stepwell.platform.ui.charts.shapes import Chart, Circle, Drawing, Path, Rect, Shape, Table, Text

DOT = 4.5
LETTER = 6.4  # width of a letter at 12 px, on the safe side


@dataclass(frozen=True)
class Observation:
    """One score on one day; `reading` is its meaning in words, for the table."""

    on: date
    value: float
    reading: str = ""


@dataclass(frozen=True)
class Band:
    """Scores not reliably different from the first; `label` says the rule."""

    low: float
    high: float
    label: str


@dataclass(frozen=True)
class Measure:
    """What is drawn.

    name          such as "PHQ-9"
    low, high     the true ends of the scale
    observations  in order of date, at least one
    band          or None: then every dot is solid
    cuts          (value, name of the range from there up), ascending
    """

    name: str
    low: float
    high: float
    observations: tuple[Observation, ...]
    band: Band | None = None
    cuts: tuple[tuple[float, str], ...] = ()

    def is_beyond_chance(self, value: float) -> bool:
        """Return whether a score lies outside the band."""
        return self.band is None or not self.band.low <= value <= self.band.high


def chart(measure: Measure) -> Chart:
    """Return the chart of a measure. Raises ValueError without observations."""
    if not measure.observations:
        message = "A line needs at least one observation."
        raise ValueError(message)
    return Chart(_draw(measure, 612, 244, right=118), _draw(measure, 340, 230, right=12), _table(measure))


def label(measure: Measure) -> str:
    """Return what the drawing shows, in one or two sentences."""
    first, last = measure.observations[0], measure.observations[-1]
    course = f"{measure.name} from {plain(first.value)} on {_day(first.on)} to {plain(last.value)} on {_day(last.on)}."
    if first is last:
        course = f"{measure.name} {plain(first.value)} on {_day(first.on)}."
    if measure.band is None:
        return course
    beyond = sum(measure.is_beyond_chance(seen.value) for seen in measure.observations)
    band = f"{plain(measure.band.low)} to {plain(measure.band.high)}"
    return f"{course} {beyond} of {len(measure.observations)} scores lie outside the band of {band}."


def _draw(measure: Measure, width: float, height: float, *, right: float) -> Drawing:
    y = Scale(measure.low, measure.high, height - 30, 8)
    across = Scale(34, width - right, 34, width - right)
    shapes = (
        *_band(measure, across, y),
        *axis(
            across, y, ((measure.low, plain(measure.low)), *_cut_values(measure), (measure.high, plain(measure.high)))
        ),
        *_cut_names(measure, across, y, room=right > 60),
        *_course(measure, _days(measure, across), y, height),
    )
    return Drawing(width, height, label(measure), shapes)


def _cut_values(measure: Measure) -> tuple[tuple[float, str], ...]:
    return tuple((value, plain(value)) for value, _ in measure.cuts if measure.low < value < measure.high)


def _cut_names(measure: Measure, x: Scale, y: Scale, *, room: bool) -> Iterator[Shape]:
    if room:
        for value, name in measure.cuts:
            yield Text(x.end + 8, y.at(value) - 4, name)


def _band(measure: Measure, x: Scale, y: Scale) -> Iterator[Shape]:
    if measure.band is not None:
        top, bottom = y.at(measure.band.high), y.at(measure.band.low)
        first = y.at(measure.observations[0].value)
        yield Rect(x.start, top, x.end - x.start, bottom - top, "c-band")
        yield Path(f"M{x.start:g} {first:.1f}H{x.end:g}", "c-line-context")
        yield _band_label(measure.band, measure, x, y)


def _band_label(band: Band, measure: Measure, x: Scale, y: Scale) -> Text:
    """Return the band's label where neither the course nor a line strikes it; if there is no such place, above it."""
    top, bottom = y.at(band.high), y.at(band.low)
    lines = [y.at(value) for value in (measure.low, measure.high, measure.observations[0].value)]
    lines += [y.at(value) for value, _ in measure.cuts]
    course = _points(measure, _days(measure, x), y)
    width = len(band.label) * LETTER
    for baseline in (top + 15, top + 24, bottom - 5, bottom - 14, top - 5, bottom + 14):
        struck = any(-12 < line - baseline < 3 for line in lines)
        for start, css in ((x.start + 8, ""), (x.end - 8, "t-end")):
            left = start if not css else start - width
            if not struck and not _meets(course, left, left + width, baseline):
                return Text(start, baseline, band.label, css)
    return Text(x.start + 8, max(top - 5, 12), band.label)


def _meets(course: list[tuple[float, float]], left: float, right: float, baseline: float) -> bool:
    """Return whether a line of text lies over the course, its dots or the figures beside them."""
    ends = zip(course, course[1:] or course, strict=False)
    over = [_heights_between(*pair, left, right) for pair in ends]
    dots = [height for across, height in course if left - 14 < across < right + 14]
    return any(low - 4 < baseline and high > baseline - 14 for low, high in filter(None, over)) or any(
        height - 22 < baseline < height + 36 for height in dots
    )


def _heights_between(
    start: tuple[float, float], end: tuple[float, float], left: float, right: float
) -> tuple[float, float] | None:
    """Return the highest and lowest pixel of a straight piece between two verticals, or None if it lies elsewhere."""
    if end[0] < left or start[0] > right:
        return None
    rise = (end[1] - start[1]) / ((end[0] - start[0]) or 1)
    heights = [start[1] + rise * (min(max(side, start[0]), end[0]) - start[0]) for side in (left, right)]
    return min(heights), max(heights)


def _days(measure: Measure, across: Scale) -> Scale:
    first, last = measure.observations[0].on.toordinal(), measure.observations[-1].on.toordinal()
    if first == last:  # a single day stands at the left
        last = first + 1
    return Scale(first, last, across.start + 14, across.end - 14)


def _course(measure: Measure, x: Scale, y: Scale, height: float) -> Iterator[Shape]:
    points = _points(measure, x, y)
    yield Path("M" + "L".join(f"{at:.1f} {value:.1f}" for at, value in points), "c-line")
    with_value = spaced([at for at, _ in points], 22)
    with_date = spaced([at for at, _ in points], 52)
    for index, (seen, (at, value)) in enumerate(zip(measure.observations, points, strict=True)):
        solid = " c-dot-solid" if measure.is_beyond_chance(seen.value) else ""
        yield Circle(at, value, DOT, f"c-dot{solid}")
        if index in with_value:
            yield Text(at, _beside(value, y), plain(seen.value), "t-mid t-ink")
        if index in with_date:
            yield Text(at, height - 8, _day(seen.on), "t-mid")


def _points(measure: Measure, x: Scale, y: Scale) -> list[tuple[float, float]]:
    return [(x.at(seen.on.toordinal()), y.at(seen.value)) for seen in measure.observations]


def _beside(value: float, y: Scale) -> float:
    """Below the dot, unless the axis is in the way."""
    return value + 20 if value + 24 < y.start else value - 11


def _table(measure: Measure) -> Table:
    first = measure.observations[0].value
    score = f"{measure.name}, {plain(measure.low)}-{plain(measure.high)}"
    rows = tuple(
        (_day(seen.on), plain(seen.value), _change(seen.value - first), seen.reading or "not read")
        for seen in measure.observations
    )
    return Table(("Date", score, "Change from first", "Reading"), rows, frozenset({score, "Change from first"}))


def _change(difference: float) -> str:
    sign = {True: "+", False: "\N{MINUS SIGN}"}[difference > 0] if difference else ""
    return f"{sign}{plain(abs(difference))}"


def _day(day: date) -> str:
    return f"{day:%b} {day.day}"
