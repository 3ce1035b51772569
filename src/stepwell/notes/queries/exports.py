"""All notes of one client as they leave the clinic, with what follows them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from stepwell.notes.models import Addendum, NoteWords

_HEAD = (
    "id", "kind", "title", "session_id", "day", "starts_at", "ends_at", "minutes", "way", "author", "credential",
    "signed_at", "cosigned_at", "cosigned_by", "voided_at", "void_reason",
)  # fmt: skip
_SAID = (
    "text", "words", "intervention", "assessment", "plan", "participation", "response", "objective_id", "progress",
    "risk", "risk_words", "guests",
)  # fmt: skip
_SEALED = {
    name: NoteWords._meta.get_field(name)
    for name in ("text", "words", "intervention", "assessment", "plan", "risk_words")
}
_ADDED = Addendum._meta.get_field("words")

# Written out: as objects of the tables that it comes from, half of the time would go into making them.
_NOTES = f"""
SELECT w.id IS NOT NULL, EXISTS (SELECT FROM notes_addendum a WHERE a.client_id = %(client)s),
  n.id, n.kind, coalesce(s.title, ''), n.session_id, n.day, n.starts_at, n.ends_at, n.minutes, n.way,
  concat_ws(', ', m.name, nullif(m.suffix, '')), n.credential, n.signed_at, k.at,
  concat_ws(', ', c.name, nullif(c.suffix, '')), n.voided_at, n.void_reason, {", ".join(f"w.{name}" for name in _SAID)}
FROM notes_note n
LEFT JOIN notes_notewords w ON w.note_id = n.id
LEFT JOIN scheduling_session s ON s.id = n.session_id
LEFT JOIN tenancy_membership m ON m.id = n.author_id
LEFT JOIN notes_cosignature k ON k.note_id = n.id
LEFT JOIN tenancy_membership c ON c.id = k.membership_id
WHERE n.client_id = %(client)s ORDER BY n.starts_at DESC, n.id
"""
_ADDENDA = """
SELECT a.note_id, a.at, concat_ws(', ', m.name, nullif(m.suffix, '')), a.words
FROM notes_addendum a LEFT JOIN tenancy_membership m ON m.id = a.membership_id
WHERE a.client_id = %(client)s ORDER BY a.at, a.created_at
"""


def as_json(client_id: UUID) -> list[dict[str, Any]]:
    """Return a client's notes for export, the latest first, as far as the actor reads them. Two queries at most.

    Counseling notes are never among them.
    """
    with connection.cursor() as cursor:
        cursor.execute(_NOTES, {"client": client_id})
        notes = cursor.fetchall()
        addenda: list[Any] = []
        if any(row[1] for row in notes):
            cursor.execute(_ADDENDA, {"client": client_id})
            addenda = cursor.fetchall()
    return [_note(row, addenda) for row in notes]


def _note(row: Sequence[Any], addenda: Sequence[Any]) -> dict[str, Any]:
    is_read, _, *values = row
    answer = dict(zip(_HEAD, values, strict=False))
    answer["addenda"] = [
        {"at": at, "by": by, "words": _opened(_ADDED, words)}
        for note_id, at, by, words in addenda
        if note_id == answer["id"]
    ]
    if is_read:
        said = dict(zip(_SAID, values[len(_HEAD) :], strict=True))
        answer |= said | {name: _opened(field, said[name]) for name, field in _SEALED.items()}
    return answer


def _opened(field: Any, value: Any) -> Any:
    return field.from_db_value(value, None, connection)
