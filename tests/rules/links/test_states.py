"""The state of a link follows from what happened to it."""

from datetime import UTC, datetime, timedelta

import pytest

from stepwell.platform.links.rules.states import STATE_LABELS, Course, End, State, state_of

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER, BEFORE = AT + timedelta(minutes=1), AT - timedelta(minutes=1)


@pytest.mark.parametrize(
    ("expires_at", "failed", "end", "state"),
    [
        (LATER, 0, None, State.OPEN),
        (LATER, 4, None, State.OPEN),
        (LATER, 5, None, State.LOCKED),
        (BEFORE, 0, None, State.EXPIRED),
        (AT, 0, None, State.EXPIRED),
        (BEFORE, 5, None, State.LOCKED),
        (BEFORE, 0, End.USED, State.USED),
        (LATER, 5, End.REVOKED, State.REVOKED),
    ],
)
def test_state(expires_at: datetime, failed: int, end: End | None, state: State) -> None:
    assert state_of(Course(expires_at, failed, end), at=AT) is state


def test_every_state_has_a_word() -> None:
    assert set(STATE_LABELS) == set(State)
