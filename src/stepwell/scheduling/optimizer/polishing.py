"""The cheapest whole weeks among those that column generation found, and some like them, by an integer program.

Weeks beside the cheapest are generated at prices a little beside those of the linear program: with them, it nearly
always has a solution in whole weeks that costs what the linear program costs, and HiGHS finds it. Rules that are no
part of the linear program join where a solution breaks them (`breaches`). Runs where `master` runs.
"""

import math
import time
from collections import Counter
from collections.abc import Sequence
from typing import Any

import highspy
import numpy as np

from stepwell.scheduling.optimizer.breaches import Breach, Chosen, TooFew, breaches, options
from stepwell.scheduling.optimizer.dayplans import Prices
from stepwell.scheduling.optimizer.master import Program
from stepwell.scheduling.optimizer.patterns import Pricer, Week
from stepwell.scheduling.optimizer.seating import Held, Seats, repeats, week_cost
from stepwell.scheduling.optimizer.working import Better, Found

_BESIDE = 0.3  # share by which prices are changed at random
_ABOVE = 2.0  # and what is added to them, at the most
_AT_ONCE = 3  # weeks of a client at each price
_TIMES = 10  # prices tried before each integer program
_MORE = 3  # times as many while somebody is short: whole weeks for all are rare among few
_NEAR, _NEARBY = 0.01, 5.0  # how far above the linear program whole weeks are looked for first, as a share and beside
_HEURISTICS = 0.2  # share of the effort: the bound is known before, weeks are wanted
_HAIR = 1e-6


