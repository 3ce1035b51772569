"""Files that came in, for lists and for the page of one."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from stepwell.remittances.models import InboundFile, InboundText, Remittance
from stepwell.remittances.rules.work import WORDS
from stepwell.remittances.vocabulary import KIND_LABELS, READING_LABELS, WAY_LABELS, Kind, Reading, Way
from stepwell.x12.explaining.files import explain
from stepwell.x12.issues import Severity
from stepwell.x12.reading.sets import read

_KILOBYTE = 1024
_MOST_LINES, _MOST_ISSUES = 400, 50
_FOR_A_TERMINAL = "Do not rely on all of this yet"  # the page names what is wrong by itself


@dataclass(frozen=True)
class FileRow:
    """A file in a list. `refusal` says why it was not read; `by` who uploaded it, or how else it came."""

    id: UUID
    name: str
    kind: str
    reading: Reading
    status: str
    size: str
    added_at: datetime
    by: str
    refusal: str


@dataclass(frozen=True)
class Said:
    """What a file says in plain words, and what is wrong with it: sentence and place of each."""

    lines: tuple[str, ...]
    issues: tuple[tuple[str, str], ...]
    is_shortened: bool


def files() -> QuerySet[InboundFile]:
    """Return the files, the latest first."""
    return InboundFile.objects.select_related("added_by").order_by("-added_at", "id")


def row(file: InboundFile) -> FileRow:
    """Return a file as a list shows it."""
    return FileRow(
        file.pk, file.name or "", KIND_LABELS[Kind(file.kind)], Reading(file.reading),
        READING_LABELS[Reading(file.reading)], f"{max(1, file.size // _KILOBYTE):,} KB", file.added_at,
        str(file.added_by) if file.added_by else WAY_LABELS[Way(file.way)],
        WORDS[file.refusal].sentence if file.refusal else "",
    )  # fmt: skip


def content_of(file_id: UUID) -> bytes | None:
    """Return the bytes of a file, if there are any that the actor sees. One query."""
    found = InboundText.objects.filter(file=file_id).first()
    return bytes(found.content) if found else None


def said(content: bytes) -> Said:
    """Return what a file says; of a long one the beginning."""
    found = read(content)
    lines = [line for line in explain(found) if not line.startswith(_FOR_A_TERMINAL)]
    grave = [one for one in found.issues if one.severity is not Severity.NOTE]
    issues = tuple((one.sentence, _place(one.position.segment, one.position.segment_id)) for one in grave)
    return Said(tuple(lines[:_MOST_LINES]), issues[:_MOST_ISSUES], len(lines) > _MOST_LINES)


def remittances_of(file_id: UUID) -> list[Remittance]:
    """Return the remittances that a file holds. One query."""
    return list(Remittance.objects.filter(file=file_id).order_by("place"))


def _place(segment: int, name: str) -> str:
    return f"segment {segment} ({name})" if segment else "the file as such"
