"""What a review changes in the hours ordered and in the week, in words, before anybody confirms it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from stepwell.scheduling.rules.weeks import in_words


@dataclass(frozen=True)
class Hours:
    """What is ordered a week: minutes, and days from the fewest to the most."""

    minutes: int
    days_min: int
    days_max: int

    @property
    def words(self) -> str:
        """As people say it."""
        days = str(self.days_min) if self.days_min == self.days_max else f"{self.days_min} to {self.days_max}"
        return f"{in_words(self.minutes)} on {days} day{'' if days == '1' else 's'} a week"


@dataclass(frozen=True)
class Group:
    """A group that somebody is in or joins.

    when     its days and time
    minutes  a week, without breaks
    level    of the program that it belongs to
    """

    name: str
    when: str
    minutes: int
    days: frozenset[int]
    level: str


@dataclass(frozen=True)
class Effect:
    """What changes, line by line; `warnings` say what does not fit, and stop nobody."""

    lines: tuple[str, ...]
    warnings: tuple[str, ...]
    minutes_before: int
    minutes_after: int

    @property
    def changes(self) -> tuple[str, ...]:
        """The lines without the day."""
        return tuple(line for line in self.lines if not line.startswith("From "))

    @property
    def changes_anything(self) -> bool:
        """Whether there is anything to carry out."""
        return bool(self.lines)


def effect(
    *,
    level: tuple[str, str],
    program: tuple[str, str],
    order: tuple[Hours | None, Hours | None],
    groups: Sequence[Group],
    leaves: Sequence[Group],
    joins: Sequence[Group],
    from_on: date | None,
) -> Effect:
    """Return what changes.

    level, program  before and after
    order           before, and what is newly ordered or None
    groups          those that somebody is in, of which `leaves` are left
    """
    stays = [group for group in groups if group not in leaves]
    after = [*stays, *joins]
    lines = [*_level_lines(level, program), *_order_lines(order), *_group_lines(leaves, joins)]
    if lines and from_on:
        lines.insert(0, f"From {from_on:%A, %B} {from_on.day}, {from_on.year}:")
    hours = order[1] or order[0]
    total = sum(group.minutes for group in after)
    return Effect(tuple(lines), tuple(_warnings(level, hours, stays, after)), sum(g.minutes for g in groups), total)


def _level_lines(level: tuple[str, str], program: tuple[str, str]) -> list[str]:
    lines = [f"Level {level[0]} becomes level {level[1]}"] if level[0] != level[1] else []
    return [*lines, f"Program {program[0]} becomes {program[1]}"] if program[0] != program[1] else lines


def _order_lines(order: tuple[Hours | None, Hours | None]) -> list[str]:
    before, after = order
    if after is None:
        return []
    return [f"Order: {before.words if before else 'none'} becomes {after.words}"]


def _group_lines(leaves: Sequence[Group], joins: Sequence[Group]) -> list[str]:
    left = [f"Leaves {group.name} ({group.when}); the seat is free" for group in leaves]
    return left + [f"Joins {group.name} ({group.when})" for group in joins]


def _warnings(level: tuple[str, str], hours: Hours | None, stays: Sequence[Group], after: Sequence[Group]) -> list[str]:
    found = []
    if level[0] != level[1]:
        found += [
            f"Stays in {group.name}, a group of level {group.level}." for group in stays if group.level != level[1]
        ]
    planned = sum(group.minutes for group in after)
    if hours and planned > hours.minutes:
        found.append(f"The groups come to {in_words(planned)} a week; {in_words(hours.minutes)} are ordered.")
    days = len(frozenset().union(*(group.days for group in after)))
    if hours and days > hours.days_max:
        found.append(f"The groups meet on {days} days a week; at most {hours.days_max} are ordered.")
    return found
