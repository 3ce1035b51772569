"""Whom the forms of a plan offer where somebody of the staff is named."""

from uuid import UUID

from django.utils import timezone

from stepwell.clients.models import Client
from stepwell.clients.vocabulary import CARE_ROLES, COUNSELORS
from stepwell.people.queries.holders import holders
from stepwell.platform.tenancy.models import Membership
from stepwell.platform.walls.rights import Role


def able(client: Client, roles: tuple[Role, ...], *besides: UUID | None) -> list[Membership]:
    """Return who may be named in a plan of a client: who holds a role at the site now, and who is named already."""
    return list(holders(roles, site_ids=[client.site_id], at=timezone.now(), besides=besides))


def people_of(
    client: Client, counselor: UUID | None = None, manager: UUID | None = None
) -> dict[str, list[Membership]]:
    """Return whom the head of a plan offers, by the argument of its form.

    counselor, manager  who is named already
    """
    return {"counselors": able(client, COUNSELORS, counselor), "staff": able(client, CARE_ROLES, manager)}
