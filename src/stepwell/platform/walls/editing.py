"""Writing over a row that others may have changed, and setting aside a row made by mistake."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from stepwell.kernel.findings import Finding, Refused
from stepwell.platform.walls.models import Versioned, Voidable
from stepwell.platform.walls.scope import acting, current

LEAST_REASON = 10  # letters
STALE = Finding(
    "EDIT-001",
    "Somebody changed this while you were writing. Nothing of yours is lost: compare, and save again.",
)
NO_REASON = Finding(
    "VOID-001", f"Say why in {LEAST_REASON} letters or more; the reason stays in the history.", "reason"
)
VOIDED = Finding("VOID-002", "This was set aside before. Load the page again to see how it stands.")


def save_changed(row: Versioned, *, version: int, values: dict[str, Any]) -> None:
    """Write `values` to a row, if it is still the version that the writer saw.

    version  as shown to the writer
    raises   Refused (EDIT-001) if somebody else was faster, or if the walls do not let the actor
    """
    model = type(row)
    fresh = model._default_manager.filter(pk=row.pk, version=version)
    if not fresh.update(**values, version=F("version") + 1):
        raise Refused(STALE)
    row.version = version + 1
    for name, value in values.items():
        setattr(row, name, value)


def check_reason(reason: str) -> list[Finding]:
    """Return what is wrong with the reason for a correction."""
    return [] if len(reason.strip()) >= LEAST_REASON else [NO_REASON]


def void(row: Voidable, *, at: datetime, membership_id: UUID, reason: str) -> None:
    """Set a row aside because it was made by mistake; the reason goes into its history too.

    raises  Refused: VOID-001 without a reason, VOID-002 if it was set aside before or the walls do not let the actor
    """
    found = check_reason(reason)
    if found:
        raise Refused(*found)
    values = {"voided_at": at, "voided_by_id": membership_id, "void_reason": reason.strip()}
    with acting(current.get().because(reason)):
        if not type(row)._default_manager.filter(pk=row.pk, voided_at=None).update(**values):
            raise Refused(VOIDED)
    for name, value in values.items():
        setattr(row, name, value)
