"""Joining and leaving a group, by dates: somebody may come back."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls import editing
from stepwell.scheduling import remarks
from stepwell.scheduling.actions import series as groups
from stepwell.scheduling.actions.conflicts import NO_CLIENT, Wanted, check_client, told
from stepwell.scheduling.models import GroupMembership, GroupSeries, Session, Waiting
from stepwell.scheduling.queries import reach

GONE = Finding("SCH-040", "This membership is no longer there. Load the page again.")
_NOT_THEN = Finding(
    "SCH-041", "The group does not meet in that time. Choose days between its first and last.", "from_on"
)
_BACKWARD = Finding(
    "SCH-042", "The last day is before the first. Set the membership aside if it was a mistake.", "to_on"
)


def join_group(
    *,
    actor: Member,
    at: datetime,
    client_id: UUID,
    series_id: UUID,
    from_on: date,
    to_on: date | None = None,
    despite: str | None = None,
) -> GroupMembership:
    """Let a client belong to a group from a day on; whoever waited for it no longer does.

    to_on    last day, if it is known
    despite  why it is right although something speaks against it; None where nobody is asked
    raises   Refused: the group does not meet then, is full, or the client is elsewhere at its times
    """
    series = groups.get(series_id)
    if to_on and to_on < from_on:
        raise Refused(_BACKWARD)
    if from_on < series.from_on or (series.to_on and from_on > series.to_on):
        raise Refused(_NOT_THEN)
    last = min(filter(None, (to_on, series.to_on)), default=None)
    check_written(client_id)
    refuse(_elsewhere(client_id, series, from_on, last))
    remarks.check(despite, client_id, series, from_on, last)
    with told():
        made = GroupMembership.objects.create(
            organization_id=actor.organization_id, client_id=client_id, series=series, from_on=from_on, to_on=last,
            despite=(despite or "").strip() or None,
        )  # fmt: skip
        if last is None or last == series.to_on:  # for good, and not for a day
            Waiting.objects.filter(client=client_id, series=series.pk, ended_at=None).update(ended_at=at)
        return made


def leave_group(*, actor: Member, at: datetime, membership_id: UUID, to_on: date, reason: str = "") -> None:
    """Let a membership end after a day, or end on another day than was said.

    raises  Refused
    """
    del actor, at
    row = _get(membership_id)
    if to_on < row.from_on:
        raise Refused(_BACKWARD)
    if row.series.to_on and to_on > row.series.to_on:
        raise Refused(_NOT_THEN)
    with told():
        row.to_on, row.leave_reason = to_on, reason.strip()
        row.save(update_fields=["to_on", "leave_reason"])


def void_membership(*, actor: Member, at: datetime, membership_id: UUID, reason: str) -> None:
    """Set a membership aside that was made by mistake. Raises Refused."""
    editing.void(_get(membership_id), at=at, membership_id=actor.membership_id, reason=reason)


def check_written(client_id: UUID) -> None:
    """Raise Refused for a client whose schedule the actor does not write."""
    if not reach.writes_schedule_of(client_id):
        raise Refused(NO_CLIENT)


def _get(membership_id: UUID) -> GroupMembership:
    found = GroupMembership.objects.select_related("series").filter(pk=membership_id, voided_at=None).first()
    if found is None:
        raise Refused(GONE)
    check_written(found.client_id)
    return found


def _elsewhere(client_id: UUID, series: GroupSeries, first: date, last: date | None) -> list[Finding]:
    sessions = Session.objects.filter(series=series.pk, cancelled_at=None, day__gte=first).order_by("starts_at")
    if last:
        sessions = sessions.filter(day__lte=last)
    wanted = [Wanted(session.starts_at, session.ends_at) for session in sessions]
    mine = GroupMembership.objects.filter(client=client_id, series=series.pk, voided_at=None)
    if mine.filter(to_on=None).exists() or mine.filter(to_on__gte=first).exists():
        return []  # the database says that they belong to it already
    return check_client(client_id, wanted, ZoneInfo(series.site.time_zone))
