"""What to do about somebody who is not in a session that has begun. Source: docs/sources.md#attendance"""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum


class Late(IntEnum):
    """How late it is for who is not here."""

    MARK = 1
    CALL = 2


@dataclass(frozen=True)
class Policy:
    """Minutes after the start of a session, defaults that a clinic answers for.

    mark_after  from when whoever is not here stands apart
    call_after  from when they are called
    """

    mark_after: int = 15
    call_after: int = 30


DEFAULT = Policy()


def late(starts: datetime, ends: datetime, *, at: datetime, policy: Policy = DEFAULT) -> Late | None:
    """Return how late it is in a session; None before anybody is late, and once it is over: then it is an absence."""
    if not starts <= at < ends:
        return None
    minutes = minutes_since(starts, at=at)
    if minutes >= policy.call_after:
        return Late.CALL
    return Late.MARK if minutes >= policy.mark_after else None


def minutes_since(starts: datetime, *, at: datetime) -> int:
    """Return for how many whole minutes a session has been going on."""
    return int((at - starts).total_seconds() // 60)
