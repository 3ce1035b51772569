"""The days of a client as estimates of the cost take them from the schedule."""

from datetime import timedelta
from decimal import Decimal

import pytest

from stepwell.coverage.handing import scheduled
from stepwell.coverage.rules.cost.days import Weekday
from stepwell.scheduling.models import ClosedDay
from tests.db.scheduling.conftest import MONDAY, Plan

pytestmark = pytest.mark.django_db


def test_the_weekdays_of_groups_and_closed_days_are_handed_over(plan: Plan) -> None:
    first = plan.group()
    later = plan.group(
        name="Later the same evening", local_start=first.local_start.replace(hour=21, minute=30), minutes=60
    )
    for group in (first, later):
        plan.join(group, "ana")
    weekdays = tuple(list(Weekday)[number] for number in sorted(first.weekdays))
    closed = next(MONDAY + timedelta(days=number) for number in range(7) if number in first.weekdays)
    other = next(MONDAY + timedelta(days=number) for number in range(7) if number not in first.weekdays)
    with plan.as_("director"):
        for day in (closed, other):
            ClosedDay.objects.create(
                organization=plan.clinic.organization, site=plan.clinic.north, day=day, words="Snow"
            )

        found = scheduled(plan.client("ana"), from_on=MONDAY)
        assert found
        assert (found.weekdays, found.closed_on) == (weekdays, (closed,))
        hours = sum(one.minutes - one.break_minutes for one in (first, later))
        assert found.hours == Decimal(hours) / 60
        assert scheduled(plan.client("dee"), from_on=MONDAY) is None
