"""Writing drafts: what group notes and others share. A draft belongs to whoever wrote it last."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from stepwell.crisis.actions.events import open_crisis
from stepwell.crisis.vocabulary import Source, Tier
from stepwell.kernel.findings import Finding, Refused
from stepwell.notes.models import Note, NoteWords
from stepwell.notes.rules import writing
from stepwell.notes.rules.writing import Part
from stepwell.notes.vocabulary import CATEGORIES, NoteKind, Risk
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.editing import STALE, save_changed
from stepwell.treatmentplans.models import PlanObjective

SIGNED = Finding("NOTE-024", "This note is signed. Write an addendum instead.")
NOT_YOURS = Finding(
    "NOTE-030",
    "You may not write this note: who leads the session may, until two weeks after it, and who cares for the client.",
)
WRONG_STEP = Finding("NOTE-031", "This step is not in the client’s plan. Choose one of theirs.", "objective")


@dataclass(frozen=True)
class Written:
    """The part of one client, as somebody wrote it.

    version       of the draft that the writer saw; None if there was none
    opens_crisis  whether a crisis is opened now, because of a high risk
    """

    part: Part
    version: int | None = None
    opens_crisis: bool = False


def is_to_open(said: NoteWords | None, written: Written) -> bool:
    """Return whether saving opens a crisis: asked for, because of a high risk, and not opened by this note before."""
    return written.opens_crisis and written.part.risk is Risk.HIGH and not (said and said.crisis_id)


def check_draft(note: Note | None, client_id: UUID, written: Written) -> None:
    """Raise Refused (NOTE-024, NOTE-031, EDIT-001) if a draft may not be written as the writer saw it."""
    if note and note.signed_at:
        raise Refused(SIGNED)
    if (note.version if note else None) != written.version:
        raise Refused(STALE)
    step = written.part.objective_id
    if step and not PlanObjective.objects.filter(pk=step, client=client_id).exists():
        raise Refused(WRONG_STEP)


def begin_or_change(
    actor: Member, at: datetime, note: Note | None, client_id: UUID, kind: NoteKind, values: Mapping[str, object]
) -> Note:
    """Begin a draft, or change the head of one; raises Refused (EDIT-001, NOTE-011)."""
    if note is not None:
        save_changed(note, version=note.version, values=dict(values))
        return note
    try:
        with transaction.atomic():
            return Note.objects.create(
                organization_id=actor.organization_id, client_id=client_id, kind=kind, category=CATEGORIES[kind],
                drafted_at=at, **values,
            )  # fmt: skip
    except IntegrityError as error:
        name = str(getattr(getattr(error.__cause__, "diag", None), "constraint_name", ""))
        if name not in _BY_CONSTRAINT:
            raise
        raise Refused(_BY_CONSTRAINT[name]) from None


def write_words(actor: Member, at: datetime, note: Note, said: NoteWords | None, written: Written) -> NoteWords:
    """Write what a draft says; open a crisis where that is asked for."""
    values = _values(actor, written.part)
    if is_to_open(said, written):
        event = open_crisis(
            actor=actor, at=at, client_id=note.client_id, tier=Tier.HIGH, source=Source.STAFF,
            words=written.part.risk_words,
        )  # fmt: skip
        values["crisis_id"] = event.pk
    if said is None:
        return NoteWords.objects.create(
            id=note.pk, note=note, organization_id=note.organization_id, client_id=note.client_id,
            category=note.category, **values,
        )  # fmt: skip
    NoteWords.objects.filter(pk=note.pk).update(**values)
    for name, value in values.items():
        setattr(said, name, value)
    return said


_BY_CONSTRAINT = {"note_once": STALE, "note_attended": writing.ABSENT}


def _values(actor: Member, part: Part) -> dict[str, object]:
    return {
        "words": part.words.strip(),
        "intervention": part.intervention.strip(),
        "assessment": part.assessment.strip(),
        "plan": part.plan.strip(),
        "participation": part.participation or "",
        "response": list(part.response),
        "objective_id": part.objective_id,
        "progress": part.progress if part.objective_id else None,
        "risk": part.risk or "",
        "risk_words": part.risk_words.strip(),
        "is_meant": part.is_meant,
        "guests": list(part.guests),
        "account_id": actor.account_id,
    }
