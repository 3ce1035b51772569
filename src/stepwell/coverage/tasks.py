"""What runs by itself: questions to payers leave, and what is to be verified again is put on the list,
estimates are made anew that are not true any more."""

from django.utils import timezone

from stepwell.coverage.actions import again, keeping, sending
from stepwell.platform.jobs.declaring import each_organization, job
from stepwell.platform.walls.scope import Scope


@each_organization(cron="*/5 * * * *", in_transaction=False)
def ask(scope: Scope) -> None:
    """Let questions leave that somebody asked, and end what a crash interrupted."""
    sending.send(scope=scope, at=timezone.now())


@job(in_transaction=False)
def ask_now(scope: Scope) -> None:
    """Let questions leave that somebody has just asked."""
    sending.send(scope=scope, at=timezone.now())


@each_organization(cron="*/10 * * * *")
def verify_again(scope: Scope) -> None:
    """Look for days that make a verification old: of an admission, a month, a plan year, a level of care."""
    again.note_due(actor=scope, at=timezone.now())


@each_organization(cron="3-59/10 * * * *")
def keep_estimates(scope: Scope) -> None:
    """Make estimates anew whose contract, benefits, days or answers changed."""
    keeping.keep_true(actor=scope, at=timezone.now())


@job
def keep_now(scope: Scope) -> None:
    """Count what payers answered in an estimate that somebody has just made: not everybody sees answers."""
    keeping.keep_true(actor=scope, at=timezone.now())
