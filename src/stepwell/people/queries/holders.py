"""Who holds a role at a site at an instant: whom pages offer where somebody of the staff is named."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from stepwell.platform.tenancy.models import Membership, RoleAssignment
from stepwell.platform.walls.rights import Role


def holders(
    roles: Collection[Role], *, site_ids: Collection[UUID], at: datetime | Now, besides: Collection[UUID | None] = ()
) -> QuerySet[Membership]:
    """Return joined members who hold one of the roles at one of the sites, or at all sites, by name.

    at       an instant; `Now` is that of the database, which the walls read
    besides  who is named already, and stays on offer whatever became of them
    """
    held = RoleAssignment.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=at),
        Q(site=None) | Q(site__in=site_ids),
        membership=OuterRef("pk"),
        role__in=roles,
        starts_at__lte=at,
    )
    able = Q(Exists(held), ended_at=None, account__isnull=False)
    return Membership.objects.filter(able | Q(pk__in=[key for key in besides if key])).order_by("name", "id")


def is_unfit(
    *named: UUID | None, roles: Collection[Role], site_ids: Collection[UUID], besides: Collection[UUID | None] = ()
) -> bool:
    """Return whether somebody is named who holds none of the roles at the sites, by the clock that the walls read.

    For actions: what pages offer, they hold to.

    named    None stands for nobody
    besides  who was named before, and stays whatever became of them
    """
    wanted = {key for key in named if key}
    able = holders(roles, site_ids=site_ids, at=Now(), besides=besides).filter(pk__in=wanted)
    return able.count() < len(wanted)


def named(people: Iterable[Membership], *, titled: bool = False) -> list[tuple[str, str]]:
    """Return people as a choice has them: the id, and the name.

    titled  with what their job is
    """
    return [(str(one.pk), f"{one}, {one.job_title}" if titled and one.job_title else str(one)) for one in people]
