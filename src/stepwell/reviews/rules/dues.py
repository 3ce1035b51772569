"""When a continued-stay review is due. Source: docs/sources.md#reviews"""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Policy:
    """Defaults that a clinic answers for: days of care and days of the calendar after which a review is due."""

    care_days: int = 14
    calendar_days: int = 30


DEFAULT = Policy()


@dataclass(frozen=True)
class Facts:
    """What decides it.

    since       day of the last review that was signed, or of the admission
    next_on     day that the last review named
    payer_on    next review by the payer of an authorization that runs
    care_days   days with care since
    """

    since: date
    next_on: date | None
    payer_on: date | None
    care_days: int


@dataclass(frozen=True)
class Due:
    """The day on which a review is due, and why."""

    on: date
    why: str

    def is_late(self, today: date) -> bool:
        """Return whether the day has passed."""
        return self.on < today


def due(facts: Facts, *, today: date, policy: Policy = DEFAULT) -> Due:
    """Return what is due first."""
    found = [Due(facts.since + timedelta(days=policy.calendar_days), f"{policy.calendar_days} days since the last one")]
    if facts.next_on:
        found.append(Due(facts.next_on, "as the last review says"))
    if facts.payer_on and facts.payer_on > facts.since:
        found.append(Due(facts.payer_on, "the payer reviews"))
    if facts.care_days >= policy.care_days:
        found.append(Due(today, f"{facts.care_days} days of care since the last one"))
    return min(found, key=lambda each: each.on)
