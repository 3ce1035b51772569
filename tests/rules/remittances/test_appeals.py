"""Levels and days of appeals, what keeps a letter in the house, and how it begins."""

from datetime import date, timedelta

import pytest

from stepwell.privacy.vocabulary import Information
from stepwell.remittances.rules import appeals
from stepwell.remittances.rules.appeals import Days, Enclosed, Level, Outcome
from stepwell.remittances.rules.denials import ReasonGroup

DAY = date(2026, 3, 9)
TWO, ONE = Days(second=45, external=90), Days(levels=1, external=90)


@pytest.mark.parametrize(
    ("level", "days", "then"),
    [
        (Level.FIRST, TWO, Level.SECOND),
        (Level.FIRST, ONE, Level.EXTERNAL),
        (Level.SECOND, TWO, Level.EXTERNAL),
        (Level.EXTERNAL, TWO, None),
    ],
)
def test_one_level_comes_after_the_other(level: Level, days: Days, then: Level | None) -> None:
    assert appeals.next_level(level, days) is then
    assert appeals.level_for([level], days) is then
    assert appeals.level_for([], days) is Level.FIRST


def test_deadlines_are_counted_from_the_answer() -> None:
    assert appeals.deadline_after(Level.FIRST, DAY, TWO) == DAY + timedelta(days=45)
    assert appeals.deadline_after(Level.FIRST, DAY, ONE) == DAY + timedelta(days=90)
    assert appeals.deadline_after(Level.SECOND, DAY, TWO) == DAY + timedelta(days=90)
    assert appeals.deadline_after(Level.EXTERNAL, DAY, TWO) is None


def test_what_is_overturned_or_was_the_last_level_is_over() -> None:
    over = {(level, outcome) for level in Level for outcome in Outcome if appeals.is_over(level, outcome, TWO)}
    assert over == {(level, Outcome.OVERTURNED) for level in Level} | {(Level.EXTERNAL, each) for each in Outcome}


def test_no_letter_leaves_with_a_place_to_be_filled_in() -> None:
    assert appeals.check_letter("too short") == [appeals.SHORT]
    assert appeals.check_letter("The authorization A1 was given by telephone [by whom] on March 2.") == [
        appeals.UNFINISHED
    ]
    assert appeals.check_letter("The authorization A1 was given by telephone by J. Doe on March 2.") == []


@pytest.mark.parametrize("group", list(ReasonGroup))
def test_every_sort_of_denial_has_a_start_that_its_writer_has_to_finish(group: ReasonGroup) -> None:
    start = appeals.start_of(group, authorization="A1", sent="March 10, 2026")
    assert len(start) >= appeals.LEAST_ARGUMENT
    assert "{" not in start
    assert appeals.suggested(group)
    if group is not ReasonGroup.ELIGIBILITY:
        assert len(start) <= appeals.MOST_ARGUMENT
    if group is ReasonGroup.AUTHORIZATION:
        assert "under number A1" in start
    if group is ReasonGroup.FILING:
        assert "on March 10, 2026" in start
    assert appeals.check_letter(start) == [appeals.UNFINISHED]


def test_days_of_sending_and_of_the_answer_are_in_their_order() -> None:
    before, after = DAY - timedelta(days=1), DAY + timedelta(days=1)
    assert appeals.check_sent(before, decided_on=DAY, today=DAY) == [appeals.EARLY]
    assert appeals.check_sent(after, decided_on=DAY, today=DAY) == [appeals.LATER]
    assert appeals.check_sent(DAY, decided_on=DAY, today=DAY) == []
    assert appeals.check_answered(before, sent_on=DAY, today=DAY) == [appeals.ANSWERED_EARLY]
    assert appeals.check_answered(after, sent_on=DAY, today=DAY) == [appeals.ANSWER_LATER]


def test_enclosures_say_what_the_consent_must_permit() -> None:
    assert appeals.told_by([Enclosed.DECISION, Enclosed.CLAIM]) == frozenset()
    assert appeals.told_by([Enclosed.NOTES, Enclosed.PLAN]) == {Information.PROGRESS, Information.PLAN}
