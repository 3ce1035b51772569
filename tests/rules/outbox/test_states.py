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
    ],
)
def test_state(events: list[Event], hours: int, state: State) -> None:
    assert state_of(events, made_at=AT - timedelta(hours=hours), at=AT) is state


def test_every_state_has_a_word() -> None:
    assert set(STATE_LABELS) == set(State)
