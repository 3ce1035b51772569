"""Who will not reach the hours ordered this week."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from stepwell.scheduling.queries.counting import SiteWeek
from stepwell.workspace.queries import care, weeks
from stepwell.workspace.queries.care import Filters


def short_ids(filters: Filters, sites: Mapping[UUID, SiteWeek], *, at: datetime, today: date) -> list[UUID]:
    """Return those in care who fit and will be short of their hours, the shortest first. Three queries.

    sites  the week of each site
    """
    people = care.everybody(filters, at=at, today=today)
    found = weeks.weeks_of(people, sites)
    short = [each.client_id for each in people if found[each.client_id].shortfall]
    return sorted(short, key=lambda client_id: -found[client_id].shortfall)
