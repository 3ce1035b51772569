"""Bills of an episode that were made before, where payers want several."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from stepwell.claims.models import Claim
from stepwell.claims.rules.interim import INTERIM, end_of_month
from stepwell.claims.rules.states import ENDED, RETURNED, UNSENT
from stepwell.claims.vocabulary import State
from stepwell.x12.writing.codes import LAST_INTERIM

Account = tuple[UUID, UUID]
"""A client and a policy."""
_OPEN = UNSENT | RETURNED | {State.SENT, State.FORWARDED, State.FILE_ACCEPTED, State.PAYER_ACCEPTED, State.PENDED}


@dataclass(frozen=True)
class Earlier:
    """A bill that stands: its first and last day of care, whether the payer decided it, whether it was the last one."""

    root_id: UUID
    first: date
    last: date
    is_decided: bool
    is_last: bool

    @property
    def told(self) -> date:
        """The last day that it tells of at the most."""
        return end_of_month(self.last)


def earlier_bills(clients: Iterable[UUID]) -> dict[Account, list[Earlier]]:
    """Return the bills of episodes that stand, by client and policy, in their order. One query."""
    rows = Claim.objects.filter(client__in=set(clients), root__frequency__in=sorted(INTERIM), sequence=1)
    found: dict[Account, list[Earlier]] = defaultdict(list)
    for row in rows.exclude(state__in=ENDED).select_related("root").order_by("first_on", "number"):
        is_decided, is_last = State(row.state) not in _OPEN, row.root.frequency == LAST_INTERIM
        found[row.client_id, row.policy_id].append(Earlier(row.root_id, row.first_on, row.last_on, is_decided, is_last))
    return found
