"""Opening and closing episodes, beginning levels of care, where somebody lives.

Each runs in the caller's transaction and scope.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from stepwell.clients import queries
from stepwell.clients.models import Client, Episode, LevelOfCareStay, LivingSituation
from stepwell.clients.queries import enrollment
from stepwell.clients.rules import enrollment as rules
from stepwell.clients.vocabulary import Answer, Home
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.people.models import Program
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.editing import save_changed, void

_CLOSED_PROGRAM = Finding("ENR-011", "This program is closed on that day. Choose one that runs.", "program")
_OTHER_SITE = Finding("ENR-012", "The program runs at another site than the client belongs to.", "program")
_FUTURE_HOME = Finding("ENR-013", "The day lies in the future. Enter since when the person lives there.", "from_on")
_HOME_BEFORE = Finding("ENR-014", "An answer for that day or later is there already. Set it aside first.", "from_on")


@dataclass(frozen=True)
class Living:
    """Where somebody lives, as asked."""

    kind: Home
    safety: Answer
    use_at_home: Answer
    from_on: date
    words: str = ""


def open_episode(
    *, actor: Member, at: datetime, client: Client, program: Program, opened_on: date, reason: str
) -> Episode:
    """Open an episode of care and its first level, that of the program.

    reason  why this level, in short
    raises  Refused (ENR-001 ...)
    """
    person = queries.demographics_of(client.pk)
    today = at.astimezone(actor.zone).date()
    spans = [row.span for row in enrollment.episodes_of(client.pk)]
    found = rules.check_opening(opened_on, spans, on=today, born=person.birth_date if person else None)
    refuse(found + _check_program(client, program, opened_on))
    episode = Episode(
        organization_id=actor.organization_id,
        client=client,
        program=program,
        opened_on=opened_on,
        opened_by_id=actor.membership_id,
    )
    episode.save(force_insert=True)
    begin_stay(actor=actor, client=client, episode=episode, program=program, starts_on=opened_on, reason=reason)
    return episode


def begin_stay(
    *, actor: Member, client: Client, episode: Episode, program: Program, starts_on: date, reason: str
) -> LevelOfCareStay:
    """Begin the level of a program on a day; the level that was running ends on the day before.

    raises  Refused (ENR-004 ...)
    """
    stays = enrollment.stays_of(episode.pk)
    span = rules.Span(episode.opened_on, episode.closed_on)
    found = rules.check_stay(starts_on, episode=span, stays=[stay.span for stay in stays], reason=reason)
    refuse(found + _check_program(client, program, starts_on))
    for stay in stays:
        if stay.span.end is None or stay.span.end >= starts_on:
            _end_stay(stay, starts_on - timedelta(days=1))
    made = LevelOfCareStay(
        organization_id=actor.organization_id,
        client=client,
        episode=episode,
        program=program,
        level=program.level,
        starts_on=starts_on,
        reason=reason.strip(),
        decided_by_id=actor.membership_id,
    )
    made.save(force_insert=True)
    if episode.program_id != program.pk:
        save_changed(episode, version=episode.version, values={"program_id": program.pk})
    return made


def close_episode(*, actor: Member, at: datetime, episode: Episode, closed_on: date) -> None:
    """Close an episode, and the level that is running, on its last day.

    raises  Refused (ENR-007 ...)
    """
    stays = enrollment.stays_of(episode.pk)
    refuse(
        rules.check_closing(
            closed_on,
            episode=rules.Span(episode.opened_on, episode.closed_on),
            stays=[stay.span for stay in stays],
            on=at.astimezone(actor.zone).date(),
        )
    )
    for stay in stays:
        if stay.span.end is None or stay.span.end > closed_on:
            _end_stay(stay, closed_on)
    save_changed(episode, version=episode.version, values={"closed_on": closed_on})


def void_episode(*, actor: Member, at: datetime, episode: Episode, reason: str) -> None:
    """Set an episode aside with its levels: it was opened for the wrong person. Raises Refused (VOID-001 ...)."""
    for stay in LevelOfCareStay.objects.filter(episode=episode, voided_at=None):
        void(stay, at=at, membership_id=actor.membership_id, reason=reason)
    void(episode, at=at, membership_id=actor.membership_id, reason=reason)


def record_home(*, actor: Member, at: datetime, client: Client, living: Living) -> LivingSituation:
    """Keep where somebody lives from a day on; what was known before ends on the day before.

    raises  Refused (ENR-013, ENR-014)
    """
    if living.from_on > at.astimezone(actor.zone).date():
        raise Refused(_FUTURE_HOME)
    before = enrollment.home_of(client.pk)
    if before and before.from_on >= living.from_on:
        raise Refused(_HOME_BEFORE)
    if before:
        before.to_on = living.from_on - timedelta(days=1)
        before.save(update_fields=["to_on"])
    return LivingSituation.objects.create(
        organization_id=actor.organization_id,
        client=client,
        kind=living.kind,
        safety=living.safety,
        use_at_home=living.use_at_home,
        words=living.words,
        from_on=living.from_on,
        asked_by_id=actor.membership_id,
    )


def void_home(*, actor: Member, at: datetime, home: LivingSituation, reason: str) -> None:
    """Set an answer aside because it was wrong. Raises Refused (VOID-001 ...)."""
    void(home, at=at, membership_id=actor.membership_id, reason=reason)


def _end_stay(stay: enrollment.StayRow, last_day: date) -> None:
    save_changed(LevelOfCareStay.objects.get(pk=stay.id), version=stay.version, values={"ends_on": last_day})


def _check_program(client: Client, program: Program, on: date) -> list[Finding]:
    found = [_CLOSED_PROGRAM] if program.closed_on and program.closed_on < on else []
    return [*found, _OTHER_SITE] if program.site_id != client.site_id else found


def get_episode(episode_id: UUID) -> Episode:
    """Return an episode for changing it; raises Episode.DoesNotExist if the actor does not see it."""
    return Episode.objects.select_for_update().get(pk=episode_id)
