"""Closing and opening again what stands at a site: a program, a room."""

from datetime import date
from typing import TypeVar
from uuid import UUID

from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.people.actions.writing import day_of, reason_findings, save, writing
from stepwell.people.models import Program, Room
from stepwell.people.rules.places import closing_findings
from stepwell.platform.tenancy.models import Site
from stepwell.platform.walls.scope import Scope

Place = TypeVar("Place", Program, Room)


def close(place: type[Place], *, actor: Scope, place_id: UUID, closes_on: date, reason: str) -> Place:
    """Close a program or a room from a day on; raises Refused, ObjectDoesNotExist."""
    site = _site_of(place, place_id)
    with writing(actor, site=site.pk, reason=reason):
        row = place.objects.select_for_update().get(pk=place_id)
        opened_on = day_of(row.created_at, site.time_zone)
        found: list[Finding] = closing_findings(
            opened_on=opened_on, closes_on=closes_on, closed_on=row.closed_on, left_open=0
        )
        refuse([*reason_findings(reason), *found])
        row.closed_on = closes_on
        save(row, ["closed_on"], taken={})
    return row


def reopen(place: type[Place], *, actor: Scope, place_id: UUID, reason: str = "") -> Place:
    """Open a closed program or room of an open site again; raises Refused, ObjectDoesNotExist."""
    site = _site_of(place, place_id)
    with writing(actor, site=site.pk, reason=reason):
        open_site(site.pk)
        row = place.objects.select_for_update().get(pk=place_id)
        row.closed_on = None
        save(row, ["closed_on"], taken={})
    return row


def open_site(site_id: UUID) -> Site:
    """Return a site that something can be added to; raises Refused if it is closed, Site.DoesNotExist."""
    site = Site.objects.get(pk=site_id)
    if site.closed_on:
        raise Refused(Finding("SITE-006", "This site is closed. Open it again first, or choose another.", "site"))
    return site


def _site_of(place: type[Place], place_id: UUID) -> Site:
    site: Site = place.objects.select_related("site").get(pk=place_id).site
    return site
