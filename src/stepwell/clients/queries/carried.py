"""Reads of what was before the clinic used Stepwell."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from stepwell.clients.models import CarriedOver


@dataclass(frozen=True, slots=True)
class Before:
    """How far an episode had come: attendance counts from the day after `as_of`."""

    id: UUID
    client_id: UUID
    episode_id: UUID
    as_of: date
    days: int
    minutes: int
    source: str
    noted_by: str
    external_number: str


def before_of(client_id: UUID) -> list[Before]:
    """Return what was noted of a client's episodes, the latest first; what was set aside is left out. One query."""
    found = CarriedOver.objects.filter(client=client_id, voided_at=None).select_related("noted_by")
    return [_row(row) for row in found.order_by("-as_of")]


def get_before(client_id: UUID, before_id: UUID) -> CarriedOver | None:
    """Return what was noted of a client for correcting it, with its episode; None if there is none in force."""
    found = CarriedOver.objects.filter(pk=before_id, client=client_id, voided_at=None)
    return found.select_related("episode").first()


def _row(row: CarriedOver) -> Before:
    return Before(
        row.pk, row.client_id, row.episode_id, row.as_of, row.days_attended, row.minutes_attended, row.source,
        str(row.noted_by), row.external_number,
    )  # fmt: skip
