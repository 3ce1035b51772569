"""Reads of the course of care."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q

from stepwell.clients.models import Episode, LevelOfCareStay, LivingSituation
from stepwell.clients.rules.enrollment import Span


@dataclass(frozen=True, slots=True)
class EpisodeRow:
    """One time in care. `version` is for changing it."""

    id: UUID
    client_id: UUID
    program_id: UUID
    program: str
    span: Span
    version: int


@dataclass(frozen=True, slots=True)
class StayRow:
    """A level of care within an episode."""

    id: UUID
    episode_id: UUID
    program_id: UUID
    program: str
    level: str
    span: Span
    reason: str
    version: int


def episodes_of(client_id: UUID) -> list[EpisodeRow]:
    """Return somebody's episodes, the latest first; voided ones left out."""
    found = Episode.objects.filter(client=client_id, voided_at=None).select_related("program").order_by("-opened_on")
    return [
        EpisodeRow(
            row.pk, row.client_id, row.program_id, row.program.name, Span(row.opened_on, row.closed_on), row.version
        )
        for row in found
    ]


def episode_of(client_id: UUID, *, on: date | None = None) -> EpisodeRow | None:
    """Return the episode that is open, or the one that was in force on a day; None if there is none."""
    found = episodes_of(client_id)
    return next((row for row in found if (row.span.holds(on) if on else row.span.end is None)), None)


def stays_of(episode_id: UUID) -> list[StayRow]:
    """Return the levels of an episode in their order; voided ones left out."""
    found = LevelOfCareStay.objects.filter(episode=episode_id, voided_at=None).select_related("program")
    return [_stay(row) for row in found.order_by("starts_on")]


def stay_on(client_id: UUID, on: date) -> StayRow | None:
    """Return the level that somebody is at on a day, or None. One query."""
    found = LevelOfCareStay.objects.select_related("program").filter(
        Q(ends_on=None) | Q(ends_on__gte=on),
        Q(episode__closed_on=None) | Q(episode__closed_on__gte=on),
        client=client_id,
        voided_at=None,
        starts_on__lte=on,
        episode__voided_at=None,
        episode__opened_on__lte=on,
    )
    row = found.first()
    return _stay(row) if row else None


def _stay(row: LevelOfCareStay) -> StayRow:
    return StayRow(
        row.pk, row.episode_id, row.program_id, row.program.name, row.level, Span(row.starts_on, row.ends_on),
        row.reason, row.version,
    )  # fmt: skip


def first_attended(episode: Episode) -> date | None:
    """Return the first day on which attendance was taken in an episode, as far as the actor may change the episode."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT stepwell.first_attended(%s, %s, %s)", [episode.client_id, episode.opened_on, episode.closed_on]
        )
        (day,) = cursor.fetchone()
    found: date | None = day
    return found


def home_of(client_id: UUID) -> LivingSituation | None:
    """Return where somebody lives now, as far as it was asked and the actor may know."""
    found = LivingSituation.objects.filter(client=client_id, to_on=None, voided_at=None).select_related("asked_by")
    return found.first()
