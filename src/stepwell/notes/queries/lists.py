"""The notes of one client, as a page lists them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Subquery

from stepwell.notes.models import Addendum, Note, NoteReturn, NoteWords
from stepwell.notes.queries import single
from stepwell.notes.rules import lateness
from stepwell.notes.rules.texts import Block, blocks_of
from stepwell.notes.vocabulary import KIND_LABELS, STAGE_LABELS, STAGE_TONES, WAY_LABELS, NoteKind, Stage, Way


@dataclass
class Shown:
    """A note with what follows it. `said` is None for who may not read its words; times are in the site's zone."""

    note: Note
    said: NoteWords | None
    stage: Stage
    zone: ZoneInfo
    addenda: list[Addendum] = field(default_factory=list)
    returns: list[NoteReturn] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The kind in words."""
        return KIND_LABELS[NoteKind(self.note.kind)]

    @property
    def title(self) -> str:
        """What it is about: the session, or the kind."""
        return self.note.session.title if self.note.session else self.kind

    @property
    def stage_label(self) -> str:
        """How far it has come, in words."""
        return STAGE_LABELS[self.stage]

    @property
    def tone(self) -> str:
        """The color of the stage."""
        return STAGE_TONES.get(self.stage, "")

    @property
    def is_draft(self) -> bool:
        """Whether it may still be written."""
        return self.stage is Stage.DRAFT

    @property
    def is_void(self) -> bool:
        """Whether it was set aside."""
        return self.stage is Stage.VOIDED

    @property
    def starts(self) -> datetime:
        """When it began, at the site."""
        return self.note.starts_at.astimezone(self.zone)

    @property
    def ends(self) -> datetime:
        """When it ended, at the site."""
        return self.note.ends_at.astimezone(self.zone)

    @property
    def time(self) -> str:
        """Start and end: "6:00 to 9:00 PM"."""
        return f"{self.starts:%-I:%M} to {self.ends:%-I:%M %p}"

    @property
    def way(self) -> str:
        """How it was held, in words."""
        return WAY_LABELS[Way(self.note.way)].lower()

    @property
    def signed_after(self) -> str:
        """How long after the session it was signed; empty on the same day."""
        return lateness.in_words(self.note.ends_at, self.note.signed_at, self.zone) if self.note.signed_at else ""

    @property
    def blocks(self) -> list[Block]:
        """The signed text as a page lays it out."""
        return blocks_of(self.said.text) if self.said and self.said.text else []


def notes_of(client_id: UUID, zone: ZoneInfo, *, kind: str = "", most: int | None = None) -> list[Shown]:
    """Return a client's notes, the latest first, as far as the actor sees them. Two queries.

    zone  of the organization, for what was on no schedule
    kind  of the notes wanted; "" means all
    """
    last = NoteReturn.objects.filter(note=OuterRef("pk")).order_by("-at").values("at")[:1]
    found = single.notes().filter(client=client_id).annotate(returned_at=Subquery(last))
    rows = (found.filter(kind=kind) if kind else found).order_by("-starts_at", "-drafted_at", "id")[:most]
    notes = list(rows)
    addenda = _addenda(client_id)
    return [_shown(note, zone, addenda.get(note.pk, []), note.returned_at) for note in notes]


def one(client_id: UUID, note_id: UUID, zone: ZoneInfo) -> Shown | None:
    """Return one note of a client; None if there is none that the actor sees. Three queries."""
    note = single.notes().filter(client=client_id, pk=note_id).first()
    if note is None:
        return None
    addenda = Addendum.objects.filter(note=note_id).select_related("membership").order_by("at", "created_at")
    returns = list(NoteReturn.objects.filter(note=note_id).select_related("membership").order_by("at", "created_at"))
    found = _shown(note, zone, list(addenda), max((row.at for row in returns), default=None))
    found.returns = returns
    return found


def _shown(note: Note, zone: ZoneInfo, addenda: list[Addendum], returned: datetime | None) -> Shown:
    here = ZoneInfo(note.session.site.time_zone) if note.session else zone
    stage = single.stage(note, returned, max((row.at for row in addenda), default=None))
    return Shown(note, getattr(note, "said", None), stage, here, addenda)


def _addenda(client_id: UUID) -> dict[UUID, list[Addendum]]:
    found: dict[UUID, list[Addendum]] = defaultdict(list)
    rows = Addendum.objects.filter(client=client_id).select_related("membership")
    for row in rows.order_by("at", "created_at"):
        found[row.note_id].append(row)
    return found
