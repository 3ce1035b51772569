"""The member: somebody acting for one organization, with the roles they hold there now."""

from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from stepwell.platform.walls.rights import Category, Role, holds, holds_at_site, holds_daily
from stepwell.platform.walls.scope import Scope, acting


@dataclass(frozen=True)
class Member:
    """Who acts, as a page needs to know it: for what is shown and offered. Policies look rights up by themselves.

    place          names of the sites that roles are held at, or "All sites"
    organizations  how many organizations this person belongs to
    """

    membership_id: UUID
    account_id: UUID
    name: str
    title: str
    organization_id: UUID
    organization_name: str
    is_demo: bool
    time_zone: str
    roles: frozenset[Role]
    place: str
    organizations: int

    @property
    def zone(self) -> ZoneInfo:
        """The organization's time zone, for pages that belong to no site."""
        return ZoneInfo(self.time_zone)

    def may(self, category: Category, *, writes: bool = False) -> bool:
        """Return whether any role held reaches `category` at all; whose rows is the walls' business."""
        return holds(self.roles, category, writes=writes)

    def sees_daily(self, category: Category) -> bool:
        """Return whether any role held reads `category` without emergency access."""
        return holds_daily(self.roles, category)

    def sees_sites(self, category: Category) -> bool:
        """Return whether any role held reads `category` of everybody at a site."""
        return holds_at_site(self.roles, category)


_MEMBER = """
SELECT m.id, m.name, m.suffix, m.job_title, o.id, o.name, o.is_demo, o.time_zone,
       array_agg(DISTINCT a.role) FILTER (WHERE a.role IS NOT NULL),
       array_agg(DISTINCT s.name) FILTER (WHERE s.name IS NOT NULL),
       bool_or(a.role IS NOT NULL AND a.site_id IS NULL),
       (SELECT count(*) FROM stepwell.my_organizations())
FROM tenancy_membership m
JOIN tenancy_organization o ON o.id = m.organization_id
LEFT JOIN tenancy_roleassignment a
       ON a.membership_id = m.id AND a.starts_at <= now() AND (a.ends_at IS NULL OR a.ends_at > now())
LEFT JOIN tenancy_site s ON s.id = a.site_id
WHERE m.id = stepwell.membership()
GROUP BY m.id, o.id
"""


def member_of(scope: Scope) -> Member | None:
    """Return the member that `scope` speaks for, or None if there is none in force. One query."""
    if connection.in_atomic_block:
        return _read(scope)
    with acting(scope):
        return _read(scope)


def _read(scope: Scope) -> Member | None:
    with connection.cursor() as cursor:
        cursor.execute(_MEMBER)
        row = cursor.fetchone()
    if row is None or scope.actor is None:
        return None
    membership, name, suffix, title, organization, organization_name, is_demo, zone, roles, sites, everywhere, count = (
        row
    )
    return Member(
        membership_id=membership,
        account_id=scope.actor,
        name=f"{name}, {suffix}" if suffix else name,
        title=title,
        organization_id=organization,
        organization_name=organization_name,
        is_demo=is_demo,
        time_zone=zone,
        roles=frozenset(Role(role) for role in roles or ()),
        place="All sites" if everywhere else ", ".join(sites or ("no site",)),
        organizations=count,
    )
