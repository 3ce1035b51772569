"""Signing a note: by its author, and beside an author without a license by a licensed colleague.

What is signed is the text that was shown, byte by byte. From then on the note is never changed: addenda follow it.
"""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from stepwell.attendance.actions.taking import mark_signed
from stepwell.kernel.findings import Finding, Refused
from stepwell.notes.models import Note, NoteWords
from stepwell.notes.queries.sheets import objective_words, part_of
from stepwell.notes.rules import texts
from stepwell.notes.rules.texts import Head
from stepwell.notes.rules.writing import STILL_ON, Shared
from stepwell.notes.vocabulary import KIND_LABELS, OF_SESSIONS, NoteKind, Way
from stepwell.people.queries.credentials import credential_of
from stepwell.platform.signatures import actions as signatures
from stepwell.platform.signatures.models import Signature
from stepwell.platform.signatures.rules.marks import Mark
from stepwell.platform.signatures.rules.verification import digest_of
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.editing import save_changed
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import current
from stepwell.scheduling.vocabulary import GUEST_LABELS, Guest
from stepwell.treatmentplans.actions.progress import rate_objective
from stepwell.treatmentplans.queries import ObjectiveRow

CHANGED = Finding(
    "NOTE-023", "The note changed while you were reading, so it was not signed. Read it again, then sign."
)


def text_to_sign(
    actor: Member,
    note: Note,
    said: NoteWords,
    *,
    credential: str,
    objectives: list[ObjectiveRow],
    shared: Shared | None = None,
    present: int = 0,
) -> str:
    """Return the text of a draft as the actor would sign it now.

    credential  the license the actor holds on that day, "" without one
    """
    zone = ZoneInfo(note.session.site.time_zone if note.session else actor.time_zone)
    kind = NoteKind(note.kind)
    head = Head(
        kind,
        note.client.display_name,
        note.client.record_number,
        actor.organization_name,
        note.session.title if note.session else KIND_LABELS[kind],
        note.starts_at.astimezone(zone),
        note.ends_at.astimezone(zone),
        note.minutes,
        Way(note.way),
        actor.name,
        credential,
        present,
        tuple(GUEST_LABELS[Guest(guest)] for guest in said.guests),
    )
    return texts.text_of(head, shared, part_of(said), objective=objective_words(said, objectives))


def license_of(actor: Member, *, at: datetime) -> str:
    """Return the license that the actor holds on the day of `at`, "" without one."""
    return credential_of(actor.membership_id, on=at.astimezone(actor.zone).date())


@transaction.atomic
def put_signature(
    *,
    actor: Member,
    at: datetime,
    note: Note,
    said: NoteWords,
    text: str,
    mark: Mark,
    shown: str | None,
    credential: str,
) -> None:
    """Sign a draft that is ready, rate its step, and let its attendance stand.

    shown   digest of the text that was on the page; None where no page showed it
    raises  Refused (NOTE-017, NOTE-023, EDIT-001)
    """
    ends = max(note.ends_at, note.session.ends_at) if note.session else note.ends_at
    if at < ends:
        raise Refused(STILL_ON)
    if shown is not None and shown != digest_of(text.encode()):
        raise Refused(CHANGED)
    signature = sign_text(actor, at, note, KIND_LABELS[NoteKind(note.kind)], text, mark)
    NoteWords.objects.filter(pk=note.pk).update(text=text, account_id=actor.account_id)
    if note.attendance_id:
        mark_signed(at=at, attendance_ids=[note.attendance_id])
    if note.kind in OF_SESSIONS and said.objective and said.progress is not None:
        # No words of the note: a rating is read by more people than the note is.
        rate_objective(actor=actor, at=at, objective=said.objective, on=note.day, progress=said.progress)
    values = {
        "signed_at": at,
        "author_id": actor.membership_id,
        "account_id": actor.account_id,
        "credential": credential,
        "signature_id": signature.pk,
    }
    save_changed(note, version=note.version, values=values)  # last: it may end the signer's reach


def sign_text(actor: Member, at: datetime, note: Note, label: str, text: str, mark: Mark) -> Signature:
    """Record that the actor signed exactly this text, filed like the note."""
    what = signatures.Subject(label, text.encode(), Category(note.category), note.client_id)
    return signatures.sign(actor=current.get(), at=at, what=what, mark=mark, signer=actor.name)


def note_of(note_id: UUID) -> Note | None:
    """Return a note that the actor sees, with what signing asks of it."""
    found = Note.objects.select_related("client", "session__site", "said__objective__plan", "author", "attendance")
    return found.filter(pk=note_id).first()
