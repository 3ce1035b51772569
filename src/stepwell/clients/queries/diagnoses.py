"""Reads of diagnoses and of the official list of codes."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from stepwell.clients.models import Diagnosis, DiagnosisCode
from stepwell.clients.rules.diagnoses import Code, tidy
from stepwell.clients.vocabulary import COURSE_LABELS, Course

MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class DiagnosisRow:
    """A diagnosis with its title, in force or past."""

    id: UUID
    code: str
    title: str
    rank: int
    course: str
    from_on: date
    to_on: date | None
    by: str
    credential: str
    voided: bool
    void_reason: str
    version: int


def diagnoses_of(client_id: UUID) -> list[DiagnosisRow]:
    """Return somebody's diagnoses: those in force by rank, then past ones, then those set aside. One query."""
    found = Diagnosis.objects.filter(client=client_id).select_related("code", "diagnosed_by")
    rows = [
        DiagnosisRow(
            row.pk, row.code_id, row.code.title, row.rank, COURSE_LABELS[Course(row.course)] if row.course else "",
            row.from_on, row.to_on, str(row.diagnosed_by), row.credential, row.voided_at is not None, row.void_reason,
            row.version,
        )
        for row in found
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row.voided, row.to_on is not None, row.rank, row.code))


def in_force(client_id: UUID) -> list[DiagnosisRow]:
    """Return the diagnoses that somebody has now, by rank."""
    return [row for row in diagnoses_of(client_id) if not row.voided and row.to_on is None]


def code_called(text: str) -> Code | None:
    """Return the code of the official list that was typed, or None."""
    found = DiagnosisCode.objects.filter(pk=tidy(text)).first()
    return _code(found) if found else None


def find_codes(text: str, *, on: date, most: int = MOST_FOUND) -> list[Code]:
    """Return codes that may be diagnosed on a day and fit: by the beginning of the code, or by all words of the title.

    Codes of mental and behavioral disorders come first.
    """
    words = text.split()
    if not words:
        return []
    titled = Q()
    for word in words:
        titled &= Q(title__icontains=word)
    valid = Q(valid_from=None) | Q(valid_from__lte=on)
    valid &= Q(valid_to=None) | Q(valid_to__gte=on)
    found = DiagnosisCode.objects.filter(valid, Q(pk__startswith=tidy(text)) | titled, is_billable=True)
    behavioral = found.filter(pk__startswith="F").order_by("pk")[:most]
    rows = list(behavioral)
    rows += list(found.exclude(pk__startswith="F").order_by("pk")[: most - len(rows)]) if len(rows) < most else []
    return [_code(row) for row in rows]


def _code(row: DiagnosisCode) -> Code:
    return Code(row.code, row.title, row.is_billable, row.valid_from, row.valid_to)
