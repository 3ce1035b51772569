"""Care ends with a discharge, after the time it takes to finish; undoing that lets it go on."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q

from stepwell.clients.models import CareAssignment
from stepwell.clients.vocabulary import CARE_LABELS, CareKind
from stepwell.platform.tenancy.members import Member
from stepwell.platform.tenancy.models import RoleAssignment
from stepwell.platform.walls.rights import Role
from stepwell.reviews.actions.moving import Undo
from stepwell.reviews.rules.leaving import Care, Leaving, ends_at

TAKEN = "{who} is not the {what} again: somebody else is by now."


@dataclass(frozen=True)
class Ending:
    """One assignment: when it was to end until now (None: open), and when it ends by the discharge."""

    assignment_id: UUID
    before: datetime | None
    until: datetime


def endings_of(client_id: UUID, leaving: Leaving, *, actor: Member) -> list[Ending]:
    """Return which care assignments of a client a discharge ends, and when, the oldest first. One query."""
    manages = RoleAssignment.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=leaving.signed_at), membership=OuterRef("membership"), role=Role.CASE_MANAGER
    )
    rows = CareAssignment.objects.filter(client=client_id).annotate(manages=Exists(manages)).order_by("starts_at", "id")
    found = []
    for row in rows:
        kind = CareKind(row.kind)
        calls = kind is CareKind.PRIMARY or (kind is CareKind.TEAM and row.manages)
        until = ends_at(Care(kind, row.starts_at, row.ends_at, calls), leaving, actor.zone)
        if until:
            found.append(Ending(row.pk, row.ends_at, until))
    return found


def noted(endings: list[Ending]) -> Undo:
    """Return what undoing needs to know: assignment, its end before ("" for none), its end by the discharge."""
    return {
        "care": [
            [str(each.assignment_id), each.before.isoformat() if each.before else "", each.until.isoformat()]
            for each in endings
        ]
    }


def end_care(endings: list[Ending]) -> None:
    """End care. The last write of a discharge: of one that is entered late, it may close the record to who signs."""
    for each in endings:
        CareAssignment.objects.filter(pk=each.assignment_id).update(ends_at=each.until)


def resume_care(undo: Undo) -> list[str]:
    """Let care go on that a discharge ended, unless somebody changed it since.

    returns  in words, who is not primary clinician again because somebody else is
    """
    lost = []
    for assignment_id, before, until in undo.get("care", ()):
        found = CareAssignment.objects.filter(pk=assignment_id, ends_at=datetime.fromisoformat(until))
        row = found.select_related("membership").first()
        if row is None:
            continue
        try:
            with transaction.atomic():
                found.update(ends_at=datetime.fromisoformat(before) if before else None)
        except IntegrityError:
            lost.append(TAKEN.format(who=row.membership, what=CARE_LABELS[CareKind(row.kind)].lower()))
    return lost
