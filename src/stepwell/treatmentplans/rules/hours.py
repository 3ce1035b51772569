"""The minutes a week that a plan gives, against what was ordered. Exact: a month is 52/12 weeks, not four.

Source: docs/sources.md#plans
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from stepwell.kernel.findings import Finding
from stepwell.treatmentplans.rules.tree import InterventionFacts
from stepwell.treatmentplans.vocabulary import SERVICE_LABELS, Per, Service

WEEKS_A_MONTH = Fraction(52, 12)
# Without an order, the least hours of the level by its public number.
LEAST_MINUTES = {"1": 0, "2.1": 9 * 60, "2.5": 20 * 60}
# What counts where no rule of the place says otherwise. A mutual-help meeting, a test or homework never does.
COUNTABLE = frozenset(
    {
        Service.GROUP_THERAPY,
        Service.PROCESS,
        Service.SKILLS,
        Service.PSYCHOEDUCATION,
        Service.FAMILY_EDUCATION,
        Service.ACTIVITY,
        Service.INDIVIDUAL,
        Service.FAMILY,
        Service.CASE_MANAGEMENT,
    }
)
NEVER = frozenset({Service.MUTUAL_HELP, Service.DRUG_TESTING, Service.HOMEWORK})


@dataclass(frozen=True)
class Line:
    """Minutes a week of one kind of service."""

    kind: Service
    minutes: Fraction
    counts: bool

    @property
    def words(self) -> str:
        """The line as pages write it."""
        return f"{SERVICE_LABELS[self.kind]}: {in_words(floor(self.minutes))}"


@dataclass(frozen=True)
class Week:
    """What a plan gives in a week; `ordered` is None where neither an order nor the level says how much."""

    lines: tuple[Line, ...]
    ordered: int | None

    @property
    def countable(self) -> Fraction:
        """Minutes of kinds that count."""
        return sum((line.minutes for line in self.lines if line.counts), Fraction(0))

    @property
    def missing(self) -> int:
        """Whole minutes that are missing; a part of a minute is a minute."""
        return max(ceil((self.ordered or 0) - self.countable), 0)

    @property
    def countable_words(self) -> str:
        """The minutes that count, as pages write them."""
        return in_words(floor(self.countable))

    @property
    def ordered_words(self) -> str:
        """What is ordered, as pages write it."""
        return in_words(self.ordered or 0)

    @property
    def missing_words(self) -> str:
        """What is missing, as pages write it."""
        return in_words(self.missing)


def weekly(intervention: InterventionFacts) -> Fraction:
    """Return the minutes a week of one intervention, exactly."""
    minutes = Fraction(intervention.minutes * intervention.times)
    return minutes / WEEKS_A_MONTH if intervention.per == Per.MONTH else minutes


def week_of(
    interventions: Iterable[InterventionFacts], *, ordered: int | None, countable: Set[Service] = COUNTABLE
) -> Week:
    """Return what interventions give in a week, by kind.

    ordered    minutes a week
    countable  kinds that count at the place; those in `NEVER` do not even if named
    """
    totals: dict[Service, Fraction] = {}
    for each in interventions:
        totals[each.kind] = totals.get(each.kind, Fraction(0)) + weekly(each)
    counting = countable - NEVER
    return Week(tuple(Line(kind, totals[kind], kind in counting) for kind in Service if kind in totals), ordered)


def in_words(minutes: int) -> str:
    """Return minutes as hours and minutes: "6 h 10 min"."""
    hours, rest = divmod(minutes, 60)
    return " ".join(
        part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "") if part
    )


def check_hours(week: Week) -> list[Finding]:
    """Return what is wrong with the hours: PLN-020 without an order, PLN-021 if minutes are missing."""
    if week.ordered is None:
        return [
            Finding(
                "PLN-020",
                "No hours are ordered, and no level of care on the first day says how many. Place the client first.",
            )
        ]
    if not week.missing:
        return []
    return [
        Finding(
            "PLN-021",
            f"The interventions give {week.countable_words} a week; {week.ordered_words} are ordered: "
            f"{week.missing_words} are missing. Add sessions, or have fewer hours ordered.",
        )
    ]
