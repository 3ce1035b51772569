"""Waiting for a group that is full. Joining it ends the waiting."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from stepwell.kernel.findings import Finding, Refused
from stepwell.platform.tenancy.members import Member
from stepwell.scheduling.actions import series as groups
from stepwell.scheduling.actions.memberships import check_written
from stepwell.scheduling.models import GroupMembership, Waiting

_TWICE = Finding("SCH-070", "The client waits for this group already.", "group")
_BELONGS = Finding("SCH-071", "The client belongs to this group already. Choose another one.", "group")
_GONE = Finding("SCH-072", "The client no longer waits for it. Load the page again.")
_ENDED = Finding("SCH-073", "This group has ended. Choose another one.", "group")


def wait(*, actor: Member, at: datetime, client_id: UUID, series_id: UUID) -> Waiting:
    """Let a client wait for a group. Raises Refused."""
    check_written(client_id)
    row = groups.get(series_id)
    today = at.astimezone(actor.zone).date()
    if row.to_on and row.to_on < today:
        raise Refused(_ENDED)
    if GroupMembership.objects.filter(client=client_id, series=row.pk, voided_at=None, to_on=None).exists():
        raise Refused(_BELONGS)
    try:
        with transaction.atomic():
            return Waiting.objects.create(organization_id=actor.organization_id, client_id=client_id, series=row)
    except IntegrityError:
        raise Refused(_TWICE) from None


def wait_no_longer(*, actor: Member, at: datetime, waiting_id: UUID) -> None:
    """Take a client off a waiting list. Raises Refused."""
    del actor
    row = Waiting.objects.filter(pk=waiting_id, ended_at=None).first()
    if row is None:
        raise Refused(_GONE)
    check_written(row.client_id)
    Waiting.objects.filter(pk=row.pk).update(ended_at=at)
