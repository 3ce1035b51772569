"""Who was in care in a week, and how their week came out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from stepwell.attendance.queries.courses import Meeting, courses_of
from stepwell.clients.queries.named import called
from stepwell.platform.walls.rights import Category
from stepwell.scheduling.queries.counting import SiteWeek, site_weeks
from stepwell.scheduling.rules.hours import ClientWeek, StayDates
from stepwell.scheduling.vocabulary import GROUP_LABELS
from stepwell.workspace.queries import weeks
from stepwell.workspace.queries.weeks import Courses, Somebody
from stepwell.workspace.rules.compliance import Result, result_of

NEEDED = (Category.ENROLLMENT, Category.SCHEDULE, Category.SERVICES)

# Those in care on a day of their site's week whose schedule and attendance the actor sees, with the last stay of it.
_THEN = """
WITH week AS (
  SELECT * FROM unnest(%(sites)s::uuid[], %(firsts)s::date[], %(lasts)s::date[]) w (site_id, first, last)
), care AS MATERIALIZED (
  SELECT DISTINCT ON (e.client_id) e.client_id, e.id, e.program_id, c.site_id, c.record_number, c.last_name,
    c.first_name, {name} AS name, w.first, w.last
  FROM clients_episode e JOIN clients_client c ON c.id = e.client_id JOIN week w ON w.site_id = c.site_id
  WHERE e.voided_at IS NULL AND (e.closed_on IS NULL OR e.closed_on >= %(first)s)
    AND e.opened_on <= w.last AND (e.closed_on IS NULL OR e.closed_on >= w.first)
    AND {sees}
  ORDER BY e.client_id, e.opened_on DESC
)
SELECT k.client_id, k.site_id, k.name, k.record_number, p.id, p.name, s.name, coalesce(t.level, ''), t.starts_on,
       t.ends_on
FROM care k
LEFT JOIN LATERAL (
  SELECT v.program_id, v.level, v.starts_on, v.ends_on FROM clients_levelofcarestay v
  WHERE v.client_id = k.client_id AND v.episode_id = k.id AND v.voided_at IS NULL AND v.starts_on <= k.last
    AND (v.ends_on IS NULL OR v.ends_on >= k.first)
  ORDER BY v.starts_on DESC LIMIT 1) t ON true
JOIN people_program p ON p.id = coalesce(t.program_id, k.program_id) JOIN tenancy_site s ON s.id = p.site_id
ORDER BY s.name, p.name, p.id, k.last_name, k.first_name, k.client_id
"""
_SEES = (
    "(c.site_id = ANY ((SELECT stepwell.sites('{0}', false, false))::uuid[])"
    " OR (SELECT stepwell.everywhere('{0}', false, false))"
    " OR c.id = ANY ((SELECT stepwell.clients('{0}', false, false))::uuid[]))"
)


@dataclass(frozen=True, slots=True)
class Then:
    """Somebody's week: where they were in care at its end, what the hours rule says, and how it came out."""

    client_id: UUID
    site_id: UUID
    name: str
    record_number: str
    program_id: UUID
    program: str
    site: str
    level: str
    week: ClientWeek
    result: Result


@dataclass(frozen=True, slots=True)
class LargeGroup:
    """A session to which more came than a group should hold."""

    session_id: UUID
    title: str
    day: date
    came: int
    most: int


@dataclass(frozen=True, slots=True)
class Week:
    """The week of a day at all sites: everybody's, by site, program and name; and the groups that were large."""

    sites: dict[UUID, SiteWeek]
    people: list[Then]
    large: list[LargeGroup]


def week_around(on: date) -> Week:
    """Return the week that a day lies in, of everybody whose hours the actor sees. Four queries."""
    sites = site_weeks(on)
    found = _in_care(sites)
    people = [Somebody(row[0], row[1], StayDates(*row[-2:])) for row in found]
    if not people:
        return Week(sites, [], [])
    courses = courses_of([each.client_id for each in people], *weeks.span(sites))
    hours = weeks.weeks_of(people, sites, courses)
    then = [_then(row, hours[row[0]], _result(hours[row[0]], sites[row[1]], courses.get(row[0], ()))) for row in found]
    return Week(sites, then, _large(people, sites, courses))


def _then(row: tuple[Any, ...], week: ClientWeek, result: Result) -> Then:
    client_id, site_id, name, number, program_id, program, site, level, *_ = row
    return Then(client_id, site_id, name, number, program_id, program, site, level, week, result)


def _in_care(sites: dict[UUID, SiteWeek]) -> list[tuple[Any, ...]]:
    statement = _THEN.format(name=called(), sees=" AND ".join(_SEES.format(category) for category in NEEDED))
    values: dict[str, Any] = {
        "sites": list(sites), "firsts": [each.week.first for each in sites.values()],
        "lasts": [each.week.last for each in sites.values()], "first": weeks.span(sites)[0],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _result(week: ClientWeek, site: SiteWeek, meetings: Sequence[Meeting]) -> Result:
    mine = [each.planned for each in meetings if site.week.has(each.day)]
    return result_of(week, mine, profile=site.profile, zone=site.zone)


def _large(people: Sequence[Somebody], sites: dict[UUID, SiteWeek], courses: Courses) -> list[LargeGroup]:
    """Return the groups of the week to which more came than the profile takes without a warning, by day."""
    came: dict[UUID, int] = {}
    met: dict[UUID, tuple[Meeting, int]] = {}
    for each in people:
        site = sites[each.site_id]
        for meeting in courses.get(each.client_id, ()):
            if meeting.minutes and meeting.kind in GROUP_LABELS and site.week.has(meeting.day):
                came[meeting.session_id] = came.get(meeting.session_id, 0) + 1
                met[meeting.session_id] = (meeting, site.profile.group_warn)
    large = [
        LargeGroup(id_, meeting.title, meeting.day, came[id_], most)
        for id_, (meeting, most) in met.items()
        if came[id_] > most
    ]
    return sorted(large, key=lambda each: (each.day, each.title, str(each.session_id)))
