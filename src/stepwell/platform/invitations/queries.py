"""Invitations that wait for an answer, and the one that a visitor holds."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stepwell.platform.accounts.models import Account
from stepwell.platform.links.models import OneTimeLink
from stepwell.platform.links.queries import Visit
from stepwell.platform.tenancy.models import Membership
from stepwell.platform.walls.scope import Scope


@dataclass(frozen=True)
class Waiting:
    """Somebody who has not answered.

    open_until  when their newest link expires, or None if it is not open any more
    """

    membership_id: UUID
    name: str
    email: str
    invited_at: datetime
    open_until: datetime | None


@dataclass(frozen=True)
class Offer:
    """An invitation as its holder sees it."""

    membership: Membership
    clinic: str
    has_account: bool


def pending(scope: Scope, *, at: datetime) -> list[Waiting]:
    """Return who was invited and has not answered, newest first. Two queries."""
    waiting = Membership.objects.filter(organization_id=scope.tenant, account=None, ended_at=None)
    found = list(waiting.order_by("-created_at", "id"))
    links = OneTimeLink.objects.filter(
        organization_id=scope.tenant, subject__in=[row.pk for row in found], ends=None, expires_at__gt=at
    )
    until = dict(links.order_by("created_at").values_list("subject", "expires_at"))
    return [Waiting(row.pk, row.name, row.email, row.created_at, until.get(row.pk)) for row in found]


def offer(visit: Visit) -> Offer | None:
    """Return what the visitor's link offers, or None if it was taken back. Runs in the visitor's scope; two queries."""
    membership = Membership.objects.select_related("organization").filter(pk=visit.subject, account=None).first()
    if membership is None:
        return None
    has_account = Account.objects.filter(email=membership.email).exists()
    return Offer(membership, membership.organization.name, has_account)
