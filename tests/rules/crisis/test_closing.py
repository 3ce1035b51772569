"""A crisis is not closed before what its tier demands was done, with a follow-up in time."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.crisis.rules import clocks
from stepwell.crisis.rules.closing import (
    DEMANDS,
    FOLLOW_UP_DAYS,
    UNREACHED_DEMANDS,
    Closing,
    check_closing,
    check_follow_up,
    check_step,
    missing,
)
from stepwell.crisis.vocabulary import (
    BY_LICENSED,
    DISPOSITION_LABELS,
    KIND_LABELS,
    OUTCOME_LABELS,
    SOURCE_LABELS,
    STEP_LABELS,
    Disposition,
    Kind,
    Outcome,
    Source,
    Step,
    Tier,
)

TODAY = date(2026, 11, 20)
GOOD = Closing(Disposition.SAFE_WITH_PLAN, TODAY + timedelta(days=1), True, "Sister stays tonight")
DONE = {
    Tier.LOW: {Step.SPOKE},
    Tier.MODERATE: {Step.ASSESSED},
    Tier.HIGH: {Step.ASSESSED, Step.TO_EMERGENCY, Step.SUPERVISOR_TOLD},
}


def codes(closing: Closing, tier: Tier, done: set[Step], *, owner: bool = True) -> list[str]:
    return [f.code for f in check_closing(closing, tier=tier, done=done, has_owner=owner, on=TODAY)]


@pytest.mark.parametrize("tier", list(Tier))
def test_with_everything_done_it_closes(tier: Tier) -> None:
    assert codes(GOOD, tier, DONE[tier]) == []


@pytest.mark.parametrize("tier", list(Tier))
def test_every_step_that_was_not_done_is_named(tier: Tier) -> None:
    assert codes(GOOD, tier, set()) == ["CRI-011"] * len(DEMANDS[tier])
    for step in DONE[tier]:
        assert codes(GOOD, tier, DONE[tier] - {step}) == ["CRI-011"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"disposition": None}, "CRI-012"),
        ({"words": "ok"}, "CRI-013"),
        ({"has_follower": False}, "CRI-014"),
        ({"follow_up_on": None}, "CRI-015"),
        ({"follow_up_on": TODAY - timedelta(days=1)}, "CRI-016"),
        ({"follow_up_on": TODAY + timedelta(days=4)}, "CRI-017"),
    ],
)
def test_every_missing_part_is_named(changed: dict[str, object], code: str) -> None:
    assert codes(replace(GOOD, **changed), Tier.HIGH, DONE[Tier.HIGH]) == [code]  # type: ignore[arg-type]


def test_all_that_is_missing_is_said_at_once() -> None:
    nothing = Closing(None, None, False, "")

    assert codes(nothing, Tier.LOW, set(), owner=False) == [f"CRI-01{number}" for number in range(6)]


def test_a_high_tier_may_stay_home_by_a_licensed_decision() -> None:
    done = {Step.ASSESSED, Step.DECIDED_WITHOUT, Step.SUPERVISOR_TOLD}

    assert codes(GOOD, Tier.HIGH, done) == []


def test_who_cannot_be_reached_is_looked_after_by_others() -> None:
    unreached = replace(GOOD, disposition=Disposition.UNREACHED)

    assert codes(unreached, Tier.MODERATE, {Step.ASSESSED}) == ["CRI-011", "CRI-011"]
    assert codes(unreached, Tier.MODERATE, {Step.TRIED, Step.WELFARE_CHECK}) == []
    assert codes(unreached, Tier.HIGH, {Step.CONTACT_CALLED, Step.CALLED_911}) == ["CRI-011"]


@given(st.sets(st.sampled_from(list(Step))), st.sampled_from(list(Step)), st.sampled_from([*Disposition, None]))
def test_doing_more_never_leaves_more_to_do(done: set[Step], more: Step, end: Disposition | None) -> None:
    for tier in Tier:
        assert len(missing(tier, end, done | {more})) <= len(missing(tier, end, done))


@given(st.integers(-400, 400))
def test_a_follow_up_is_neither_past_nor_late(days: int) -> None:
    for tier, most in FOLLOW_UP_DAYS.items():
        found = check_follow_up(TODAY + timedelta(days=days), tier=tier, on=TODAY)

        assert (found == []) is (0 <= days <= most)


def test_the_graver_it_is_the_sooner_somebody_follows_up_and_the_more_is_demanded() -> None:
    assert [FOLLOW_UP_DAYS[tier] for tier in Tier] == sorted(FOLLOW_UP_DAYS.values(), reverse=True)
    assert [len(DEMANDS[tier]) for tier in Tier] == sorted(len(demands) for demands in DEMANDS.values())
    assert set(UNREACHED_DEMANDS) == set(DEMANDS) == set(Tier)


@pytest.mark.parametrize("step", sorted(BY_LICENSED))
def test_some_entries_are_for_a_licensed_clinician(step: Step) -> None:
    words = "no plan, no means, brother is with him"

    unlicensed = check_step(step, is_licensed=False, words=words, licensed_only=BY_LICENSED)
    assert [f.code for f in unlicensed] == ["CRI-006"]
    assert check_step(step, is_licensed=True, words=words, licensed_only=BY_LICENSED) == []


@pytest.mark.parametrize(("step", "code"), [("assessed", ["CRI-007"]), ("other", ["CRI-007"]), ("called_911", [])])
def test_what_needs_words_says_so(step: str, code: list[str]) -> None:
    found = check_step(Step(step), is_licensed=True, words=" ", licensed_only=BY_LICENSED)

    assert [f.code for f in found] == code


def test_every_choice_has_words() -> None:
    assert set(STEP_LABELS) == set(Step)
    assert set(DISPOSITION_LABELS) == set(Disposition)
    assert set(KIND_LABELS) == set(Kind)
    assert set(SOURCE_LABELS) == set(Source)
    assert set(OUTCOME_LABELS) == set(Outcome)


NIGHT = datetime(2026, 11, 21, 3, 30, tzinfo=UTC)  # half past ten in the evening in New York
ZONE = ZoneInfo("America/New_York")


def test_the_gravest_is_due_at_once_and_the_others_by_the_clinics_midnight() -> None:
    high = clocks.tasks(Tier.HIGH, opened_at=NIGHT, done={}, zone=ZONE)
    low = clocks.tasks(Tier.LOW, opened_at=NIGHT, done={}, zone=ZONE)

    assert {(task.due_at, task.is_now) for task in high} == {(NIGHT, True)}
    assert [(task.due_at, task.is_now) for task in low] == [(datetime(2026, 11, 21, 5, tzinfo=UTC), False)]


def test_a_task_is_done_with_the_first_step_that_does_it() -> None:
    later = NIGHT + timedelta(minutes=5)
    done = {Step.PLANNED: later + timedelta(hours=1), Step.SPOKE: later}
    (task,) = clocks.tasks(Tier.LOW, opened_at=NIGHT, done=done, zone=ZONE)

    assert task.done_at == later
    assert not task.is_late(NIGHT + timedelta(days=3))


def test_what_is_not_done_by_then_is_late() -> None:
    (task,) = clocks.tasks(Tier.MODERATE, opened_at=NIGHT, done={}, zone=ZONE)

    assert [task.is_late(task.due_at), task.is_late(task.due_at + timedelta(seconds=1))] == [False, True]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(-1, "0 min"), (0, "0 min"), (59, "59 min"), (60, "1 h 00 min"), (185, "3 h 05 min"), (2880, "2 days")],
)
def test_how_long_it_has_been_open(minutes: int, words: str) -> None:
    assert clocks.age(NIGHT, NIGHT + timedelta(minutes=minutes)) == words
