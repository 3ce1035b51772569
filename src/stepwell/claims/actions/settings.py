"""Writing down how claims reach payers, and what payers have on file about a client."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from stepwell.claims.models import ClientOnFile, Route
from stepwell.kernel.findings import Finding, Refused
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.editing import STALE, save_changed

PHONE = Finding("CLM-007", "A receiver calls a number of ten digits. Enter one such as 614-555-0100.", "contact_phone")


def set_route(*, actor: Member, at: datetime, payer_id: UUID | None, version: int, values: dict[str, Any]) -> None:
    """Write down how claims reach a payer, or all that have no route of their own.

    version  as shown to the writer; 0 where there was none
    raises   Refused: CLM-007, EDIT-001 if somebody else was faster
    """
    del at  # history says when
    if len([one for one in values["contact_phone"] if one.isdigit()]) not in (10, 11):
        raise Refused(PHONE)
    row = Route.objects.filter(payer=payer_id).first()
    _save(row, version, values, Route(organization_id=actor.organization_id, payer_id=payer_id))


def set_on_file(*, actor: Member, at: datetime, client_id: UUID, version: int, values: dict[str, Any]) -> None:
    """Write down what payers have on file about a client.

    version  as shown to the writer; 0 where there was none
    raises   Refused: EDIT-001 if somebody else was faster
    """
    del at  # history says when
    row = ClientOnFile.objects.filter(client=client_id).first()
    fresh = ClientOnFile(organization_id=actor.organization_id, client_id=client_id)
    _save(row, version, {**values, "street_2": values["street_2"] or None}, fresh)


def _save(row: Any, version: int, values: dict[str, Any], fresh: Any) -> None:
    if row is not None:
        save_changed(row, version=version, values=values)
        return
    for name, value in values.items():
        setattr(fresh, name, value)
    try:
        with transaction.atomic():
            fresh.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(STALE) from error
