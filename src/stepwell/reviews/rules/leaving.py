"""How long those who cared for somebody may open the record after the discharge. Source: docs/sources.md#discharge"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from stepwell.clients.vocabulary import CareKind
from stepwell.reviews.vocabulary import FOLLOW_UP_DAYS


@dataclass(frozen=True)
class Policy:
    """Defaults that a clinic answers for, in days.

    after_signing    for each way to have to do with somebody: what is left to write, and the payer's last questions
    after_last_call  for who makes the calls that somebody agreed to: for trying more than once
    """

    after_signing: Mapping[CareKind, int] = field(
        default_factory=lambda: {CareKind.PRIMARY: 30, CareKind.TEAM: 7, CareKind.ROSTER: 7, CareKind.REVIEW: 30}
    )
    after_last_call: int = 14


DEFAULT = Policy()


@dataclass(frozen=True)
class Care:
    """One way in which somebody has to do with a client. `makes_calls`: whether calls after care are theirs."""

    kind: CareKind
    starts_at: datetime
    ends_at: datetime | None
    makes_calls: bool


@dataclass(frozen=True)
class Leaving:
    """A discharge: when it was signed, the last day of care, and whether somebody agreed to be called afterwards."""

    signed_at: datetime
    last_day: date
    has_calls: bool


def ends_at(care: Care, leaving: Leaving, zone: ZoneInfo, policy: Policy = DEFAULT) -> datetime | None:
    """Return when this care ends because of a discharge; None where it ends by then anyway."""
    until = leaving.signed_at + timedelta(days=policy.after_signing[care.kind])
    if leaving.has_calls and care.makes_calls:
        last = leaving.last_day + timedelta(days=max(FOLLOW_UP_DAYS) + policy.after_last_call)
        until = max(until, datetime.combine(last + timedelta(days=1), time.min, zone))
    until = max(until, care.starts_at)
    return None if care.ends_at and care.ends_at <= until else until
