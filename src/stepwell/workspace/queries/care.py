"""Everybody in care on a day: how many, and a page of them with what each room knows, in one query each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from stepwell.attendance.rules.outreach import DEFAULT as OUTREACH
from stepwell.attendance.vocabulary import EXCUSED
from stepwell.authorizations.queries import NEXT
from stepwell.clients.heading import of_row
from stepwell.clients.queries.named import called
from stepwell.crisis.panels import OPEN
from stepwell.platform.walls.rights import Category
from stepwell.reviews.queries.reviews import DUE
from stepwell.scheduling.rules.hours import StayDates
from stepwell.treatmentplans.panels import REVIEW
from stepwell.workspace.queries.weeks import Somebody

PAGE = 50
NOBODY = "nobody"
ASKED = (
    Category.SCHEDULE, Category.SERVICES, Category.CHART, Category.OBJECTIVES, Category.AUTHORIZATIONS,
    Category.CASELOAD, Category.CRISIS,
)  # fmt: skip
SORTS = {
    "name": "last_name, first_name, client_id",
    "longest": "opened_on, last_name, first_name, client_id",
    "newest": "opened_on DESC, last_name, first_name, client_id",
}

_STAY = """
clients_levelofcarestay t WHERE t.client_id = e.client_id AND t.episode_id = e.id AND t.voided_at IS NULL
  AND t.starts_on <= %(today)s AND (t.ends_on IS NULL OR t.ends_on >= %(today)s)
"""
_STAYS = f"LEFT JOIN {_STAY.replace('WHERE', 'ON')}"
_OPEN = "e.closed_on IS NULL AND e.voided_at IS NULL AND e.opened_on <= %(today)s"
# Clients are looked up one by one (OFFSET 0 keeps it so): joined, all that there ever were would be read.
_IN_CARE = f"""
FROM clients_episode e CROSS JOIN LATERAL (SELECT * FROM clients_client WHERE id = e.client_id OFFSET 0) c
WHERE {_OPEN}
"""
COUNT = f"SELECT count(*) FROM clients_episode e WHERE {_OPEN}"  # how many are in care
_PROGRAM = f" AND coalesce((SELECT t.program_id FROM {_STAY}), e.program_id) = %(program)s"
_PRIMARY = """
FROM clients_careassignment k JOIN tenancy_membership m ON m.id = k.membership_id
WHERE k.client_id = {client} AND k.kind = 'primary' AND k.starts_at <= %(at)s
  AND (k.ends_at IS NULL OR k.ends_at > %(at)s)
"""
_MISSED = """ AND e.client_id IN (
  SELECT a.client_id FROM attendance_attendance a JOIN scheduling_session s ON s.id = a.session_id
  WHERE a.voided_at IS NULL AND a.status = 'absent' AND NOT a.reason = ANY (%(excused)s)
    AND s.starts_at > %(at)s - interval '8 days' AND s.day BETWEEN %(today)s::date - 6 AND %(today)s
  GROUP BY a.client_id HAVING count(*) >= %(often)s)"""

_PAGE = """
WITH care AS MATERIALIZED (
  SELECT e.id, e.client_id, c.site_id, c.preferred_name, c.first_name, c.last_name, c.record_number, e.program_id,
    e.opened_on
  {care}
), found AS MATERIALIZED (
  SELECT f.*, row_number() OVER () AS place
  FROM (SELECT * FROM care ORDER BY {order} LIMIT %(most)s OFFSET %(skip)s) f
), page AS MATERIALIZED (
  SELECT e.place, (SELECT count(*) FROM care) AS total, e.client_id, e.site_id,
    {name} AS name, e.record_number,
    coalesce(t.program_id, e.program_id) AS program_id, e.opened_on, t.level, t.starts_on, t.ends_on
  FROM found e {stays}
), open AS MATERIALIZED (
  SELECT g.category, stepwell.everywhere(g.category, false, false) AS everywhere,
    stepwell.sites(g.category, false, false) AS sites, stepwell.clients(g.category, false, false) AS clients
  FROM unnest(%(categories)s::text[]) g (category)
)
SELECT page.total, page.client_id, page.site_id, page.name, page.record_number,
  (SELECT p.name FROM people_program p WHERE p.id = page.program_id), page.opened_on, page.level, page.starts_on,
  page.ends_on, (SELECT m.name {primary} LIMIT 1),
  ARRAY(SELECT o.category FROM open o
    WHERE o.everywhere OR page.site_id = ANY (o.sites) OR page.client_id = ANY (o.clients)),
  json_build_object({facts})
