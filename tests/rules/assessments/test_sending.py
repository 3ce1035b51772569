"""Whether a link goes out by itself, and when."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.assessments.rules.sending import HELD_LABELS, Facts, Held, held, is_hour

READY = Facts(
    answers_alone=True, goes_by_mail=True, in_care=True, has_address=True, is_open=False, is_taken_back=False,
    has_server=True,
)  # fmt: skip


def test_who_is_ready_gets_one() -> None:
    assert held(READY) is None


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"answers_alone": False, "goes_by_mail": False}, Held.STAFF_ASK),
        ({"is_open": True}, Held.OPEN),
        ({"is_taken_back": True}, Held.TAKEN_BACK),
        ({"in_care": False}, Held.NOT_IN_CARE),
        ({"goes_by_mail": False}, Held.HANDED_OVER),
        ({"has_address": False}, Held.NO_ADDRESS),
        ({"has_server": False}, Held.NO_SERVER),
        ({"is_open": True, "has_address": False}, Held.OPEN),
    ],
)
def test_what_is_in_the_way_is_named(changed: dict[str, bool], why: Held) -> None:
    assert held(replace(READY, **changed)) is why
    assert HELD_LABELS[why]


@given(st.builds(Facts))
def test_nobody_is_written_to_without_a_safe_address_or_twice(facts: Facts) -> None:
    if held(facts) is None:
        assert (facts.has_address, facts.is_open, facts.in_care) == (True, False, True)


@pytest.mark.parametrize(("hour", "goes"), [(0, False), (8, False), (9, True), (18, True), (19, False), (23, False)])
def test_nobody_is_written_to_at_night(hour: int, goes: bool) -> None:
    assert is_hour(datetime(2026, 3, 2, hour, 25, tzinfo=ZoneInfo("America/New_York"))) is goes
