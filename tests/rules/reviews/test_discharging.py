"""What must be said before an episode ends, by how it ends; calls after care."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.reviews.rules.discharging import Written, check, gaps
from stepwell.reviews.rules.followups import Call, calls_after, check_attempt, open_calls
from stepwell.reviews.vocabulary import REPORTED, REPORTED_LABELS, Part, Reached, Reason

OPENED, TODAY = date(2026, 3, 2), date(2026, 3, 20)
WHOLE = Written(
    reason="completed", last_day=TODAY, words={"course": "Came"}, dimensions=dict.fromkeys(range(1, 7), "better"),
    level_next="1", naloxone="given", medications=1, no_medications=False, appointments=[TODAY + timedelta(days=7)],
    parts=dict.fromkeys(Part, ("line",)), safety="gone_through", release="sent", follow_up=True,
)  # fmt: skip


def codes(written: Written) -> list[str]:
    return [finding.code for finding in check(written, opened_on=OPENED, on=TODAY)]


def test_a_whole_discharge_lacks_nothing() -> None:
    assert codes(WHOLE) == []


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"reason": ""}, ["DIS-001"]),
        ({"last_day": None}, ["DIS-002"]),
        ({"last_day": OPENED - timedelta(days=1)}, ["DIS-003", "DIS-009"]),
        ({"last_day": TODAY + timedelta(days=1)}, ["DIS-003"]),
        ({"attended_after": TODAY}, ["DIS-004"]),
        ({"dimensions": {1: "better"}}, ["DIS-005"]),
        ({"level_next": ""}, ["DIS-006"]),
        ({"medications": 0}, ["DIS-007"]),
        ({"no_medications": True}, ["DIS-007"]),
        ({"naloxone": "not_given"}, ["DIS-008"]),
        ({"appointments": [TODAY + timedelta(days=8)]}, ["DIS-009"]),
        ({"appointments": [], "words": {"course": "x", "no_appointment": "Declined"}}, []),
        ({"parts": {"triggers": ["x"]}}, ["DIS-010"]),
        ({"parts": {}, "words": {"course": "x", "no_plan": "Did not want one"}}, []),
        ({"safety": "not_possible"}, ["DIS-011"]),
        ({"release": ""}, ["DIS-012"]),
        ({"follow_up": None}, ["DIS-013"]),
        ({"has_way": False}, ["DIS-014"]),
        ({"reason": "against_advice"}, ["DIS-015"]),
        ({"reason": "by_program"}, ["DIS-016", "DIS-017"]),
        ({"reason": "other"}, ["DIS-017"]),
        ({"words": {}}, ["DIS-018"]),
        ({"reason": "stopped_coming", "parts": {}, "safety": ""}, []),
        ({"reason": "died"}, ["DIS-013"]),
    ],
)
def test_what_is_missing_is_named(changed: dict[str, object], found: list[str]) -> None:
    assert codes(replace(WHOLE, **changed)) == found  # type: ignore[arg-type]


def test_of_the_dead_only_what_can_be_said_is_asked() -> None:
    bare = replace(
        WHOLE, reason="died", dimensions={}, level_next="", naloxone="", medications=0, appointments=[], parts={},
        safety="", release="", follow_up=None,
    )  # fmt: skip
    assert codes(bare) == []


def test_every_reason_has_a_national_code() -> None:
    assert set(REPORTED) == set(Reason)
    assert set(REPORTED.values()) == set(REPORTED_LABELS)


@given(st.sampled_from(list(Reason)), st.dictionaries(st.sampled_from(["course", "reason", "notice"]), st.text()))
def test_gaps_come_in_the_order_of_the_sections_whatever_is_written(reason: Reason, words: dict[str, str]) -> None:
    found = [gap.section for gap in gaps(replace(WHOLE, reason=reason, words=words), opened_on=OPENED, on=TODAY)]

    assert found == ["reason", "status", "medications", "appointments", "relapse", "agreements"]


CALLS = [Call(days, on) for days, on in calls_after(TODAY)]


def test_calls_follow_after_a_week_a_month_and_three() -> None:
    assert [call.due_on - TODAY for call in CALLS] == [timedelta(days=n) for n in (7, 30, 90)]


@given(st.lists(st.sampled_from(list(Reached)), max_size=5), st.integers(0, 120))
def test_an_open_call_is_due_and_not_done(outcomes: list[Reached], days: int) -> None:
    calls = [replace(CALLS[0], outcomes=tuple(outcomes)), *CALLS[1:]]
    on = TODAY + timedelta(days=days)

    for call in open_calls(calls, on=on):
        assert call.due_on <= on
        assert not call.is_done
    if Reached.DECLINED in outcomes:
        assert open_calls(calls, on=on) == []


@pytest.mark.parametrize(
    ("outcomes", "outcome", "code"),
    [
        ((), Reached.NO_ANSWER, []),
        ((), Reached.GIVEN_UP, ["FUP-003"]),
        ((Reached.NO_ANSWER,) * 3, Reached.GIVEN_UP, []),
        ((Reached.REACHED,), Reached.NO_ANSWER, ["FUP-002"]),
        ((Reached.DECLINED,), Reached.REACHED, ["FUP-001"]),
    ],
)
def test_what_may_be_written_down(outcomes: tuple[Reached, ...], outcome: Reached, code: list[str]) -> None:
    call = replace(CALLS[0], outcomes=outcomes)

    assert [finding.code for finding in check_attempt([call], call, outcome)] == code