FROM page ORDER BY page.place
"""
_FACTS = {"review": DUE, "plan": REVIEW.sql, "authorization": NEXT, "crisis": OPEN.sql}
_FACTS_SQL = ", ".join(f"'{name}', ({of_row(sql, 'page.client_id')})" for name, sql in _FACTS.items())

# Members are asked one by one until one client of theirs is found in care (OFFSET 0 and IS TRUE keep it so).
_TOTALS = """
WITH care AS MATERIALIZED (
  SELECT e.client_id, coalesce(t.program_id, e.program_id) AS program_id, coalesce(t.level, '') AS level
  FROM clients_episode e {stays} WHERE {open}
)
SELECT json_build_object(
  'levels', (SELECT json_agg(json_build_array(l.level, l.many) ORDER BY l.level)
    FROM (SELECT level, count(*) AS many FROM care GROUP BY level) l),
  'programs', (SELECT json_agg(json_build_array(p.id, p.name, s.id, s.name, n.many, g.seats, g.taken)
      ORDER BY s.name, p.name)
    FROM (SELECT program_id, count(*) AS many FROM care GROUP BY program_id) n
    JOIN people_program p ON p.id = n.program_id JOIN tenancy_site s ON s.id = p.site_id
    LEFT JOIN LATERAL (
      SELECT sum(r.capacity) AS seats, sum((SELECT count(*) FROM scheduling_groupmembership b
          WHERE b.series_id = r.id AND b.voided_at IS NULL AND b.from_on <= %(today)s
            AND (b.to_on IS NULL OR b.to_on >= %(today)s))) AS taken
      FROM scheduling_groupseries r WHERE r.program_id = p.id AND r.from_on <= %(today)s
        AND (r.to_on IS NULL OR r.to_on >= %(today)s)) g ON %(seats)s),
  'primaries', (SELECT json_agg(json_build_array(m.id, m.name) ORDER BY m.name) FROM tenancy_membership m
    WHERE EXISTS (
      SELECT FROM clients_careassignment k
      WHERE k.membership_id = m.id AND k.kind = 'primary' AND k.starts_at <= %(at)s
        AND (k.ends_at IS NULL OR k.ends_at > %(at)s)
        AND (k.client_id IN (SELECT client_id FROM care)) IS TRUE OFFSET 0)),
  'admitted', (SELECT count(*) FROM clients_episode e
    WHERE e.voided_at IS NULL AND e.opened_on BETWEEN %(today)s::date - 6 AND %(today)s),
  'discharged', (SELECT count(*) FROM clients_episode e
    WHERE e.voided_at IS NULL AND e.closed_on BETWEEN %(today)s::date - 6 AND %(today)s))
"""


@dataclass(frozen=True, slots=True)
class Filters:
    """Who is asked for. `primary` is the id of a membership or NOBODY; `sort` one of SORTS."""

    site_id: str = ""
    program_id: str = ""
    primary: str = ""
    missed: bool = False
    sort: str = "name"


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody in care. `seen` are the categories of theirs that the actor sees; facts of others are not told."""

    somebody: Somebody
    name: str
    record_number: str
    program: str
    opened_on: date
    level: str
    primary: str
    seen: frozenset[str]
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ProgramCount:
    """A program with people in care, and the seats of its groups; None where the actor may not know who sits there."""

    id: UUID
    name: str
    site_id: UUID
    site: str
    many: int
    seats: int | None
    taken: int | None


@dataclass(frozen=True, slots=True)
class Totals:
    """How many are in care, and who came and went in the last seven days. `levels` has "" for none begun."""

    levels: list[tuple[str, int]]
    programs: list[ProgramCount]
    primaries: list[tuple[str, str]]
    admitted: int
    discharged: int

    @property
    def many(self) -> int:
        """How many are in care."""
        return sum(count for _, count in self.levels)


