"""Writing down how claims reach payers, and what payers have on file about a client."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from stepwell.claims.models import ClientOnFile, Rendering, Route
from stepwell.claims.rules.scrubbing.rules import Gravity
from stepwell.claims.rules.scrubbing.scrubber import ALL
from stepwell.kernel.findings import Finding, Refused
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.editing import STALE, save_changed

PHONE = Finding("CLM-007", "A receiver calls a number of ten digits. Enter one such as 614-555-0100.", "contact_phone")

FIXED_RULE = Finding(
    "CLM-010", "This rule is law, or a claim without it cannot be read: it stops every claim.", "rules"
)
ROUTE_FIRST = Finding("CLM-011", "Write down first how claims reach this payer. Then its rules can be changed.")
NO_TAXONOMY = Finding(
    "CLM-012", "A taxonomy code has ten letters and digits and ends in X, such as 101YA0400X.", "taxonomy"
)
_TAXONOMY = re.compile(r"[0-9A-Z]{9}X")


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


def set_gravities(*, actor: Member, payer_id: UUID | None, version: int, gravities: Mapping[str, Gravity]) -> None:
    """Write down what findings of scrub rules mean to a payer, or to all that have no route of their own.

    gravities  by the code of the rule; one that is as it usually is need not be among them
    raises     Refused: CLM-010 for a rule that cannot be changed, CLM-011 without a route, EDIT-001
    """
    del actor  # history says who
    changeable = {rule.code: rule.gravity for rule in ALL if not rule.is_fixed}
    if not gravities.keys() <= changeable.keys():
        raise Refused(FIXED_RULE)
    row = Route.objects.filter(payer=payer_id).first()
    if row is None:
        raise Refused(ROUTE_FIRST)
    kept = {code: gravity.value for code, gravity in gravities.items() if gravity is not changeable[code]}
    save_changed(row, version=version, values={"gravities": kept})


def set_rendering(*, actor: Member, membership_id: UUID, version: int, taxonomy: str) -> None:
    """Write down as what kind of provider a clinician stands on claims.

    version  as shown to the writer; 0 where there was none
    raises   Refused: CLM-012, EDIT-001
    """
    if not _TAXONOMY.fullmatch(taxonomy):
        raise Refused(NO_TAXONOMY)
    row = Rendering.objects.filter(membership=membership_id).first()
    fresh = Rendering(organization_id=actor.organization_id, membership_id=membership_id)
    _save(row, version, {"taxonomy": taxonomy}, fresh)


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
