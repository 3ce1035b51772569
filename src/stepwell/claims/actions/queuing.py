"""Choosing which claims leave next. The job that sends them takes it from there."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.claims.actions.acting import Actor, lock
from stepwell.claims.actions.mending import rescrub
from stepwell.claims.actions.moving import Move, move_all
from stepwell.claims.models import Claim
from stepwell.claims.vocabulary import State
from stepwell.kernel.findings import Finding, Refused

NONE_READY = Finding("CLM-003", "None of these claims is ready. Choose claims that are ready to send.", "claims")


@transaction.atomic
def queue(*, actor: Actor, at: datetime, claim_ids: Collection[UUID]) -> int:
    """Let claims that are ready leave with the next files, after they were scrubbed once more; return how many.

    raises  Refused: CLM-003 where none is ready
    """
    lock(actor)
    ready = Claim.objects.filter(pk__in=claim_ids, state=State.READY)
    rescrub(actor=actor, at=at, claim_ids=list(ready.values_list("pk", flat=True)))
    still = list(ready.order_by("number").values_list("pk", flat=True))
    if not still:
        raise Refused(NONE_READY)
    move_all(actor=actor, at=at, steps=[Move(claim_id=each, to=State.QUEUED) for each in still])
    return len(still)


@transaction.atomic
def take_back(*, actor: Actor, at: datetime, claim_id: UUID) -> None:
    """Keep a claim from leaving with the next file. Raises Refused (CLM-001) where it left, or lies in a file."""
    lock(actor)
    in_file = Claim.objects.filter(
        pk=claim_id, files__file__left_at=None, files__file__withdrawn_at=None, files__isnull=False
    )
    if in_file.exists():
        raise Refused(IN_FILE)
    move_all(actor=actor, at=at, steps=[Move(claim_id=claim_id, to=State.READY)])


IN_FILE = Finding("CLM-004", "The claim lies in a file that is leaving. Wait a moment and look where it is then.")
