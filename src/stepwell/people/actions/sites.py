"""Sites: added, changed, closed, opened again."""

from dataclasses import fields
from datetime import date
from uuid import UUID

from stepwell.kernel.findings import Finding, refuse
from stepwell.people.actions.writing import day_of, reason_findings, save, store, writing
from stepwell.people.models import Program, Room
from stepwell.people.rules.organizations import SiteRecord, site_findings, tidied
from stepwell.people.rules.places import closing_findings
from stepwell.platform.tenancy.models import Organization, Site
from stepwell.platform.walls.scope import Scope

_TAKEN = {"site_name": Finding("SITE-004", "Another site has this name. Choose a different one.", "name")}
_LAST = Finding("SITE-005", "This is the only open site. Add the next one before this one closes.")


def add_site(*, actor: Scope, record: SiteRecord) -> Site:
    """Add a site; raises Refused."""
    record = tidied(record)
    refuse(site_findings(record))
    with writing(actor) as organization_id:
        site = Site(organization_id=organization_id, **{f.name: getattr(record, f.name) for f in fields(record)})
        save(site, taken=_TAKEN)
    return site


def change_site(*, actor: Scope, site_id: UUID, record: SiteRecord, reason: str = "") -> Site:
    """Change a site; raises Refused, Site.DoesNotExist."""
    record = tidied(record)
    refuse(site_findings(record))
    with writing(actor, site=site_id, reason=reason):
        site = Site.objects.select_for_update().get(pk=site_id)
        store(site, record, taken=_TAKEN)
    return site


def close_site(*, actor: Scope, site_id: UUID, closes_on: date, reason: str) -> Site:
    """Close a site from a day on, once its programs and rooms are closed; never the only one.

    raises  Refused, Site.DoesNotExist
    """
    with writing(actor, reason=reason) as organization_id:
        # Whoever closes the other one waits here, so that one stays open.
        Organization.objects.select_for_update().get(pk=organization_id)
        site = Site.objects.select_for_update().get(pk=site_id)
        refuse([*reason_findings(reason), *_closing(site, closes_on)])
        site.closed_on = closes_on
        save(site, ["closed_on"], taken={})
    return site


def reopen_site(*, actor: Scope, site_id: UUID, reason: str = "") -> Site:
    """Open a closed site again; raises Refused, Site.DoesNotExist."""
    with writing(actor, reason=reason):
        site = Site.objects.select_for_update().get(pk=site_id)
        site.closed_on = None
        save(site, ["closed_on"], taken={})
    return site


def _closing(site: Site, closes_on: date) -> list[Finding]:
    left_open = sum(model.objects.filter(site=site, closed_on=None).count() for model in (Program, Room))
    opened_on = day_of(site.created_at, site.time_zone)
    found = closing_findings(opened_on=opened_on, closes_on=closes_on, closed_on=site.closed_on, left_open=left_open)
    is_last = not Site.objects.exclude(pk=site.pk).filter(closed_on=None).exists()
    return [*found, _LAST] if is_last and not site.closed_on else found
