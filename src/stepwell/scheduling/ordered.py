"""The services order of a client, as the hours rule asks for it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from stepwell.placement import queries
from stepwell.placement.queries import OrderSpan
from stepwell.placement.vocabulary import Per
from stepwell.scheduling.rules.hours import OrderFacts
from stepwell.scheduling.rules.weeks import Week
from stepwell.scheduling.vocabulary import SessionKind

_FACTS = """
json_build_object('minutes_per_week', o.minutes_per_week, 'level', o.level, 'days_min', o.days_min,
  'days_max', o.days_max, 'mix', o.mix, 'is_taper', o.is_taper)
"""
_OF_CLIENT = "FROM placement_servicesorder o WHERE o.client_id = %(client)s AND o.voided_at IS NULL"

# For pages that ask in one query what they show, as JSON: what is ordered on %(today)s, for `facts_of`; and what is
# ordered from %(first)s to %(last)s, for `on_days`.
ORDERED = f"""
SELECT {_FACTS} {_OF_CLIENT} AND o.starts_on <= %(today)s AND (o.ends_on IS NULL OR o.ends_on >= %(today)s)
"""
ORDERS = f"""
SELECT json_agg(json_build_array(o.starts_on, o.ends_on, {_FACTS})) {_OF_CLIENT}
  AND o.starts_on <= %(last)s AND (o.ends_on IS NULL OR o.ends_on >= %(first)s)
"""


def facts_of(answer: dict[str, Any] | None) -> OrderFacts | None:
    """Return the order that `ORDERED` found, or None."""
    if answer is None:
        return None
    parts = [(part["kind"], part["minutes"], part["per"]) for part in answer["mix"]]
    return OrderFacts(**answer | {"mix": _of(parts, Per.WEEK), "monthly": _of(parts, Per.MONTH)})


def on_days(answer: list[Any] | None, days: Sequence[date]) -> dict[date, OrderFacts]:
    """Return the order in force on each of some days, of those that `ORDERS` found; a day without one is not in it."""
    found: dict[date, OrderFacts] = {}
    for starts, ends, facts in answer or ():
        first, last = date.fromisoformat(starts), date.fromisoformat(ends) if ends else date.max
        order = facts_of(facts)
        found |= {day: order for day in days if order and first <= day <= last}
    return found


def orders_in(weeks: Mapping[UUID, Week]) -> dict[UUID, OrderFacts]:
    """Return what is ordered for the weeks of clients: by the order of the first day, else of the last. One query.

    weeks  client -> the week asked for
    """
    if not weeks:
        return {}
    first, last = min(week.first for week in weeks.values()), max(week.last for week in weeks.values())
    spans: dict[UUID, list[OrderSpan]] = defaultdict(list)
    for span in queries.spans(list(weeks), first, last):
        spans[span.client_id].append(span)
    chosen = {client_id: _chosen(found, weeks[client_id]) for client_id, found in spans.items()}
    return {client_id: _facts(span) for client_id, span in chosen.items() if span}


def _chosen(spans: list[OrderSpan], week: Week) -> OrderSpan | None:
    return next((span for day in (week.first, week.last) for span in spans if span.holds(day)), None)


def _of(parts: Iterable[tuple[str, int, str]], per: Per) -> tuple[tuple[SessionKind, int], ...]:
    return tuple((SessionKind(kind), minutes) for kind, minutes, each in parts if each == per)


def _facts(row: OrderSpan) -> OrderFacts:
    parts = [(part.kind, part.minutes, part.per) for part in row.mix]
    return OrderFacts(
        minutes_per_week=row.minutes_per_week,
        level=row.level,
        days_min=row.days_min,
        days_max=row.days_max,
        mix=_of(parts, Per.WEEK),
        is_taper=row.is_taper,
        monthly=_of(parts, Per.MONTH),
    )
