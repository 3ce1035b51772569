"""What is written of sessions: the note of a group, the note of a session alone."""

from collections.abc import Mapping
from uuid import UUID

from stepwell.demo.intake import mark_of
from stepwell.demo.lives import Life
from stepwell.demo.telling import Turn
from stepwell.demo.words import SAID, TOPICS
from stepwell.kernel.findings import refuse
from stepwell.notes.actions import groups, singles
from stepwell.notes.actions.drafting import Written
from stepwell.notes.rules.writing import Part, Shared
from stepwell.notes.vocabulary import NoteKind, Participation, Response, Risk
from stepwell.scheduling.models import Session

_RESPONSES = (Response.EXERCISE, Response.EXAMPLE, Response.PRACTICED, Response.FEEDBACK)
_TAKING_PART = (Participation.OFTEN, Participation.SOME, Participation.QUIET)


def note_group(turn: Turn, session: Session, present: Mapping[UUID, Life], *, number: int) -> None:
    """Write the note of a group, with a part for each who was there, and sign it.

    number  of the session: another topic each week, other words for each client
    """
    topic, intervention = TOPICS[number % len(TOPICS)]
    parts = {
        client_id: Written(_part(life, SAID[(number * 5 + place) % len(SAID)]))
        for place, (client_id, life) in enumerate(present.items())
    }
    saved = groups.save_group_draft(
        actor=turn.actor, at=turn.at, session_id=session.pk, shared=Shared(topic, intervention), parts=parts
    )
    refuse([finding for findings in saved.refused.values() for finding in findings])
    groups.sign_group(actor=turn.actor, at=turn.at, session_id=session.pk, mark=mark_of(turn.actor.name))


def note_alone(turn: Turn, life: Life, session: Session) -> None:
    """Write the note of a session alone, and sign it."""
    said = life.rng.choice(SAID)
    part = _part(life, said, intervention="Went through the week and practiced one evening of it.")
    draft = singles.save_note_draft(
        actor=turn.actor, at=turn.at, client_id=life.who.pk, kind=NoteKind.INDIVIDUAL, session_id=session.pk,
        written=Written(part),
    )  # fmt: skip
    singles.sign_note(actor=turn.actor, at=turn.at, note_id=draft.pk, mark=mark_of(turn.actor.name))


def _part(life: Life, said: str, *, intervention: str = "") -> Part:
    tied = life.rng.choice(life.aims) if life.aims else None
    return Part(
        words=said, intervention=intervention, participation=life.rng.choice(_TAKING_PART),
        response=(life.rng.choice(_RESPONSES),), objective_id=tied,
        progress=life.rng.randint(1, 3) if tied else None, risk=Risk.NONE,
    )  # fmt: skip
