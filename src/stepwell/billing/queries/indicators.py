"""Indicators by month, the rows behind one, and the targets that were set."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from stepwell.billing import figures
from stepwell.billing.figures import Figure
from stepwell.billing.models import IndicatorTarget
from stepwell.billing.queries.aging import names_of
from stepwell.billing.rules.indicators import Month

MOST = 200


@dataclass(frozen=True)
class Behind:
    """A row behind an indicator. `day` None where it is about all of a client's account."""

    client_id: UUID
    client: str
    day: date | None
    above: Decimal
    below: Decimal


def by_month(*, first: date, last: date, zone: str) -> dict[str, list[Month]]:
    """Return the months of each indicator, of the clients whom the actor sees. One query.

    first  of the first month; `last` is today
    """
    every = figures.registered().values()
    parts = (f"SELECT '{each.indicator.code}', months.* FROM ({each.by_month}) AS months" for each in every)
    found: dict[str, list[Month]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), {"first": first, "last": last, "zone": zone})
        for code, month, above, below in sorted(cursor.fetchall(), key=lambda row: row[1]):
            found[code].append(Month(month, Decimal(above or 0), Decimal(below or 0)))
    return found


def behind(figure: Figure, *, first: date, last: date, zone: str) -> tuple[Month, list[Behind]]:
    """Return what an indicator adds up to from a day to a day, and the rows that tell most against it. Two queries."""
    against = "above" if figure.indicator.is_lower_better else "below - above"
    statement = (
        "SELECT client_id, day, above, below, sum(above) OVER (), sum(below) OVER ()"
        f" FROM ({figure.rows}) AS rows WHERE above <> 0 OR below <> 0"
        f" ORDER BY {against} DESC, day, client_id LIMIT {MOST}"
    )
    values: dict[str, Any] = {"first": first, "last": last, "zone": zone}
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    names = names_of(list({row[0] for row in rows}))
    sums = rows[0][4:] if rows else (0, 0)
    found = [Behind(client, names[client][0], day, above, below) for client, day, above, below, *_ in rows]
    return Month(first, *map(Decimal, sums)), found


def targets() -> dict[str, IndicatorTarget]:
    """Return the targets that were set, by the code of their indicator. One query."""
    return {row.code: row for row in IndicatorTarget.objects.all()}
