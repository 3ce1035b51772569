"""The nightly job: what can be charged is charged, and what changed is charged anew."""

from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.utils import timezone

from stepwell.billing.actions.charging import charge_days
from stepwell.billing.queries.due import due
from stepwell.platform.jobs.declaring import each_organization
from stepwell.platform.tenancy.models import Organization
from stepwell.platform.walls.planning import planned_by_values
from stepwell.platform.walls.scope import Scope, acting

BACK = timedelta(days=400)  # the longest time to file that payers commonly give, and a month
AT_ONCE = 100  # clients of one transaction


@each_organization(cron="11 9 * * *", in_transaction=False)
def charge(scope: Scope) -> None:
    """Look at every day that is over and not charged, or was changed since."""
    now = timezone.now()
    with acting(scope):
        zone = ZoneInfo(Organization.objects.values_list("time_zone", flat=True).get(pk=scope.tenant))
    yesterday = now.astimezone(zone).date() - timedelta(days=1)
    charge_due(scope, yesterday - BACK, yesterday, at=now)


def charge_due(scope: Scope, first: date, last: date, *, at: datetime) -> None:
    """Charge what is due from a day to a day, some clients in each transaction."""
    with acting(scope):
        pairs = due(first, last)
    clients = [list(days) for _, days in groupby(pairs, key=lambda pair: pair[0])]
    for begin in range(0, len(clients), AT_ONCE):
        with acting(scope), planned_by_values():
            charge_days(actor=scope, at=at, pairs=[pair for days in clients[begin : begin + AT_ONCE] for pair in days])
