"""Setting what is wanted of an indicator."""

from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from stepwell.billing.models import IndicatorTarget
from stepwell.billing.rules.indicators import check_target
from stepwell.kernel.findings import Refused, refuse
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls import editing


def set_target(*, actor: Member, at: datetime, code: str, target: Decimal | None, version: int) -> None:
    """Set the target of an indicator, from now on.

    target   days or percent; None for none
    version  as shown to the writer; 0 while the usual one holds
    raises   Refused: IND-001 for a target that is none, EDIT-001 if somebody else was faster
    """
    del at  # history says when
    refuse(check_target(target) if target is not None else [])
    row = IndicatorTarget.objects.filter(code=code).first()
    if row is not None:
        editing.save_changed(row, version=version, values={"target": target})
        return
    try:
        with transaction.atomic():
            IndicatorTarget.objects.create(organization_id=actor.organization_id, code=code, target=target)
    except IntegrityError:
        raise Refused(editing.STALE) from None
