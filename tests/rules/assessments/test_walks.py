"""The way through questions, and when a measure is due."""

from datetime import date

import pytest

from stepwell.assessments import library
from stepwell.assessments.rules import danger, scoring
from stepwell.assessments.rules.schedules import Rhythm, check, due_on
from stepwell.assessments.rules.walks import is_complete, walk
from stepwell.crisis.vocabulary import Tier
from tests.rules.assessments.test_definitions import small

GAD, AUDIT_C, PHQ = (library.newest(code) for code in ("gad-7", "audit-c", "phq-9"))
DAY = date(2026, 11, 2)


def test_the_way_begins_at_the_first_question_and_leads_through_all() -> None:
    way = walk([AUDIT_C, GAD], {}, frozenset())

    assert (way.count, way.done, way.next and way.next.item.id) == (10, 0, "q1")
    assert way.at(2) is None
    assert way.at(0) is None


def test_one_goes_back_within_an_instrument_that_is_not_finished() -> None:
    way = walk([AUDIT_C, GAD], {"audit-c": {"q1": 0}, "gad-7": {"q1": 1, "q2": None}}, frozenset({"audit-c"}))

    assert [(step.number, step.definition.code, step.item.id) for step in way.steps[:3]] == [
        (1, "audit-c", "q1"), (2, "gad-7", "q1"), (3, "gad-7", "q2"),
    ]  # fmt: skip
    following = way.next
    assert following is not None
    assert following.item.id == "q3"
    assert way.before(following) == way.steps[2]
    assert way.before(way.steps[1]) is None
    assert way.at(1) is None


def test_declined_is_behind_and_left_out_is_not() -> None:
    assert is_complete(AUDIT_C, {"q1": 0})
    assert is_complete(AUDIT_C, {"q1": 1, "q2": None, "q3": 1})
    assert not is_complete(AUDIT_C, {"q1": 1, "q2": 1})


@pytest.mark.parametrize(
    ("rhythm", "last", "due"),
    [
        (Rhythm(7, DAY), None, DAY),
        (Rhythm(7, DAY), date(2026, 11, 4), date(2026, 11, 11)),
        (Rhythm(7, DAY, date(2026, 11, 10)), date(2026, 11, 4), None),
        (Rhythm(6, DAY, date(2026, 11, 10)), date(2026, 11, 4), date(2026, 11, 10)),
    ],
)
def test_a_measure_is_due_so_many_days_after_the_last(rhythm: Rhythm, last: date | None, due: date | None) -> None:
    assert due_on(rhythm, last=last) == due


@pytest.mark.parametrize(
    ("rhythm", "others", "codes"),
    [
        (Rhythm(7, DAY), [], []),
        (Rhythm(0, DAY), [], ["ASM-010"]),
        (Rhythm(7, DAY, date(2026, 11, 1)), [], ["ASM-011"]),
        (Rhythm(7, DAY), [Rhythm(14, date(2026, 10, 1))], ["ASM-012"]),
        (Rhythm(7, DAY), [Rhythm(14, date(2026, 10, 1), date(2026, 11, 1))], []),
        (Rhythm(7, DAY, DAY), [Rhythm(14, date(2026, 11, 3))], []),
        (Rhythm(7, DAY, DAY), [Rhythm(14, DAY, DAY)], ["ASM-012"]),
    ],
)
def test_two_schedules_of_an_instrument_do_not_overlap(rhythm: Rhythm, others: list[Rhythm], codes: list[str]) -> None:
    assert [finding.code for finding in check(rhythm, others)] == codes


def test_critical_answers_of_an_instrument_without_a_rule_are_of_the_lowest_tier() -> None:
    one = small(lambda raw: raw.update(critical=[{"item": "q1", "when": [1], "means": "Something"}]))

    assert danger.tier_of(one, {"q1": 1}, scoring.score(one, {"q1": 1})) is Tier.LOW
    assert danger.tier_of(one, {"q1": 0}, scoring.score(one, {"q1": 0})) is None


def test_critical_answers_are_said_in_words() -> None:
    assert danger.words_of(PHQ, scoring.score(PHQ, {"q9": 2})) == (
        "PHQ-9: Thoughts of being better off dead or of self-harm (more than half the days)."
    )
