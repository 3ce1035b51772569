"""How results are shown: charts with their headings, answers in words."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from stepwell.assessments import library
from stepwell.assessments.models import Response
from stepwell.assessments.queries.measures import Measure
from stepwell.assessments.rules.courses import Point
from stepwell.assessments.rules.definitions import Definition
from stepwell.platform.ui.charts import line
from stepwell.platform.ui.charts.shapes import Chart


@dataclass(frozen=True)
class Line:
    """One answer, as a page shows it."""

    item: str
    text: str
    answer: str
    points: int | None
    means: str


@dataclass(frozen=True)
class Drawn:
    """A measure with its course."""

    measure: Measure
    chart: Chart | None
    title: str
    note: str


def drawn(measure: Measure, *, zone: ZoneInfo) -> Drawn:
    """Return a measure with its chart: the heading says the finding, the drawing proves it."""
    if not measure.points:
        return Drawn(measure, None, _heading_without_total(measure, zone), "")
    return Drawn(measure, line.chart(_line(measure.definition, measure.points)), _heading(measure), _note(measure))


def _line(definition: Definition, points: list[Point]) -> line.Measure:
    seen = tuple(line.Observation(point.on, point.total, _band(definition, point.total)) for point in points)
    cuts = tuple((float(band.low), band.label.lower()) for band in definition.scoring.bands[1:])
    first, rule = points[0].total, definition.change
    band = None
    if rule and len(points) > 1:
        apart = rule.points - 1
        low, high = max(definition.low, first - apart), min(definition.high, first + apart)
        band = line.Band(low, high, f"Within {apart} points of the first")
    return line.Measure(definition.short, definition.low, definition.high, seen, band, cuts)


def _band(definition: Definition, total: int) -> str:
    return next(band.label for band in definition.scoring.bands if band.low <= total <= band.high)


def _heading(measure: Measure) -> str:
    short, last = measure.definition.short, measure.points[-1]
    words = f"{short} is {last.total}, {_band(measure.definition, last.total).lower()}"
    if measure.course is None:
        return words
    first = measure.course.first.total
    if first == last.total:
        return f"{words}, as at first"
    return f"{words}: {'down' if last.total < first else 'up'} from {first}"


def _note(measure: Measure) -> str:
    course = measure.course
    if course is None:
        return f"First answered {_day(measure.points[0].on)}. A change shows from the second time on."
    notes = [course.words]
    if course.is_remission:
        notes.append("Remission by the instrument’s own rule.")
    elif course.is_response:
        notes.append("Response: at most half of the first score.")
    if course.stalled:
        notes.append("No reliable change in four weeks or more: look at the plan together.")
    return " ".join(notes)


def _heading_without_total(measure: Measure, zone: ZoneInfo) -> str:
    last = measure.last
    found = "something to act on" if last.critical else "nothing answered with yes"
    return f"{measure.definition.short}: {found}, {_day(last.taken_at.astimezone(zone).date())}"


def lines_of(response: Response) -> list[Line]:
    """Return the answers of a response in the words of its own version."""
    definition = library.definition(response.instrument, response.version)
    means = {one["item"]: one["means"] for one in response.critical}
    return [
        Line(
            item.id,
            item.text,
            item.label_of(response.answers[item.id]) if item.id in response.answers else _why_none(response, item.id),
            response.answers.get(item.id) if item.id in definition.scoring.items else None,
            means.get(item.id, ""),
        )
        for item in definition.items
    ]


def _why_none(response: Response, item_id: str) -> str:
    return "Not answered" if item_id in response.missing else "Not asked"


def _day(day: date) -> str:
    return f"{day:%b} {day.day}, {day.year}"
