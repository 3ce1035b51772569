"""Scores: tables from the literature, and what holds for every instrument whatever is answered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.assessments import library
from stepwell.assessments.rules.definitions import Definition
from stepwell.assessments.rules.scoring import BadAnswers, CriticalAnswer, asked, check, score
from tests.rules.assessments.test_definitions import small

PHQ, GAD = library.newest("phq-9"), library.newest("gad-7")
COLUMBIA, AUDIT_C = library.newest("c-ssrs"), library.newest("audit-c")


def answers(*values: int | None) -> dict[str, int | None]:
    """Return answers to the first items, in order."""
    return {f"q{number}": value for number, value in enumerate(values, start=1)}


def summing_to(definition: Definition, total: int) -> dict[str, int | None]:
    """Return answers with this total, the first items highest."""
    given_: dict[str, int | None] = {}
    left = total
    for name in definition.scoring.items:
        value = min(left, max(definition.item(name).values))
        given_[name], left = value, left - value
    return given_


@pytest.mark.parametrize(
    ("total", "band"),
    [
        (0, "Minimal"), (4, "Minimal"), (5, "Mild"), (9, "Mild"), (10, "Moderate"), (14, "Moderate"),
        (15, "Moderately severe"), (19, "Moderately severe"), (20, "Severe"), (27, "Severe"),
    ],
)  # fmt: skip
def test_phq_9_has_its_bands_at_5_10_15_and_20(total: int, band: str) -> None:
    result = score(PHQ, summing_to(PHQ, total))

    assert (result.total, result.band) == (total, band)


@pytest.mark.parametrize(
    ("total", "band"),
    [(0, "Minimal"), (4, "Minimal"), (5, "Mild"), (9, "Mild"), (10, "Moderate"), (14, "Moderate"), (15, "Severe"),
     (21, "Severe")],
)  # fmt: skip
def test_gad_7_has_its_bands_at_5_10_and_15(total: int, band: str) -> None:
    result = score(GAD, summing_to(GAD, total))

    assert (result.total, result.band) == (total, band)


@pytest.mark.parametrize(
    ("definition", "given_", "total"),
    [
        (PHQ, answers(1, 2, 1, 2, 1, 1, 0, 0, 1), 9),
        (PHQ, answers(2, 2, 2, 2, 1, 1, 2, 0, 0), 12),
        (GAD, answers(2, 1, 2, 1, 0, 1, 0), 7),
        (AUDIT_C, answers(1, 0, 0), 1),
        (AUDIT_C, answers(1, 1, 2), 4),  # a published example says 3, under the code of another instrument's total
    ],
)
def test_published_examples_add_up(definition: Definition, given_: dict[str, int | None], total: int) -> None:
    assert score(definition, given_).total == total


@pytest.mark.parametrize("value", [1, 2, 3])
def test_any_answer_but_not_at_all_to_item_9_is_critical(value: int) -> None:
    result = score(PHQ, {**answers(*[0] * 8), "q9": value})

    assert result.critical == (CriticalAnswer("q9", value, "Thoughts of being better off dead or of self-harm"),)
    assert score(PHQ, answers(*[3] * 8, 0)).critical == ()


def test_the_question_about_function_is_not_scored_and_may_be_left_out() -> None:
    with_it = score(PHQ, {**answers(*[1] * 9), "q10": 3})

    assert (with_it.total, with_it.missing) == (9, ())
    assert score(PHQ, answers(*[1] * 9)).missing == ("q10",)


def test_a_missing_answer_leaves_no_total_and_still_shows_what_is_critical() -> None:
    result = score(PHQ, answers(None, 2, 1, 2, 1, 1, 0, 0, 3))

    assert (result.total, result.band, result.missing) == (None, "", ("q1", "q10"))
    assert [one.item for one in result.critical] == ["q9"]


def test_a_definition_may_let_a_total_be_prorated() -> None:
    lenient = small(lambda raw: raw["scoring"].update(may_miss=1))

    assert score(lenient, answers(1, 0)).total == 2  # 1 of 2 items: 1.5 of 3, rounded half up
    assert score(lenient, answers(1)).total is None


def test_reversed_items_and_subscales() -> None:
    one = small(
        lambda raw: raw["scoring"].update(
            reversed=["q3"], subscales=[{"name": "a", "items": ["q1", "q3"]}, {"name": "b", "items": ["q2"]}]
        )
    )

    assert score(one, answers(1, 0, 0)).total == 2
    assert score(one, answers(1, None, 1)).subscores == {"a": 1, "b": None}


@pytest.mark.parametrize(
    ("given_", "items"),
    [
        (answers(), "q1 q2 q3 q4 q5 q6 q7"),
        (answers(1, 0), "q1 q2 q6 q7"),
        (answers(1, 1), "q1 q2 q3 q4 q5 q6 q7"),
        (answers(0, 0, None, None, None, 0), "q1 q2 q6"),
    ],
)
def test_the_columbia_screener_goes_from_question_2_to_6_where_there_are_no_thoughts(
    given_: dict[str, int | None], items: str
) -> None:
    assert " ".join(item.id for item in asked(COLUMBIA, given_)) == items


def test_the_columbia_screener_has_no_total_and_each_yes_is_critical() -> None:
    calm = score(COLUMBIA, {"q1": 0, "q2": 0, "q6": 0})
    grave = score(COLUMBIA, answers(1, 1, 1, 1, 1, 1, 1))

    assert (calm.total, calm.critical, calm.missing) == (None, (), ())
    assert [one.item for one in grave.critical] == ["q1", "q2", "q3", "q4", "q5", "q6", "q7"]


def test_audit_c_asks_on_only_whom_it_concerns_and_says_when_frequency_makes_all_points() -> None:
    assert score(AUDIT_C, answers(0)).total == 0
    assert score(AUDIT_C, answers(0)).missing == ()
    assert len(score(AUDIT_C, answers(4, 0, 0)).remarks) == 1
    assert score(AUDIT_C, answers(4, 1, 0)).remarks == ()
    assert [score(AUDIT_C, answers(1, 1, n)).band for n in (0, 1, 2)] == [
        "Below the cut", "Positive for women", "Positive for women and men",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given_", "position"),
    [({"q99": 1}, "/answers/q99"), ({"q1": 7}, "/answers/q1"), ({"q2": 0, "q4": 1}, "/answers/q4")],
)
def test_answers_that_do_not_fit_are_refused_with_their_position(given_: dict[str, int], position: str) -> None:
    with pytest.raises(BadAnswers) as refused:
        score(COLUMBIA, given_)

    assert [problem.position for problem in refused.value.problems] == [position]


@st.composite
def _answered(draw: st.DrawFn) -> tuple[Definition, dict[str, int | None]]:
    """Draw an instrument and answers to it, some missing, none to what is not asked."""
    definition = draw(st.sampled_from(library.offered()))
    given_: dict[str, int | None] = {}
    for item in definition.items:
        if item in asked(definition, given_):
            given_[item.id] = draw(st.sampled_from([None, *item.values]))
    return definition, given_


@given(_answered())
def test_a_total_lies_within_its_range_and_has_a_band(drawn: tuple[Definition, dict[str, int | None]]) -> None:
    definition, given_ = drawn

    result = score(definition, given_)

    if result.total is not None:
        assert definition.low <= result.total <= definition.high
        assert result.band
    assert (result.total is None) == (not result.band)


@given(_answered())
def test_missing_never_counts_as_nothing(drawn: tuple[Definition, dict[str, int | None]]) -> None:
    definition, given_ = drawn

    result = score(definition, given_)

    if set(result.missing) & set(definition.scoring.items):
        assert result.total is None
    assert all(given_.get(name) is None for name in result.missing)


@given(_answered(), st.data())
def test_a_higher_answer_never_lowers_a_total(
    drawn: tuple[Definition, dict[str, int | None]], data: st.DataObject
) -> None:
    definition, given_ = drawn
    before = score(definition, given_)
    raisable = [n for n in definition.scoring.items if (given_.get(n) or 0) < max(definition.item(n).values)]
    if before.total is None or not raisable:
        return
    name = data.draw(st.sampled_from(raisable))
    higher = {**given_, name: (given_.get(name) or 0) + 1}

    if not list(check(definition, higher)):
        after = score(definition, higher).total
        assert after is None or after >= before.total


@given(_answered())
def test_every_critical_answer_is_found(drawn: tuple[Definition, dict[str, int | None]]) -> None:
    definition, given_ = drawn

    found = {one.item for one in score(definition, given_).critical}

    assert found == {one.item for one in definition.critical if given_.get(one.item) in one.when}
