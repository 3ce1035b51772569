"""A safety plan: six steps, lines with numbers that can be called, nothing too long for a bad moment."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.crisis.rules.plans import (
    ESSENTIAL,
    LINE_LETTERS,
    MOST_LINES,
    STEPS,
    PlanBody,
    body_of,
    check_agreeing,
    check_body,
    entry,
    lines,
    sections,
)

WHOLE = PlanBody(
    signs=("cannot sleep", "stop answering texts"),
    alone=("walk the dog",),
    places=("library",),
    people=("Sam (937) 555-0112",),
    professionals=("988",),
    surroundings=("pills are with Sam",),
    how_likely=7,
    barriers="pride",
    kept_where="wallet",
)


def test_the_steps_stand_in_their_order() -> None:
    assert list(STEPS) == ["signs", "alone", "places", "people", "professionals", "surroundings"]
    assert [section.title for section in sections(WHOLE)] == [title for title, _ in STEPS.values()]


def test_a_whole_plan_can_be_agreed() -> None:
    assert check_agreeing(WHOLE) == []


@pytest.mark.parametrize("step", ESSENTIAL)
def test_an_empty_essential_step_is_named(step: str) -> None:
    found = check_agreeing(replace(WHOLE, **{step: ()}))  # type: ignore[arg-type]

    assert [(f.code, f.field) for f in found] == [("CRI-032", step)]


@pytest.mark.parametrize("wrong", [("x",) * (MOST_LINES + 1), ("x" * (LINE_LETTERS + 1),)])
def test_a_plan_stays_short(wrong: tuple[str, ...]) -> None:
    assert [(f.code, f.field) for f in check_body(replace(WHOLE, places=wrong))] == [("CRI-030", "places")]


@pytest.mark.parametrize(("likely", "codes"), [(None, []), (0, []), (10, []), (11, ["CRI-031"]), (-1, ["CRI-031"])])
def test_how_likely_is_a_scale(likely: int | None, codes: list[str]) -> None:
    assert [f.code for f in check_body(replace(WHOLE, how_likely=likely))] == codes


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("Sam (937) 555-0112", "+19375550112"),
        ("Sam 937.555.0112, evenings", "+19375550112"),
        ("+1 937 555 0112", "+19375550112"),
        ("call or text 988", "988"),
        ("Room 9881", ""),
        ("my brother", ""),
        ("apartment 12", ""),
    ],
)
def test_a_number_in_a_line_can_be_called(text: str, phone: str) -> None:
    assert entry(text).phone == phone


def test_lines_are_tidied() -> None:
    assert lines(" walk  the dog \r\n\n\tcall Sam\n") == ("walk the dog", "call Sam")


@given(st.lists(st.text(min_size=1), max_size=5), st.none() | st.integers(0, 10))
def test_what_is_stored_comes_back(entries: list[str], likely: int | None) -> None:
    body = PlanBody(signs=tuple(entries), how_likely=likely, barriers="b")

    assert body_of({**body.as_json(), "unknown": 1}) == body
