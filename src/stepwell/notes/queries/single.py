"""One note, and how far it has come."""

from datetime import datetime
from uuid import UUID

from django.db.models import Max, QuerySet

from stepwell.notes.models import Addendum, Note, NoteReturn
from stepwell.notes.rules import writing
from stepwell.notes.vocabulary import Stage


def notes() -> QuerySet[Note]:
    """Return notes with what a page shows of each. One query."""
    return Note.objects.select_related(
        "said", "session__site", "author", "cosigned__membership", "voided_by", "attendance", "said__objective"
    )


def stage_of(note: Note) -> Stage:
    """Return how far a note has come; asks for returns only where it is neither licensed nor co-signed."""
    cosigned = getattr(note, "cosigned", None) is not None
    returned = answered = None
    if note.signed_at and not note.voided_at and not note.credential and not cosigned:
        returned, answered = _last(note.pk)
    return stage(note, returned, answered)


def stage(note: Note, returned: datetime | None, answered: datetime | None) -> Stage:
    """Return how far a note has come, by when it was returned and answered last."""
    return writing.stage_of(
        is_void=note.voided_at is not None, is_signed=note.signed_at is not None, is_licensed=bool(note.credential),
        is_cosigned=getattr(note, "cosigned", None) is not None, returned=returned, answered=answered,
    )  # fmt: skip


def _last(note_id: UUID) -> tuple[datetime | None, datetime | None]:
    returned = NoteReturn.objects.filter(note=note_id).aggregate(last=Max("at"))["last"]
    if returned is None:
        return None, None
    return returned, Addendum.objects.filter(note=note_id).aggregate(last=Max("at"))["last"]
