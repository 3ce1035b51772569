"""The state of the seals, as the privacy officer and the health check see it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from stepwell.platform.trail.models import Seal, SealCheck

LATE = timedelta(minutes=10)  # a job seals each minute

_UNSEALED = """
SELECT count(*), min(at) FROM trail_accessevent
WHERE organization_id = stepwell.organization() AND transaction >= %s::xid8 AND (transaction > %s::xid8 OR id > %s)
"""


@dataclass(frozen=True)
class State:
    """The seals of the organization acted for.

    number, digest, made_at   of the newest seal; 0, empty, None before the first
    unsealed, unsealed_since  events that no seal lists yet, and the oldest of them
    checked_at, broken        when the chain was last verified, and what did not hold; None if it never was
    """

    number: int
    digest: str
    made_at: datetime | None
    unsealed: int
    unsealed_since: datetime | None
    checked_at: datetime | None
    broken: str

    def is_late(self, now: datetime) -> bool:
        """Return whether events wait for their seal longer than the job should need."""
        return self.unsealed_since is not None and now - self.unsealed_since > LATE


def state() -> State:
    """Return the state of the seals, for somebody who may read the access log. Three queries."""
    head = Seal.objects.defer("leaves").order_by("-number").first()
    position = (str(head.last_transaction), str(head.last_transaction), head.last_event) if head else ("0", "0", 0)
    with connection.cursor() as cursor:
        cursor.execute(_UNSEALED, position)
        unsealed, since = cursor.fetchone()
    check = SealCheck.objects.order_by("-checked_at").first()
    return State(
        number=head.number if head else 0,
        digest=head.digest if head else "",
        made_at=head.made_at if head else None,
        unsealed=unsealed,
        unsealed_since=since,
        checked_at=check.checked_at if check else None,
        broken=check.broken if check else "",
    )
