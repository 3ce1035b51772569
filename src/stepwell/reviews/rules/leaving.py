"""How long those who cared for somebody may open the record after the discharge. Source: docs/sources.md#discharge"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from stepwell.clients.rules import ending
from stepwell.clients.rules.ending import Care
from stepwell.clients.vocabulary import CareKind
from stepwell.reviews.vocabulary import FOLLOW_UP_DAYS


@dataclass(frozen=True)
class Policy:
    """Defaults that a clinic answers for, in days.

    after_signing    for each way to have to do with somebody
    after_last_call  for who makes the calls that somebody agreed to: for trying more than once
    """

    after_signing: Mapping[CareKind, int] = field(default_factory=lambda: ending.AFTERWARDS)
    after_last_call: int = 14


DEFAULT = Policy()


@dataclass(frozen=True)
class Leaving:
    """A discharge: when it was signed, the last day of care, and whether somebody agreed to be called afterwards."""

    signed_at: datetime
    last_day: date
    has_calls: bool


def ends_at(care: Care, leaving: Leaving, zone: ZoneInfo, policy: Policy = DEFAULT) -> datetime | None:
    """Return when this care ends because of a discharge; None where it ends by then anyway."""
    least = None
    if leaving.has_calls and care.makes_calls:
        last = leaving.last_day + timedelta(days=max(FOLLOW_UP_DAYS) + policy.after_last_call)
        least = datetime.combine(last + timedelta(days=1), time.min, zone)
    return ending.ends_at(care, leaving.signed_at, least=least, afterwards=policy.after_signing)
