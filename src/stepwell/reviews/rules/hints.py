"""What speaks for a lower or a higher level. It only points: a licensed person decides.

The thresholds are data, each a default that a clinic answers for. Source: docs/sources.md#reviews
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Policy:
    """Thresholds of one clinic.

    calm_reviews    decided ratings in a row, none above `calm_rating`
    attended        share of the planned minutes of the last four weeks, in percent
    missed_days     days with sessions missed in seven days
    withdrawal      rating of dimension 1 from which withdrawal asks for more
    """

    calm_reviews: int = 2
    calm_rating: int = 1
    attended: int = 80
    missed_days: int = 3
    withdrawal: int = 2


DEFAULT = Policy()


@dataclass(frozen=True)
class Facts:
    """What is known.

    ratings           decided ratings of one edition, the latest first, dimension to rating
    attended_percent  of planned minutes in the last four weeks; None if nothing was planned
    missed_days       days with sessions missed in the last seven
    has_next_care     an appointment after this care is arranged
    crisis_high       a crisis of the highest tier is open or was in the last 14 days
    """

    ratings: Sequence[Mapping[int, int]]
    attended_percent: int | None
    missed_days: int
    has_next_care: bool
    crisis_high: bool


@dataclass(frozen=True)
class Hint:
    """What speaks for a direction: what is met, what is not, and what is not known here."""

    title: str
    met: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether all of it is met."""
        return not self.missing


def lower(facts: Facts, *, policy: Policy = DEFAULT) -> Hint:
    """Return what speaks for a lower level and what is missing for it. All of it must be met."""
    last = facts.ratings[: policy.calm_reviews]
    calm = len(last) == policy.calm_reviews and all(max(r.values(), default=9) <= policy.calm_rating for r in last)
    came = facts.attended_percent is not None and facts.attended_percent >= policy.attended
    asked = (
        (f"No rating above {policy.calm_rating} in the last {policy.calm_reviews} placements", calm),
        (f"{policy.attended}% or more of the planned time attended in four weeks", came),
        ("What comes next is arranged", facts.has_next_care),
    )
    met, missing = _split(asked)
    return Hint("For a lower level", met, missing)


def higher(facts: Facts, *, policy: Policy = DEFAULT) -> Hint | None:
    """Return what speaks for a higher level: each by itself. None if nothing does."""
    now = facts.ratings[0] if facts.ratings else {}
    before = facts.ratings[1] if len(facts.ratings) > 1 else {}
    asked = (
        ("A crisis of the highest tier in the last two weeks", facts.crisis_high),
        (f"Dimension 1 is rated {policy.withdrawal} or more", now.get(1, 0) >= policy.withdrawal),
        ("Dimension 5 is rated higher than before", now.get(5, 0) > before.get(5, now.get(5, 0))),
        (f"{policy.missed_days} days or more missed in a week", facts.missed_days >= policy.missed_days),
    )
    met, _ = _split(asked)
    return Hint("For a higher level", met, ()) if met else None


def _split(asked: Sequence[tuple[str, bool]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(words for words, holds in asked if holds), tuple(words for words, holds in asked if not holds)
