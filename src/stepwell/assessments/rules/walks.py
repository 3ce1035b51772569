"""The way of somebody who answers alone: one question after another, with a way back, and a place to go on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stepwell.assessments.rules.definitions import Definition, Item
from stepwell.assessments.rules.scoring import Answers, asked

Given = Mapping[str, Answers]  # code of an instrument to its answers; None is "prefer not to answer"


@dataclass(frozen=True)
class Step:
    """One question on the way.

    number       from 1
    is_answered  answered, or declined
    is_closed    its instrument is finished and stands as it is
    """

    number: int
    definition: Definition
    item: Item
    is_answered: bool
    is_closed: bool


@dataclass(frozen=True)
class Walk:
    """Every question there is to answer now, in order."""

    steps: tuple[Step, ...]

    @property
    def count(self) -> int:
        """How many questions there are."""
        return len(self.steps)

    @property
    def done(self) -> int:
        """How many are behind."""
        return sum(step.is_answered for step in self.steps)

    @property
    def next(self) -> Step | None:
        """The first question that is not answered, or None at the end."""
        return next((step for step in self.steps if not step.is_answered), None)

    def at(self, number: int) -> Step | None:
        """Return a question that may be answered now: the next, or one behind whose instrument is not finished."""
        step = self.steps[number - 1] if 1 <= number <= self.count else None
        if step is None or step.is_closed or not (step.is_answered or step == self.next):
            return None
        return step

    def before(self, step: Step) -> Step | None:
        """Return the question before one, if it can still be changed."""
        return self.at(step.number - 1)


def walk(definitions: Sequence[Definition], given: Given, finished: frozenset[str]) -> Walk:
    """Return the way through these instruments.

    given     what was answered; an item that stands here with None was declined
    finished  codes of instruments that are stored
    """
    steps: list[Step] = []
    for definition in definitions:
        answers = given.get(definition.code, {})
        steps += [
            Step(len(steps) + index, definition, item, item.id in answers, definition.code in finished)
            for index, item in enumerate(asked(definition, answers), start=1)
        ]
    return Walk(tuple(steps))


def is_complete(definition: Definition, answers: Answers) -> bool:
    """Return whether every question that is asked was answered or declined."""
    return all(item.id in answers for item in asked(definition, answers))
