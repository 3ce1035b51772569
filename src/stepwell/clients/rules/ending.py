"""How long those who cared for somebody may open the record once care is over. Source: docs/sources.md#discharge"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from stepwell.clients.vocabulary import CareKind

# Days for each way to have to do with somebody: what is left to write, and the payer's last questions. A default that a
# clinic answers for.
AFTERWARDS: Mapping[CareKind, int] = {
    CareKind.PRIMARY: 30,
    CareKind.TEAM: 7,
    CareKind.ROSTER: 7,
    CareKind.REVIEW: 30,
}


@dataclass(frozen=True)
class Care:
    """One way in which somebody has to do with a client. `makes_calls`: whether calls after care are theirs."""

    kind: CareKind
    starts_at: datetime
    ends_at: datetime | None
    makes_calls: bool = False


def ends_at(
    care: Care, over_at: datetime, *, least: datetime | None = None, afterwards: Mapping[CareKind, int] = AFTERWARDS
) -> datetime | None:
    """Return when this care ends because it is over for the client; None where it ends by then anyway.

    over_at  when it was said that it is over
    least    until when it lasts at least
    """
    until = max(over_at + timedelta(days=afterwards[care.kind]), care.starts_at, *([least] if least else []))
    return None if care.ends_at and care.ends_at <= until else until
