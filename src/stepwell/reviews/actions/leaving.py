"""Which care ends with a discharge, after the time it takes to finish."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from stepwell.clients.actions.care import Ending
from stepwell.clients.models import CareAssignment
from stepwell.clients.rules.ending import Care
from stepwell.clients.vocabulary import CareKind
from stepwell.platform.tenancy.members import Member
from stepwell.platform.tenancy.models import RoleAssignment
from stepwell.platform.walls.rights import Role
from stepwell.reviews.rules.leaving import Leaving, ends_at


def endings_of(client_id: UUID, leaving: Leaving, *, actor: Member) -> list[Ending]:
    """Return which care assignments of a client a discharge ends, and when, the oldest first. One query."""
    manages = RoleAssignment.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=leaving.signed_at), membership=OuterRef("membership"), role=Role.CASE_MANAGER
    )
    rows = CareAssignment.objects.filter(client=client_id).annotate(manages=Exists(manages)).order_by("starts_at", "id")
    found = []
    for row in rows:
        kind = CareKind(row.kind)
        calls = kind is CareKind.PRIMARY or (kind is CareKind.TEAM and row.manages)
        until = ends_at(Care(kind, row.starts_at, row.ends_at, calls), leaving, actor.zone)
        if until:
            found.append(Ending(row.pk, row.ends_at, until))
    return found
