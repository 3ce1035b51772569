"""Charts: what is drawn follows from the figures, and nothing is drawn outside its picture."""

from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.platform.ui.charts import bar, line, ring, scale, stairs, step, strip, svg
from stepwell.platform.ui.charts.shapes import Arc, Chart, Circle, Drawing, Path, Rect, Shape, Text
from stepwell.platform.ui.charts.strip import Attended, Mark

START = date(2026, 10, 12)
MINUTES = st.integers(min_value=0, max_value=40 * 60)
SCORES = st.lists(st.integers(min_value=0, max_value=27), min_size=1, max_size=30)


def measure(*scores: float, band: line.Band | None = None, days_apart: int = 7) -> line.Measure:
    seen = tuple(line.Observation(START + timedelta(days_apart * index), score) for index, score in enumerate(scores))
    return line.Measure("PHQ-9", 0, 27, seen, band, ((10, "moderate"), (20, "severe")))


def dots(drawing: Drawing) -> list[Circle]:
    return [shape for shape in drawing.shapes if isinstance(shape, Circle)]


def classes(drawing: Drawing) -> list[str]:
    return [shape.css for shape in drawing.shapes]


def is_inside(shape: Shape, drawing: Drawing) -> bool:
    match shape:
        case Rect():
            right, bottom = shape.x + shape.width, shape.y + shape.height
            return min(shape.x, shape.y) >= 0 and right <= drawing.width + 0.01 and bottom <= drawing.height + 0.01
        case Circle():
            across = shape.radius <= shape.x <= drawing.width - shape.radius
            return across and shape.radius <= shape.y <= drawing.height - shape.radius
        case Text():
            return 0 <= shape.x <= drawing.width and 0 <= shape.y <= drawing.height
        case _:
            return True


# --- scales ----------------------------------------------------------------------------------------------------------
@given(value=st.floats(min_value=-1e6, max_value=1e6))
def test_a_scale_never_leaves_its_ends(value: float) -> None:
    assert 8 <= scale.Scale(0, 27, 214, 8).at(value) <= 214


@given(low=st.integers(0, 26), more=st.integers(1, 27))
def test_a_larger_figure_is_drawn_higher(low: int, more: int) -> None:
    y = scale.Scale(0, 60, 214, 8)

    assert y.at(low + more) < y.at(low)


@given(high=st.floats(min_value=0.1, max_value=1e7), at_most=st.integers(2, 12))
def test_ticks_begin_at_zero_and_stay_below_the_top(high: float, at_most: int) -> None:
    ticks = scale.ticks(high, at_most)

    assert ticks[0] == 0
    assert ticks[-1] <= high
    assert len(ticks) <= at_most + 1


@given(positions=st.lists(st.floats(min_value=0, max_value=600), max_size=40).map(sorted), least=st.integers(1, 80))
def test_labels_never_touch_and_the_last_always_stands(positions: list[float], least: int) -> None:
    kept = sorted(positions[index] for index in scale.spaced(positions, least))

    assert all(later - earlier >= least for earlier, later in pairwise(kept))
    assert kept[-1:] == positions[-1:]


@pytest.mark.parametrize(
    ("value", "text"), [(9, "9"), (9.0, "9"), (5.5, "5.5"), (1.25, "1.25"), (1 / 3, "0.33"), (0, "0")]
)
def test_figures_carry_no_needless_decimals(value: float, text: str) -> None:
    assert scale.plain(value) == text


# --- a measure over time ---------------------------------------------------------------------------------------------
def test_a_dot_is_solid_only_beyond_the_band() -> None:
    chart = line.chart(measure(17, 22, 12, 11, 23, band=line.Band(12, 22, "17 ± 5")))

    assert [dot.css for dot in dots(chart.wide)] == [
        "c-dot",
        "c-dot",
        "c-dot",
        "c-dot c-dot-solid",
        "c-dot c-dot-solid",
    ]


def test_without_a_band_every_dot_is_solid() -> None:
    chart = line.chart(measure(17, 10))

    assert {dot.css for dot in dots(chart.wide)} == {"c-dot c-dot-solid"}
    assert "c-band" not in classes(chart.wide)


def test_the_label_says_the_course_in_figures() -> None:
    assert line.label(measure(17, 13, 10, band=line.Band(12, 22, "17 ± 5"))) == (
        "PHQ-9 from 17 on Oct 12 to 10 on Oct 26. 1 of 3 scores lie outside the band of 12 to 22."
    )


def test_one_score_is_a_chart_too() -> None:
    chart = line.chart(measure(17))

    assert chart.wide.label == "PHQ-9 17 on Oct 12."
    assert len(dots(chart.wide)) == 1


def test_no_score_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one observation"):
        line.chart(measure())


def test_the_table_holds_every_score_with_its_change() -> None:
    assert line.chart(measure(17, 17, 20, 10)).table.rows == (
        ("Oct 12", "17", "0", "not read"),
        ("Oct 19", "17", "0", "not read"),
        ("Oct 26", "20", "+3", "not read"),
        ("Nov 2", "10", "\N{MINUS SIGN}7", "not read"),
    )


