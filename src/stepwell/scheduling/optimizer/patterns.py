"""Weekly patterns of a client: at which times on which days, and the cheapest week when every seat has a price.

A *position* is a time at a place that counts in one way toward what was ordered: parallel groups share one. A *day
plan* is a set of positions that a client can be at on one day and that the contract pays for. A week is one plan for
each day; only its sums matter, so that the best is found by dynamic programming over sums. Which of the parallel
sessions is taken at a position is decided by price alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby

import numpy as np

from stepwell.scheduling.optimizer.dayplans import DayPlans, Numbers, Prices, Sums, alike, day_plans, positions
from stepwell.scheduling.optimizer.instance import Client, Instance
from stepwell.scheduling.optimizer.spans import DAY

BARRED = 1e9


@dataclass(frozen=True)
class Steps:
    """From the sums up to a day to the sums after it: transitions sorted by where they lead."""

    origin: Numbers
    plan: Numbers  # index of the day's sums
    starts: Numbers  # the first transition to each state


@dataclass(frozen=True)
class Week:
    """A client's week: positions in `Client.choices`, and what it costs without prices."""

    choices: tuple[int, ...]
    cost: int


@cache
def _graph(
    days: tuple[tuple[Sums, ...], ...], most: int, days_most: int, wanted: tuple[tuple[int, int], ...]
) -> tuple[tuple[Steps, ...], tuple[Sums, ...]]:
    """Return the steps of a week, and what its last states hold. Requirements count no further than they are wanted."""
    states: dict[Sums, int] = {Sums(0, 0, 0, tuple((0, 0) for _ in wanted)): 0}
    steps = []
    for plans in days:
        following: dict[Sums, int] = {}
        arcs = []
        for state, origin in states.items():
            for number, plan in enumerate(plans):
                reached = _added(state, plan, wanted)
                if reached.minutes <= most and reached.days <= days_most:
                    arcs.append((following.setdefault(reached, len(following)), origin, number))
        arcs.sort()
        table = np.array(arcs)
        starts = np.searchsorted(table[:, 0], np.arange(len(following)))
        steps.append(Steps(table[:, 1].copy(), table[:, 2].copy(), starts))
        states = following
    return tuple(steps), tuple(states)


def _added(state: Sums, plan: Sums, wanted: tuple[tuple[int, int], ...]) -> Sums:
    served = tuple(
        (min(a + c, sessions), min(b + d, minutes))
        for (a, b), (c, d), (sessions, minutes) in zip(state.served, plan.served, wanted, strict=True)
    )
    return Sums(state.minutes + plan.minutes, state.days + plan.days, state.on_site + plan.on_site, served)


