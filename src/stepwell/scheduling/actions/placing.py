"""Sessions given other times, rooms and leaders, also each other's: all are lifted, then all are put down."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.tenancy.members import Member
from stepwell.scheduling.actions.conflicts import LOCKED, Wanted, check_free, check_leaders, told
from stepwell.scheduling.actions.occurrences import lead
from stepwell.scheduling.actions.sessions import length_of, planned
from stepwell.scheduling.models import Session
from stepwell.scheduling.vocabulary import CancelReason, StaffRole

_BEGUN = Finding("SCH-055", "The session has begun. It keeps its time.")


@dataclass(frozen=True)
class Place:
    """Where a session goes.

    starts_at  its length stays
    closed     it falls out because the site is closed: it is put down as canceled
    """

    session_id: UUID
    starts_at: datetime
    room_id: UUID | None
    leader_id: UUID
    closed: bool = False


def lift(*, actor: Member, at: datetime, place: Place) -> Session:
    """Take a session off the schedule and give it its new place. Until it is put down it takes nobody's time.

    raises  Refused
    """
    session = planned(place.session_id)
    if session.locked_at:
        raise Refused(LOCKED)
    if min(session.starts_at, place.starts_at) <= at:
        raise Refused(_BEGUN)
    refuse(check_leaders(place.leader_id, site_id=session.site_id, besides=_leaders(session)))
    minutes = length_of(session)
    was = session.moved_from or session.starts_at
    session.moved_from = None if place.starts_at == was else was
    session.starts_at, session.ends_at = place.starts_at, place.starts_at + timedelta(minutes=minutes)
    session.day = place.starts_at.astimezone(ZoneInfo(session.site.time_zone)).date()
    session.room_id = place.room_id
    session.cancelled_at, session.cancelled_by_id = at, actor.membership_id
    session.cancel_reason = CancelReason.CLOSED if place.closed else CancelReason.MOVED
    session.touched_at, session.version = at, session.version + 1
    with told():
        session.save()
        lead(session, {StaffRole.LEADER: place.leader_id}, at=at)
    return session


def put_down(*, at: datetime, session: Session, place: Place) -> None:
    """Let a lifted session stand in its new place. Raises Refused, naming what is in the way."""
    zone = ZoneInfo(session.site.time_zone)
    refuse(check_free([Wanted(session.starts_at, session.ends_at, session.room_id, (place.leader_id,))], zone))
    session.cancelled_at, session.cancelled_by_id, session.cancel_reason = None, None, ""
    session.touched_at, session.version = at, session.version + 1
    with told():
        session.save()


def _leaders(session: Session) -> list[UUID]:
    return [row.membership_id for row in session.staff.all() if row.removed_at is None]