def test_dots_stand_as_far_apart_as_their_days() -> None:
    seen = tuple(line.Observation(START + timedelta(days), 10) for days in (0, 1, 10))
    x = [dot.x for dot in dots(line.chart(line.Measure("GAD-7", 0, 21, seen)).wide)]

    assert (x[2] - x[0]) / (x[1] - x[0]) == pytest.approx(10)


def test_only_a_wide_page_names_the_ranges() -> None:
    chart = line.chart(measure(17, 10))
    words = [[shape.text for shape in drawn.shapes if isinstance(shape, Text)] for drawn in (chart.wide, chart.narrow)]

    assert ["severe" in drawn for drawn in words] == [True, False]


@given(scores=SCORES, band=st.booleans(), apart=st.integers(1, 30))
def test_a_measure_stays_in_its_picture(scores: list[int], band: bool, apart: int) -> None:
    drawn_band = line.Band(max(scores[0] - 5, 0), min(scores[0] + 5, 27), "first ± 5") if band else None
    chart = line.chart(measure(*scores, band=drawn_band, days_apart=apart))

    for drawing in (chart.wide, chart.narrow):
        assert [shape for shape in drawing.shapes if not is_inside(shape, drawing)] == []
    assert len(chart.table.rows) == len(scores)


@given(scores=SCORES, apart=st.integers(1, 30))
def test_the_label_of_a_band_is_never_struck_by_a_dot(scores: list[int], apart: int) -> None:
    band = line.Band(max(scores[0] - 5, 0), min(scores[0] + 5, 27), "first ± 5")
    drawing = line.chart(measure(*scores, band=band, days_apart=apart)).wide
    label = next(shape for shape in drawing.shapes if isinstance(shape, Text) and shape.text == band.label)
    left = label.x - len(band.label) * line.LETTER if label.css else label.x
    right = left + len(band.label) * line.LETTER

    struck = [dot for dot in dots(drawing) if left < dot.x < right and label.y - 10 < dot.y < label.y]

    fell_back = label.css == "" and label.y == max(scale.Scale(0, 27, 214, 8).at(band.high) - 5, 12)
    assert struck == [] or fell_back


# --- steps -----------------------------------------------------------------------------------------------------------
def cost(*totals: float, limit: float | None = None) -> Chart:
    days = tuple(step.Day(f"day {index + 1}", total) for index, total in enumerate(totals))
    return step.chart(step.Steps("Total", days, (limit, "Maximum") if limit else None))


def test_a_day_steps_and_never_slopes() -> None:
    path = next(
        shape.d for shape in cost(275, 550, 605).wide.shapes if isinstance(shape, Path) and shape.css == "c-line"
    )

    assert set(path) <= set("MVH. 0123456789")
    assert path.count("V") == path.count("H") == 3


def test_the_label_says_when_the_limit_is_reached() -> None:
    assert cost(275, 550, 550, limit=550).wide.label == (
        "Total: 275 on day 1, 550 on day 3. Maximum: 550, reached on day 2."
    )
    assert cost(275, limit=550).wide.label == "Total: 275 on day 1, 275 on day 1. Maximum: 550, not reached."


def test_a_range_is_drawn_and_tabled_where_there_is_one() -> None:
    chart = step.chart(step.Steps("Total", (step.Day("day 1", 5, 4, 6), step.Day("day 2", 7))))

    assert "c-band" in classes(chart.wide)
    assert chart.table.rows == (("day 1", "5", "4", "6"), ("day 2", "7", "7", "7"))
    assert "c-band" not in classes(cost(5, 7).wide)


def test_no_day_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        cost()


@given(
    totals=st.lists(st.integers(0, 10_000), min_size=1, max_size=60).map(sorted), limit=st.none() | st.integers(1, 9000)
)
def test_steps_stay_in_their_picture(totals: list[int], limit: int | None) -> None:
    chart = cost(*totals, limit=limit)

    for drawing in (chart.wide, chart.narrow):
        assert [shape for shape in drawing.shapes if not is_inside(shape, drawing)] == []


# --- bars ------------------------------------------------------------------------------------------------------------
def test_bars_are_as_long_as_their_figures() -> None:
    rows = (bar.Bar("No ride", 8, "8"), bar.Bar("Work", 4, "4"), bar.Bar("None", 0, "0"))
    drawn = [
        shape.width for shape in bar.chart(bar.Bars("Days", "Reason", rows)).wide.shapes if isinstance(shape, Rect)
    ]

    assert drawn[0] == pytest.approx(2 * drawn[1])
    assert drawn[2] == 1


def test_a_limit_is_marked_beside_its_bar() -> None:
    chart = bar.chart(bar.Bars("Hours", "Week", (bar.Bar("This week", 5, "5 h", limit=9),)))

    assert "c-limit" in classes(chart.wide)
    assert chart.wide.label == "Hours: This week 5 h."
    assert chart.table.rows == (("This week", "5 h"),)


