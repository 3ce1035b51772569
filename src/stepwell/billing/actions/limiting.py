"""Setting up to how much a role approves."""

from datetime import datetime

from django.db import IntegrityError, transaction

from stepwell.billing.models import ApprovalLimit
from stepwell.kernel.findings import Refused
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls import editing
from stepwell.platform.walls.rights import Role


def set_limit(*, actor: Member, at: datetime, role: Role, cents: int, version: int) -> None:
    """Set the limit of a role, from now on.

    version  as shown to the writer; 0 while the default holds
    raises   Refused (EDIT-001) if somebody else was faster
    """
    del at  # history says when
    row = ApprovalLimit.objects.filter(role=role).first()
    if row is not None:
        editing.save_changed(row, version=version, values={"cents": cents})
        return
    try:
        with transaction.atomic():
            ApprovalLimit.objects.create(organization_id=actor.organization_id, role=role, cents=cents)
    except IntegrityError:
        raise Refused(editing.STALE) from None
