"""The organization itself: founded once, corrected with a reason."""

from dataclasses import fields
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from stepwell.kernel.findings import refuse
from stepwell.people.actions import roles, sites, staff
from stepwell.people.actions.writing import reason_findings, store, writing
from stepwell.people.rules.organizations import OrganizationRecord, SiteRecord, organization_findings, tidied
from stepwell.people.rules.staff import MemberRecord, RoleRecord
from stepwell.platform.accounts.models import Account
from stepwell.platform.tenancy.models import Organization
from stepwell.platform.walls.rights import Role
from stepwell.platform.walls.scope import Kind, Scope, acting

# These go on claims and contracts, or decide which rules apply: changing one is a correction.
NEEDS_REASON = frozenset({"legal_name", "npi", "tax_id", "jurisdiction"})


@transaction.atomic
def found_organization(
    *,
    founder: Account,
    at: datetime,
    record: OrganizationRecord,
    first_site: SiteRecord,
    member: MemberRecord,
    is_demo: bool = False,
) -> Scope:
    """Make an organization, its first site, and its founder's membership as administrator of all sites.

    returns  the founder's scope in it
    raises   Refused; then nothing was written
    """
    record = tidied(record)
    refuse(organization_findings(record))
    actor = Scope(actor=founder.pk, organization=uuid4(), kind=Kind.FOUNDER, purpose="found an organization")
    with acting(actor):
        values = {field.name: getattr(record, field.name) for field in fields(record)}
        Organization(id=actor.organization, is_demo=is_demo, **values).save(force_insert=True)
        sites.add_site(actor=actor, record=first_site)
        membership = staff.add_member(actor=actor, at=at, account=founder, record=member)
        administers = RoleRecord(role=Role.ADMINISTRATOR)
        roles.grant_role(actor=actor, at=at, membership_id=membership.pk, record=administers)
    return Scope(actor=founder.pk, organization=actor.organization, kind=Kind.STAFF, purpose="operations")


def change_organization(*, actor: Scope, record: OrganizationRecord, reason: str = "") -> Organization:
    """Change what is known of the organization; raises Refused, also when a correction comes without a reason."""
    record = tidied(record)
    with writing(actor, reason=reason) as organization_id:
        organization = Organization.objects.select_for_update().get(pk=organization_id)
        corrects = any(getattr(organization, name) != getattr(record, name) for name in NEEDS_REASON)
        refuse([*organization_findings(record), *(reason_findings(reason) if corrects else [])])
        store(organization, record, taken={})
    return organization
