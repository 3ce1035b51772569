"""Leaving a trace. Called in the transaction of the read: if the page fails, nothing was shown and nothing is said."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection
from django.http import HttpRequest

from stepwell.platform.trail.vocabulary import Way
from stepwell.platform.walls.scope import current

# Written out, and without RETURNING: most readers of client data may not read the trail.
_INSERT = """
INSERT INTO trail_accessevent (organization_id, account_id, roles, purpose, way, page, client_id, count, request)
VALUES """
_VALUES = "(%s, %s, %s, %s, %s, %s, %s, %s, %s)"
_Row = tuple[UUID | str | int | None, ...]
_kept: ContextVar[list[_Row] | None] = ContextVar("events to write together", default=None)

View = TypeVar("View", bound=Callable[..., Any])


def shows_clients(view: View) -> View:
    """Mark a view that shows client data. A test opens every marked one and fails if it leaves no event."""
    view.shows_clients = True  # type: ignore[attr-defined]
    return view


def saw(request: HttpRequest, client_id: UUID, *, way: Way = Way.PAGE) -> None:
    """Record that the request shows one client's data."""
    _record(request, way=way, client_id=client_id, count=1)


def saw_many(request: HttpRequest, count: int, *, way: Way = Way.LIST) -> None:
    """Record that the request shows data of `count` clients; none is recorded too, for a search that found nobody."""
    _record(request, way=way, client_id=None, count=count)


@contextmanager
def together() -> Iterator[None]:
    """Write what is recorded within in one statement, once it is done: for a page of many lists."""
    kept: list[_Row] = []
    token = _kept.set(kept)
    try:
        yield
    finally:
        _kept.reset(token)
    _write(kept)


def record(
    *, page: str, way: Way, request_id: UUID, roles: str = "", client_id: UUID | None = None, count: int = 1
) -> None:
    """Record a read by the current scope outside a request: a job or a command."""
    scope = current.get()
    row = (scope.organization, scope.actor, roles, scope.purpose, way, page, client_id, count, request_id)
    kept = _kept.get()
    if kept is None:
        _write([row])
    else:
        kept.append(row)


def _write(rows: list[_Row]) -> None:
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(_INSERT + ", ".join([_VALUES] * len(rows)), [value for row in rows for value in row])


def _record(request: HttpRequest, *, way: Way, client_id: UUID | None, count: int) -> None:
    acting = request.acting  # type: ignore[attr-defined]
    match = request.resolver_match
    record(
        page=match.view_name if match else "",
        way=way,
        request_id=acting.request_id,
        roles=", ".join(sorted(acting.member.roles)) if acting.member else "",
        client_id=client_id,
        count=count,
    )
