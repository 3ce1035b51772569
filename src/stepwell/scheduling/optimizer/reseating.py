"""Some clients' weeks chosen anew while all others stay: a model for CP-SAT with every rule in it.

Runs in a process of its own: OR-Tools cannot be loaded beside HiGHS, of which it carries another build.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from stepwell.scheduling.optimizer.dayplans import Numbers, Prices
from stepwell.scheduling.optimizer.patterns import Pricer
from stepwell.scheduling.optimizer.seating import Held, Seating, Seats

_PLANS_OF_SUMS = 3  # day plans kept of those with the same sums, cheapest first
_PLANS_OF_DAY = 40
_EFFORT = 1.0  # after which to stop, as the solver counts it: about seconds, and the same on a busy machine

Literal = cp_model.IntVar


class Reseating:
    """The model: which plan on each day, which session at each position, how sessions are held.

    seating  the week without the clients that are to be seated
    prices   of a seat in each option: they say which day plans are worth a look
    usual    the seats these clients had: always among the choices, and where the search begins
    held     how sessions were held with them
    """

    def __init__(
        self,
        seating: Seating,
        pricers: dict[int, Pricer],
        prices: Prices,
        usual: dict[int, Seats],
        held: dict[int, Held] | None = None,
    ) -> None:
        self.seating, self.instance, self.pricers, self.held = seating, seating.instance, pricers, held or {}
        self.model = cp_model.CpModel()
        self.terms: list[cp_model.LinearExprT] = []
        self.at: dict[int, list[tuple[int, Literal]]] = defaultdict(list)  # clients with a seat in each option
        self.taken: dict[tuple[int, int], Literal] = {}
        self.ways: dict[Held, Literal] = {}
        self.way_of: dict[int, Held] = {}
        self.is_optimal = False
        for client in usual:
            self._client(client, prices, usual[client])
        self._sessions()
        self._apart()
        self._caseloads()
        self.model.minimize(sum(self.terms))

    def solve(self, seconds: float, seed: int, effort: float = 1.0) -> dict[int, Seats] | None:
        """Return the seats of each client, or None if nothing was found; `way_of` then says how sessions are held.

        effort  how many times the usual effort to spend at the most
        """
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.max_deterministic_time = effort * _EFFORT
        solver.parameters.random_seed = seed
        solver.parameters.num_workers = 1
        solver.parameters.linearization_level = 2
        status = solver.solve(self.model)
        self.is_optimal = status == cp_model.OPTIMAL
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            return None
        self.way_of = {
            self.instance.options[option].session: (option, way)
            for (option, way), held in self.ways.items()
            if solver.boolean_value(held)
        }
        found: dict[int, list[int]] = {client: [] for client in self.pricers}
        for (client, seat), taken in self.taken.items():
            if solver.boolean_value(taken):
                found[client].append(seat)
        return {client: tuple(sorted(seats)) for client, seats in found.items()}

    def _client(self, number: int, prices: Prices, usual: Seats) -> None:
        client, pricer = self.instance.clients[number], self.pricers[number]
        barred = set(self.seating.barred(number))
        values = pricer.day_values(prices)
        minutes: list[cp_model.LinearExprT] = []
        days: list[cp_model.LinearExprT] = []
        on_site: list[cp_model.LinearExprT] = []
        served: list[list[cp_model.LinearExprT]] = [[] for _ in client.required]
        lengths: list[list[cp_model.LinearExprT]] = [[] for _ in client.required]
        for (where, plans), value in zip(pricer.days, values, strict=True):
            at = {
                position: [seat for seat in pricer.choices_at(where.start + position) if seat not in barred]
                for position in range(len(plans.positions))
            }
            open_to = np.array([bool(at[position]) for position in range(len(plans.positions))])
            rows = _worth_a_look(plans.matrix, plans.starts, value, open_to, self._row_of(at, plans.matrix, usual))
            chosen = {row: self.model.new_bool_var("") for row in rows}
            self.model.add_exactly_one(chosen.values())
            for position, seats in at.items():
                self._position(number, seats, [chosen[row] for row in rows if plans.matrix[row, position]], usual)
            for row, literal in chosen.items():
                sums = plans.sums[int(np.searchsorted(plans.starts, row, side="right")) - 1]
                minutes.append(sums.minutes * literal)
                days.append(sums.days * literal)
                on_site.append(sums.on_site * literal)
                for index, (count, length) in enumerate(sums.served):
                    served[index].append(count * literal)
                    lengths[index].append(length * literal)
        self._order(
            number, sum(minutes), sum(days), sum(on_site), [*zip(map(sum, served), map(sum, lengths), strict=True)]
        )
        self._lessons(number)

    def _row_of(self, at: dict[int, list[int]], matrix: Prices, usual: Seats) -> int:
        """Return the plan of a day that the usual seats make, or the empty one."""
        row = np.array([float(any(seat in usual for seat in seats)) for seats in at.values()])
        same = np.flatnonzero((matrix == row).all(axis=1))
        return int(same[0]) if len(same) else 0

    def _position(self, client: int, seats: list[int], plans: list[Literal], usual: Seats) -> None:
        if not plans:
            return
        for seat in seats:
            taken = self.model.new_bool_var("")
            self.taken[client, seat] = taken
            choice = self.instance.clients[client].choices[seat]
            self.at[choice.option].append((client, taken))
            self.model.add_hint(taken, seat in usual)
            if choice.cost:
                self.terms.append(choice.cost * taken)
        self.model.add(sum(self.taken[client, seat] for seat in seats) == sum(plans))

    def _order(
        self,
        number: int,
        minutes: cp_model.LinearExprT,
        days: cp_model.LinearExprT,
        on_site: cp_model.LinearExprT,
        served: Sequence[tuple[cp_model.LinearExprT, cp_model.LinearExprT]],
    ) -> None:
        """Keep the order's upper limits, and price what is short of it."""
        client, weights = self.instance.clients[number], self.instance.weights
        self.model.add(minutes <= client.most)
        self.model.add(days <= client.days_most)
        short = self.model.new_bool_var("")
        lacking = [
            ("short_minute", client.least, minutes),
            ("short_day", client.days_least, days),
            *(
                ("short_session", wanted, count)
                for (_, wanted, _), (count, _) in zip(client.required, served, strict=True)
            ),
            *(
                ("short_minute", least, length)
                for (_, _, least), (_, length) in zip(client.required, served, strict=True)
            ),
        ]
        for weight, wanted, there in lacking:
            if wanted:
                missing = self.model.new_int_var(0, wanted, "")
                self.model.add(missing >= wanted - there)
                self.model.add(missing <= wanted * short)
                self.terms.append(weights[weight] * missing)
        self.terms.append(weights["short_client"] * short)
        extra = self.model.new_int_var(0, 7, "")
        self.model.add(extra >= on_site - client.days_least)
        self.terms.append(weights["travel_day"] * extra)

    def _lessons(self, client: int) -> None:
        """Take no lesson and no session twice."""
        same: dict[str | int, list[Literal]] = defaultdict(list)
        for seat in range(len(self.instance.clients[client].choices)):
            if (client, seat) in self.taken:
                number = self.seating.option(client, seat).session
                session = self.instance.sessions[number]
                if session.is_group:
                    same[session.curriculum or number].append(self.taken[client, seat])
        for literals in same.values():
            if len(literals) > 1:
                self.model.add_at_most_one(literals)

    def _sessions(self) -> None:
        by_session: dict[int, list[int]] = defaultdict(list)
        for option in self.at:
            by_session[self.instance.options[option].session].append(option)
        for number in {*by_session, *self.seating.too_small()}:
            session = self.instance.sessions[number]
            there = len(self.seating.present[number])
            coming = sum(taken for option in by_session[number] for _, taken in self.at[option])
            if there:
                option, way = self.seating.held[number]
                places = self.seating.places(option, self.instance.options[option].held_by[way][0])
                self.model.add(there + coming <= places)
                self.model.add(there + coming >= session.minimum)
            else:
                self._hold(number, by_session[number])
            if session.places > session.comfortable:
                above = self.model.new_int_var(0, session.places, "")
                self.model.add(above >= there + coming - session.comfortable)
                # What is above already without these clients is no concern of theirs, and stays in the sum.
                self.terms.append(self.instance.weights["balance"] * above)
        self._rivals()

    def _rivals(self) -> None:
        """Hold nothing where room or leader is taken."""
        for one, literal in self.ways.items():
            for other in self.seating.rivals.get(one, []):
                if self.seating.held.get(self.instance.options[other[0]].session) == other:
                    self.model.add(literal == 0)
                elif one < other and other in self.ways:
                    self.model.add_at_most_one([literal, self.ways[other]])

    def _hold(self, number: int, options: Sequence[int]) -> None:
        session, every = self.instance.sessions[number], []
        for option in options:
            here = []
            for way, (room, member) in enumerate(self.instance.options[option].held_by):
                held = self.model.new_bool_var("")
                self.ways[option, way] = held
                self.model.add_hint(held, self.held.get(number) == (option, way))
                here.append((held, self.seating.places(option, room), member))
            coming = sum(taken for _, taken in self.at[option])
            self.model.add(coming <= sum(places * held for held, places, _ in here))
            self.model.add(coming >= max(session.minimum, 1) * sum(held for held, _, _ in here))
            for client, taken in self.at[option] if session.video and len(here) > 1 else ():
                state = self.instance.clients[client].state
                self.model.add(taken <= sum(held for held, _, member in here if state in self.instance.states[member]))
            every += [held for held, _, _ in here]
        self.model.add_at_most_one(every)

    def _apart(self) -> None:
        for entries in self.at.values():
            there = dict(entries)
            for client, taken in entries:
                for other in self.seating.kept_apart[client]:
                    if client < other and other in there:
                        self.model.add_at_most_one([taken, there[other]])

    def _caseloads(self) -> None:
        by_member: dict[str, dict[int, list[Literal]]] = defaultdict(lambda: defaultdict(list))
        for (client, seat), taken in self.taken.items():
            option = self.seating.option(client, seat)
            member = option.held_by[0][1]
            alone = not self.instance.sessions[option.session].is_group
            if alone and self.instance.clients[client].therapist is None and member in self.instance.caseloads:
                by_member[member][client].append(taken)
        for member, clients in by_member.items():
            cases = []
            for literals in clients.values():
                case = self.model.new_bool_var("")
                self.model.add_max_equality(case, literals)
                cases.append(case)
            self.model.add(sum(cases) <= self.seating.cases_left(member))


def _worth_a_look(matrix: Prices, starts: Numbers, value: Prices, open_to: NDArray[np.bool_], usual: int) -> list[int]:
    """Return the rows of plans to choose from: the cheapest of each sums among those whose positions are open."""
    possible = matrix[:, ~open_to].sum(axis=1) == 0
    found: set[int] = set()
    for index, start in enumerate(starts):
        stop = starts[index + 1] if index + 1 < len(starts) else len(matrix)
        rows = np.flatnonzero(possible[start:stop]) + start
        found.update(int(row) for row in rows[np.argsort(value[rows], kind="stable")[:_PLANS_OF_SUMS]])
    cheapest = sorted(found, key=lambda row: value[row])[:_PLANS_OF_DAY]
    empty = int(np.flatnonzero(matrix.sum(axis=1) == 0)[0])
    return sorted({*cheapest, empty, *([usual] if possible[usual] else [])})
