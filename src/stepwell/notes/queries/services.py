"""What was done and is documented: the facts that charges and claims begin with. No word of a note is among them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from stepwell.attendance.vocabulary import Status
from stepwell.notes.models import Note
from stepwell.notes.vocabulary import NoteKind


@dataclass(frozen=True, slots=True)
class Service:
    """A signed note of a client on a day.

    minutes      that the client was there, as attendance has it now
    is_complete  whether a license stands behind it: the author's, or that of who co-signed
    """

    note_id: UUID
    client_id: UUID
    session_id: UUID | None
    attendance_id: UUID | None
    kind: NoteKind
    day: date
    minutes: int
    author_id: UUID
    credential: str
    signed_at: datetime
    is_complete: bool


def services(first: date, last: date, *, client_id: UUID | None = None) -> list[Service]:
    """Return what is documented from a day to a day, by day; of one client, or of all whom the actor sees. One query.

    Notes set aside count for nothing; neither does attendance that was set aside or turned into an absence.
    """
    found = Note.objects.filter(
        Q(attendance=None) | (Q(attendance__voided_at=None) & ~Q(attendance__status=Status.ABSENT)),
        day__range=(first, last), signed_at__isnull=False, voided_at=None,
    )  # fmt: skip
    found = found.filter(client=client_id) if client_id else found
    rows = found.select_related("cosigned", "attendance").order_by("day", "starts_at", "id")
    return [_service(note) for note in rows]


def _service(note: Note) -> Service:
    cosigned = getattr(note, "cosigned", None)
    return Service(
        note.pk, note.client_id, note.session_id, note.attendance_id, NoteKind(note.kind), note.day,
        note.attendance.minutes if note.attendance else note.minutes, note.author_id,
        note.credential or (cosigned.credential if cosigned else ""), note.signed_at or note.drafted_at,
        bool(note.credential or cosigned),
    )  # fmt: skip
