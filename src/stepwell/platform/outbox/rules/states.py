"""How a message stands, derived from what happened to it and from its age."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

GIVEN_UP_AFTER = timedelta(days=3)  # by then the link in it is likely to have expired


class Event(StrEnum):
    """What happened to a message."""

    SENT = "sent"
    REFUSED = "refused"  # the mail server will never take it
    DELAYED = "delayed"  # the mail server did not take it yet; written the first time only


class State(StrEnum):
    """What a message is now."""

    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given_up"


STATE_LABELS = {State.WAITING: "Waiting", State.SENT: "Sent", State.GIVEN_UP: "Not sent"}


def state_of(events: Collection[Event], *, made_at: datetime, at: datetime) -> State:
    """Return the state of a message at an instant, from its events in any order."""
    if Event.SENT in events:
        return State.SENT
    if Event.REFUSED in events or at - made_at > GIVEN_UP_AFTER:
        return State.GIVEN_UP
    return State.WAITING
