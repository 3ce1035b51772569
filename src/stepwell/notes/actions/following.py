"""What follows a signature: addenda, co-signatures, returns for correction, setting aside."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.kernel.findings import Finding, Refused
from stepwell.notes.actions.signing import CHANGED, license_of, note_of, sign_text
from stepwell.notes.models import Addendum, CoSignature, Note, NoteReturn
from stepwell.notes.queries import single
from stepwell.notes.queries.reach import is_cosigned, is_written
from stepwell.notes.rules import texts
from stepwell.notes.vocabulary import Stage
from stepwell.platform.signatures.rules.marks import Mark
from stepwell.platform.signatures.rules.verification import digest_of
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls import editing
from stepwell.platform.walls.rights import Category
from stepwell.treatmentplans.actions.progress import void_entry
from stepwell.treatmentplans.models import ObjectiveEntry

LEAST = 10  # letters
GONE = Finding("NOTE-032", "This note is no longer there, or not open to you. Load the page again.")
NOT_SIGNED = Finding("NOTE-033", "This note is not signed yet. Change the draft instead.")
NO_LICENSE = Finding("NOTE-034", "A co-signature is made under a license, and none of yours is in force.")
NOT_ASKED = Finding(
    "NOTE-035", "This note waits for no co-signature of yours: it has one, it is yours, or a license stands behind it."
)
RETURNED = Finding("NOTE-036", "It was returned. The author writes an addendum first; then it is here again.")
NO_WORDS = Finding("NOTE-037", "Write what is to be added, in ten letters or more.", "words")
NO_ASKING = Finding("NOTE-038", "Say in ten letters or more what the author is to correct.", "words")
NOT_WRITTEN = Finding(
    "NOTE-039", "Your role does not write this kind of note for this client. Ask who cares for them, or the author."
)


@transaction.atomic
def cosign_note(*, actor: Member, at: datetime, note_id: UUID, mark: Mark, shown: str | None = None) -> None:
    """Sign a note beside its author, who has no license in force: the note with all its addenda.

    shown   digest of the text that the page showed; None where no page did
    raises  Refused (NOTE-023, NOTE-032, NOTE-034 to NOTE-036, NOTE-039)
    """
    note = _waiting(actor, note_id, at=at)
    text = text_to_cosign(note)
    if shown is not None and shown != digest_of(text.encode()):
        raise Refused(CHANGED)
    signature = sign_text(actor, at, note, "Co-signature of a note", text, mark)
    CoSignature(
        id=note.pk, organization_id=note.organization_id, note=note, client_id=note.client_id,
        membership_id=actor.membership_id, account_id=actor.account_id, at=at,
        credential=license_of(actor, at=at), signature=signature,
    ).save(force_insert=True)  # fmt: skip


@transaction.atomic
def return_note(*, actor: Member, at: datetime, note_id: UUID, words: str) -> NoteReturn:
    """Return a note to its author instead of co-signing it; the author answers with an addendum.

    raises  Refused (NOTE-032, NOTE-034 to NOTE-036, NOTE-038, NOTE-039)
    """
    if len(words.strip()) < LEAST:
        raise Refused(NO_ASKING)
    note = _waiting(actor, note_id, at=at)
    return NoteReturn.objects.create(
        organization_id=note.organization_id, note=note, client_id=note.client_id, at=at, words=words.strip(),
        membership_id=actor.membership_id, account_id=actor.account_id,
    )  # fmt: skip


@transaction.atomic
def add_addendum(*, actor: Member, at: datetime, note_id: UUID, words: str, mark: Mark) -> Addendum:
    """Add to a signed note, and sign what is added. Raises Refused (NOTE-032, NOTE-033, NOTE-037, NOTE-039)."""
    if len(words.strip()) < LEAST:
        raise Refused(NO_WORDS)
    note = _seen(note_id)
    if note.signed_at is None:
        raise Refused(NOT_SIGNED)
    if not is_written(note.client_id, Category(note.category)):
        raise Refused(NOT_WRITTEN)
    signature = sign_text(actor, at, note, "Addendum to a note", words.strip(), mark)
    return Addendum.objects.create(
        organization_id=note.organization_id, note=note, client_id=note.client_id, category=note.category, at=at,
        membership_id=actor.membership_id, account_id=actor.account_id, words=words.strip(), signature=signature,
    )  # fmt: skip


@transaction.atomic
def void_note(*, actor: Member, at: datetime, note_id: UUID, reason: str) -> None:
    """Set aside a note or a draft made by mistake: it stays to be read, and its service counts no more.

    The rating of the plan's step that its signature wrote goes with it.
    raises  Refused (NOTE-032, NOTE-039, VOID-001, VOID-002)
    """
    note = _seen(note_id)
    if not is_written(note.client_id, Category(note.category)):
        raise Refused(NOT_WRITTEN)
    editing.void(note, at=at, membership_id=actor.membership_id, reason=reason)
    said = getattr(note, "said", None)
    if note.signed_at is None or said is None or said.objective_id is None:
        return
    for entry in ObjectiveEntry.objects.filter(
        objective=said.objective_id, at=note.signed_at, account=note.account_id, voided_at=None
    ):
        void_entry(actor=actor, at=at, entry=entry, reason=reason)


def text_to_cosign(note: Note) -> str:
    """Return what a co-signer reads and signs: the signed text with everything added since."""
    added = Addendum.objects.filter(note=note.pk).select_related("membership").order_by("at", "created_at")
    return texts.with_addenda(note.said.text or "", [(row.words, str(row.membership), row.at) for row in added])


def _seen(note_id: UUID) -> Note:
    note = note_of(note_id)
    if note is None or note.voided_at or getattr(note, "said", None) is None:
        raise Refused(GONE)
    return note


def _waiting(actor: Member, note_id: UUID, *, at: datetime) -> Note:
    """Return a note that waits for the actor's co-signature; raises Refused."""
    note = _seen(note_id)
    stage = single.stage_of(note)
    if stage is Stage.RETURNED:
        raise Refused(RETURNED)
    if stage is not Stage.WAITS or note.account_id == actor.account_id:
        raise Refused(NOT_ASKED)
    if not is_cosigned(note.client_id):
        raise Refused(NOT_WRITTEN)
    if not license_of(actor, at=at):
        raise Refused(NO_LICENSE)
    return note
