"""How a message stands, derived from what happened to it."""

from collections.abc import Sequence
from enum import StrEnum

TRIES = 5  # refusals of the mail server after which a message is given up


class Event(StrEnum):
    """What happened to a message."""

    SENT = "sent"
    REFUSED = "refused"


class State(StrEnum):
    """What a message is now."""

    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given_up"


STATE_LABELS = {State.WAITING: "Waiting", State.SENT: "Sent", State.GIVEN_UP: "Given up"}


def state_of(events: Sequence[Event]) -> State:
    """Return the state of a message from its events, in any order."""
    if Event.SENT in events:
        return State.SENT
    return State.GIVEN_UP if events.count(Event.REFUSED) >= TRIES else State.WAITING
