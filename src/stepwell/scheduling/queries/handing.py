"""On which days a client comes, for estimates of what care costs."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Q

from stepwell.coverage.handing import Scheduled
from stepwell.coverage.rules.cost.days import Weekday
from stepwell.scheduling.models import ClosedDay, GroupMembership

_WEEKDAYS = tuple(Weekday)
_AHEAD = timedelta(weeks=26)
_HOUR = Decimal(60)


def scheduled(client_id: UUID, from_on: date) -> Scheduled | None:
    """Return the weekdays of a client's groups from a day on, and when they do not meet. Two queries."""
    goes_on = Q(to_on=None) | Q(to_on__gt=from_on)
    series_goes_on = Q(series__to_on=None) | Q(series__to_on__gt=from_on)
    found = GroupMembership.objects.filter(goes_on, series_goes_on, client=client_id, voided_at=None)
    minutes: dict[int, int] = {}
    sites = set()
    for one in found.select_related("series"):
        sites.add(one.series.site_id)
        for number in one.series.weekdays:
            minutes[number] = minutes.get(number, 0) + one.series.minutes - one.series.break_minutes
    if not minutes:
        return None
    weekdays = tuple(_WEEKDAYS[number] for number in sorted(minutes))
    closed = ClosedDay.objects.filter(site__in=sites, voided_at=None, day__gte=from_on, day__lte=from_on + _AHEAD)
    days = sorted(day for day in closed.values_list("day", flat=True) if _WEEKDAYS[day.weekday()] in weekdays)
    return Scheduled(weekdays, max(Decimal(value) / _HOUR for value in minutes.values()), tuple(days))
