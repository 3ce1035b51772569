"""Days on which a site is closed, and the profile that hours are counted by."""

from datetime import date, datetime
from uuid import UUID

from stepwell.kernel.findings import Finding, Refused
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls import editing
from stepwell.scheduling.actions.conflicts import NO_REACH
from stepwell.scheduling.models import ClosedDay, HoursProfileChoice, Session
from stepwell.scheduling.queries import reach
from stepwell.scheduling.vocabulary import CancelReason

_TWICE = Finding("SCH-070", "The site is closed on that day already.", "day")
_PAST = Finding("SCH-071", "That day is over. Choose one to come.", "day")
_GONE = Finding("SCH-072", "This closed day is no longer there. Load the page again.")
_EARLIER = Finding("SCH-073", "Weeks before today were counted already. Choose today or a later day.", "from_on")


def add_closed_day(*, actor: Member, at: datetime, site_id: UUID, day: date, words: str) -> int:
    """Close a site for a day. Its groups of that day are canceled; appointments stay, to be moved by hand.

    returns  how many sessions were canceled
    raises   Refused
    """
    if site_id not in reach.planned_sites():
        raise Refused(NO_REACH)
    if day < at.astimezone(actor.zone).date():
        raise Refused(_PAST)
    if ClosedDay.objects.filter(site=site_id, day=day, voided_at=None).exists():
        raise Refused(_TWICE)
    ClosedDay.objects.create(organization_id=actor.organization_id, site_id=site_id, day=day, words=words.strip())
    sessions = Session.objects.filter(
        site=site_id, day=day, series__isnull=False, cancelled_at=None, locked_at=None, starts_at__gt=at
    )
    cancelled = list(sessions)
    for session in cancelled:
        session.cancelled_at, session.cancelled_by_id = at, actor.membership_id
        session.cancel_reason, session.version = CancelReason.CLOSED, session.version + 1
        session.save(update_fields=["cancelled_at", "cancelled_by", "cancel_reason", "version"])
    return len(cancelled)


def remove_closed_day(*, actor: Member, at: datetime, closed_day_id: UUID, reason: str) -> None:
    """Open a site on a day after all. Sessions that were canceled for it are brought back one by one.

    raises  Refused
    """
    row = ClosedDay.objects.filter(pk=closed_day_id, voided_at=None).first()
    if row is None:
        raise Refused(_GONE)
    editing.void(row, at=at, membership_id=actor.membership_id, reason=reason)


def choose_profile(*, actor: Member, at: datetime, code: str, from_on: date) -> None:
    """Count hours by another profile from a day on; a second choice for the same day replaces the first.

    raises  Refused
    """
    if from_on < at.astimezone(actor.zone).date():
        raise Refused(_EARLIER)
    HoursProfileChoice.objects.update_or_create(
        organization_id=actor.organization_id, from_on=from_on, defaults={"code": code}
    )
