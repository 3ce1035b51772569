"""How a message stands, derived from what happened to it and from its age."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

GIVEN_UP_AFTER = timedelta(days=3)  # by then the link in it is likely to have expired


class Event(StrEnum):
    """What happened to a message."""

    SENT = "sent"
    REFUSED = "refused"  # the mail server will never take it
    DELAYED = "delayed"  # the mail server did not take it yet; written the first time only, unless it leaves once
    LEAVING = "leaving"  # it is on its way: for what may leave once only, written before each try
    DROPPED = "dropped"  # what it says is no longer so


class State(StrEnum):
    """What a message is now."""

    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given_up"
    IN_DOUBT = "in_doubt"


STATE_LABELS = {
    State.WAITING: "Waiting",
    State.SENT: "Sent",
    State.GIVEN_UP: "Not sent",
    State.IN_DOUBT: "Perhaps sent",
}


def state_of(events: Sequence[Event], *, made_at: datetime, at: datetime, not_after: datetime | None = None) -> State:
    """Return the state of a message at an instant, from its events in any order.

    not_after  from when on it would say nothing of use, if it says so
    """
    if Event.SENT in events:
        return State.SENT
    if Event.REFUSED in events or Event.DROPPED in events:
        return State.GIVEN_UP
    if events.count(Event.LEAVING) > events.count(Event.DELAYED):
        return State.IN_DOUBT  # a worker died over it, or the mail server did not say what became of it
    if at - made_at > GIVEN_UP_AFTER or (not_after and at >= not_after):
        return State.GIVEN_UP
    return State.WAITING
