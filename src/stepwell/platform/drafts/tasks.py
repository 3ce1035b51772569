"""Drafts nobody came back to are deleted."""

from django.utils import timezone

from stepwell.platform.drafts import actions
from stepwell.platform.jobs.declaring import each_organization
from stepwell.platform.walls.scope import Scope


@each_organization(cron="41 3 * * *")
def forget_old(_: Scope) -> None:
    """Delete drafts that are a week old."""
    actions.forget_old(at=timezone.now())
