"""Where and for whom the actor plans, as the walls have it: asked before a form is offered or a row written."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Now

from stepwell.people.models import Program, Room
from stepwell.people.queries.holders import holders, named
from stepwell.platform.tenancy.models import Site
from stepwell.platform.walls.rights import Category, Role

LEADERS = (Role.CLINICIAN, Role.FACILITATOR, Role.SUPERVISOR, Role.DIRECTOR, Role.PRESCRIBER, Role.CASE_MANAGER)

_PLANS = """
SELECT s.id FROM tenancy_site s
WHERE (SELECT stepwell.everywhere(%s, true, false)) OR s.id = ANY ((SELECT stepwell.sites(%s, true, false))::uuid[])
"""
_BOOKS = "SELECT unnest(stepwell.booking_sites())"
WRITES = """
SELECT (SELECT stepwell.everywhere(%(category)s, true, false))
  OR c.site_id = ANY ((SELECT stepwell.sites(%(category)s, true, false))::uuid[])
  OR c.id = ANY ((SELECT stepwell.clients(%(category)s, true, false))::uuid[])
FROM clients_client c WHERE c.id = %(client)s
"""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a session can be given: ids and names of rooms and people."""

    rooms: list[tuple[str, str]]
    people: list[tuple[str, str]]


def planned_sites() -> set[UUID]:
    """Return the sites whose groups the actor plans."""
    return _ids(_PLANS, [Category.SCHEDULE, Category.SCHEDULE])


def booked_sites() -> set[UUID]:
    """Return the sites at which the actor books appointments for anybody."""
    return _ids(_BOOKS, [])


def writes_schedule_of(client_id: UUID) -> bool:
    """Return whether the actor writes the schedule of a client."""
    with connection.cursor() as cursor:
        cursor.execute(WRITES, {"category": Category.SCHEDULE, "client": client_id})
        row = cursor.fetchone()
    return bool(row and row[0])


def sites() -> list[Site]:
    """Return the open sites, by name."""
    return list(Site.objects.filter(closed_on=None).order_by("name"))


def programs(site_ids: set[UUID], *, on: date) -> list[tuple[str, str]]:
    """Return ids and names of the programs open at some sites, by site and name."""
    found = Program.objects.select_related("site").filter(Q(closed_on=None) | Q(closed_on__gt=on), site__in=site_ids)
    return [(str(row.pk), f"{row.name}, {row.site.name}") for row in found.order_by("site__name", "name")]


def choices(site_ids: set[UUID], *, besides: Collection[UUID | None] = ()) -> Choices:
    """Return the rooms open at some sites and the people whose roles lead sessions there now, by name. Two queries.

    besides  who leads already
    """
    rooms = Room.objects.select_related("site").filter(site__in=site_ids, closed_on=None).order_by("site__name", "name")
    return Choices(
        [
            (str(row.pk), f"{row.name}, {row.seats} seats" + (f", {row.site.name}" if len(site_ids) > 1 else ""))
            for row in rooms
        ],
        named(holders(LEADERS, site_ids=site_ids, at=Now(), besides=besides), titled=True),
    )


def _ids(statement: str, values: list[str]) -> set[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return {row[0] for row in cursor.fetchall()}
