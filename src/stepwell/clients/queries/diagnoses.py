"""Reads of diagnoses and of the official list of codes."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from stepwell.clients.models import Diagnosis, DiagnosisCode
from stepwell.clients.rules.diagnoses import Code, tidy
from stepwell.clients.rules.wording import Term, terms_of
from stepwell.clients.vocabulary import COURSE_LABELS, Course

MOST_FOUND = 20
LEAST_LETTERS = 3  # of a word that has other forms
_LIKE = re.compile(r"[\\%_]")
# Written as their indexes are.
_MEANS = "to_tsvector('english'::regconfig, COALESCE(title, '')) @@ to_tsquery('english'::regconfig, %(meant{0})s)"
_HOLDS = "title ILIKE %(typed{0})s"
_SAYS = f"({_HOLDS} OR {_MEANS})"
_FIND = """
SELECT code, title, valid_from, valid_to FROM (
  SELECT *, code LIKE %(code)s AS is_code, code LIKE 'F%%' AS is_behavioral FROM clients_diagnosiscode
  WHERE is_billable AND (valid_from IS NULL OR valid_from <= %(on)s) AND (valid_to IS NULL OR valid_to >= %(on)s)
    AND (code LIKE %(code)s OR ({titled}))
  ORDER BY is_code DESC, is_behavioral DESC, CASE WHEN code LIKE %(code)s THEN 0 ELSE length(title) END, code
  LIMIT %(most)s) found
ORDER BY is_code DESC, is_behavioral DESC, code
"""


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
    """Return codes that may be diagnosed on a day and fit: by the beginning of the code, or by the title. One query.

    A title fits that says all that was typed, in this or another form of the word, or in the official word for it.
    Codes of mental and behavioral disorders come first; of many titles the shortest are taken, which say least else.
    """
    terms = terms_of(text)
    if not terms:
        return []
    values: dict[str, Any] = {
        "code": _LIKE.sub(r"\\\g<0>", tidy(text)) + "%",
        "on": on,
        "most": most,
        **{f"typed{number}": f"%{term.typed}%" for number, term in enumerate(terms)},
        **{f"meant{number}": _tsquery(term) for number, term in enumerate(terms)},
    }
    titled = " AND ".join(_condition(term).format(number) for number, term in enumerate(terms))
    with connection.cursor() as cursor:
        cursor.execute(_FIND.format(titled=titled), values)
        rows = cursor.fetchall()
    return [Code(code, title, True, *valid) for code, title, *valid in rows]


def _condition(term: Term) -> str:
    if not term.typed:
        return _MEANS
    return _SAYS if len(term.typed) >= LEAST_LETTERS else _HOLDS


def _tsquery(term: Term) -> str:
    return " | ".join(f"({' & '.join(f'{word}:*' for word in words)})" for words in term.meant)


def _code(row: DiagnosisCode) -> Code:
    return Code(row.code, row.title, row.is_billable, row.valid_from, row.valid_to)
