"""Writing down an attempt to reach somebody after care."""

from dataclasses import dataclass
from datetime import datetime

from stepwell.clients.vocabulary import Answer
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.placement.actions import today_of
from stepwell.platform.tenancy.members import Member
from stepwell.reviews.models import FollowUpAttempt, FollowUpTask
from stepwell.reviews.queries import followups as queries
from stepwell.reviews.rules import followups
from stepwell.reviews.vocabulary import Reached, Way

NOT_OPEN = Finding("FUP-004", "The discharge was undone, so nobody is called. Load the page again.")
HOW = Finding("FUP-005", "You reached them: say how they are, as far as they told you.", "abstinent")


@dataclass(frozen=True)
class AttemptEntry:
    """An attempt. How the person is belongs to an attempt that reached them, and to no other."""

    way: Way
    outcome: Reached
    abstinent: Answer | None = None
    in_care: Answer | None = None
    wants_back: bool = False
    words: str = ""


def note_attempt(*, actor: Member, at: datetime, task: FollowUpTask, entry: AttemptEntry) -> FollowUpAttempt:
    """Write down an attempt. Raises Refused (FUP-001 to FUP-005)."""
    if task.discharge.voided_at:
        raise Refused(NOT_OPEN)
    calls = {call.days: call for call in queries.calls_of(task.discharge_id)}
    refuse(followups.check_attempt(list(calls.values()), calls[task.days], entry.outcome))
    reached = entry.outcome is Reached.REACHED
    abstinent, in_care = (entry.abstinent or "", entry.in_care or "") if reached else ("", "")
    if reached and not (abstinent and in_care):
        raise Refused(HOW)
    return FollowUpAttempt.objects.create(
        organization_id=actor.organization_id,
        client_id=task.client_id,
        task=task,
        at=at,
        day=today_of(actor, at),
        by_id=actor.membership_id,
        way=entry.way,
        outcome=entry.outcome,
        abstinent=abstinent,
        in_care=in_care,
        wants_back=entry.wants_back and reached,
        words=entry.words.strip(),
    )
