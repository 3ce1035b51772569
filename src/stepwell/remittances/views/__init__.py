"""Pages of files that came in, remittances, and the work they leave."""

from django.http import HttpRequest
from django.utils import timezone

from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.walls.rights import Category
from stepwell.remittances.queries import work as work_queries
from stepwell.remittances.queries.remittances import PAGE
from stepwell.remittances.queries.work import WorkRow

READS = holding(Category.BILLING)
WRITES = holding(Category.BILLING, writes=True)


def work_shown(request: HttpRequest, **which: object) -> list[WorkRow]:
    """Return open work as the list shows it."""
    who = member(request)
    on = timezone.now().astimezone(who.zone).date()
    return work_queries.work(on=on, zone=who.zone, me=who.membership_id, **which)  # type: ignore[arg-type]  # named by the caller


__all__ = ["PAGE", "READS", "WRITES", "work_shown"]