def test_no_row_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one row"):
        bar.chart(bar.Bars("Days", "Reason", ()))


def test_hours_say_what_is_short() -> None:
    drawn = bar.hours(330, 180, 540, full=720)

    assert drawn.label == "5.5 attended, 3 scheduled, 9 ordered, 0.5 short"
    assert classes(drawn) == ["c-empty", "c-fill", "c-fill-soft", "c-short", "c-axis"]


def test_hours_of_a_full_week_have_nothing_dashed() -> None:
    assert classes(bar.hours(540, 0, 540, full=720)) == ["c-empty", "c-fill", "c-axis"]


@given(done=MINUTES, planned=MINUTES, ordered=MINUTES)
def test_hours_stay_in_their_cell(done: int, planned: int, ordered: int) -> None:
    drawn = bar.hours(done, planned, ordered, full=720)

    assert all(shape.x + shape.width <= drawn.width for shape in drawn.shapes if isinstance(shape, Rect))


# --- ring ------------------------------------------------------------------------------------------------------------
def arcs(drawing: Drawing) -> list[Arc]:
    return [shape for shape in drawing.shapes if isinstance(shape, Arc) and shape.css != "r-track"]


def test_a_ring_shows_done_planned_and_short_in_turn() -> None:
    drawn = ring.draw(ring.Week(330, 180, 540))

    assert [(arc.css, arc.start, arc.length) for arc in arcs(drawn)] == [
        ("r-done", 0, 330),
        ("r-plan", 330, 180),
        ("r-short", 510, 30),
    ]
    assert drawn.label == "5.5 of 9 hours attended this week, 3 more scheduled, 0.5 short"


def test_the_figure_can_stand_elsewhere() -> None:
    shapes = ring.draw(ring.Week(540, 0, 540), with_figure=False).shapes

    assert not any(isinstance(shape, Text) for shape in shapes)


def test_an_order_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="above zero"):
        ring.draw(ring.Week(0, 0, 0))


@given(done=MINUTES, planned=MINUTES, ordered=st.integers(1, 40 * 60))
def test_a_ring_is_filled_exactly_once(done: int, planned: int, ordered: int) -> None:
    drawn = arcs(ring.draw(ring.Week(done, planned, ordered)))

    assert sum(arc.length for arc in drawn) == ordered
    assert [arc.start for arc in drawn] == [sum(arc.length for arc in drawn[:index]) for index in range(len(drawn))]


# --- attendance and progress -----------------------------------------------------------------------------------------
def test_no_two_marks_look_alike_without_color() -> None:
    drawn = [tuple(type(shape).__name__ + shape.css for shape in strip.mark(mark, 0, 0, 14)) for mark in Mark]

    assert len(set(drawn)) == len(Mark)


def test_a_strip_says_its_days() -> None:
    days = (
        Attended(date(2026, 10, 29), Mark.EXCUSED),
        Attended(date(2026, 11, 2), Mark.IN_PERSON),
        Attended(date(2026, 11, 3), Mark.IN_PERSON),
    )

    assert strip.compact(days).label == "Last 3 program days: 1 absent, excused, 2 in person"
    assert strip.dated(days).label == "Oct 29: absent, excused; Nov 2: in person; Nov 3: in person"
    texts = [shape.text for shape in strip.dated(days).shapes if isinstance(shape, Text)]
    assert texts == ["29", "Oct", "2", "Nov", "3"]


def test_a_strip_of_no_days_says_so() -> None:
    assert strip.compact(()).label == "Last 0 program days: none yet"
    assert strip.dated(()).label == "No program days yet"


@pytest.mark.parametrize("rating", range(5))
def test_as_many_stairs_are_filled_as_were_climbed(rating: int) -> None:
    drawn = stairs.draw(rating)

    assert classes(drawn).count("c-fill") == rating
    assert drawn.label == f"Step {rating} of 4"


@pytest.mark.parametrize("rating", [-1, 5])
def test_there_is_no_fifth_stair(rating: int) -> None:
    with pytest.raises(ValueError, match="0 to 4"):
        stairs.draw(rating)


# --- as SVG ----------------------------------------------------------------------------------------------------------
@given(name=st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=40))
def test_any_text_comes_out_as_written(name: str) -> None:
    written = ElementTree.fromstring(svg.render(Drawing(10, 10, name, (Text(1, 1, name),))))  # noqa: S314 - our own

    assert (written[0].text or "") == name
    assert (written.get("aria-label") or "") == name


def test_a_drawing_without_a_label_is_hidden() -> None:
    assert svg.render(strip.legend(Mark.VIRTUAL), "mark").startswith(
        '<svg class="mark" width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">'
    )


def test_no_drawing_carries_a_style() -> None:
    drawings = (ring.draw(ring.Week(330, 180, 540)), line.chart(measure(17, 10)).wide, cost(1, 2, limit=2).narrow)

    assert [drawing for drawing in drawings if " style=" in svg.render(drawing)] == []
