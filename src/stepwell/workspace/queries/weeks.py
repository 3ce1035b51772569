"""The hours of many clients in one week: courses and orders are read once for all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from stepwell.attendance.queries.courses import Meeting, courses_of
from stepwell.scheduling.ordered import orders_in
from stepwell.scheduling.queries.counting import SiteWeek
from stepwell.scheduling.rules.hours import ClientWeek, OrderFacts, StayDates, client_week

Courses = Mapping[UUID, Sequence[Meeting]]


@dataclass(frozen=True, slots=True)
class Somebody:
    """A client as far as their week asks: the site whose rules count, and the stay at a level of care."""

    client_id: UUID
    site_id: UUID
    stay: StayDates


def weeks_of(
    people: Sequence[Somebody], sites: Mapping[UUID, SiteWeek], courses: Courses | None = None
) -> dict[UUID, ClientWeek]:
    """Return the week of each client, as their site counts it. Two queries, one if the courses are read already.

    sites    the week of each site
    courses  at least of that week
    """
    if not people:
        return {}
    weeks = {each.client_id: sites[each.site_id].week for each in people}
    if courses is None:
        first, last = min(week.first for week in weeks.values()), max(week.last for week in weeks.values())
        courses = courses_of(list(weeks), first, last)
    orders = orders_in(weeks)
    return {
        each.client_id: _week(each, sites[each.site_id], courses.get(each.client_id, ()), orders.get(each.client_id))
        for each in people
    }


def span(sites: Mapping[UUID, SiteWeek]) -> tuple[date, date]:
    """Return the first and the last day of the weeks of all sites."""
    return min(each.week.first for each in sites.values()), max(each.week.last for each in sites.values())


def _week(who: Somebody, site: SiteWeek, meetings: Sequence[Meeting], order: OrderFacts | None) -> ClientWeek:
    return client_week(
        [each.planned for each in meetings if site.week.has(each.day)],
        week=site.week,
        zone=site.zone,
        profile=site.profile,
        order=order,
        stay=who.stay,
        closed=site.closed,
    )
