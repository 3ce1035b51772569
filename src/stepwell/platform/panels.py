"""Panels: what a page shows of rooms it does not know. A room registers a renderer when it starts."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.http import HttpRequest


class Place(StrEnum):
    """Where panels stand."""

    CLAIM = "claim"  # cards on the page of a claim; subject: the claim
    CLIENT_BANNER = "client banner"  # above every page of a client's record; subject: the client's id
    CLIENT_SCHEDULE = "client schedule"  # buttons on the schedule in a client's record; subject: the client's id
    CLIENT_BOOKED = "client booked"  # a sentence of warning after a client was booked by hand; subject: the client's id
    CLIENT_SUMMARY = "client summary"  # on the record's first page; subject: the client's id
    CLIENT_TABS = "client tabs"  # a `Tab` instead of a drawing; subject: the client's id
    CLIENTS_LIST = "clients list"  # buttons above the list of clients; subject: the member
    ESTIMATE = "estimate"  # below what an estimate is told in words; subject: the estimate
    GROUP = "group"  # buttons on the page of a group; subject: the group's id
    GROUP_CARD = "group card"  # cards on the page of a group; subject: the group
    PERSON = "person"  # buttons on the page of somebody of the staff; subject: the id of their membership
    PROGRAM = "program"  # buttons on the page of a program in Settings; subject: the program
    SETTINGS = "settings"  # lines of the list of sections in Settings; subject: the member
    ROSTER = "roster"  # above the roster of a session; subject: the roster
    SCHEDULE_TABS = "schedule tabs"  # a `Tab` instead of a drawing; subject: the member
    SESSION = "session"  # buttons on the page of a session; subject: the session as the schedule shows it
    SESSION_NOTE = (
        "session note"  # a sentence above a session and its roster; subject: the session as the schedule shows it
    )
    TODAY = "today"  # on Today; subject: the member


@dataclass(frozen=True)
class Tab:
    """A page of a client's record that another room supplies."""

    label: str
    url: str


Renderer = Callable[[HttpRequest, Any], str | Tab | None]

_renderers: dict[Place, list[tuple[int, Renderer]]] = defaultdict(list)


def register(place: Place, renderer: Renderer, *, order: int = 100) -> None:
    """Add a renderer to a place; smaller orders come first. It returns None where it has nothing to say."""
    _renderers[place].append((order, renderer))
    _renderers[place].sort(key=lambda entry: entry[0])


def drawn(place: Place, request: HttpRequest, subject: Any) -> list[Any]:
    """Return what the rooms registered at `place` have to say of `subject`, in order."""
    answers = (renderer(request, subject) for _, renderer in _renderers[place])
    return [answer for answer in answers if answer is not None]
