"""Column generation: the cheapest mix of weekly patterns when seats are shared, and what no week can cost less than.

The linear program chooses a mix of weeks for each client so that no session has more clients than places, and no room
or leader is needed twice. Its prices of seats let `patterns` find weeks that would improve it, until there are none.
At any time, its value less what the cheapest weeks of all clients would save at these prices is a bound that no week
can beat (Lagrange); the best such bound is what is proven. Rules that tie clients together beyond that (pairs kept
apart, least sizes, caseloads) only raise costs, so it stays a bound.

Runs in a process of its own: HiGHS cannot be loaded beside OR-Tools, which carries another build of it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from stepwell.scheduling.optimizer.dayplans import Prices
from stepwell.scheduling.optimizer.instance import Instance
from stepwell.scheduling.optimizer.parts import Part
from stepwell.scheduling.optimizer.patterns import Pricer, Week
from stepwell.scheduling.optimizer.seating import Held
from stepwell.scheduling.optimizer.ways import cliques, ways

_ENOUGH = 1e-4  # of the cost between the linear program and the bound
_ROUNDS = 200
_PRIMAL, _DUAL = 4, 1  # HiGHS: simplex_strategy
_AT_ONCE = 3  # weeks of a client found in one round


@dataclass(frozen=True)
class Relaxed:
    """The linear program of a part at its end.

    bound   what no week of the part costs less than; 0 where not all plans could be listed
    prices  of a seat in each option of the instance, at the best bound
    """

    part: Part
    bound: float
    prices: Prices
    program: "Program"


def relax(
    instance: Instance,
    part: Part,
    pricers: Sequence[Pricer],
    is_over: Callable[[], bool] = lambda: False,
    rivals: dict[Held, list[Held]] | None = None,
) -> Relaxed:
    """Solve the linear program of a part by column generation.

    pricers  one for each client of the part
    rivals   what excludes each way of holding a session; left out, rooms and leaders are no part of the program
    is_over  asked between rounds; what was found by then is returned
    """
    program = Program(instance, part, rivals)
    free = np.zeros(len(instance.options))
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
    best, best_prices = 0.0, np.zeros(len(program.instance.options))
    for _ in range(rounds):
        value, prices, shares = program.solve()
        bound, found = value, 0
        for client, pricer in enumerate(pricers):
            weeks = pricer.best(prices, _AT_ONCE)
            bound += min(weeks[0][0] - shares.worth[client], 0.0)
            found += sum(
                program.add(client, week, pricer) for price, week in weeks if price < shares.worth[client] - 1e-6
            )
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
    """The linear program: one column for each week found, one row for each client and for each session.

    Where sessions can be held in several ways, or compete for rooms and leaders, a column for each way says how much
    of it there is, and each option has no more places than its ways offer.
    """

    def __init__(self, instance: Instance, part: Part, rivals: dict[Held, list[Held]] | None = None) -> None:
        self.instance, self.part = instance, part
        self.ways = ways(instance, part, rivals) if rivals else []
        self.row_of = {session: len(part.clients) + number for number, session in enumerate(part.sessions)}
        options = dict.fromkeys(option for option, _ in self.ways)
        self.row_of_option = {option: self._rows + number for number, option in enumerate(options)}
        self.weeks: list[tuple[int, Week]] = []
        self.known: set[tuple[int, tuple[int, ...]]] = set()
        self.solver = highspy.Highs()  # type: ignore[no-untyped-call]
        self.solver.setOptionValue("output_flag", False)
        self.solver.setOptionValue("threads", 1)
        self.is_bounded = False
        for _ in part.clients:
            self._row(1.0, 1.0)
        for number in part.sessions:
            self._row(-highspy.kHighsInf, float(self.comfortable(number)))
        for _ in options:
            self._row(-highspy.kHighsInf, 0.0)
        weight = float(instance.weights["balance"])
        for number in part.sessions:
            self._column(weight, instance.sessions[number].places - self.comfortable(number), {self.row_of[number]: -1})
        for held in self.ways:
            self._column(0.0, 1.0, {self.row_of_option[held[0]]: -self._places(held)})
        self._exclude()

    @property
    def _rows(self) -> int:
        return len(self.part.clients) + len(self.part.sessions)

    @property
    def first(self) -> int:
        """The column of the first week."""
        return len(self.part.sessions) + len(self.ways)

    def column_of(self, way: int) -> int:
        """Return the column of a way, by its position in `ways`."""
        return len(self.part.sessions) + way

    def _exclude(self) -> None:
        """Hold a session in one way, and no two of what needs the same room or leader at one moment."""
        of_session: dict[int, list[int]] = defaultdict(list)
        for index, (option, _) in enumerate(self.ways):
            of_session[self.instance.options[option].session].append(index)
        for some in (*of_session.values(), *cliques(self.instance, self.ways)):
            columns = np.array([self.column_of(index) for index in some], dtype=np.int32)
            self.solver.addRow(-highspy.kHighsInf, 1.0, len(columns), columns, np.ones(len(columns)))

    def _row(self, least: float, most: float) -> None:
        self.solver.addRow(least, most, 0, np.array([], dtype=np.int32), np.array([], dtype=np.float64))

    def _column(self, cost: float, most: float, entries: dict[int, int]) -> None:
        rows, values = np.array([*entries], dtype=np.int32), np.array([*entries.values()], dtype=np.float64)
        self.solver.addCol(cost, 0.0, float(most), len(rows), rows, values)

    def _places(self, held: Held) -> int:
        option = self.instance.options[held[0]]
        room, places = option.held_by[held[1]][0], self.instance.sessions[option.session].places
        return min(places, self.instance.seats[room]) if room else places

    def comfortable(self, number: int) -> int:
        """Return how many may sit in a session at no cost."""
        session = self.instance.sessions[number]
        return min(session.comfortable, session.places)

    def add(self, client: int, week: Week, pricer: Pricer) -> bool:
        """Add a week of a client; returns whether it is a new one."""
        if (client, week.choices) in self.known:
            return False
        self.known.add((client, week.choices))
        self.weeks.append((client, week))
        # A session offered at two times may be there twice: no week to hold, but one that bounds from below.
        entries = Counter([client])
        for option in (pricer.client.choices[number].option for number in week.choices):
            session = self.instance.options[option].session
            entries.update(row for row in (self.row_of.get(session), self.row_of_option.get(option)) if row is not None)
        self._column(float(week.cost), highspy.kHighsInf, entries)
        return True

    def solve(self) -> tuple[float, Prices, _Shares]:
        """Return the value of the program, the price of a seat in each option, and what a client's week is worth."""
        # Weeks that are added leave the last solution feasible, and limits that are changed its prices.
        self.solver.setOptionValue("simplex_strategy", _DUAL if self.is_bounded else _PRIMAL)
        self.is_bounded = False
        self.solver.run()
        solution = self.solver.getSolution()
        duals = np.maximum(-np.array(solution.row_dual), 0.0)
        prices = np.zeros(len(self.instance.options))
        for number, option in enumerate(self.instance.options):
            rows = (self.row_of.get(option.session), self.row_of_option.get(number))
            prices[number] = sum(duals[row] for row in rows if row is not None)
        worth = np.array(solution.row_dual[: len(self.part.clients)])
        return self.solver.getInfo().objective_function_value, prices, _Shares(worth)

    def shares(self) -> list[float]:
        """Return the share of each week found, in the order of `weeks`."""
        return list(self.solver.getSolution().col_value[self.first :])

    def bound(self, column: int, least: float, most: float) -> None:
        """Keep the share of a week within limits."""
        self.is_bounded = True
        self.solver.changeColBounds(self.first + column, least, most)

    def keep(self, way: int, most: float) -> None:
        """Take no more of a way than said, by its position in `ways`."""
        self.is_bounded = True
        self.solver.changeColBounds(self.column_of(way), 0.0, most)

    def close(self, choices: dict[int, set[int]]) -> None:
        """Use no more weeks that take one of these choices, by client."""
        for column, (client, week) in enumerate(self.weeks):
            if not choices[client].isdisjoint(week.choices):
                self.bound(column, 0, 0)

    def open(self) -> None:
        """Take away every limit that was set since the beginning."""
        self.is_bounded = True
        for column in range(len(self.weeks)):
            self.solver.changeColBounds(self.first + column, 0.0, highspy.kHighsInf)
        for way in range(len(self.ways)):
            self.solver.changeColBounds(self.column_of(way), 0.0, 1.0)
