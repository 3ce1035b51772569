"""Sessions of groups are made ahead each night."""

from django.utils import timezone

from stepwell.platform.jobs.declaring import each_organization
from stepwell.platform.walls.scope import Scope
from stepwell.scheduling.actions import series


@each_organization(cron="17 4 * * *")
def make_sessions(_: Scope) -> None:
    """Make the sessions of the day that has come within the horizon."""
    series.materialize(at=timezone.now())