class Pricer:
    """Finds the cheapest weeks of one client under given prices of options."""

    def __init__(self, client: Client, instance: Instance) -> None:
        self.client, self.instance = client, instance
        placed = positions(client, instance)
        order = sorted(range(len(placed)), key=lambda number: placed[number])
        self._order = np.array(order, dtype=np.int64)
        self._rank = np.argsort(self._order)
        self._cost = np.array([client.choices[number].cost for number in order], dtype=np.float64)
        self._option = np.array([client.choices[number].option for number in order], dtype=np.int64)
        self._closed = np.zeros(len(order))
        self._starts = np.array(
            [row for row, number in enumerate(order) if row == 0 or placed[order[row - 1]] != placed[number]],
            dtype=np.int64,
        )
        distinct = [placed[order[row]] for row in self._starts]
        self.days: list[tuple[slice, DayPlans]] = []
        first = 0
        for day, group in groupby(distinct, key=lambda one: one.start // DAY):
            some = alike(tuple(group), day)
            plans = day_plans(some, client.contract, instance.travel, len(client.required))
            self.days.append((slice(first, first + len(some)), plans))
            first += len(some)

    @property
    def is_complete(self) -> bool:
        """Whether every plan of every day is considered, so that the price found is a bound."""
        return all(plans.is_complete for _, plans in self.days)

    @cached_property
    def empty(self) -> Week:
        """The week without any seat, which always fits."""
        nothing = Sums(0, 0, 0, tuple((0, 0) for _ in self.client.required))
        return Week((), end_cost(self.client, nothing, self.instance.weights))

    @cached_property
    def _week(self) -> tuple[tuple[Steps, ...], Prices]:
        wanted = tuple((sessions, minutes) for _, sessions, minutes in self.client.required)
        sums = tuple(plans.sums for _, plans in self.days)
        steps, ends = _graph(sums, self.client.most, self.client.days_most, wanted)
        return steps, np.array([end_cost(self.client, one, self.instance.weights) for one in ends], dtype=np.float64)

    def close(self, choices: Sequence[int]) -> None:
        """Take choices no more, from now on: weeks that do all the same are priced at `BARRED` or more."""
        self._closed[self._rank[list(choices)]] = BARRED

    def open(self) -> None:
        """Take every choice again."""
        self._closed[:] = 0.0

    def can_be(self, choices: Sequence[int]) -> bool:
        """Return whether choices make a week within the order's limits, each day of which the contract pays for."""
        taken, minutes, days, count = set(choices), 0, 0, 0
        for where, plans in self.days:
            at = range(where.start, where.stop)
            row = np.array([sum(choice in taken for choice in self.choices_at(position)) for position in at])
            same = np.flatnonzero((plans.matrix == row).all(axis=1))
            if not len(same):
                return False
            sums = plans.sums[int(np.searchsorted(plans.starts, same[0], side="right")) - 1]
            minutes, days, count = minutes + sums.minutes, days + sums.days, count + int(row.sum())
        return minutes <= self.client.most and days <= self.client.days_most and count == len(taken)

    def day_values(self, prices: Prices) -> list[Prices]:
        """Return what each plan of each day costs under prices."""
        cheapest = self._cheapest(self._cost + prices[self._option])
        return [plans.matrix @ cheapest[where] for where, plans in self.days]

    def choices_at(self, position: int) -> list[int]:
        """Return the choices at a position, counted over all days."""
        last = self._starts[position + 1] if position + 1 < len(self._starts) else len(self._order)
        return [int(number) for number in self._order[self._starts[position] : last]]

    def best(self, prices: Prices, count: int = 1, barred: Sequence[int] = ()) -> list[tuple[float, Week]]:
        """Return up to `count` cheapest weeks with different sums, cheapest first, each with its price.

        prices  of a seat in each option, 0 or more, added to what the seat costs
        barred  choices that must not be taken; a week priced at `BARRED` or more takes one all the same
        """
        if not self.days:
            return [(float(self.empty.cost), self.empty)]
        seat = self._cost + prices[self._option] + self._closed
        seat[self._rank[list(barred)]] += BARRED
        cheapest = self._cheapest(seat)
        values = [plans.matrix @ cheapest[where] for where, plans in self.days]
        by_sums = [
            np.minimum.reduceat(value, plans.starts) for value, (_, plans) in zip(values, self.days, strict=True)
        ]
        steps, ends = self._week
        reached = [np.zeros(1)]
        for step, value in zip(steps, by_sums, strict=True):
            reached.append(np.minimum.reduceat(reached[-1][step.origin] + value[step.plan], step.starts))
        total = reached[-1] + ends
        last = np.argsort(total, kind="stable")[:count]
        return [(float(total[state]), self._trace(int(state), ends, reached, by_sums, values, seat)) for state in last]

    def _cheapest(self, seat: Prices) -> Prices:
        return np.minimum.reduceat(seat, self._starts) if len(seat) else seat

    def _trace(
        self,
        state: int,
        ends: Prices,
        reached: list[Prices],
        by_sums: list[Prices],
        values: list[Prices],
        seat: Prices,
    ) -> Week:
        """Return the week that leads to a last state at the least price."""
        steps, _ = self._week
        cost, taken = float(ends[state]), []
        for day in reversed(range(len(steps))):
            step = steps[day]
            stop = step.starts[state + 1] if state + 1 < len(step.starts) else len(step.origin)
            arcs = slice(step.starts[state], stop)
            arc = int(np.argmin(reached[day][step.origin[arcs]] + by_sums[day][step.plan[arcs]])) + arcs.start
            taken += self._plan_of(day, int(step.plan[arc]), values[day], seat)
            state = int(step.origin[arc])
        cost += sum(self._cost[row] for row in taken)
        return Week(tuple(sorted(int(self._order[row]) for row in taken)), round(cost))

    def _plan_of(self, day: int, sums: int, values: Prices, seat: Prices) -> list[int]:
        """Return the rows of the cheapest choices of the cheapest plan with some sums."""
        where, plans = self.days[day]
        stop = plans.starts[sums + 1] if sums + 1 < len(plans.starts) else len(values)
        plan = int(np.argmin(values[plans.starts[sums] : stop])) + int(plans.starts[sums])
        rows = []
        for position in np.flatnonzero(plans.matrix[plan]) + where.start:
            last = self._starts[position + 1] if position + 1 < len(self._starts) else len(seat)
            rows.append(int(np.argmin(seat[self._starts[position] : last])) + int(self._starts[position]))
        return rows


def end_cost(client: Client, sums: Sums, weights: dict[str, int]) -> int:
    """Return what the sums of a week cost: what is short, and days on site beyond those ordered."""
    minutes = max(client.least - sums.minutes, 0)
    sessions = 0
    for (_, wanted, least), (count, served) in zip(client.required, sums.served, strict=True):
        sessions += max(wanted - count, 0)
        minutes += max(least - served, 0)
    days = max(client.days_least - sums.days, 0)
    short = weights["short_minute"] * minutes + weights["short_day"] * days + weights["short_session"] * sessions
    short += weights["short_client"] * bool(minutes or days or sessions)
    short += weights["short_pin"] * len(client.pinned)  # a pinned seat takes this off again
    return short + weights["travel_day"] * max(sums.on_site - client.days_least, 0)
