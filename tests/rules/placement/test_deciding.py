"""What stops a placement, and what it must hold before it is signed."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.people.vocabulary import LEVELS
from stepwell.placement.rules.deciding import Draft, ProgramFacts, blocking, check, stopping, worst
from stepwell.placement.rules.document import Heading, text_of
from stepwell.placement.vocabulary import (
    ALL_LEVELS,
    DIMENSIONS,
    HINTS,
    MUST_BE_KNOWN,
    NUMBERS,
    OUTSIDE,
    STOP_HINTS,
    STOP_QUESTIONS,
    Edition,
    Kind,
    Stop,
)

NO_STOPS: dict[str, str] = {str(stop): "no" for stop in Stop}
WHOLE = Draft(
    ratings={1: 0, 2: 1, 3: 1, 4: 2, 5: 3, 6: 2},
    rationales={4: "Wants to stop drinking, not to stop smoking.", 5: "Drank twice this week.", 6: "Lives alone."},
    stops=NO_STOPS,
    recommended="2.1",
    decided="2.1",
    reason="Cravings most evenings; safe at home.",
    program=ProgramFacts("2.1", "addiction"),
    diagnoses=("F10.20",),
)
ratings = st.fixed_dictionaries({}, optional={number: st.integers(0, 4) for number in NUMBERS})
answers = st.dictionaries(st.sampled_from([str(stop) for stop in Stop]), st.sampled_from(["yes", "no", "unknown"]))
pairs = st.frozensets(st.tuples(st.sampled_from([str(stop) for stop in Stop]), st.sampled_from(["yes", "unknown"])))


def codes(draft: Draft) -> set[str]:
    return {finding.code for finding in check(draft)}


def test_a_whole_placement_may_be_decided() -> None:
    assert check(WHOLE) == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"ratings": {1: 0}}, "PLC-001"),
        ({"ratings": {**WHOLE.ratings, 6: 5}}, "PLC-001"),
        ({"rationales": {4: "x", 5: "x", 6: "  "}}, "PLC-002"),
        ({"stops": {**NO_STOPS, "home": ""}}, "PLC-003"),
        ({"stops": {**NO_STOPS, "home": "yes"}}, "PLC-004"),
        ({"stops": {**NO_STOPS, "overdose": "unknown"}}, "PLC-004"),
        ({"in_crisis": True}, "PLC-005"),
        ({"recommended": ""}, "PLC-006"),
        ({"decided": ""}, "PLC-007"),
        ({"reason": " "}, "PLC-008"),
        ({"recommended": "2.5"}, "PLC-009"),
        ({"recommended": "2.5", "variance": "declined"}, "PLC-009"),
        ({"program": None}, "PLC-010"),
        ({"program": ProgramFacts("2.5", "addiction")}, "PLC-010"),
        ({"recommended": "3.5", "decided": "3.5", "program": None}, "PLC-011"),
        ({"program": ProgramFacts("2.1", "addiction", is_open=False)}, "PLC-012"),
        ({"program": ProgramFacts("2.1", "addiction", is_here=False)}, "PLC-012"),
        ({"diagnoses": ("F32.1",)}, "PLC-013"),
        ({"criteria_set": "A licensed tool"}, "PLC-014"),
    ],
)
def test_what_is_missing_is_said(changed: dict[str, Any], code: str) -> None:
    assert codes(replace(WHOLE, **changed)) == {code}


ANSWERED: list[dict[str, Any]] = [
    {"stops": {**NO_STOPS, "home": "unknown"}},  # may be found out later
    {"stops": {**NO_STOPS, "home": "yes"}, "covered": frozenset({("home", "yes")})},
    {"recommended": "2.5", "variance": "declined", "variance_reason": "Has to work in the mornings."},
    {"diagnoses": (), "undiagnosed_because": "The interview on Monday decides it."},
    {"diagnoses": (), "program": ProgramFacts("2.1", "mental_health")},
    {"recommended": "none", "decided": "none", "program": None, "diagnoses": ()},
    {"recommended": "wm", "decided": "wm", "program": None, "referral": "County unit, bed tonight",
     "stops": {**NO_STOPS, "withdrawal": "yes"}, "in_crisis": True},
    {"criteria_set": "A licensed tool", "criteria_version": "2"},
]  # fmt: skip


@pytest.mark.parametrize("changed", ANSWERED)
def test_what_is_answered_for_may_be_decided(changed: dict[str, Any]) -> None:
    assert codes(replace(WHOLE, **changed)) == set()


def test_an_answer_that_changed_is_not_covered_by_what_was_said_of_the_other() -> None:
    draft = replace(WHOLE, stops={**NO_STOPS, "danger": "yes"}, covered=frozenset({("danger", "unknown")}))

    assert "PLC-004" in codes(draft)


@given(
    answers, pairs, st.sampled_from(sorted(LEVELS)), st.sampled_from(list(Stop)), st.sampled_from(["yes", "unknown"])
)
def test_one_more_stop_never_unblocks(
    stops: dict[str, str], covered: frozenset[tuple[str, str]], level: str, stop: Stop, answer: str
) -> None:
    before = replace(WHOLE, stops={**stops, str(stop): "no"}, covered=covered, decided=level)
    after = replace(before, stops={**stops, str(stop): answer})

    assert blocking(before) <= blocking(after)


@given(answers, pairs, pairs)
def test_answering_for_more_never_blocks(
    stops: dict[str, str], covered: frozenset[tuple[str, str]], more: frozenset[tuple[str, str]]
) -> None:
    draft = replace(WHOLE, stops=stops, covered=covered)

    assert blocking(replace(draft, covered=covered | more)) <= blocking(draft)


@given(answers)
def test_every_yes_stops_and_not_knowing_stops_where_one_must_know(stops: dict[str, str]) -> None:
    wanted = {(name, said) for name, said in stops.items()
              if said == "yes" or (said == "unknown" and name in MUST_BE_KNOWN)}  # fmt: skip

    assert stopping(stops) == wanted


@given(answers, st.sampled_from(sorted(OUTSIDE)))
def test_nothing_stops_a_level_elsewhere(stops: dict[str, str], level: str) -> None:
    assert blocking(replace(WHOLE, stops=stops, decided=level)) == frozenset()


@given(ratings)
def test_the_worst_rating_counts_and_never_an_average(found: dict[int, int]) -> None:
    highest = worst(found)

    assert (highest is None) == (not found)
    assert highest is None or (highest in found.values() and all(rating <= highest for rating in found.values()))
    assert worst({**found, 1: 4}) == 4


def test_each_edition_names_six_dimensions_and_no_two_alike() -> None:
    for edition in Edition:
        assert len(set(DIMENSIONS[edition])) == len(HINTS[edition]) == 6
    assert DIMENSIONS[Edition.THIRD][3] != DIMENSIONS[Edition.FOURTH][3]
    assert set(STOP_QUESTIONS) == set(STOP_HINTS) == set(Stop)
    assert set(LEVELS) < set(ALL_LEVELS)


def test_the_signed_text_says_edition_ratings_stops_and_level() -> None:
    head = Heading(
        "Ana López", "20418", Kind.ADMISSION, Edition.FOURTH, "Evening", "", ("Sue, LPC, answers for it: x",)
    )

    text = text_of(head, replace(WHOLE, recommended="2.5", variance="declined", variance_reason="Works."))

    assert "4th edition, 2023" in text
    assert "5. Recovery environment interactions: 3, severe. Drank twice this week." in text
    assert "Sue, LPC, answers for it: x" in text
    assert "Decided: 2.1, intensive outpatient" in text
    assert "Why not as recommended: The person declined the recommended level. Works." in text
    assert "Program: Evening" in text
