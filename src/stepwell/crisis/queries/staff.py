"""Who can be called, who can follow up."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from stepwell.clients.models import CareAssignment
from stepwell.people.queries.holders import holders
from stepwell.platform.tenancy.models import Membership
from stepwell.platform.walls.rights import RIGHTS, Category, Reach, Role

LEADS = (Role.DIRECTOR, Role.SUPERVISOR)
# Whoever is told of a crisis must be let into it: by the site, or as its owner.
ACTS_IN_CRISIS = tuple(
    dict.fromkeys(
        right.role
        for right in RIGHTS
        if right.category == Category.SAFETY and right.writes and right.reach in {Reach.SITE, Reach.CRISIS}
    )
)
OF_SITE = tuple(
    dict.fromkeys(
        right.role
        for right in RIGHTS
        if right.category == Category.SAFETY and right.writes and right.reach == Reach.SITE
    )
)


def in_roles(roles: tuple[Role, ...], *, site_id: UUID, at: datetime) -> QuerySet[Membership]:
    """Return joined members who hold one of the roles at a site, or at all sites, by name."""
    return holders(roles, site_ids=[site_id], at=at)


def followers(client_id: UUID, *, site_id: UUID, at: datetime) -> list[Membership]:
    """Return who can follow up with a client: roles that act at the whole site, and the care team. By name."""
    team = CareAssignment.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=at), client=client_id, kind__in=("primary", "team"), starts_at__lte=at
    ).values("membership")
    of_site = in_roles(OF_SITE, site_id=site_id, at=at).values("pk")
    found = Membership.objects.filter(Q(pk__in=of_site) | Q(pk__in=team), ended_at=None, account__isnull=False)
    return list(found.order_by("name", "id"))
