"""After how many days of silence somebody has to look."""

from uuid import UUID

from django.db import IntegrityError, transaction

from stepwell.kernel.findings import Refused
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.editing import STALE, save_changed
from stepwell.remittances.actions.waiting import Days
from stepwell.remittances.models import Patience


def set_patience(*, actor: Member, payer_id: UUID | None, days: Days, version: int) -> None:
    """Write down the days of a payer, or of all that have none of their own.

    version  as shown to the writer; 0 if there was no row
    raises   Refused: EDIT-001 if somebody else was faster
    """
    values = {
        "acknowledgment_days": days.acknowledgment, "status_days": days.status, "decision_days": days.decision,
        "bank_days": days.bank,
    }  # fmt: skip
    row = Patience.objects.filter(payer=payer_id).first()
    if row is not None:
        save_changed(row, version=version, values=values)
        return
    try:
        with transaction.atomic():
            Patience.objects.create(organization_id=actor.organization_id, payer_id=payer_id, **values)
    except IntegrityError as error:
        raise Refused(STALE) from error
