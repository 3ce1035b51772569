"""Column generation: the cheapest mix of weekly patterns when seats are shared, and what no week can cost less than.

The linear program chooses a mix of weeks for each client so that no session has more clients than places. Its prices
of seats let `patterns` find weeks that would improve it, until there are none. At any prices, the cheapest weeks of
all clients less what the places are worth is a bound that no week can beat (Lagrange); the best such bound is what is
proven. Rules that tie clients together beyond places (pairs kept apart, least sizes, caseloads, rooms) only raise
costs, so it stays a bound.

Runs in a process of its own: HiGHS cannot be loaded beside OR-Tools, which carries another build of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from stepwell.scheduling.optimizer.dayplans import Prices
from stepwell.scheduling.optimizer.instance import Instance
from stepwell.scheduling.optimizer.parts import Part
from stepwell.scheduling.optimizer.patterns import Pricer, Week

_ENOUGH = 1e-4  # of the cost between the linear program and the bound
_ROUNDS = 200
_PRIMAL, _DUAL = 4, 1  # HiGHS: simplex_strategy
_AT_ONCE = 3  # weeks of a client found in one round


@dataclass(frozen=True)
class Relaxed:
    """The linear program of a part at its end.

    bound   what no week of the part costs less than; 0 where not all plans could be listed
    prices  of a seat in each session of the instance, at the best bound
    """

    part: Part
    bound: float
    prices: Prices
    program: "Program"


def relax(
    instance: Instance, part: Part, pricers: Sequence[Pricer], is_over: Callable[[], bool] = lambda: False
) -> Relaxed:
    """Solve the linear program of a part by column generation.

    pricers  one for each client of the part
    is_over  asked between rounds; what was found by then is returned
    """
    program = Program(instance, part)
    free = np.zeros(len(instance.sessions))
    for client, pricer in enumerate(pricers):
        for week in (pricer.empty, *(week for _, week in pricer.best(free, _AT_ONCE))):
            program.add(client, week, pricer)
    bound, prices = generate(program, pricers, is_over)
    complete = all(pricer.is_complete for pricer in pricers)
    return Relaxed(part, bound if complete else 0.0, prices, program)


def generate(
    program: "Program",
    pricers: Sequence[Pricer],
    is_over: Callable[[], bool] = lambda: False,
    rounds: int = _ROUNDS,
) -> tuple[float, Prices]:
    """Add weeks to a program until none improves it; returns the best bound, and the prices that prove it."""
    best, best_prices = 0.0, np.zeros(len(program.instance.sessions))
    for _ in range(rounds):
        value, prices, shares = program.solve()
        bound, found = 0.0, 0
        for client, pricer in enumerate(pricers):
            weeks = pricer.best(prices, _AT_ONCE)
            bound += weeks[0][0]
            found += sum(
                program.add(client, week, pricer) for price, week in weeks if price < shares.worth[client] - 1e-6
            )
        bound -= program.worth(prices)
        if bound > best:
            best, best_prices = bound, prices
        if not found or value - best <= _ENOUGH * max(abs(value), 1) or is_over():
            break
    program.solve()
    return best, best_prices


@dataclass(frozen=True)
class _Shares:
    worth: Prices  # of each client: what a week may cost at most to improve


class Program:
    """The linear program: one column for each week found, one row for each client and for each session."""

    def __init__(self, instance: Instance, part: Part) -> None:
        self.instance, self.part = instance, part
        self.row_of = {session: len(part.clients) + number for number, session in enumerate(part.sessions)}
        self.weeks: list[tuple[int, Week]] = []
        self.known: set[tuple[int, tuple[int, ...]]] = set()
        self.solver = highspy.Highs()  # type: ignore[no-untyped-call]
        self.solver.setOptionValue("output_flag", False)
        self.solver.setOptionValue("threads", 1)
        self.is_bounded = False
        none, nothing = np.array([], dtype=np.int32), np.array([], dtype=np.float64)
        for _ in part.clients:
            self.solver.addRow(1.0, 1.0, 0, none, nothing)
        weight = instance.weights["balance"]
        for number in part.sessions:
            session = instance.sessions[number]
            self.solver.addRow(-highspy.kHighsInf, float(self._comfortable(number)), 0, none, nothing)
            room = session.places - self._comfortable(number)
            self.solver.addCol(
                float(weight), 0.0, float(room), 1, np.array([self.row_of[number]], dtype=np.int32), np.array([-1.0])
            )

    def _comfortable(self, number: int) -> int:
        session = self.instance.sessions[number]
        return min(session.comfortable, session.places)

    def add(self, client: int, week: Week, pricer: Pricer) -> bool:
        """Add a week of a client; returns whether it is a new one."""
        if (client, week.choices) in self.known:
            return False
        self.known.add((client, week.choices))
        self.weeks.append((client, week))
        options = (self.instance.options[pricer.client.choices[number].option] for number in week.choices)
        # A session offered at two times may be there twice: no week to hold, but one that bounds from below.
        shared = (self.row_of[option.session] for option in options if option.session in self.row_of)
        rows, times = np.unique([client, *shared], return_counts=True)
        self.solver.addCol(
            float(week.cost), 0.0, highspy.kHighsInf, len(rows), rows.astype(np.int32), times.astype(np.float64)
        )
        return True

    def solve(self) -> tuple[float, Prices, _Shares]:
        """Return the value of the program, the price of a seat in each session, and what a client's week is worth."""
        # Weeks that are added leave the last solution feasible, and limits that are changed its prices.
        self.solver.setOptionValue("simplex_strategy", _DUAL if self.is_bounded else _PRIMAL)
        self.is_bounded = False
        self.solver.run()
        solution = self.solver.getSolution()
        duals = np.array(solution.row_dual)
        prices = np.zeros(len(self.instance.sessions))
        for session, row in self.row_of.items():
            prices[session] = max(-duals[row], 0.0)
        return self.solver.getInfo().objective_function_value, prices, _Shares(duals[: len(self.part.clients)])

    def worth(self, prices: Prices) -> float:
        """Return what all places are worth at prices: those above the comfortable size cost their weight."""
        weight, total = self.instance.weights["balance"], 0.0
        for number in self.part.sessions:
            comfortable, session = self._comfortable(number), self.instance.sessions[number]
            extra = max(prices[number] - weight, 0.0) * (session.places - comfortable)
            total += prices[number] * comfortable + extra
        return total

    def shares(self) -> list[float]:
        """Return the share of each week found, in the order of `weeks`."""
        return list(self.solver.getSolution().col_value[len(self.part.sessions) :])

    def bound(self, column: int, least: float, most: float) -> None:
        """Keep the share of a week within limits."""
        self.is_bounded = True
        self.solver.changeColBounds(len(self.part.sessions) + column, least, most)

    def close(self, choices: dict[int, set[int]]) -> None:
        """Use no more weeks that take one of these choices, by client."""
        for column, (client, week) in enumerate(self.weeks):
            if not choices[client].isdisjoint(week.choices):
                self.bound(column, 0, 0)
