"""From answers to a score. What is missing is missing: it never counts as nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from stepwell.assessments.rules.definitions import Definition, Item
from stepwell.kernel.shapes import Problem

Answers = Mapping[str, int | None]


class BadAnswers(Exception):
    """Answers that do not belong to the instrument; `problems` say which. The message names no answer."""

    def __init__(self, found: tuple[Problem, ...]) -> None:
        self.problems = found
        super().__init__(f"{len(found)} answers do not fit the instrument")


@dataclass(frozen=True)
class CriticalAnswer:
    """An answer that somebody must look at now."""

    item: str
    value: int
    means: str


@dataclass(frozen=True)
class Score:
    """What an instrument says of the answers.

    total      None where the instrument has no total, or too little was answered
    band       name of the total's range, or ""
    missing    items that were asked and not answered, in order
    algorithm  name and version of the calculation
    """

    total: int | None
    band: str
    algorithm: str
    subscores: Mapping[str, int | None] = field(default_factory=dict)
    critical: tuple[CriticalAnswer, ...] = ()
    missing: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def asked(definition: Definition, answers: Answers) -> tuple[Item, ...]:
    """Return the items to ask after these answers: all but those that an answer skips."""
    skipped = _skipped(definition, answers)
    return tuple(item for item in definition.items if item.id not in skipped)


def check(definition: Definition, answers: Answers) -> Iterator[Problem]:
    """Yield answers that do not fit: to no item, with no such option, or to an item that was not to be asked."""
    known = {item.id: item for item in definition.items}
    skipped = _skipped(definition, answers)
    for name, value in answers.items():
        where = f"/answers/{name}"
        if name not in known:
            yield Problem(where, f"{definition.short} has no such item")
        elif value is not None and value not in known[name].values:
            yield Problem(where, f"must be one of {', '.join(map(str, known[name].values))}")
        elif value is not None and name in skipped:
            yield Problem(where, "is not asked after the answers before it: leave it out")


def score(definition: Definition, answers: Answers) -> Score:
    """Return the score of answers.

    answers  id of an item to the value chosen; left out or None where it was not answered
    returns  total and band, unless more is missing than the definition lets be prorated; every critical answer
    raises   BadAnswers
    source   the definition's own; docs/sources.md#instruments
    """
    found = tuple(check(definition, answers))
    if found:
        raise BadAnswers(found)
    given = {name: value for name, value in answers.items() if value is not None}
    points = _points(definition, given)
    scoring = definition.scoring
    total = _sum(scoring.items, points, scoring.may_miss) if scoring.method == "sum" else None
    return Score(
        total=total,
        band=band_of(definition, total),
        algorithm=scoring.algorithm,
        subscores={scale.name: _sum(scale.items, points, 0) for scale in scoring.subscales},
        critical=tuple(
            CriticalAnswer(one.item, given[one.item], one.means)
            for one in definition.critical
            if given.get(one.item) in one.when
        ),
        missing=tuple(item.id for item in asked(definition, given) if item.id not in given),
        remarks=tuple(_remarks(definition, points, total)),
    )


def band_of(definition: Definition, total: int | None) -> str:
    """Return the name of a total's range, or "" without one."""
    bands = definition.scoring.bands
    return next((band.label for band in bands if total is not None and band.low <= total <= band.high), "")


def _skipped(definition: Definition, answers: Answers) -> set[str]:
    """Return what is not asked; a skipped item skips nothing itself."""
    skipped: set[str] = set()
    for skip in definition.skips:
        if skip.item not in skipped and answers.get(skip.item) == skip.value:
            skipped.update(skip.skips)
    return skipped


def _points(definition: Definition, given: Mapping[str, int]) -> dict[str, int]:
    """Return the points of each scored item; one that is skipped gives its least, one that is missing none at all."""
    skipped = _skipped(definition, given)
    points = {}
    for name in definition.scoring.items:
        values = definition.item(name).values
        if name in skipped:
            points[name] = min(values)
        elif name in given:
            reverse = name in definition.scoring.reversed
            points[name] = min(values) + max(values) - given[name] if reverse else given[name]
    return points


def _sum(items: tuple[str, ...], points: Mapping[str, int], may_miss: int) -> int | None:
    there = [points[name] for name in items if name in points]
    missing = len(items) - len(there)
    if missing > may_miss:
        return None
    prorated = Decimal(sum(there)) * len(items) / len(there)
    return int(prorated.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _remarks(definition: Definition, points: Mapping[str, int], total: int | None) -> Iterator[str]:
    for remark in definition.scoring.remarks:
        if total and sum(points[name] for name in remark.all_points_from) == total:
            yield remark.says
