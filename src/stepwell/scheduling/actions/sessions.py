"""One session by itself: moved, canceled, brought back, led by somebody else."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.editing import save_changed
from stepwell.scheduling.actions import HORIZON
from stepwell.scheduling.actions.conflicts import LOCKED, NO_REACH, Wanted, check_free, check_leaders, told
from stepwell.scheduling.actions.occurrences import lead
from stepwell.scheduling.actions.rooms import seats_of
from stepwell.scheduling.models import Session, SessionStaff
from stepwell.scheduling.queries import reach
from stepwell.scheduling.rules.series import check_room, check_times
from stepwell.scheduling.rules.weeks import minutes_between
from stepwell.scheduling.vocabulary import CancelReason, Mode, StaffRole

UNKNOWN = Finding("SCH-050", "This session is no longer there, or is not yours to plan.")
CANCELLED = Finding("SCH-051", "The session is canceled. Bring it back first.")
_STANDS = Finding("SCH-052", "The session is not canceled.")
_SAME = Finding("SCH-013", "Leader and co-leader are the same person. Choose another.", "co_leader")
TOO_FAR = Finding("SCH-053", f"That is more than {HORIZON} weeks away. Choose an earlier day.", "day")
TOO_OLD = Finding("SCH-054", "That is more than a month ago. Choose a later day.", "day")
OLDEST = timedelta(days=31)


def move_session(
    *,
    actor: Member,
    at: datetime,
    session_id: UUID,
    version: int,
    starts_at: datetime,
    minutes: int,
    room_id: UUID | None,
    mode: Mode,
) -> Session:
    """Give one session another time, length or place. Changes of its group leave it alone from then on.

    raises  Refused, naming what takes the room or the people; clients in the way are not named
    """
    del actor
    session = _open(session_id)
    zone = ZoneInfo(session.site.time_zone)
    refuse([*check_times(minutes, session.break_minutes), *check_day(starts_at, at=at)])
    seats = seats_of(room_id, site_id=session.site_id, kept=session.room_id)
    refuse(check_room(mode, room_id, session.capacity, seats))
    ends_at = starts_at + timedelta(minutes=minutes)
    refuse(check_free([Wanted(starts_at, ends_at, room_id, _staff(session))], zone, besides=[session.pk]))
    moved = starts_at != session.starts_at
    with told():
        save_changed(
            session,
            version=version,
            values={
                "starts_at": starts_at,
                "ends_at": ends_at,
                "day": starts_at.astimezone(zone).date(),
                "room_id": room_id,
                "mode": mode,
                "moved_from": (session.moved_from or session.starts_at) if moved else session.moved_from,
                "touched_at": at,
            },
        )
    return session


def cancel_session(*, actor: Member, at: datetime, session_id: UUID, version: int, reason: CancelReason) -> Session:
    """Cancel one session; it stays on the schedule, struck through. Raises Refused."""
    session = _open(session_id)
    with told():
        save_changed(
            session,
            version=version,
            values={
                "cancelled_at": at,
                "cancelled_by_id": actor.membership_id,
                "cancel_reason": reason,
                "touched_at": at,
            },
        )
    return session


def reinstate_session(*, actor: Member, at: datetime, session_id: UUID, version: int) -> Session:
    """Bring a canceled session back, also on a closed day. Raises Refused, naming what took its room or people."""
    del actor
    session = planned(session_id)
    if session.cancelled_at is None:
        raise Refused(_STANDS)
    zone = ZoneInfo(session.site.time_zone)
    refuse(check_free([Wanted(session.starts_at, session.ends_at, session.room_id, _staff(session))], zone))
    back = {"cancelled_at": None, "cancelled_by_id": None, "cancel_reason": "", "is_withdrawn": False}
    with told():
        save_changed(session, version=version, values={**back, "touched_at": at})
    return session


def change_staff(
    *, actor: Member, at: datetime, session_id: UUID, version: int, leaders: Mapping[StaffRole, UUID | None]
) -> Session:
    """Let somebody else lead one session. Raises Refused, naming what they lead then."""
    del actor
    session = planned(session_id)
    people = tuple(person for person in leaders.values() if person)
    if len(set(people)) < len(people):
        raise Refused(_SAME)
    led = SessionStaff.objects.filter(session=session).values_list("membership", flat=True)
    refuse(check_leaders(*people, site_id=session.site_id, besides=list(led)))
    if session.cancelled_at is None:
        wanted = Wanted(session.starts_at, session.ends_at, staff=people)
        refuse(check_free([wanted], ZoneInfo(session.site.time_zone), besides=[session.pk]))
    with told():
        save_changed(session, version=version, values={"touched_at": at})
        lead(session, dict(leaders), at=at)
    return session


def lock(*, actor: Member, at: datetime, session_id: UUID) -> None:
    """Say that something was written about a session: it no longer moves and is not canceled. For attendance.

    raises  Refused: it is canceled, or the actor neither plans nor leads it
    """
    del actor
    session = get(session_id)
    if session.cancelled_at:
        raise Refused(CANCELLED)
    if session.locked_at is None and not Session.objects.filter(pk=session_id).update(locked_at=at):
        raise Refused(NO_REACH)


def get(session_id: UUID) -> Session:
    """Return a session with its site and room; raises Refused."""
    found = Session.objects.select_related("site", "room", "program", "series").filter(pk=session_id).first()
    if found is None:
        raise Refused(UNKNOWN)
    return found


def planned(session_id: UUID) -> Session:
    """Return a session that the actor may plan: groups by who plans for the site, appointments by who books there."""
    found = get(session_id)
    if found.site_id not in (reach.planned_sites() if found.series_id else reach.booked_sites()):
        raise Refused(NO_REACH)
    return found


def check_day(starts_at: datetime, *, at: datetime) -> list[Finding]:
    """Return what is wrong with when something is planned for: sessions of groups are not known further ahead."""
    if starts_at > at + timedelta(weeks=HORIZON, days=1):  # through the last day for which there are sessions
        return [TOO_FAR]
    return [TOO_OLD] if starts_at < at - OLDEST else []


def length_of(session: Session) -> int:
    """Return the minutes from start to end."""
    return minutes_between(session.starts_at, session.ends_at)


def _open(session_id: UUID) -> Session:
    session = planned(session_id)
    if session.locked_at:
        raise Refused(LOCKED)
    if session.cancelled_at:
        raise Refused(CANCELLED)
    return session


def _staff(session: Session) -> tuple[UUID, ...]:
    here = SessionStaff.objects.filter(session=session.pk, removed_at=None)
    return tuple(here.values_list("membership", flat=True))
