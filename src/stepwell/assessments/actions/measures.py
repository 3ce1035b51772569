"""Giving an instrument, setting a result aside, talking it over with the client."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from stepwell.assessments import library
from stepwell.assessments.models import Discussion, Response
from stepwell.assessments.queries import rights
from stepwell.assessments.rules import danger, scoring
from stepwell.assessments.rules.danger import COLUMBIA
from stepwell.assessments.rules.definitions import Definition
from stepwell.assessments.rules.scoring import Score
from stepwell.assessments.vocabulary import WORDS_LETTERS, Outcome, Way
from stepwell.crisis.actions.events import open_crisis
from stepwell.crisis.models import CrisisEvent
from stepwell.crisis.vocabulary import Source
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.editing import void

NOT_YOURS = Finding(
    "ASM-001", "You may read this chart and not write it. The primary clinician or a prescriber can, or assigns you."
)
NOTHING = Finding("ASM-002", "Nothing is answered yet. Choose at least one answer.")
FUTURE = Finding("ASM-003", "That day lies in the future. Enter when it was answered.", "taken_on")
NO_WORDS = Finding("ASM-005", "Say what was talked over, in a sentence.", "words")
NO_REASON = Finding("ASM-006", "Say why the plan changes, or why it stays.", "because")
BAD_DAY = Finding("ASM-007", "Enter a day from when it was answered to today.", "discussed_on")
GONE = Finding("ASM-008", "This result is not open to you, or was set aside. Load the page again.")
WAKES_WITHIN = timedelta(days=1)  # an answer older than this opens a crisis, but wakes nobody


@dataclass(frozen=True)
class Given:
    """What was answered.

    answers   id of an item to the value chosen; left out or None where it was not answered
    taken_at  when
    """

    instrument: str
    version: str
    answers: Mapping[str, int | None]
    way: Way
    taken_at: datetime


@dataclass(frozen=True)
class Recorded:
    """A stored result, and the crisis that a critical answer opened or added to."""

    response: Response
    crisis: CrisisEvent | None


@dataclass(frozen=True)
class Talk:
    """That a result was talked over with the client, and what became of the plan."""

    discussed_on: date
    words: str
    outcome: Outcome
    because: str


@transaction.atomic
def record_response(*, actor: Member, at: datetime, client_id: UUID, given: Given) -> Recorded:
    """Keep what staff asked or copied, scored; a critical answer opens a crisis in the same transaction.

    raises  Refused (ASM-001 to ASM-004); NoInstrument
    source  docs/sources.md#instruments
    """
    if not rights.writes_chart(client_id):
        raise Refused(NOT_YOURS)
    definition = library.definition(given.instrument, given.version)
    refuse(_unfit(definition, given, at))
    score = scoring.score(definition, given.answers)
    response = made(definition, score, given.answers, organization_id=actor.organization_id, client_id=client_id)
    response.way, response.taken_at, response.given_by_id = given.way, given.taken_at, actor.membership_id
    response.save(force_insert=True)
    tier = danger.tier_of(definition, given.answers, score)
    if tier is None:
        return Recorded(response, None)
    crisis = open_crisis(
        actor=actor,
        at=at,
        client_id=client_id,
        tier=tier,
        source=Source.SCREENER if definition.code == COLUMBIA else Source.QUESTIONNAIRE,
        words=danger.words_of(definition, score),
        tells=at - given.taken_at < WAKES_WITHIN,
    )
    return Recorded(response, crisis)


def made(
    definition: Definition,
    score: Score,
    answers: Mapping[str, int | None],
    *,
    organization_id: UUID,
    client_id: UUID,
) -> Response:
    """Return a response with its score, to be completed with who gave it, how and when."""
    return Response(
        organization_id=organization_id,
        client_id=client_id,
        instrument=definition.code,
        version=definition.version,
        language=definition.language,
        answers={name: value for name, value in answers.items() if value is not None},
        total=score.total,
        band=score.band,
        subscores=dict(score.subscores),
        critical=[{"item": one.item, "value": one.value, "means": one.means} for one in score.critical],
        missing=list(score.missing),
        remarks=list(score.remarks),
        algorithm=score.algorithm,
    )


def set_aside(*, actor: Member, at: datetime, client_id: UUID, response_id: UUID, reason: str) -> None:
    """Set a result aside that was made by mistake: it stays and counts for nothing.

    A crisis that it opened stays open: whoever owns it decides.
    raises  Refused (ASM-001, ASM-008, VOID-001, VOID-002)
    """
    void(_writable(client_id, response_id), at=at, membership_id=actor.membership_id, reason=reason)


def discuss(*, actor: Member, at: datetime, client_id: UUID, response_id: UUID, talk: Talk) -> Discussion:
    """Write down that a result was talked over, and what became of the plan; only ever added.

    raises  Refused (ASM-001, ASM-005 to ASM-008)
    source  docs/sources.md#measurement-based-care
    """
    response = _writable(client_id, response_id)
    refuse(_check_talk(talk, response, at=at, zone=actor.zone))
    return Discussion.objects.create(
        organization_id=actor.organization_id,
        client_id=client_id,
        response=response,
        discussed_on=talk.discussed_on,
        words=talk.words.strip(),
        outcome=talk.outcome,
        because=talk.because.strip(),
        written_by_id=actor.membership_id,
        written_at=at,
    )


def _unfit(definition: Definition, given: Given, at: datetime) -> list[Finding]:
    found = [
        Finding("ASM-004", f"This answer {problem.sentence}.", problem.position.rpartition("/")[2])
        for problem in scoring.check(definition, given.answers)
    ]
    if all(value is None for value in given.answers.values()):
        found.append(NOTHING)
    if given.taken_at > at:
        found.append(FUTURE)
    return found


def _writable(client_id: UUID, response_id: UUID) -> Response:
    if not rights.writes_chart(client_id):
        raise Refused(NOT_YOURS)
    found = Response.objects.filter(pk=response_id, client=client_id, voided_at=None).first()
    if found is None:
        raise Refused(GONE)
    return found


def _check_talk(talk: Talk, response: Response, *, at: datetime, zone: ZoneInfo) -> list[Finding]:
    found = [finding for words, finding in ((talk.words, NO_WORDS), (talk.because, NO_REASON)) if not words.strip()]
    found += [
        Finding("ASM-009", f"Write {WORDS_LETTERS} characters or fewer.", field)
        for field, words in (("words", talk.words), ("because", talk.because))
        if len(words) > WORDS_LETTERS
    ]
    if not response.taken_at.astimezone(zone).date() <= talk.discussed_on <= at.astimezone(zone).date():
        found.append(BAD_DAY)
    return found
