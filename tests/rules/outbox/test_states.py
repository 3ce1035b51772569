"""How a message stands follows from its events and its age."""

from datetime import UTC, datetime, timedelta

import pytest

from stepwell.platform.outbox.rules.states import STATE_LABELS, Event, State, state_of

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("events", "hours", "state"),
    [
        ([], 0, State.WAITING),
        ([Event.DELAYED], 1, State.WAITING),
        ([Event.REFUSED], 0, State.GIVEN_UP),
        ([], 72, State.WAITING),
        ([], 73, State.GIVEN_UP),
        ([Event.DELAYED, Event.SENT], 100, State.SENT),
        ([Event.DROPPED], 0, State.GIVEN_UP),
        ([Event.LEAVING], 100, State.IN_DOUBT),
        ([Event.LEAVING, Event.DELAYED], 1, State.WAITING),
        ([Event.LEAVING, Event.DELAYED, Event.LEAVING], 1, State.IN_DOUBT),
        ([Event.LEAVING, Event.SENT], 1, State.SENT),
    ],
)
def test_state(events: list[Event], hours: int, state: State) -> None:
    assert state_of(events, made_at=AT - timedelta(hours=hours), at=AT) is state


def test_what_is_of_no_use_any_more_is_given_up() -> None:
    states = [state_of([], made_at=AT, at=AT, not_after=AT + timedelta(hours=hours)) for hours in (0, 1)]

    assert states == [State.GIVEN_UP, State.WAITING]


def test_every_state_has_a_word() -> None:
    assert set(STATE_LABELS) == set(State)
