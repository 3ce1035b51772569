"""Notes of one client alone: of an individual or family session, of case management, of a telephone call."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from stepwell.attendance.models import Attendance
from stepwell.attendance.vocabulary import Status
from stepwell.crisis.models import CrisisEvent
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.notes.actions.drafting import NOT_YOURS, Written, begin_or_change, check_draft, write_words
from stepwell.notes.actions.signing import license_of, note_of, put_signature, text_to_sign
from stepwell.notes.models import Note
from stepwell.notes.queries.reach import is_written
from stepwell.notes.queries.sheets import part_of
from stepwell.notes.rules import writing
from stepwell.notes.rules.writing import About
from stepwell.notes.vocabulary import ASKED, CATEGORIES, OF_SESSIONS, NoteKind, Way
from stepwell.platform.signatures.rules.marks import Mark
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.rights import Category
from stepwell.scheduling.vocabulary import SessionKind
from stepwell.treatmentplans import queries as plans
from stepwell.treatmentplans.queries import ObjectiveRow

GONE = Finding("NOTE-026", "This draft is no longer there, or not yours to sign. Look at the list of notes.")
NO_SESSION = Finding(
    "NOTE-027", "This kind of note rests on a session of the client. Choose the session, or write another kind."
)
WRONG_KIND = Finding("NOTE-028", "The session asks for another kind of note. Open it from the session.")
NO_TIMES = Finding("NOTE-029", "Enter when it began and when it ended.", "starts")


@dataclass(frozen=True)
class When:
    """When something took place that is on no schedule, and how. Aware instants."""

    starts: datetime
    ends: datetime
    way: Way


@transaction.atomic
def save_note_draft(
    *,
    actor: Member,
    at: datetime,
    client_id: UUID,
    kind: NoteKind,
    written: Written,
    session_id: UUID | None = None,
    note_id: UUID | None = None,
    when: When | None = None,
) -> Note:
    """Save a draft of a note that is not of a group.

    session_id  of individual and family notes always, of case management where it was planned; the times follow from
                attendance
    note_id     the draft to change; None begins one, or changes the one of that session
    when        of what was on no schedule
    raises      Refused (NOTE-011, NOTE-012, NOTE-019 to NOTE-021, NOTE-024 to NOTE-031, EDIT-001)
    """
    note = _known(client_id, session_id, note_id)
    if not is_written(client_id, CATEGORIES[kind]):
        raise Refused(NOT_YOURS)
    if note and note.kind != kind:
        raise Refused(WRONG_KIND)
    session_id = note.session_id if note else session_id
    place = _planned(client_id, kind, session_id) if session_id else _unplanned(actor, at, kind, when)
    check_draft(note, client_id, written)
    by = {"author_id": actor.membership_id, "account_id": actor.account_id}
    note = begin_or_change(actor, at, note, client_id, kind, place | by)
    write_words(actor, at, note, getattr(note, "said", None), written)
    return note


@transaction.atomic
def sign_note(*, actor: Member, at: datetime, note_id: UUID, mark: Mark, shown: str | None = None) -> None:
    """Sign a draft that is not of a group.

    shown   digest of the text that the page showed; None where no page did
    raises  Refused: NOTE-002 to NOTE-010 for what is missing; NOTE-017, NOTE-023, NOTE-026, NOTE-030, EDIT-001
    """
    note = note_of(note_id)
    said = getattr(note, "said", None) if note else None
    if note is None or said is None or note.signed_at or note.voided_at or note.kind == NoteKind.GROUP:
        raise Refused(GONE)
    if not is_written(note.client_id, Category(note.category)):
        raise Refused(NOT_YOURS)
    steps = objectives_of(note)
    refuse(findings_of(note, steps))
    license_ = license_of(actor, at=at)
    text = text_to_sign(actor, note, said, credential=license_, objectives=steps)
    put_signature(
        actor=actor, at=at, note=note, said=said, text=text, mark=mark, shown=shown, credential=license_
    )  # fmt: skip


def findings_of(note: Note, steps: list[ObjectiveRow]) -> list[Finding]:
    """Return what keeps a draft from being signed."""
    said = note.said
    has_crisis = (
        bool(said.crisis_id)
        or CrisisEvent.objects.filter(client=note.client_id, closed_at=None, voided_at=None).exists()
    )
    return writing.check_part(NoteKind(note.kind), part_of(said), About(bool(steps), has_crisis))


def objectives_of(note: Note) -> list[ObjectiveRow]:
    """Return the steps of the plan in force on the day of a note."""
    return plans.active_objectives([note.client_id], on=note.day)[note.client_id]


def _known(client_id: UUID, session_id: UUID | None, note_id: UUID | None) -> Note | None:
    mine = Note.objects.select_related("said").filter(client=client_id, voided_at=None)
    if note_id:
        found = mine.filter(pk=note_id).first()
        if found is None:
            raise Refused(GONE)
        return found
    return mine.filter(session=session_id).first() if session_id else None


def _planned(client_id: UUID, kind: NoteKind, session_id: UUID) -> dict[str, object]:
    """Return the head of a note of a session, as attendance has it."""
    taken = (
        Attendance.objects.select_related("session")
        .filter(client=client_id, session=session_id, voided_at=None)
        .first()
    )
    if taken is None:
        raise Refused(writing.NOT_TAKEN)
    if taken.status == Status.ABSENT:
        raise Refused(writing.ABSENT)
    if ASKED.get(SessionKind(taken.session.kind)) is not kind:
        raise Refused(WRONG_KIND)
    return {
        "session_id": session_id,
        "attendance_id": taken.pk,
        "day": taken.session.day,
        "starts_at": taken.arrived_at,
        "ends_at": taken.left_at,
        "minutes": taken.minutes,
        "way": taken.mode,
    }


def _unplanned(actor: Member, at: datetime, kind: NoteKind, when: When | None) -> dict[str, object]:
    if kind in OF_SESSIONS:
        raise Refused(NO_SESSION)
    if when is None:
        raise Refused(NO_TIMES)
    refuse(writing.check_times(when.starts, when.ends, at=at))
    return {
        "day": when.starts.astimezone(ZoneInfo(actor.time_zone)).date(),
        "starts_at": when.starts,
        "ends_at": when.ends,
        "minutes": int((when.ends - when.starts).total_seconds() // 60),
        "way": when.way,
    }
