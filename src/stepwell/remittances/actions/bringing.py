"""Taking up the claims of a file that another program sent, and what was answered about them meanwhile."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from stepwell.claims.actions.bringing import bring_in
from stepwell.platform.tenancy.models import Organization
from stepwell.platform.walls.scope import Scope, acting
from stepwell.remittances.actions.acknowledging import Reader
from stepwell.remittances.actions.posting import post_waiting
from stepwell.remittances.models import InboundText, RemittanceClaim, WorkItem
from stepwell.remittances.rules import work
from stepwell.remittances.rules.sent_elsewhere import sets_of
from stepwell.remittances.vocabulary import Outcome


def bring_in_file(*, scope: Scope, at: datetime, file_id: UUID) -> None:
    """Take up what fits of a file of claims, each set in a transaction of its own; end its work once all is here.

    scope  of a job. Answers that waited for one of the claims are looked at again.
    """
    with acting(scope):
        content = bytes(InboundText.objects.get(file=file_id).content)
        sets = sets_of(content, ZoneInfo(Organization.objects.get().time_zone))
    here: list[str] = []
    for one in sets:
        with acting(scope):
            here += bring_in(scope=scope, at=at, file=one.claims, envelope=one.envelope)
    with acting(scope):
        if len(here) == sum(len(one.claims.claims) for one in sets):
            WorkItem.objects.filter(file=file_id, code=work.SENT_ELSEWHERE, done_at=None).update(done_at=at)
        waiting = RemittanceClaim.objects.filter(outcome=Outcome.WAITING, control__in=here)
        remittance_ids = sorted(set(waiting.values_list("remittance", flat=True)))
    for remittance_id in remittance_ids:
        with acting(scope):
            post_waiting(Reader(scope, at, file_id), remittance_id)
