"""Deciding that a day is not billed, and taking that back."""

from datetime import datetime
from uuid import UUID

from stepwell.billing.actions.stopping import end_stops
from stepwell.billing.models import HeldDay
from stepwell.billing.vocabulary import Stopping
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.editing import check_reason

NOT_HELD = Finding("CHG-020", "This day is not on the list any more. Load the page again to see how it stands.")


def leave_day(*, actor: Member, at: datetime, held_day_id: UUID, reason: str) -> None:
    """Decide that a day is not billed. Raises Refused: VOID-001 without a reason, CHG-020 if it is not held now."""
    refuse(check_reason(reason))
    open_days = HeldDay.objects.filter(pk=held_day_id, resolved_at=None, left_at=None)
    if not open_days.update(left_at=at, left_by_id=actor.membership_id, left_why=reason.strip()):
        raise Refused(NOT_HELD)
    end_stops([held_day_id], at=at, ending=Stopping.LEFT)


def take_up_day(*, actor: Member, at: datetime, held_day_id: UUID) -> None:
    """Put a day back on the list that was left. Raises Refused (CHG-020) if it is not left."""
    del actor, at  # the history names who, and when
    left = HeldDay.objects.filter(pk=held_day_id, resolved_at=None, left_at__isnull=False)
    if not left.update(left_at=None, left_by=None, left_why=None):
        raise Refused(NOT_HELD)
