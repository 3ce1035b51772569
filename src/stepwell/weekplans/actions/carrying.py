"""A week carried out: sessions in their new places, seats taken away before any is given."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from stepwell.platform.tenancy.members import Member
from stepwell.scheduling.actions import booking, placing
from stepwell.scheduling.actions.conflicts import covers
from stepwell.scheduling.actions.placing import Place
from stepwell.scheduling.models import GroupMembership, Seat, Session
from stepwell.weekplans.actions.leaving import leave_session
from stepwell.weekplans.rules.comparing import Moves
from stepwell.weekplans.rules.times import DAY_NAMES

Give = Callable[[UUID, Session], None]
_Clients = dict[str, set[UUID]]  # by session


@dataclass(frozen=True)
class _Lifted:
    """A session between two places, and who is to sit in it."""

    session: Session
    place: Place
    clients: set[UUID]


def place_of(session_id: str, way: Mapping[str, Any], monday: date, zone: ZoneInfo) -> Place:
    """Return where a session of a week goes, from time, room and staff as documents have them."""
    day, _, span = way["time"].partition(" ")
    hour, _, minute = span.partition("-")[0].partition(":")
    on = monday + timedelta(days=DAY_NAMES.index(day))
    starts = datetime.combine(on, time(int(hour), int(minute)), zone)
    room = UUID(way["room"]) if way["room"] else None
    return Place(UUID(session_id), starts, room, UUID(way["staff"]))


def carry_out(
    *, actor: Member, at: datetime, asked: Sequence[Moves], places: Iterable[Place] = (), give: Give | None = None
) -> None:
    """Give sessions their places and clients their seats, in the caller's transaction.

    What moves is lifted first, so that sessions may take each other's times; who belongs to a group only on some days
    keeps their seat in a session that moves to another.

    give    how a client gets into a session; a seat for the day unless told
    raises  Refused
    """

    def seat(client: UUID, session: Session) -> None:
        booking.take_seat(actor=actor, at=at, client_id=client, session_id=session.pk)

    sessions = {str(one.pk): one for one in Session.objects.filter(pk__in=_named(asked))}
    added, dropped = _by_session(asked)
    lifted = [_lift(actor, at, place, added, dropped) for place in places]
    standing = [one for one in lifted if not one.place.closed]
    _take_away(actor, at, [(sessions[key], clients) for key, clients in dropped.items()])
    _take_away(actor, at, [(one.session, _sitting(one.session) - one.clients) for one in standing])
    for one in standing:
        placing.put_down(at=at, session=one.session, place=one.place)
    wanted = [(sessions[key], clients) for key, clients in added.items()]
    wanted += [(one.session, one.clients - _sitting(one.session)) for one in standing]
    for session, clients in wanted:
        for client in sorted(clients):
            (give or seat)(client, session)


def _lift(actor: Member, at: datetime, place: Place, added: _Clients, dropped: _Clients) -> _Lifted:
    """Take a session off the schedule; who comes and goes with it is taken out of `added` and `dropped`."""
    key, there = str(place.session_id), Session.objects.get(pk=place.session_id)
    sat = set() if there.cancelled_at else _sitting(there)
    clients = sat - dropped.pop(key, set()) | added.pop(key, set())
    return _Lifted(placing.lift(actor=actor, at=at, place=place), place, clients)


def _take_away(actor: Member, at: datetime, seats: Iterable[tuple[Session, set[UUID]]]) -> None:
    for session, clients in seats:
        for client in sorted(clients):
            leave_session(actor=actor, at=at, client_id=client, session=session)


def with_moved(asked: Sequence[Moves], moved: Iterable[str], seats: Mapping[str, set[str]]) -> list[Moves]:
    """Return what changes for whom, those among it who stay in a session that moves.

    seats  sessions of each client before
    """
    found = {one.client: one for one in asked}
    sessions = frozenset(moved)
    for client, held in seats.items():
        same = sessions & held
        if same:
            one = found.get(client, Moves(client, frozenset(), frozenset()))
            found[client] = Moves(client, one.added | (same - one.dropped), one.dropped | same)
    return [found[key] for key in sorted(found)]


def _by_session(asked: Iterable[Moves]) -> tuple[_Clients, _Clients]:
    added: _Clients = {}
    dropped: _Clients = {}
    for each in asked:
        for key in each.added:
            added.setdefault(key, set()).add(UUID(each.client))
        for key in each.dropped:
            dropped.setdefault(key, set()).add(UUID(each.client))
    return added, dropped


def _sitting(session: Session) -> set[UUID]:
    """Return who has a place in a session on the day on which it is now."""
    seats = Seat.objects.filter(session=session.pk, removed_at=None, voided_at=None).values_list("client", flat=True)
    belong = GroupMembership.objects.filter(series=session.series_id, voided_at=None)
    return {*seats, *(row.client_id for row in belong if covers(row, session))}


def _named(asked: Iterable[Moves]) -> set[str]:
    return {session for each in asked for session in each.added | each.dropped}
