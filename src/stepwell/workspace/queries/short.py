"""Who will not reach the hours ordered this week."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from stepwell.scheduling.queries.counting import SiteWeek
from stepwell.workspace.queries import weeks
from stepwell.workspace.queries.weeks import Somebody


def short_of(people: Sequence[Somebody], sites: Mapping[UUID, SiteWeek]) -> list[UUID]:
    """Return those of some clients who will be short of their hours, the shortest first. Two queries.

    sites  the week of each site
    """
    found = weeks.weeks_of(people, sites)
    short = [each.client_id for each in people if found[each.client_id].shortfall]
    return sorted(short, key=lambda client_id: -found[client_id].shortfall)
