"""From a mix of weeks to one week for each client: an integer program over the weeks that column generation found.

It knows what the linear program left out: how each session is held, least sizes, pairs kept apart, lessons not
repeated. Runs where `master` runs.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from stepwell.scheduling.optimizer.instance import Instance
from stepwell.scheduling.optimizer.master import Program
from stepwell.scheduling.optimizer.patterns import Week
from stepwell.scheduling.optimizer.seating import Held, Seats, repeats

_GAP = 0.005


@dataclass
class Chosen:
    """A week for each client of a part, and how sessions are held."""

    weeks: dict[int, tuple[int, ...]]
    held: dict[int, Held]


def choose(
    instance: Instance, program: Program, rivals: dict[Held, list[Held]], start: dict[int, Seats], seconds: float
) -> Chosen | None:
    """Return the cheapest choice of one week for each client, or None if none was found in time.

    program  whose weeks are chosen from
    start    a choice to begin with
    """
    return _Choice(instance, program, rivals).solve(start, seconds)


class _Choice:
    """The integer program: a binary for each week and for each way of holding a session that leaves a choice."""

    def __init__(self, instance: Instance, program: Program, rivals: dict[Held, list[Held]]) -> None:
        self.instance, self.part, self.rivals = instance, program.part, rivals
        self.solver = highspy.Highs()  # type: ignore[no-untyped-call]
        self.solver.setOptionValue("output_flag", False)
        self.solver.setOptionValue("threads", 1)
        self.solver.setOptionValue("mip_rel_gap", _GAP)
        self.columns: list[tuple[int, Week]] = []
        self.at: dict[int, list[int]] = defaultdict(list)  # columns with a seat in each option
        self.of: dict[tuple[int, int], list[int]] = defaultdict(list)  # and of each client there
        self.ways: dict[Held, int] = {}
        self._add_weeks(program)
        self._add_sessions()
        self._keep_apart()

    def solve(self, start: dict[int, Seats], seconds: float) -> Chosen | None:
        """Return what is chosen, looking for so many seconds."""
        self.solver.setOptionValue("time_limit", seconds)
        begun = [float(start.get(client) == week.choices) for client, week in self.columns]
        self.solver.setSolution(len(begun), np.arange(len(begun), dtype=np.int32), np.array(begun))
        self.solver.run()
        if self.solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        values = self.solver.getSolution().col_value
        weeks = {client: week.choices for column, (client, week) in enumerate(self.columns) if values[column] > 0.5}
        held = {
            self.instance.options[option].session: (option, way)
            for (option, way), column in self.ways.items()
            if values[column] > 0.5
        }
        return Chosen(weeks, held)

    def _add_weeks(self, program: Program) -> None:
        of_client: dict[int, list[int]] = defaultdict(list)
        for index, week in program.weeks:
            number = self.part.clients[index]
            client, column = self.instance.clients[number], len(self.columns)
            if repeats(client, week.choices, self.instance):
                continue
            for option in {client.choices[seat].option for seat in week.choices}:
                self.at[option].append(column)
                self.of[number, option].append(column)
            self.columns.append((number, week))
            of_client[number].append(self._column(week.cost, 1))
        for columns in of_client.values():
            self._row(1, 1, [(column, 1) for column in columns])

    def _add_sessions(self) -> None:
        by_session: dict[int, list[int]] = defaultdict(list)
        for option in sorted(self.at):
            by_session[self.instance.options[option].session].append(option)
        for number, options in by_session.items():
            session = self.instance.sessions[number]
            seats = [(column, 1) for option in options for column in self.at[option]]
            above = self._column(
                self.instance.weights["balance"], max(session.places - session.comfortable, 0), whole=False
            )
            self._row(None, session.comfortable, [*seats, (above, -1)])
            if self._leaves_a_choice(number, options):
                self._hold(number, options)
            else:
                self._row(None, session.places, seats)
        for one, others in self.rivals.items():
            for other in others:
                if one < other and one in self.ways and other in self.ways:
                    self._row(None, 1, [(self.ways[one], 1), (self.ways[other], 1)])

    def _leaves_a_choice(self, number: int, options: Sequence[int]) -> bool:
        session, ways = self.instance.sessions[number], self.instance.options[options[0]].held_by
        rivaled = any(
            (option, way) in self.rivals
            for option in options
            for way in range(len(self.instance.options[option].held_by))
        )
        return session.minimum > 1 or len(options) > 1 or len(ways) > 1 or rivaled

    def _hold(self, number: int, options: Sequence[int]) -> None:
        session, every = self.instance.sessions[number], []
        for option in options:
            here = []
            for way, (room, _) in enumerate(self.instance.options[option].held_by):
                self.ways[option, way] = self._column(0, 1)
                seats = self.instance.seats[room] if room else session.places
                here.append((self.ways[option, way], min(seats, session.places)))
            seats_here = [(column, 1) for column in self.at[option]]
            self._row(None, 0, [*seats_here, *((column, -places) for column, places in here)])
            if session.minimum > 1:
                self._row(0, None, [*seats_here, *((column, -session.minimum) for column, _ in here)])
            every += [(column, 1) for column, _ in here]
            self._license(option)
        self._row(None, 1, every)

    def _license(self, option: int) -> None:
        """Hold a session by video only with somebody licensed where each client is."""
        given = self.instance.options[option]
        if not self.instance.sessions[given.session].video or len(given.held_by) == 1:
            return
        for client in self.part.clients:
            state = self.instance.clients[client].state
            licensed = [way for way, (_, member) in enumerate(given.held_by) if state in self.instance.states[member]]
            if (client, option) in self.of and len(licensed) < len(given.held_by):
                seats = [(column, 1) for column in self.of[client, option]]
                self._row(None, 0, [*seats, *((self.ways[option, way], -1) for way in licensed)])

    def _keep_apart(self) -> None:
        for a, b in self.instance.apart:
            for option in {option for client, option in self.of if client == a} if self.part_has(a, b) else ():
                if (b, option) in self.of:
                    self._row(None, 1, [(column, 1) for column in (*self.of[a, option], *self.of[b, option])])

    def part_has(self, a: int, b: int) -> bool:
        """Return whether both clients belong to the part."""
        return a in self.part.clients and b in self.part.clients

    def _column(self, cost: float, most: float, *, whole: bool = True) -> int:
        number = self.solver.getNumCol()
        none = np.array([], dtype=np.int32)
        self.solver.addCol(float(cost), 0.0, float(most), 0, none, np.array([], dtype=np.float64))
        if whole:
            self.solver.changeColIntegrality(number, highspy.HighsVarType.kInteger)
        return number

    def _row(self, least: float | None, most: float | None, entries: Sequence[tuple[int, float]]) -> None:
        lower = -highspy.kHighsInf if least is None else float(least)
        upper = highspy.kHighsInf if most is None else float(most)
        columns = np.array([column for column, _ in entries], dtype=np.int32)
        values = np.array([value for _, value in entries], dtype=np.float64)
        self.solver.addRow(lower, upper, len(entries), columns, values)