def totals(*, at: datetime, today: date, seats: bool) -> Totals:
    """Return how many are in care, of all that the actor sees. One query.

    seats  whether the actor sees the schedules of whole sites
    """
    statement = _TOTALS.format(stays=_STAYS, open=_OPEN)
    with connection.cursor() as cursor:
        cursor.execute(statement, {"at": at, "today": today, "seats": seats})
        found = cursor.fetchone()[0]
    return Totals(
        [(level, many) for level, many in found["levels"] or ()],
        [ProgramCount(UUID(row[0]), row[1], UUID(row[2]), *row[3:]) for row in found["programs"] or ()],
        [(id_, name) for id_, name in found["primaries"] or ()],
        found["admitted"],
        found["discharged"],
    )


def everybody(filters: Filters, *, at: datetime, today: date) -> list[Somebody]:
    """Return all who are in care and fit, in their order. One query."""
    condition, values = _narrowed(filters, at, today)
    place = f"row_number() OVER (ORDER BY {SORTS[filters.sort]}) AS place"
    found = f"SELECT e.id, e.client_id, c.site_id, {place} {condition}"
    statement = f"SELECT e.client_id, e.site_id, t.starts_on, t.ends_on FROM ({found}) e {_STAYS} ORDER BY e.place"
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [Somebody(client_id, site_id, StayDates(*dates)) for client_id, site_id, *dates in cursor.fetchall()]


def page(filters: Filters, *, at: datetime, today: date, account_id: UUID, number: int = 1) -> tuple[list[Row], int]:
    """Return one page of those in care who fit, and how many fit in all; 0 on a page after the last. One query."""
    condition, values = _narrowed(filters, at, today)
    return _rows(condition, SORTS[filters.sort], {**values, "account": account_id, "skip": (number - 1) * PAGE})


def these(client_ids: Sequence[UUID], *, at: datetime, today: date, account_id: UUID) -> list[Row]:
    """Return those of some clients who are in care, in the order asked. One query."""
    condition = f"{_IN_CARE} AND e.client_id = ANY (%(ids)s)"
    values = {"ids": list(client_ids), "at": at, "today": today, "account": account_id, "skip": 0}
    return _rows(condition, "array_position(%(ids)s, client_id)", values)[0]


def _narrowed(filters: Filters, at: datetime, today: date) -> tuple[str, dict[str, Any]]:
    primary = _PRIMARY.format(client="e.client_id")
    conditions = {
        " AND c.site_id = %(site)s": filters.site_id,
        _PROGRAM: filters.program_id,
        f" AND NOT EXISTS (SELECT {primary})": filters.primary == NOBODY,
        f" AND EXISTS (SELECT {primary} AND m.id = %(primary)s)": filters.primary not in ("", NOBODY),
        _MISSED: filters.missed,
    }
    values = {
        "at": at, "today": today, "site": filters.site_id, "program": filters.program_id, "primary": filters.primary,
        "excused": sorted(EXCUSED), "often": OUTREACH.misses_in_week,
    }  # fmt: skip
    return _IN_CARE + "".join(part for part, holds in conditions.items() if holds), values


def _rows(condition: str, order: str, values: dict[str, Any]) -> tuple[list[Row], int]:
    statement = _PAGE.format(
        name=called("e"),
        care=condition,
        order=order,
        stays=_STAYS,
        facts=_FACTS_SQL,
        primary=_PRIMARY.format(client="page.client_id"),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, {**values, "most": PAGE, "categories": list(ASKED)})
        found = cursor.fetchall()
    return [_row(*row[1:]) for row in found], found[0][0] if found else 0


def _row(client_id: UUID, site_id: UUID, *values: Any) -> Row:
    name, number, program, opened, level, starts, ends, primary, seen, facts = values
    somebody = Somebody(client_id, site_id, StayDates(starts, ends))
    return Row(somebody, name, number, program, opened, level or "", primary or "", frozenset(seen), facts)
