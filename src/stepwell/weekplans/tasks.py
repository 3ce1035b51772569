"""A proposal is planned in the background."""

import time
from uuid import UUID

from django.utils import timezone

from stepwell.platform.jobs.declaring import job
from stepwell.platform.walls.scope import Scope, acting
from stepwell.scheduling.checker.certificate import certify
from stepwell.weekplans import searching, solving
from stepwell.weekplans.actions import proposals
from stepwell.weekplans.models import Proposal
from stepwell.weekplans.vocabulary import State

_PAUSE = 1.0  # seconds between two notes of how far it is


@job(in_transaction=False, retries=0)
def plan_week(scope: Scope, *, proposal_id: UUID) -> None:
    """Plan the week that was asked for, have it checked, and keep what was found."""
    with acting(scope):
        asked = proposals.begin(proposal_id, at=timezone.now())
    if asked is None:
        return
    last = 0.0

    def tell(said: dict[str, float]) -> None:
        nonlocal last
        if time.monotonic() - last >= _PAUSE:
            last = time.monotonic()
            with acting(scope):
                Proposal.objects.filter(pk=proposal_id, state=State.RUNNING).update(progress=said)

    def is_canceled() -> bool:
        with acting(scope):
            return not Proposal.objects.filter(pk=proposal_id, state=State.RUNNING).exists()

    try:
        answer = searching.search(asked, tell=tell, is_canceled=is_canceled)
    except (solving.Unsolved, OSError, ValueError):
        with acting(scope):
            proposals.fail(proposal_id, at=timezone.now())
        raise
    if answer is not None:
        certificate = certify({"instance": asked.document["instance"], "week": answer["week"]})
        with acting(scope):
            proposals.keep(proposal_id, asked, answer, certificate, at=timezone.now())
