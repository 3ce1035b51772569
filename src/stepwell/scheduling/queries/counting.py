"""How hours are counted at each site of an organization around a day: profile, week, closed days."""

import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from stepwell.platform.tenancy.models import Site
from stepwell.scheduling.rules.profiles import HoursProfile, profile_for
from stepwell.scheduling.rules.weeks import Week, week_of

_AROUND = 7  # days before and after that a week may reach

_SITES = """
SELECT s.id, s.name, s.time_zone, coalesce(h.code, s.state), ARRAY(
  SELECT d.day FROM scheduling_closedday d WHERE d.site_id = s.id AND d.voided_at IS NULL
    AND d.day BETWEEN %(on)s::date - %(around)s AND %(on)s::date + %(around)s ORDER BY d.day)
FROM tenancy_site s
LEFT JOIN (
  SELECT code FROM scheduling_hoursprofilechoice WHERE from_on <= %(on)s ORDER BY from_on DESC LIMIT 1) h ON true
ORDER BY s.name
"""

_SITE = """
SELECT json_build_object(
  'code', (SELECT code FROM scheduling_hoursprofilechoice WHERE from_on <= %(on)s ORDER BY from_on DESC LIMIT 1),
  'closed', (SELECT json_object_agg(d.day, d.words) FROM scheduling_closedday d
    WHERE d.site_id = %(site)s AND d.voided_at IS NULL
      AND d.day BETWEEN %(on)s::date - %(around)s AND %(on)s::date + %(around)s))::text
"""


@dataclass(frozen=True, slots=True)
class Counted:
    """How hours are counted at one site around a day, and why it is closed on days near by."""

    profile: HoursProfile
    closed: dict[date, str]


def site_week(site: Site, *, on: date) -> Counted:
    """Return how hours are counted at a site around a day. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_SITE, {"on": on, "site": site.pk, "around": _AROUND})
        found = json.loads(cursor.fetchone()[0])
    closed = {date.fromisoformat(day): words for day, words in (found["closed"] or {}).items()}
    return Counted(profile_for(found["code"] or site.state, on=on), closed)


@dataclass(frozen=True, slots=True)
class SiteWeek:
    """The week of a site that a day lies in, and how its hours are counted; `closed` are its closed days."""

    site_id: UUID
    name: str
    zone: ZoneInfo
    profile: HoursProfile
    week: Week
    closed: tuple[date, ...]


def site_weeks(on: date) -> dict[UUID, SiteWeek]:
    """Return the week that a day lies in at every site, by name. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_SITES, {"on": on, "around": _AROUND})
        rows = cursor.fetchall()
    return {row[0]: _site_week(on, *row) for row in rows}


def _site_week(on: date, site_id: UUID, name: str, zone: str, code: str, closed: list[date]) -> SiteWeek:
    profile = profile_for(code, on=on)
    week = week_of(on, starts_on=profile.week_start)
    return SiteWeek(site_id, name, ZoneInfo(zone), profile, week, tuple(day for day in closed if week.has(day)))
