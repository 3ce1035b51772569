"""Where somebody stands on the way in, since when, and what comes next. It follows from the gates; none is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from stepwell.admissions.rules.facts import Facts
from stepwell.admissions.rules.gates import Standing
from stepwell.admissions.vocabulary import Gate, Stage, State

_PASSED = {  # the gates behind somebody in a stage
    Stage.VERIFYING: (),
    Stage.ASSESSMENT: (Gate.COVERAGE,),
    Stage.PLACED: (Gate.COVERAGE, Gate.PLACEMENT),
    Stage.READY: tuple(Gate),
}


@dataclass(frozen=True)
class Place:
    """A stage, since when, and what is missing next; None if nothing is."""

    stage: Stage
    since: date
    next: Standing | None

    def days(self, on: date) -> int:
        """Return for how many days somebody has been in it."""
        return max((on - self.since).days, 0)


def place_of(facts: Facts, found: Sequence[Standing]) -> Place:
    """Return where somebody stands who is neither admitted nor lost.

    A gate that is not shown holds nobody back from the stages before the last; nobody is ready with one.
    """
    missing = [each for each in found if each.state is State.MISSING]
    stage = _stage({each.gate for each in missing}, is_ready=all(each.is_open for each in found))
    return Place(stage, _since(stage, facts, found), missing[0] if missing else None)


def _stage(missing: set[Gate], *, is_ready: bool) -> Stage:
    if is_ready:
        return Stage.READY
    if Gate.PLACEMENT not in missing:
        return Stage.PLACED
    if Gate.COVERAGE in missing and Gate.ASSESSMENT in missing:
        return Stage.VERIFYING
    return Stage.ASSESSMENT


def _since(stage: Stage, facts: Facts, found: Sequence[Standing]) -> date:
    days = [each.on for each in found if each.gate in _PASSED[stage] and each.is_open and each.on]
    return max([facts.begun_on, *days])
