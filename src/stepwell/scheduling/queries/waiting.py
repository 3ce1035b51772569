"""Who waits for which group, who waited longest first, and where a place is free."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import BigIntegerField, F, Func, Q, QuerySet, Value, Window
from django.db.models.functions import Greatest, RowNumber

from stepwell.scheduling.models import Waiting


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """Somebody who waits for a group; `place` is 1 for who waits longest, of those whom the actor sees."""

    id: UUID
    client_id: UUID
    name: str
    series_id: UUID
    series: str
    since: datetime
    place: int
    places_left: int

    @property
    def is_next(self) -> bool:
        """Whether a place is free for them."""
        return self.place <= self.places_left


def of_client(client_id: UUID, *, on: date) -> list[WaitingRow]:
    """Return what a client waits for, with their place among those whom the actor sees. One query."""
    mine = _open().filter(client=client_id).values("series")
    return [row for row in _rows(_open().filter(series__in=mine), on) if row.client_id == client_id]


def of_group(series_id: UUID, *, on: date) -> list[WaitingRow]:
    """Return who waits for a group, as far as the actor sees. One query."""
    return _rows(_open().filter(series=series_id), on)


def places_for_who_waits(*, on: date, most: int) -> list[WaitingRow]:
    """Return who waits for a group in which a place is free, as far as the actor sees. One query."""
    return [row for row in _rows(_open().filter(Q(series__to_on=None) | Q(series__to_on__gte=on)), on) if row.is_next][
        :most
    ]


def _open() -> QuerySet[Waiting]:
    return Waiting.objects.filter(ended_at=None)


def _rows(found: QuerySet[Waiting], on: date) -> list[WaitingRow]:
    rows: Iterable[Waiting] = found.select_related("series", "client").annotate(
        place=Window(RowNumber(), partition_by=F("series"), order_by=[F("created_at"), F("id")]),
        left=Func(
            F("series"), Greatest(Value(on), F("series__from_on")), Value("infinity"), None,
            function="stepwell.places_left", output_field=BigIntegerField(),
        ),
    ).order_by("series__name", "created_at", "id")  # fmt: skip
    return [
        WaitingRow(
            row.pk, row.client_id, row.client.display_name, row.series_id, row.series.name, row.created_at,
            row.place, max(row.left or 0, 0),  # type: ignore[attr-defined]
        )
        for row in rows
    ]  # fmt: skip
