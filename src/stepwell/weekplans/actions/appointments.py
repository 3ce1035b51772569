"""What becomes of appointments of somebody who is away, as it was chosen."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from uuid import UUID

from stepwell.kernel.findings import Finding, Refused
from stepwell.platform.tenancy.members import Member
from stepwell.scheduling.actions import sessions
from stepwell.scheduling.models import Session
from stepwell.scheduling.vocabulary import CancelReason, Mode, StaffRole
from stepwell.weekplans.queries.mending import Looked
from stepwell.weekplans.rules.appointments import Become, Way

_GONE = Finding("WEEK-049", "What was chosen for an appointment is no longer possible. Choose again.")


def chosen(looked: Looked, keys: Mapping[str, str]) -> dict[str, Way]:
    """Return what becomes of appointments, by session, for what was chosen. Raises Refused."""
    found = {}
    for session, key in keys.items():
        way = next((one for one in looked.appointments.get(session, ()) if one.key == key), None)
        if way is None:
            raise Refused(_GONE)
        found[session] = way
    return found


def carry_out(actor: Member, at: datetime, looked: Looked, ways: Mapping[str, Way]) -> None:
    """Move appointments, give them to somebody else or cancel them. Raises Refused."""
    for row in Session.objects.filter(pk__in=list(ways)).order_by("starts_at", "id"):
        way = ways[str(row.pk)]
        same: dict[str, Any] = {"actor": actor, "at": at, "session_id": row.pk, "version": row.version}
        if way.become == Become.CANCELED:
            sessions.cancel_session(**same, reason=CancelReason.STAFF_AWAY)
        elif way.become == Become.GIVEN:
            sessions.change_staff(**same, leaders={StaffRole.LEADER: UUID(way.member)})
        else:
            sessions.move_session(
                **same, starts_at=begins(way, looked), minutes=sessions.length_of(row),
                room_id=UUID(way.room) if way.room else None, mode=Mode(row.mode),
            )  # fmt: skip


def begins(way: Way, looked: Looked) -> datetime:
    """Return when an appointment begins that is moved."""
    if way.day is None:
        raise ValueError(way.become)
    clock = time(way.minute // 60, way.minute % 60)
    return datetime.combine(way.day, clock, looked.facts.zone)
