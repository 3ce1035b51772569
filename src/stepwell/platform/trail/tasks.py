"""The trail by the clock."""

from django.utils import timezone

from stepwell.platform.jobs.declaring import each_organization
from stepwell.platform.trail import seal
from stepwell.platform.walls.scope import Scope


@each_organization(cron="* * * * *")
def seal_events(scope: Scope) -> None:
    """Seal what nobody can add to any more."""
    seal.seal_events(scope, at=timezone.now())


@each_organization(cron="23 7 * * *")
def check_seals(scope: Scope) -> None:
    """Verify the chain once a day, at night in the United States, and keep the outcome."""
    seal.check(scope, at=timezone.now())
