"""What a note needs before it is signed. Source: docs/sources.md#notes"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stepwell.kernel.findings import Finding
from stepwell.notes.rules import names
from stepwell.notes.rules.alike import Alike
from stepwell.notes.rules.names import Person
from stepwell.notes.vocabulary import OF_SESSIONS, NoteKind, Participation, Response, Risk, Stage

LEAST_REASON = 10  # letters

NO_TOPIC = Finding("NOTE-001", "Write what the session was about.", "topic")
NO_INTERVENTION = Finding("NOTE-002", "Write what you did.", "intervention")
NO_WORDS = Finding("NOTE-003", "One sentence that is only theirs is missing.", "words")
NO_PARTICIPATION = Finding("NOTE-004", "Choose how they took part.", "participation")
NO_RESPONSE = Finding("NOTE-005", "Choose how they responded.", "response")
NO_OBJECTIVE = Finding("NOTE-006", "Choose the step of their plan that this was about.", "objective")
NO_PROGRESS = Finding("NOTE-007", "Rate the step, 0 to 4.", "progress")
NO_RISK = Finding("NOTE-008", "Say whether you saw any danger.", "risk")
NO_RISK_WORDS = Finding("NOTE-009", "Say what you saw and what you did about it, in ten letters or more.", "risk_words")
NO_CRISIS = Finding(
    "NOTE-010",
    "High risk needs a crisis. Open one for them, or say in ten letters or more why none is needed.",
    "risk_words",
)
ALIKE = Finding(
    "NOTE-013",
    "It reads like another part. Say what only they said or did, or tick that it is meant so.",
    "words",
)
_NAMES_CLIENT = (
    "Everybody’s note has this part, and it names a client. Write “a member”, or put it into their own part."
)
_NAMES_OTHER = "It names another client of this group. Write “another member”."
ABSENT = Finding("NOTE-011", "They were absent: there is no note for who was not there. Correct the roster first.")
NOT_TAKEN = Finding("NOTE-012", "Attendance was not taken for them. Take it on the roster first.")
STILL_ON = Finding("NOTE-017", "The session is not over yet. Sign after its end; until then it stays a draft.")
NO_HAPPENING = Finding("NOTE-018", "Write what happened.", "words")
BACKWARD = Finding("NOTE-019", "It ends before it begins. Correct one of the times.", "ends")
FUTURE = Finding("NOTE-020", "That lies in the future. Correct the times.", "starts")
TOO_LONG = Finding("NOTE-021", "That is longer than a day. Correct one of the times.", "ends")


@dataclass(frozen=True)
class Shared:
    """What a group note says of everybody. It names nobody."""

    topic: str = ""
    intervention: str = ""


@dataclass(frozen=True)
class Part:
    """What a note says of one client.

    words         of a group note one sentence that is only theirs; else what happened
    intervention  what was done; of a group note it stands in the shared part
    progress      0 to 4, of `objective_id`
    risk_words    what was seen and done about it; with a high risk, why there is no crisis
    is_meant      the writer says that it reads like another's on purpose
    guests        who was there of the family, by relation
    """

    words: str = ""
    intervention: str = ""
    assessment: str = ""
    plan: str = ""
    participation: Participation | None = None
    response: tuple[Response, ...] = ()
    objective_id: UUID | None = None
    progress: int | None = None
    risk: Risk | None = None
    risk_words: str = ""
    is_meant: bool = False
    guests: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != Part()


@dataclass(frozen=True)
class About:
    """What is known of the client a part is about.

    has_objectives  whether their plan in force has an open step to tie the note to
    has_crisis      whether a crisis is open, or was opened since the session began
    others          names of the others who were there
    """

    has_objectives: bool
    has_crisis: bool = False
    others: tuple[Person, ...] = ()
    alike: Alike | None = None


def check_shared(shared: Shared, roster: Sequence[Person]) -> list[Finding]:
    """Return what keeps the shared part from being signed."""
    missing = ((shared.topic, NO_TOPIC), (shared.intervention, NO_INTERVENTION))
    return [finding for words, finding in missing if not words.strip()] + check_names(shared, roster)


def check_names(shared: Shared, roster: Sequence[Person]) -> list[Finding]:
    """Return where the shared part names a client: everybody who reads one of the notes would read it."""
    texts = {"topic": shared.topic, "intervention": shared.intervention}
    return [Finding("NOTE-015", _NAMES_CLIENT, field) for field, words in texts.items() if names.find(words, roster)]


def check_part(kind: NoteKind, part: Part, about: About) -> list[Finding]:
    """Return what keeps the part of one client from being signed, in the order of the page."""
    found = []
    if kind is not NoteKind.GROUP and not part.intervention.strip() and kind in {NoteKind.INDIVIDUAL, NoteKind.FAMILY}:
        found.append(NO_INTERVENTION)
    if kind in OF_SESSIONS and about.has_objectives:
        found += [NO_OBJECTIVE] if part.objective_id is None else []
    if kind in OF_SESSIONS and part.objective_id is not None and part.progress is None:
        found.append(NO_PROGRESS)
    if kind is NoteKind.GROUP:
        found += [NO_PARTICIPATION] if part.participation is None else []
        found += [NO_RESPONSE] if not part.response else []
    if not part.words.strip():
        found.append(NO_WORDS if kind is NoteKind.GROUP else NO_HAPPENING)
    return found + _check_others(kind, part, about) + check_risk(part, has_crisis=about.has_crisis)


def check_risk(part: Part, *, has_crisis: bool) -> list[Finding]:
    """Return what is missing of the risk check."""
    says = len(part.risk_words.strip()) >= LEAST_REASON
    if part.risk is None:
        return [NO_RISK]
    if part.risk is Risk.SOME and not says:
        return [NO_RISK_WORDS]
    return [NO_CRISIS] if part.risk is Risk.HIGH and not (has_crisis or says) else []


def check_times(starts: datetime, ends: datetime, *, at: datetime) -> list[Finding]:
    """Return what is wrong with when something took place that is on no schedule."""
    if ends <= starts:
        return [BACKWARD]
    if (ends - starts).days:
        return [TOO_LONG]
    return [FUTURE] if ends > at else []


def stage_of(
    *, is_void: bool, is_signed: bool, is_licensed: bool, is_cosigned: bool, returned: datetime | None,
    answered: datetime | None,
) -> Stage:  # fmt: skip
    """Return how far a note has come.

    is_licensed  whether the author signed under a license
    returned     when it was last returned for correction; `answered` is when the last addendum was written
    """
    if is_void:
        return Stage.VOIDED
    if not is_signed:
        return Stage.DRAFT
    if is_licensed or is_cosigned:
        return Stage.SIGNED
    return Stage.RETURNED if returned and not (answered and answered > returned) else Stage.WAITS


def _check_others(kind: NoteKind, part: Part, about: About) -> list[Finding]:
    if kind is not NoteKind.GROUP:
        return []
    texts = {"words": part.words, "plan": part.plan, "risk_words": part.risk_words}
    found = [
        Finding("NOTE-014", _NAMES_OTHER, field) for field, words in texts.items() if names.find(words, about.others)
    ]
    return [*found, ALIKE] if about.alike and not part.is_meant else found
