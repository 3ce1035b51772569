"""Signing in with one click, on a laptop that holds demonstrations only."""

from collections import Counter
from dataclasses import dataclass
from ipaddress import ip_address
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from stepwell.platform.accounts.models import Account
from stepwell.platform.tenancy import queries
from stepwell.platform.walls.rights import ROLE_LABELS

LOOPBACK_NAMES = {"localhost"}

_PEOPLE = """
SELECT account_id, organization_id, organization, name, job_title, roles, sites
FROM stepwell.demo_people() ORDER BY organization, name, account_id
"""


@dataclass(frozen=True)
class Persona:
    """Somebody of a demonstration whom a visitor can be."""

    account_id: UUID
    organization_id: UUID
    organization: str
    name: str
    title: str
    roles: str
    place: str


def is_open(request: HttpRequest) -> bool:
    """Return whether the one-click sign-in exists for this request.

    It does while every organization here is a demonstration, the server listens to this computer only, and the request
    comes from it, through no proxy.
    """
    return not settings.PRODUCTION and _is_local(request) and queries.installation().is_only_demo


def people() -> list[Persona]:
    """Return who is offered: the larger organization first, in each by role in the order of a client's way, then name.

    returns  nobody unless every organization is a demonstration
    """
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE)
        found = [_persona(*row) for row in cursor.fetchall()]
    known = Account.objects.filter(is_demo=True, is_active=True, pk__in={persona.account_id for persona in found})
    ids = set(known.values_list("pk", flat=True))
    offered = [persona for persona in found if persona.account_id in ids]
    size = Counter(persona.organization for persona in offered)
    order = list(ROLE_LABELS.values())
    return sorted(
        offered,
        key=lambda one: (
            -size[one.organization],
            one.organization,
            order.index(one.roles.partition(", ")[0]),
            one.name,
        ),
    )


def _persona(
    account: UUID, organization: UUID, organization_name: str, name: str, title: str, roles: list[str], sites: list[str]
) -> Persona:
    labels = ", ".join(label for role, label in ROLE_LABELS.items() if role in roles)
    return Persona(
        account_id=account,
        organization_id=organization,
        organization=organization_name,
        name=name,
        title="" if title == labels else title,
        roles=labels,
        place=", ".join(sites) or "All sites",
    )


def _is_local(request: HttpRequest) -> bool:
    host = settings.LISTEN.rpartition(":")[0].strip("[]")
    came_through = {"HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED"} & request.META.keys()
    return _is_loopback(host) and _is_loopback(request.META.get("REMOTE_ADDR", "")) and not came_through


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host in LOOPBACK_NAMES
