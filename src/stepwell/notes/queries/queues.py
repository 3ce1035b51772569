"""Notes that wait: to be written and signed, for a co-signature, for a correction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, F, Max, Q
from django.db.models.expressions import RawSQL

from stepwell.clients.models import Client
from stepwell.notes.models import Note
from stepwell.notes.queries.reach import cosigned
from stepwell.notes.rules import lateness
from stepwell.notes.rules.lateness import Age
from stepwell.notes.vocabulary import ASKED, KIND_LABELS, NoteKind
from stepwell.platform.questions import Listing, as_id, as_instant, as_is
from stepwell.scheduling.vocabulary import SessionKind

BACK = timedelta(days=31)
MOST = 200

# Sessions that one leads, and those whose notes one began. Times of staff are asked in a lookup: no index serves ranges
# behind a wall.
_OWN_SESSIONS = """
AND s.id = ANY (array_cat((SELECT stepwell.led_sessions()), ARRAY(
  SELECT n.session_id FROM notes_note n WHERE n.author_id = %(me)s AND n.signed_at IS NULL AND n.voided_at IS NULL
    AND n.session_id IS NOT NULL)))
"""
_KINDS = ", ".join(f"'{kind}'" for kind in ASKED)
# Who was there and has no signed note of it, with who leads the session; and drafts of what was on no schedule. Most
# are signed: names are asked for what is left (OFFSET 0 keeps it so).
_OPEN = f"""
SELECT o.id, o.title, o.kind, o.ends_at, o.client_id, o.note_id, c.first_name, c.preferred_name, c.last_name,
       l.names, coalesce(%(me)s = ANY (l.ids), false) OR o.author_id = %(me)s
FROM (
  SELECT s.id, s.title, s.kind, s.ends_at, a.client_id, n.id AS note_id, n.author_id
  FROM attendance_attendance a
  JOIN scheduling_session s
    ON s.id = a.session_id AND s.ends_at BETWEEN %(at)s::timestamptz - interval '{BACK.days} days' AND %(at)s
      AND s.kind IN ({_KINDS})
  LEFT JOIN notes_note n ON n.session_id = s.id AND n.client_id = a.client_id AND n.voided_at IS NULL
  WHERE a.voided_at IS NULL AND a.status <> 'absent' AND n.signed_at IS NULL {{own_sessions}} OFFSET 0) o
JOIN clients_client c ON c.id = o.client_id
CROSS JOIN LATERAL (
  SELECT array_agg(t.membership_id) AS ids, string_agg(m.name, ' and ' ORDER BY t.role DESC, m.name) AS names
  FROM scheduling_sessionstaff t JOIN tenancy_membership m ON m.id = t.membership_id
  WHERE t.session_id = o.id AND t.removed_at IS NULL) l
UNION ALL
SELECT NULL, '', n.kind, n.ends_at, n.client_id, n.id, c.first_name, c.preferred_name, c.last_name, m.name,
       n.author_id = %(me)s
FROM notes_note n JOIN clients_client c ON c.id = n.client_id JOIN tenancy_membership m ON m.id = n.author_id
WHERE n.session_id IS NULL AND n.signed_at IS NULL AND n.voided_at IS NULL {{own_notes}}
ORDER BY 4, 1, 9, 7
"""
_READERS = (as_id, as_is, as_is, as_instant, as_id, as_id, as_is, as_is, as_is, as_is, as_is)
ALL = Listing(_OPEN.format(own_sessions="", own_notes=""), _READERS)
OWN = Listing(_OPEN.format(own_sessions=_OWN_SESSIONS, own_notes="AND n.author_id = %(me)s"), _READERS)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A session of a group whose notes are not all signed, or one note that is not.

    clients  those whose note is open; a note that is not of a group has one
    note_id  the draft, where it was begun and is not of a group
    """

    session_id: UUID | None
    note_id: UUID | None
    title: str
    kind: NoteKind
    ended: datetime
    clients: tuple[tuple[UUID, str], ...]
    leaders: str
    is_mine: bool
    age: Age

    @property
    def is_group(self) -> bool:
        """Whether it is written on the sheet of a group."""
        return self.kind is NoteKind.GROUP

    @property
    def said(self) -> str:
        """Whose notes they are, or how many."""
        if len(self.clients) == 1:
            return self.clients[0][1]
        return f"{len(self.clients)} notes"


def unsigned(found: Sequence[Sequence[Any]], *, at: datetime) -> list[Waiting]:
    """Return what is to be written and signed of the last month, the oldest first; one's own is marked.

    found  the rows of `OWN`, or of `ALL`: those of colleagues too
    """
    rows = []
    for _, group in groupby(found, key=lambda row: (row[0], None if _kind(row) is NoteKind.GROUP else row[4])):
        rows.append(_waiting(list(group), at))
    return rows


def to_cosign(*, account_id: UUID) -> list[Note]:
    """Return the notes that wait for a co-signature that the actor may give, the oldest first. One query."""
    answers = Client.objects.filter(cosigned()).values("pk")
    waits = _uncosigned().filter(client__in=answers).exclude(account=account_id)
    return list(
        waits.exclude(_is_returned()).select_related("client", "author", "session").order_by("signed_at")[:MOST]
    )


def returned_to(account_id: UUID) -> list[Note]:
    """Return one's own notes that were returned and not added to since, the oldest first. One query."""
    mine = _uncosigned().filter(account=account_id).filter(_is_returned())
    return list(mine.select_related("client", "session").order_by("signed_at")[:MOST])


def _uncosigned() -> Any:
    bare = RawSQL("notes_note.credential = ''", [], output_field=BooleanField())  # as the index asks
    found = Note.objects.filter(bare, signed_at__isnull=False, voided_at=None, cosigned=None)
    return found.annotate(returned=Max("returns__at"), answered=Max("addenda__at"))


def _is_returned() -> Q:
    return Q(returned__isnull=False) & (Q(answered=None) | Q(answered__lt=F("returned")))


def _kind(row: Sequence[Any]) -> NoteKind:
    return ASKED[SessionKind(row[2])] if row[0] else NoteKind(row[2])


def _waiting(rows: list[Sequence[Any]], at: datetime) -> Waiting:
    session_id, title, _, ended, _, note_id, _, _, _, leaders, _ = rows[0]
    kind = _kind(rows[0])
    clients = tuple((row[4], f"{row[7] or row[6]} {row[8]}".strip()) for row in rows)
    return Waiting(
        session_id, None if kind is NoteKind.GROUP else note_id, title or KIND_LABELS[kind], kind, ended, clients,
        leaders or "", any(row[10] for row in rows), lateness.age(ended, at=at),
    )  # fmt: skip
