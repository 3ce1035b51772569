"""The organization and its places, as the settings list them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from stepwell.kernel import phones
from stepwell.people.models import Program, Room
from stepwell.people.vocabulary import KINDS, LEVELS
from stepwell.platform.tenancy.models import Organization, Site
from stepwell.platform.tenancy.vocabulary import TIME_ZONES


@dataclass(frozen=True)
class Row:
    """One line of a list of places.

    cells      what stands after the name
    closed_on  the first day on which it is closed, if there is one
    """

    id: UUID
    name: str
    cells: tuple[str, ...]
    site_id: UUID
    closed_on: date | None


def organization(organization_id: UUID) -> Organization:
    """Return the organization acted for; raises Organization.DoesNotExist."""
    return Organization.objects.get(pk=organization_id)


def open_sites() -> list[tuple[UUID, str]]:
    """Return ids and names of the sites that are open, by name."""
    return list(Site.objects.filter(closed_on=None).order_by("name").values_list("id", "name"))


def site_names() -> dict[UUID, str]:
    """Return the names of all sites, closed ones too."""
    return dict(Site.objects.values_list("id", "name"))


def sites() -> list[Row]:
    """Return every site, open ones first, by name."""
    return _rows(Site.objects.all(), ("name",), _of_site)


def programs() -> list[Row]:
    """Return every program, open ones first, by site and name."""
    return _rows(Program.objects.select_related("site"), ("site__name", "name"), _of_program)


def rooms() -> list[Row]:
    """Return every room, open ones first, by site and name."""
    return _rows(Room.objects.select_related("site"), ("site__name", "name"), _of_room)


def place(model: type[Any], key: UUID) -> Any:
    """Return one site, program or room; raises its DoesNotExist."""
    return model.objects.get(pk=key)


def _rows(places: QuerySet[Any], names: tuple[str, ...], cells: Callable[[Any], tuple[str, ...]]) -> list[Row]:
    ordered = places.order_by(F("closed_on").desc(nulls_first=True), *names)
    return [
        Row(each.pk, each.name, cells(each), each.pk if isinstance(each, Site) else each.site_id, each.closed_on)
        for each in ordered
    ]


def _of_site(site: Site) -> tuple[str, ...]:
    street = ", ".join(part for part in (site.street, site.street_2) if part)
    address = f"{street}, {site.city}, {site.state} {site.postal_code}"
    return address, phones.written(site.phone), TIME_ZONES[site.time_zone]


def _of_program(program: Program) -> tuple[str, ...]:
    return program.site.name, LEVELS[program.level], KINDS[program.kind]


def _of_room(room: Room) -> tuple[str, ...]:
    return room.site.name, str(room.seats)
