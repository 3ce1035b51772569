"""What rules stopped, by rule and one by one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet, Sum

from stepwell.billing import stops
from stepwell.billing.models import Stop
from stepwell.billing.stops import Denied
from stepwell.billing.vocabulary import Stopped, Stopping

MOST = 200
_MENDED, _OPEN = Q(ending=Stopping.MENDED), Q(ended_at=None)


@dataclass(frozen=True)
class Tally:
    """How many times, and cents."""

    count: int = 0
    cents: int = 0


@dataclass(frozen=True)
class ByRule:
    """What one rule stopped, what became of it, and what was denied although it should have known."""

    code: str
    label: str
    stopped: Tally
    mended: Tally
    waiting: Tally
    denied: Denied


@dataclass(frozen=True)
class Row:
    """A day or a claim that a rule stopped. `ending` None while it waits."""

    url: str
    client_id: UUID
    client: str
    what: Stopped
    day: date
    cents: int | None
    stopped_at: datetime
    ended_at: datetime | None
    ending: Stopping | None


def by_rule(*, first: date, last: date, zone: ZoneInfo) -> list[ByRule]:
    """Return what each rule stopped from a day to a day, most dollars first. Two queries."""
    found = (
        _stopped(first, zone)
        .values("code")
        .annotate(
            count=Count("pk"), worth=Sum("cents", default=0), mended=Count("pk", filter=_MENDED),
            mended_worth=Sum("cents", filter=_MENDED, default=0), waiting=Count("pk", filter=_OPEN),
            waiting_worth=Sum("cents", filter=_OPEN, default=0),
        )
    )  # fmt: skip
    stopped: dict[str, Mapping[str, Any]] = {row["code"]: row for row in found}
    denied = stops.denied_by_rule(first, last)
    codes = stopped.keys() | denied.keys()
    every = [_by_rule(code, stopped.get(code, {}), denied.get(code, Denied(0, 0))) for code in codes]
    return sorted(every, key=lambda one: (-one.stopped.cents, -one.denied.cents, one.code))


def _by_rule(code: str, row: Mapping[str, Any], denied: Denied) -> ByRule:
    def tally(count: str, worth: str) -> Tally:
        return Tally(row.get(count, 0), row.get(worth, 0))

    return ByRule(
        code,
        stops.label_of(code),
        tally("count", "worth"),
        tally("mended", "mended_worth"),
        tally("waiting", "waiting_worth"),
        denied,
    )


def of_rule(code: str, *, first: date, zone: ZoneInfo) -> list[Row]:
    """Return what a rule stopped since a day, the latest first. One query."""
    rows = _stopped(first, zone).filter(code=code).select_related("client").order_by("-stopped_at", "id")[:MOST]
    return [
        Row(
            stops.url_of(Stopped(row.what), row.client_id, row.of), row.client_id, row.client.display_name,
            Stopped(row.what), row.day, row.cents, row.stopped_at, row.ended_at,
            Stopping(row.ending) if row.ending else None,
        )
        for row in rows
    ]  # fmt: skip


def _stopped(first: date, zone: ZoneInfo) -> QuerySet[Stop]:
    return Stop.objects.filter(stopped_at__gte=datetime.combine(first, time.min, zone))
