"""Appointments, and seats in single sessions of a group."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from psycopg.types.range import TimestamptzRange

from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.people.models import Program
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls import editing
from stepwell.scheduling import remarks
from stepwell.scheduling.actions import sessions
from stepwell.scheduling.actions.conflicts import (
    LOCKED,
    NO_REACH,
    Wanted,
    check_client,
    check_free,
    check_leaders,
    told,
)
from stepwell.scheduling.actions.memberships import check_written
from stepwell.scheduling.actions.occurrences import staff_row
from stepwell.scheduling.actions.rooms import seats_of
from stepwell.scheduling.models import Seat, Session
from stepwell.scheduling.queries import reach
from stepwell.scheduling.rules.series import check_room, check_times
from stepwell.scheduling.vocabulary import ALONE, KIND_LABELS, CancelReason, Guest, Mode, SessionKind, StaffRole

_NOT_ALONE = Finding("SCH-060", "This kind of session is a group. Let the client join it instead.", "kind")
_NOBODY = Finding("SCH-061", "An appointment is somebody's. Choose a client.")
_NO_FAMILY = Finding("SCH-062", "Guests come to a family session. Choose that kind, or nobody.", "guests")
_NO_PROGRAM = Finding("SCH-063", "The program is closed or not there. Choose another.", "program")
_GONE = Finding("SCH-064", "This seat is no longer there. Load the page again.")
_OVER = Finding("SCH-065", "The session is canceled. Choose another.")


@dataclass(frozen=True)
class Appointment:
    """What is booked. Lengths are minutes; `guests` come along, by relation only."""

    kind: SessionKind
    program_id: UUID
    starts_at: datetime
    minutes: int
    leader_id: UUID | None = None
    room_id: UUID | None = None
    mode: Mode = Mode.IN_PERSON
    break_minutes: int = 0
    guests: tuple[Guest, ...] = ()

    @property
    def ends_at(self) -> datetime:
        """When it ends."""
        return self.starts_at + timedelta(minutes=self.minutes)


def book_appointment(*, actor: Member, at: datetime, client_ids: Sequence[UUID], appointment: Appointment) -> Session:
    """Book an appointment for one client, or for several in a family session.

    raises  Refused: what is wrong with it, what takes room or staff, what the client is planned for then
    """
    program = Program.objects.select_related("site").filter(pk=appointment.program_id).first()
    if program is None or program.closed_on:
        raise Refused(_NO_PROGRAM)
    if program.site_id not in reach.booked_sites():
        raise Refused(NO_REACH)
    zone = ZoneInfo(program.site.time_zone)
    refuse(_check(appointment, client_ids, at=at))
    refuse(check_leaders(appointment.leader_id, site_id=program.site_id))
    refuse(check_room(appointment.mode, appointment.room_id, 1, seats_of(appointment.room_id, site_id=program.site_id)))
    staff = (appointment.leader_id,) if appointment.leader_id else ()
    wanted = Wanted(appointment.starts_at, appointment.ends_at, appointment.room_id, staff)
    for client_id in client_ids:
        check_written(client_id)
        refuse(check_client(client_id, [wanted], zone))
    refuse(check_free([wanted], zone))
    with told():
        return _write(actor, program, appointment, client_ids, zone)


def take_seat(*, actor: Member, at: datetime, client_id: UUID, session_id: UUID, despite: str | None = None) -> Seat:
    """Give a client a seat in one session of a group that is not their own: to make up for one missed.

    despite  why it is right although something speaks against it; None where nobody is asked
    raises   Refused
    """
    del at
    session = sessions.get(session_id)
    if session.cancelled_at:
        raise Refused(_OVER)
    check_written(client_id)
    refuse(check_client(client_id, [Wanted(session.starts_at, session.ends_at)], ZoneInfo(session.site.time_zone)))
    if session.series:
        remarks.check(despite, client_id, session.series, session.day, session.day)
    with told():
        seat = _seat(actor, session, client_id)
        seat.despite = (despite or "").strip() or None
        seat.save(force_insert=True)
    return seat


def give_up_seat(*, actor: Member, at: datetime, seat_id: UUID, reason: CancelReason) -> None:
    """Take a client out of one session. An appointment that nobody sits in any more is canceled with it.

    raises  Refused
    """
    seat = _get(seat_id)
    if seat.session.locked_at:
        raise Refused(LOCKED)
    with told():
        Seat.objects.filter(pk=seat.pk, removed_at=None).update(removed_at=at, remove_reason=reason)
        _cancel_if_empty(actor, seat.session, reason, at)


def void_seat(*, actor: Member, at: datetime, seat_id: UUID, reason: str) -> None:
    """Set a seat aside that was given by mistake, to the wrong client or on the wrong day.

    An appointment that nobody sits in any more is canceled with it.

    raises  Refused, also for the last seat of an appointment that something was written about
    """
    seat = _get(seat_id)
    with told():
        editing.void(seat, at=at, membership_id=actor.membership_id, reason=reason)
        _cancel_if_empty(actor, seat.session, CancelReason.OTHER, at)


def _cancel_if_empty(actor: Member, session: Session, reason: CancelReason, at: datetime) -> None:
    left = Seat.objects.filter(session=session.pk, removed_at=None, voided_at=None).exists()
    if not (session.series_id or left or session.cancelled_at):
        sessions.cancel_session(actor=actor, at=at, session_id=session.pk, version=session.version, reason=reason)


def _get(seat_id: UUID) -> Seat:
    found = Seat.objects.select_related("session").filter(pk=seat_id, voided_at=None, removed_at=None).first()
    if found is None:
        raise Refused(_GONE)
    check_written(found.client_id)
    return found


def _check(wanted: Appointment, client_ids: Sequence[UUID], *, at: datetime) -> list[Finding]:
    found = check_times(wanted.minutes, wanted.break_minutes) + sessions.check_day(wanted.starts_at, at=at)
    if wanted.kind not in ALONE:
        found.append(_NOT_ALONE)
    if not client_ids:
        found.append(_NOBODY)
    if wanted.guests and wanted.kind != SessionKind.FAMILY:
        found.append(_NO_FAMILY)
    return found


def _write(actor: Member, program: Program, wanted: Appointment, client_ids: Sequence[UUID], zone: ZoneInfo) -> Session:
    session = Session(
        organization_id=actor.organization_id,
        site_id=program.site_id,
        program=program,
        kind=wanted.kind,
        title=KIND_LABELS[wanted.kind],
        day=wanted.starts_at.astimezone(zone).date(),
        starts_at=wanted.starts_at,
        ends_at=wanted.ends_at,
        break_minutes=wanted.break_minutes,
        room_id=wanted.room_id,
        mode=wanted.mode,
        capacity=len(client_ids),
    )
    session.save(force_insert=True)
    if wanted.leader_id:
        staff_row(session, StaffRole.LEADER, wanted.leader_id).save(force_insert=True)
    for client_id in client_ids:
        _seat(actor, session, client_id, guests=wanted.guests).save(force_insert=True)
    return session


def _seat(actor: Member, session: Session, client_id: UUID, *, guests: Sequence[Guest] = ()) -> Seat:
    return Seat(
        organization_id=actor.organization_id,
        session=session,
        site_id=session.site_id,
        slot=TimestamptzRange(session.starts_at, session.ends_at),
        client_id=client_id,
        guests=list(guests),
    )
