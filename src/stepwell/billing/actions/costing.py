"""Writing down what billing cost in a month."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from stepwell.billing.models import CollectingCost
from stepwell.billing.rules.costs import check_cost
from stepwell.kernel.findings import Refused, refuse
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls import editing


def set_cost(*, actor: Member, at: datetime, month: date, cents: int, version: int) -> None:
    """Write down what billing cost in a month.

    month    its first day
    version  as shown to the writer; 0 while nobody entered any
    raises   Refused: COL-001, COL-002, EDIT-001 if somebody else was faster
    """
    refuse(check_cost(month, cents, today=at.astimezone(actor.zone).date()))
    row = CollectingCost.objects.filter(month=month).first()
    if row is not None:
        editing.save_changed(row, version=version, values={"cents": cents})
        return
    try:
        with transaction.atomic():
            CollectingCost.objects.create(organization_id=actor.organization_id, month=month, cents=cents)
    except IntegrityError:
        raise Refused(editing.STALE) from None
