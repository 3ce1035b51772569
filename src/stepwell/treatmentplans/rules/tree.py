"""A plan as facts: what rules check, pages show and the signed text says. `lineage` follows a part through versions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from stepwell.treatmentplans.vocabulary import PER_LABELS, SERVICE_LABELS, Area, Per, PlanKind, Service


@dataclass(frozen=True)
class InterventionFacts:
    """What is done, how often, by whom, and for which objectives.

    times, minutes  sessions a week or a month, and how long each is
    who             the name of a person, or of a role
    objectives      ids of the objectives it serves
    """

    id: UUID
    lineage: UUID
    kind: Service
    words: str
    times: int
    per: Per
    minutes: int
    who: str
    objectives: tuple[UUID, ...]
    version: int = 1

    @property
    def key(self) -> str:
        """The id as addresses and forms write it."""
        return str(self.id)

    @property
    def line(self) -> str:
        """What, how often, how long, who."""
        often = f"{self.times} {'time' if self.times == 1 else 'times'} {PER_LABELS[self.per]}"
        length = f", {self.minutes} min each" if self.minutes else ""
        who = f", {self.who}" if self.who else ""
        extra = f": {self.words}" if self.words else ""
        return f"{SERVICE_LABELS[self.kind]}, {often}{length}{who}{extra}"


@dataclass(frozen=True)
class ObjectiveFacts:
    """A step that can be measured: what, by which measure, how much, by when."""

    id: UUID
    lineage: UUID
    words: str
    measure: str
    target: Decimal | None
    target_on: date | None
    version: int = 1

    @property
    def key(self) -> str:
        """The id as addresses and forms write it."""
        return str(self.id)

    @property
    def line(self) -> str:
        """The step with its measure, number and date."""
        target = f"{self.target.normalize():f}" if self.target is not None else "no number yet"
        day = self.target_on
        by = f"by {day:%b} {day.day}, {day.year}" if day else "no date yet"
        return f"{self.words} ({self.measure or 'no measure yet'}: {target}, {by})"


@dataclass(frozen=True)
class GoalFacts:
    """Where the client wants to get to, in their own words."""

    id: UUID
    lineage: UUID
    words: str
    objectives: tuple[ObjectiveFacts, ...] = ()
    version: int = 1

    @property
    def key(self) -> str:
        """The id as addresses and forms write it."""
        return str(self.id)


@dataclass(frozen=True)
class ProblemFacts:
    """What the treatment is about; `diagnoses` are codes with their titles."""

    id: UUID
    lineage: UUID
    area: Area
    words: str
    diagnoses: tuple[str, ...] = ()
    goals: tuple[GoalFacts, ...] = ()
    version: int = 1

    @property
    def key(self) -> str:
        """The id as addresses and forms write it."""
        return str(self.id)


@dataclass(frozen=True)
class PlanFacts:
    """A whole plan. `counselor` and `case_manager` are names."""

    kind: PlanKind
    effective_from: date
    review_by: date
    counselor: str
    case_manager: str = ""
    strengths: str = ""
    needs: str = ""
    participation: str = ""
    referrals: str = ""
    problems: tuple[ProblemFacts, ...] = ()
    interventions: tuple[InterventionFacts, ...] = ()

    def goals(self) -> Iterator[GoalFacts]:
        """Yield the goals in the order of their problems."""
        for problem in self.problems:
            yield from problem.goals

    def objectives(self) -> Iterator[ObjectiveFacts]:
        """Yield the objectives in the order of their goals."""
        for goal in self.goals():
            yield from goal.objectives

    def serving(self, objective: UUID) -> tuple[InterventionFacts, ...]:
        """Return what is done for an objective."""
        return tuple(each for each in self.interventions if objective in each.objectives)
