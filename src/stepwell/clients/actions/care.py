"""Care ends because it is over for the client, after the time it takes to finish; undoing that lets it go on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from stepwell.clients.models import CareAssignment
from stepwell.clients.rules.ending import Care, ends_at
from stepwell.clients.vocabulary import CARE_LABELS, CareKind

TAKEN = "{who} is not the {what} again: somebody else is by now."


@dataclass(frozen=True)
class Ending:
    """One assignment: when it was to end until now (None: open), and when it ends since."""

    assignment_id: UUID
    before: datetime | None
    until: datetime


def endings_of(client_id: UUID, *, over_at: datetime) -> list[Ending]:
    """Return which care assignments of a client end, and when, if it is over at an instant; the oldest first."""
    rows = CareAssignment.objects.filter(client=client_id).order_by("starts_at", "id")
    found = [(row, ends_at(Care(CareKind(row.kind), row.starts_at, row.ends_at), over_at)) for row in rows]
    return [Ending(row.pk, row.ends_at, until) for row, until in found if until]


def noted(endings: list[Ending]) -> dict[str, Any]:
    """Return what undoing needs to know: assignment, its end before ("" for none), its end since."""
    return {
        "care": [
            [str(each.assignment_id), each.before.isoformat() if each.before else "", each.until.isoformat()]
            for each in endings
        ]
    }


def end_care(endings: list[Ending]) -> None:
    """End care. The last write: of what is entered late, it may close the record to who writes."""
    for each in endings:
        CareAssignment.objects.filter(pk=each.assignment_id).update(ends_at=each.until)


def resume_care(undo: Mapping[str, Any]) -> list[str]:
    """Let care go on that was ended, unless somebody changed it since.

    undo     what `noted` returned
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
