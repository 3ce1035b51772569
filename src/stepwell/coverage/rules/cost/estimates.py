"""How much a cost could come differently, and why: attendance, and benefits that nobody has confirmed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import accumulate, product
from typing import Any, TypeVar

from stepwell.coverage.rules.cost.lines import Line, order
from stepwell.coverage.rules.cost.secondary import Method
from stepwell.kernel.findings import Finding, refuse

MOST_DOUBTS = 6  # every combination is priced
_WHOLE = Decimal(100)
_T = TypeVar("_T")
Value = Decimal | bool | Method


@dataclass(frozen=True)
class Attendance:
    """Percent of the planned days that are attended: at least, most likely, at most."""

    low: Decimal = _WHOLE
    expected: Decimal = _WHOLE
    high: Decimal = _WHOLE


@dataclass(frozen=True)
class Doubt:
    """One benefit that is not sure: what it may be instead.

    at          JSON pointer to a number, a yes or no, or the method of a second payer: /plan/in_network/lesser_of
    low, high   two values between which it lies, in any order
    why         in words that may be shown
    """

    at: str
    low: Value
    high: Value
    why: str


@dataclass(frozen=True)
class Part:
    """One reason for the range: what the client would owe less or more because of it alone, in dollars."""

    why: str
    less: Decimal
    more: Decimal


@dataclass(frozen=True)
class Estimate:
    """What the client will owe, in dollars.

    low, high  over every combination of what is not sure
    parts      each reason by itself; they need not add up to the range, because each changes what the others matter
    """

    low: Decimal
    expected: Decimal
    high: Decimal
    parts: tuple[Part, ...] = ()


def estimate(
    facts: _T,
    lines: Sequence[Line],
    owed: Callable[[_T, Sequence[Line]], Decimal],
    *,
    attendance: Attendance | None = None,
    doubts: Sequence[Doubt] = (),
) -> Estimate:
    """Return what the client will owe, as a range with its reasons.

    facts   of the plan, or of all that is priced: doubts point into it
    lines   every planned day
    owed    prices lines under facts and returns what the client owes, in dollars
    raises  Refused (COST-030 to 032) for doubts that cannot be applied, or attendance out of order
    """
    attends = attendance or Attendance()
    refuse([*check_attendance(attends), *check_doubts(facts, doubts)])
    usual = attended(lines, attends.expected)
    expected = owed(facts, usual)
    shares = dict.fromkeys((attends.low, attends.high, attends.expected))
    parts = []
    if len(shares) > 1:
        parts.append(_part("Days that are missed", expected, [owed(facts, attended(lines, one)) for one in shares]))
    for doubt in doubts:
        values = [owed(changed(facts, doubt.at, value), usual) for value in (doubt.low, doubt.high)]
        parts.append(_part(doubt.why, expected, values))
    # One doubt alone counts too: what is expected need not be one of its two ends.
    alone = [amount for part in parts for amount in (expected - part.less, expected + part.more)]
    together = [owed(variant, attended(lines, share)) for share in shares for variant in _variants(facts, doubts)]
    possible = (expected, *alone, *together)
    return Estimate(min(possible), expected, max(possible), tuple(parts))


def bands(
    facts: _T,
    lines: Sequence[Line],
    owed_by_day: Callable[[_T, Sequence[Line]], Mapping[date, Decimal]],
    *,
    attendance: Attendance | None = None,
    doubts: Sequence[Doubt] = (),
) -> dict[date, tuple[Decimal, Decimal]]:
    """Return for each day, planned or decided, the least and most dollars that the client may have paid by then.

    Over the same combinations as `estimate`; empty if nothing is unsure.
    """
    attends = attendance or Attendance()
    shares = dict.fromkeys((attends.low, attends.high, attends.expected))
    if len(shares) == 1 and not doubts:
        return {}
    owed = [
        owed_by_day(variant, there)
        for there in (attended(lines, share) for share in shares)
        for variant in (facts, *_variants(facts, doubts))
    ]
    days = sorted({line.on for line in lines}.union(*owed))
    totals = [list(accumulate(one.get(day, Decimal(0)) for day in days)) for one in owed]
    return {day: (min(sums), max(sums)) for day, sums in zip(days, zip(*totals, strict=True), strict=True)}


def _part(why: str, expected: Decimal, values: Sequence[Decimal]) -> Part:
    return Part(why, max(expected - min(values), Decimal(0)), max(max(values) - expected, Decimal(0)))


def _variants(facts: _T, doubts: Sequence[Doubt]) -> list[_T]:
    found = []
    for values in product(*((doubt.low, doubt.high) for doubt in doubts)):
        variant = facts
        for doubt, value in zip(doubts, values, strict=True):
            variant = changed(variant, doubt.at, value)
        found.append(variant)
    return found


def attended(lines: Sequence[Line], percent: Decimal) -> tuple[Line, ...]:
    """Return the lines of the days that are attended, if that percent of them are; missed days are spread evenly."""
    ordered = sorted(lines, key=order)
    days = list(dict.fromkeys(line.on for line in ordered))
    kept = {day for number, day in enumerate(days) if _whole(number + 1, percent) > _whole(number, percent)}
    return tuple(line for line in ordered if line.on in kept)


def _whole(days: int, percent: Decimal) -> int:
    return int((days * percent + _WHOLE / 2) // _WHOLE)


def changed(facts: _T, at: str, value: Value) -> _T:
    """Return frozen facts with another value where a JSON pointer points. Raises LookupError if nothing is there."""
    replaced: _T = _changed(facts, at.strip("/").split("/"), value)
    return replaced


def _changed(facts: Any, names: Sequence[str], value: Value) -> Any:
    if not names:
        if type(facts) is not type(value) or not isinstance(facts, Value):
            raise LookupError
        return value
    name, *rest = names
    if isinstance(facts, tuple) and name.isdecimal() and int(name) < len(facts):
        number = int(name)
        return (*facts[:number], _changed(facts[number], rest, value), *facts[number + 1 :])
    if isinstance(facts, dict) and name in facts:
        return {**facts, name: _changed(facts[name], rest, value)}
    if is_dataclass(facts) and name in {field.name for field in fields(facts)}:
        return replace(facts, **{name: _changed(getattr(facts, name), rest, value)})  # type: ignore[type-var]
    raise LookupError


def check_attendance(attendance: Attendance) -> list[Finding]:
    """Return what is wrong with the percents of attendance."""
    if 0 <= attendance.low <= attendance.expected <= attendance.high <= _WHOLE:
        return []
    sentence = "Attendance is a percent from 0 to 100: low at most expected, expected at most high."
    return [Finding("COST-030", sentence, "/attendance")]


def check_doubts(facts: object, doubts: Sequence[Doubt]) -> list[Finding]:
    """Return which doubts cannot be applied."""
    found = []
    if len(doubts) > MOST_DOUBTS:
        sentence = f"At most {MOST_DOUBTS} benefits can be unsure at a time. Confirm some, or leave some out."
        found.append(Finding("COST-031", sentence, "/unverified"))
    for number, doubt in enumerate(doubts):
        try:
            for value in (doubt.low, doubt.high):
                changed(facts, doubt.at, value)
        except LookupError:
            sentence = (
                f"There is no number, no yes or no, and no method of that kind at {doubt.at}. "
                "Give it there first, or point to another one that is given."
            )
            found.append(Finding("COST-032", sentence, f"/unverified/{number}/at"))
    return found