class Polisher:
    """Betters the week of one part.

    program  of the part, with the weeks that were generated; it is changed
    bound    what no week of the part costs less than
    """

    def __init__(
        self, program: Program, pricers: Sequence[Pricer], rivals: dict[Held, list[Held]], bound: float
    ) -> None:
        self.program, self.pricers, self.rivals, self.bound = program, pricers, rivals, bound
        self.instance, self.part = program.instance, program.part
        self.number = {client: index for index, client in enumerate(self.part.clients)}
        self.chance = np.random.default_rng(len(self.part.clients))
        self.breaches: dict[Breach, None] = {}
        self.vain = 0

    def polish(self, begun: Better, effort: float, until: float) -> Found | None:
        """Return a better week of the part, or None where none was found.

        begun   the week as it stands, of the part and of all that shares rooms, leaders or caseloads with it
        effort  for integer programs, in seconds of this process: a busy machine finds the same
        until   when to end (time.time())
        """
        self._open(begun)
        start = {index: self._add(index, begun.seats.get(client, ())) for client, index in self.number.items()}
        self._look_beside(_TIMES * (_MORE if begun.short.intersection(self.number) else 1))
        before = self._cost(Chosen(self._weeks(start), begun.held))
        end = time.process_time() + effort
        while time.process_time() < end and (seconds := until - time.time()) > 0:
            chosen = self._solved(start, begun, before, end, seconds)
            if chosen is None:
                break
            broken = set(breaches(self.program, self.rivals, self._left(begun), chosen)) - self.breaches.keys()
            if not broken and self._cost(chosen) < before:
                self.vain = 0
                return self._found(chosen)
            if not broken:
                break
            self.breaches |= dict.fromkeys(sorted(broken, key=str))
        self.vain += 1
        return None

    def _open(self, begun: Better) -> None:
        """Take any week and any way again, but for what is held outside of the part."""
        self.program.open()
        for pricer in self.pricers:
            pricer.open()
        inside = set(self.part.sessions)
        elsewhere = {held for session, held in begun.held.items() if session not in inside}
        for index, way in enumerate(self.program.ways):
            if elsewhere.intersection(self.rivals.get(way, ())):
                self.program.keep(index, 0.0)
        for column, (client, week) in enumerate(self.program.weeks):
            if repeats(self.pricers[client].client, week.choices, self.instance):
                self.program.bound(column, 0.0, 0.0)

    def _add(self, index: int, seats: Seats) -> int:
        """Return the position of a client's week among those of the program."""
        client = self.pricers[index].client
        week = Week(tuple(sorted(seats)), week_cost(client, seats, self.instance))
        if self.program.add(index, week, self.pricers[index]):
            return len(self.program.weeks) - 1
        return next(
            column
            for column, (owner, known) in enumerate(self.program.weeks)
            if owner == index and known.choices == week.choices
        )

    def _look_beside(self, times: int) -> None:
        """Add weeks that would be cheapest at prices a little beside those of the linear program."""
        _, prices, _ = self.program.solve()
        for _ in range(times):
            changed = prices * self.chance.uniform(1 - _BESIDE, 1 + _BESIDE, len(prices))
            changed += self.chance.uniform(0, _ABOVE, len(prices))
            for index, pricer in enumerate(self.pricers):
                for _, week in pricer.best(changed, _AT_ONCE):
                    if not repeats(pricer.client, week.choices, self.instance):
                        self.program.add(index, week, pricer)

    def _solved(self, start: dict[int, int], begun: Better, before: int, end: float, seconds: float) -> Chosen | None:
        """Return whole weeks at least as cheap as those at the start, if some were found in time."""
        value, _, _ = self.program.solve()
        # Where somebody is short, nearly every week costs less than that: so near the linear program first, then wider.
        near = (_NEAR * abs(value) + _NEARBY) * 2**self.vain
        solver = self._model(min(before - value, near), set(start.values()))
        self._begin_at(solver, start, begun)
        solver.setOptionValue("time_limit", seconds)
        solver.setOptionValue("objective_target", math.ceil(self.bound - 1e-3) + _HAIR)
        solver.setOptionValue("mip_heuristic_effort", _HEURISTICS)
        solver.cbMipInterrupt.subscribe(lambda event: event.interrupt(time.process_time() > end))
        solver.run()
        if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        return self._chosen(np.array(solver.getSolution().col_value))

    def _model(self, above: float, kept: set[int]) -> Any:
        """Return the integer program: without weeks that cost too much more than the linear program, even alone."""
        program, solver = self.program, highspy.Highs()  # type: ignore[no-untyped-call]
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        solver.passModel(program.solver.getLp())
        reduced = np.array(program.solver.getSolution().col_dual[program.first :])
        dear = [column for column in np.flatnonzero(reduced > above + _HAIR) if column not in kept]
        for column in dear:
            solver.changeColBounds(program.first + int(column), 0.0, 0.0)
        whole = np.arange(len(self.part.sessions), program.first + len(program.weeks), dtype=np.int32)
        solver.changeColsIntegrality(len(whole), whole, np.ones(len(whole), dtype=np.uint8))
        for breach in self.breaches:
            breach.forbid(program, solver)
        return solver

    def _begin_at(self, solver: Any, start: dict[int, int], begun: Better) -> None:
        """Tell the integer program the week to begin with."""
        values, present = np.zeros(solver.getNumCol()), self._present(Chosen(self._weeks(start), begun.held))
        for number, session in enumerate(self.part.sessions):
            values[number] = max(present[session] - self.program.comfortable(session), 0)
        for index, way in enumerate(self.program.ways):
            session = self.instance.options[way[0]].session
            values[self.program.column_of(index)] = session in present and begun.held[session] == way
        values[[self.program.first + column for column in start.values()]] = 1
        least = [breach.session for breach in self.breaches if isinstance(breach, TooFew)]
        values[len(values) - len(least) :] = [session in present for session in least]
        solution = highspy.HighsSolution()
        solution.col_value = list(values)
        solver.setSolution(solution)

    def _chosen(self, values: Prices) -> Chosen:
        """Return what a solution says."""
        program, taken = self.program, values > 1 / 2
        weeks = {
            client: week
            for (client, week), is_taken in zip(program.weeks, taken[program.first :], strict=False)
            if is_taken
        }
        held = {
            self.instance.options[option].session: (option, 0)
            for client, week in weeks.items()
            for option in options(program, client, week)
        }
        ways = (way for index, way in enumerate(program.ways) if taken[program.column_of(index)])
        found = {self.instance.options[way[0]].session: way for way in ways}
        return Chosen(weeks, held | {session: way for session, way in found.items() if session in held})

    def _weeks(self, start: dict[int, int]) -> dict[int, Week]:
        return {index: self.program.weeks[column][1] for index, column in start.items()}

    def _present(self, chosen: Chosen) -> Counter[int]:
        return Counter(
            self.instance.options[option].session
            for client, week in chosen.weeks.items()
            for option in options(self.program, client, week)
        )

    def _left(self, begun: Better) -> dict[str, int]:
        """Return how many clients without a therapist may be seen alone by those whose caseload is limited."""
        cases: dict[str, set[int]] = {member: set() for member in self.instance.caseloads}
        for client, seats in begun.seats.items():
            if client not in self.number and self.instance.clients[client].therapist is None:
                mine = (self.instance.options[self.instance.clients[client].choices[seat].option] for seat in seats)
                for option in mine:
                    if not self.instance.sessions[option.session].is_group:
                        cases.get(option.held_by[0][1], set()).add(client)
        return {member: most - len(cases[member]) for member, most in self.instance.caseloads.items()}

    def _found(self, chosen: Chosen) -> Found:
        seats = {self.part.clients[index]: week.choices for index, week in chosen.weeks.items()}
        return Found(self.part.clients, self.bound, {}, seats, chosen.held)

    def _cost(self, chosen: Chosen) -> int:
        present, weight = self._present(chosen), self.instance.weights["balance"]
        above = sum(max(count - self.program.comfortable(session), 0) for session, count in present.items())
        return sum(week.cost for week in chosen.weeks.values()) + weight * above
