"""How long a sign-in lasts: until nobody used it for a while, and never longer than a working day."""

import logging
from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

LOG = logging.getLogger("stepwell.accounts")
SINCE, SEEN = "since", "seen"  # keys of the session; seconds since 1970
WRITE_EVERY_SECONDS = 30

View = TypeVar("View", bound=Callable[..., Any])


class Ended(StrEnum):
    """Why a sign-in is over."""

    IDLE = "idle"
    LONG = "long"


def passive(view: View) -> View:
    """Mark a view that browsers ask by themselves, such as a poll: it does not show that anybody is there."""
    view.is_passive = True  # type: ignore[attr-defined]
    return view


def begin(session: SessionBase, now: float) -> None:
    """Start the clock of a new sign-in.

    now  seconds since 1970
    """
    session[SINCE] = session[SEEN] = int(now)


def touch(session: SessionBase, now: float) -> None:
    """Note that somebody is there; written at most every WRITE_EVERY_SECONDS.

    now  seconds since 1970
    """
    if SINCE not in session:
        begin(session, now)
    elif now - session[SEEN] >= WRITE_EVERY_SECONDS:
        session[SEEN] = int(now)


def ended(session: SessionBase, now: float) -> Ended | None:
    """Return why the sign-in is over, or None while it lasts.

    now  seconds since 1970
    """
    if SINCE not in session:
        return None
    if now - session[SEEN] > settings.IDLE_MINUTES * 60:
        return Ended.IDLE
    return Ended.LONG if now - session[SINCE] > settings.SESSION_COOKIE_AGE else None


def signed_in_seconds_ago(session: SessionBase, now: float) -> float | None:
    """Return how long ago this session's sign-in was, or None without one.

    now  seconds since 1970
    """
    since = session.get(SINCE)
    return None if since is None else now - since


def end_all(account_id: UUID, *, but: str = "") -> int:
    """End every session of an account: a membership or a second factor ended, a device was lost.

    but      key of a session that goes on
    returns  how many ended
    """
    others = list(UserSession.objects.filter(user_id=account_id).exclude(session_key=but))
    for session in others:
        session.end()
    if others:
        LOG.info("ended sessions account=%s count=%s", account_id, len(others))
    return len(others)
