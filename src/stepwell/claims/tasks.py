"""The jobs: on Monday the days of the week before become claims; claims that are to be sent leave."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from stepwell.claims.actions import leaving
from stepwell.claims.actions.cutting import cut_claims
from stepwell.platform.jobs.declaring import each_organization, job
from stepwell.platform.tenancy.models import Organization
from stepwell.platform.walls.scope import Scope


def week_before(now: datetime, zone: ZoneInfo) -> date:
    """Return the Sunday before a moment: the last day of the week that is over."""
    today = now.astimezone(zone).date()
    return today - timedelta(days=today.isoweekday())


@each_organization(cron="41 10 * * 1")
def cut(scope: Scope) -> None:
    """Make claims of the week that is over, after the night charged its days."""
    now = timezone.now()
    zone = ZoneInfo(Organization.objects.values_list("time_zone", flat=True).get(pk=scope.tenant))
    cut_claims(actor=scope, at=now, through=week_before(now, zone))


@each_organization(cron="*/5 * * * *", in_transaction=False)
def send(scope: Scope) -> None:
    """Let claims leave that somebody chose, and end what a crash interrupted."""
    leaving.send(scope=scope, at=timezone.now())


@job(in_transaction=False)
def send_now(scope: Scope) -> None:
    """Let claims leave that somebody has just chosen."""
    leaving.send(scope=scope, at=timezone.now())
