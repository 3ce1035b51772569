"""Taking attendance: one client in one session at a time, so that one mistake never loses the others."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from stepwell.attendance import tasks
from stepwell.attendance.models import Attendance, TelehealthPlace
from stepwell.attendance.queries.reach import is_written
from stepwell.attendance.rules import presence
from stepwell.attendance.rules.presence import Elsewhere, Held, Stay
from stepwell.attendance.vocabulary import REMOTE, Absence, Location, Mode, Status
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls import editing
from stepwell.platform.walls.scope import acting, current
from stepwell.scheduling.actions import sessions
from stepwell.scheduling.models import Session
from stepwell.scheduling.profiles import profile_of

EARLY = timedelta(hours=1)  # how long before the start attendance is taken
GONE = Finding("ATT-010", "This session is no longer there. Go back to today’s rosters.")
CANCELLED = Finding("ATT-011", "This session is canceled. Nobody can be marked in it.")
NOT_YET = Finding("ATT-012", "This session has not begun. Attendance opens one hour before it.")
NOT_PLANNED = Finding("ATT-013", "They are not planned for this session. Add them to it under Schedule first.")
NO_REASON = Finding("ATT-014", "Choose why they were not there.", "reason")
NOT_YOURS = Finding(
    "ATT-015", "You may not take attendance for them here: who leads the session may, on its day and three days after."
)
LATE = Finding("ATT-016", "The day is over. Say why it changes, in ten letters or more.", "why")
SIGNED = Finding("ATT-017", "A signed note rests on it. Say why it changes, in ten letters or more.", "why")
TWICE = Finding("ATT-018", "They are marked in another session at that time. Correct the times of one of the two.")
_WRONG = Finding("ATT-019", "The session was changed meanwhile. Load the page again, and look at the times.")
_BY_CONSTRAINT = {
    "attendance_cancelled": CANCELLED,
    "attendance_on_roster": NOT_PLANNED,
    "attendance_one_place": TWICE,
    "attendance_once": editing.STALE,
    "attendance_signed": SIGNED,
    "attendance_minutes": _WRONG,
    "attendance_times": _WRONG,
    "attendance_status": _WRONG,
}


@dataclass(frozen=True)
class Mark:
    """How somebody attended.

    mode      None for who was absent; then `reason` says why
    stay      when they came and left; None for the whole session
    location  where somebody is who takes part from afar, as claims ask it; `place` in words, kept encrypted
    guests    how many came along
    """

    mode: Mode | None
    reason: Absence | None = None
    stay: Stay | None = None
    location: Location | None = None
    place: str = ""
    guests: int = 0


def take(
    *,
    actor: Member,
    at: datetime,
    session_id: UUID,
    client_id: UUID,
    mark: Mark,
    version: int | None,
    why: str = "",
) -> Attendance:
    """Write how one client attended a session, or correct it.

    version  of the row that the writer saw; None if nothing was taken yet
    why      reason of a correction: needed once the session's day is over, or a note was signed
    raises   Refused; EDIT-001 if somebody else was faster
    """
    session = get(session_id, at=at)
    if not is_written(client_id):
        raise Refused(NOT_YOURS)
    known = Attendance.objects.filter(session=session.pk, client=client_id, voided_at=None).first()
    facts = _facts(session, client_id, mark)
    if known and all(getattr(known, name) == value for name, value in facts.items()) and not mark.place.strip():
        return known  # somebody else marked the same
    if (known.version if known else None) != version:
        raise Refused(editing.STALE)
    refuse(_late(known, session, why, at=at))
    values = facts | {"taken_at": at, "taken_by_id": actor.membership_id}
    with _told(), acting(current.get().because(why.strip())):
        if known:
            editing.save_changed(known, version=known.version, values=values)
        else:
            known = Attendance.objects.create(
                organization_id=actor.organization_id, session=session, client_id=client_id, **values
            )
        if mark.place.strip() and mark.mode in REMOTE:
            _confirm(actor, session, client_id, mark.place, at=at)
    _lock(actor, session, at=at)
    return known


def take_back(*, actor: Member, at: datetime, attendance_id: UUID, reason: str) -> None:
    """Set aside what was taken of the wrong person or session. Raises Refused."""
    found = Attendance.objects.filter(pk=attendance_id, voided_at=None).first()
    if found is None:
        raise Refused(editing.VOIDED)
    if not is_written(found.client_id):
        raise Refused(NOT_YOURS)
    editing.void(found, at=at, membership_id=actor.membership_id, reason=reason)


def mark_signed(*, at: datetime, attendance_ids: Sequence[UUID]) -> None:
    """Say that a signed note rests on attendance: it changes only with a reason from then on. For notes."""
    Attendance.objects.filter(pk__in=attendance_ids, signed_at=None, voided_at=None).update(signed_at=at)


def get(session_id: UUID, *, at: datetime) -> Session:
    """Return a session that attendance can be taken of; raises Refused."""
    found = Session.objects.select_related("site").filter(pk=session_id, is_withdrawn=False).first()
    if found is None:
        raise Refused(GONE)
    if found.cancelled_at:
        raise Refused(CANCELLED)
    if at < found.starts_at - EARLY:
        raise Refused(NOT_YET)
    return found


def is_late(session_day: Any, zone: ZoneInfo, *, at: datetime) -> bool:
    """Return whether a change needs a reason because the day of the session is over at its site."""
    return bool(at.astimezone(zone).date() > session_day)


def _lock(actor: Member, session: Session, *, at: datetime) -> None:
    """Let the session stand. Who neither leads nor plans it leaves that to a job; the database holds it meanwhile."""
    if session.locked_at:
        return
    try:
        sessions.lock(actor=actor, at=at, session_id=session.pk)
    except Refused:
        tasks.lock_session.defer(organization=actor.organization_id, session_id=session.pk)


def _late(known: Attendance | None, session: Session, why: str, *, at: datetime) -> list[Finding]:
    if known is None or len(why.strip()) >= editing.LEAST_REASON:
        return []
    if known.signed_at:
        return [SIGNED]
    return [LATE] if is_late(session.day, ZoneInfo(session.site.time_zone), at=at) else []


def _facts(session: Session, client_id: UUID, mark: Mark) -> dict[str, Any]:
    """Return the columns of a mark; raises Refused for what cannot have been."""
    if mark.mode is None:
        if mark.reason is None:
            raise Refused(NO_REASON)
        nothing: dict[str, Any] = {"arrived_at": None, "left_at": None, "minutes": 0, "guests": 0}
        return {"status": Status.ABSENT, "mode": "", "location": "", "reason": mark.reason, **nothing}
    held = Held(session.starts_at, session.ends_at, session.break_minutes)
    stay = mark.stay or presence.whole(held)
    refuse(presence.check(held, stay, _elsewhere(session, client_id, stay)))
    profile = profile_of(session.site, on=session.day)
    return {
        "status": presence.status(held, stay),
        "mode": mark.mode,
        "location": (mark.location or "") if mark.mode in REMOTE else "",
        "arrived_at": stay.arrived,
        "left_at": stay.left,
        "minutes": presence.minutes(held, stay, breaks_count=profile.breaks_count),
        "reason": "",
        "guests": mark.guests,
    }


def _elsewhere(session: Session, client_id: UUID, stay: Stay) -> list[Elsewhere]:
    found = Attendance.objects.filter(
        client=client_id, voided_at=None, arrived_at__lt=stay.left, left_at__gt=stay.arrived
    ).exclude(session=session.pk)
    return [
        Elsewhere(row.session.title, Stay(row.arrived_at, row.left_at))
        for row in found.select_related("session")
        if row.arrived_at and row.left_at
    ]


def _confirm(actor: Member, session: Session, client_id: UUID, place: str, *, at: datetime) -> None:
    last = TelehealthPlace.objects.filter(client=client_id, session=session.pk).order_by("-at").first()
    if last is None or last.place != place.strip():
        TelehealthPlace.objects.create(
            organization_id=actor.organization_id, client_id=client_id, session=session, place=place.strip(), at=at,
            by_id=actor.membership_id,
        )  # fmt: skip


@contextmanager
def _told() -> Iterator[None]:
    """Run a write in a savepoint; what the database refuses becomes a finding. Raises Refused."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = str(getattr(getattr(error.__cause__, "diag", None), "constraint_name", ""))
        if name not in _BY_CONSTRAINT:
            raise
        raise Refused(_BY_CONSTRAINT[name]) from None
