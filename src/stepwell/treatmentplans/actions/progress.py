"""Saying how an objective goes."""

from datetime import date, datetime

from django.db import transaction

from stepwell.kernel.findings import Finding, refuse
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.editing import void
from stepwell.treatmentplans.models import ObjectiveEntry, PlanObjective
from stepwell.treatmentplans.models.progress import MOST
from stepwell.treatmentplans.vocabulary import Standing

NOTHING = Finding("PLN-050", "Rate how far it has come, 0 to 4, or say that it is met or dropped.", "progress")
OUT_OF_RANGE = Finding("PLN-051", "Progress is a number from 0 to 4.", "progress")
TO_COME = Finding("PLN-052", "The day lies in the future. Enter the day on which you looked.", "on")
NO_PLAN = Finding("PLN-053", "This objective is in a plan that nobody signed yet, or that was set aside.")
NO_WORDS = Finding("PLN-054", "Say in a sentence why the objective is dropped.", "words")


@transaction.atomic
def rate_objective(
    *,
    actor: Member,
    at: datetime,
    objective: PlanObjective,
    on: date,
    progress: int | None = None,
    words: str = "",
    standing: Standing = Standing.OPEN,
) -> ObjectiveEntry:
    """Add how an objective goes. Clinicians may, and whoever writes session notes for the client.

    on        the day that is spoken of
    progress  0 not begun to 4 there; None only where `standing` says that it is met or dropped
    raises    Refused: PLN-050 to PLN-054
    """
    found = []
    if progress is None and standing == Standing.OPEN:
        found.append(NOTHING)
    if progress is not None and not 0 <= progress <= MOST:
        found.append(OUT_OF_RANGE)
    if on > at.astimezone(actor.zone).date():
        found.append(TO_COME)
    if objective.plan.signed_at is None or objective.plan.voided_at:
        found.append(NO_PLAN)
    if standing == Standing.DROPPED and not words.strip():
        found.append(NO_WORDS)
    refuse(found)
    return ObjectiveEntry.objects.create(
        organization_id=objective.organization_id,
        client_id=objective.client_id,
        objective=objective,
        lineage=objective.lineage,
        seen_on=on,
        at=at,
        progress=progress,
        standing=standing,
        words=words.strip(),
        by_id=actor.membership_id,
        account_id=actor.account_id,
    )


@transaction.atomic
def void_entry(*, actor: Member, at: datetime, entry: ObjectiveEntry, reason: str) -> None:
    """Set aside what was said of an objective by mistake. Raises Refused (VOID-001 ...)."""
    void(entry, at=at, membership_id=actor.membership_id, reason=reason)
