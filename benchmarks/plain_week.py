"""A week given at once to one solver, for comparison: every client's day plans and seats in one integer program.

The model for HiGHS leaves out least sizes and pairs kept apart, which makes it easier than what Stepwell solves.
"""

import json
import resource
import sys
import time
from collections import defaultdict
from typing import Any

import numpy as np

from stepwell.scheduling.optimizer.generating import Wanted, generate
from stepwell.scheduling.optimizer.instance import Instance, instance
from stepwell.scheduling.optimizer.patterns import Pricer
from stepwell.scheduling.optimizer.seating import Seating


def main() -> int:
    """Solve one instance with one solver and print what came of it as JSON."""
    size, tightness, seed, seconds, solver = sys.argv[1:]
    given = instance(generate(Wanted(int(size), float(tightness), int(seed)))["instance"])
    began = time.time()
    found = (_cp_sat if solver == "cp-sat" else _highs)(given, float(seconds), began)
    used = resource.getrusage(resource.RUSAGE_SELF)
    gap = None if found["cost"] is None else max(found["cost"] - found["bound"], 0) / max(found["cost"], 1)
    found |= {"seconds": time.time() - began, "cpu": used.ru_utime + used.ru_stime, "mib": used.ru_maxrss / 1024}
    print(json.dumps(found | {"gap": gap}))
    return 0


def _cp_sat(given: Instance, seconds: float, began: float) -> dict[str, Any]:
    from ortools.sat.python import cp_model  # noqa: PLC0415 (cannot be loaded beside HiGHS)

    from stepwell.scheduling.optimizer.reseating import Reseating  # noqa: PLC0415

    pricers = {number: Pricer(client, given) for number, client in enumerate(given.clients)}
    model = Reseating(Seating(given), pricers, np.zeros(len(given.options)), dict.fromkeys(pricers, ()))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(seconds - (time.time() - began), 0.1)
    solver.parameters.num_workers = 2
    is_found = solver.solve(model.model) in {cp_model.OPTIMAL, cp_model.FEASIBLE}
    return {"cost": round(solver.objective_value) if is_found else None, "bound": round(solver.best_objective_bound)}


def _highs(given: Instance, seconds: float, began: float) -> dict[str, Any]:
    import highspy  # noqa: PLC0415 (cannot be loaded beside OR-Tools)

    model = _Model()
    seats: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for client in given.clients:
        _client(model, given, Pricer(client, given), seats)
    for number, entries in seats.items():
        session = given.sessions[number]
        above = model.column(given.weights["balance"], max(session.places - session.comfortable, 0))
        model.row(None, session.places, entries)
        model.row(None, session.comfortable, [*entries, (above, -1)])
    solver = model.solver(highspy)
    solver.setOptionValue("time_limit", max(seconds - (time.time() - began), 0.1))
    solver.run()
    info = solver.getInfo()
    is_found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    bound = round(info.mip_dual_bound) if np.isfinite(info.mip_dual_bound) else 0
    return {"cost": round(info.objective_function_value) if is_found else None, "bound": bound}


def _client(model: "_Model", given: Instance, pricer: Pricer, seats: dict[int, list[tuple[int, float]]]) -> None:
    client, weights = pricer.client, given.weights
    sums: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for where, plans in pricer.days:
        rows = [model.column(0, 1) for _ in range(len(plans.matrix))]
        model.row(1, 1, [(row, 1) for row in rows])
        for position in range(len(plans.positions)):
            choices = pricer.choices_at(where.start + position)
            taken = [model.column(client.choices[seat].cost, 1) for seat in choices]
            there = [(rows[plan], -1.0) for plan in np.flatnonzero(plans.matrix[:, position])]
            model.row(0, 0, [*((one, 1.0) for one in taken), *there])
            for one, seat in zip(taken, choices, strict=True):
                seats[given.options[client.choices[seat].option].session].append((one, 1.0))
        for plan, row in enumerate(rows):
            held = plans.sums[int(np.searchsorted(plans.starts, plan, side="right")) - 1]
            sums["minutes"].append((row, held.minutes))
            sums["days"].append((row, held.days))
            sums["on_site"].append((row, held.on_site))
            for index, (count, _) in enumerate(held.served):
                sums[f"served {index}"].append((row, count))
    short = model.column(weights["short_client"], 1)
    wanted = [("minutes", client.least, "short_minute"), ("days", client.days_least, "short_day")]
    wanted += [(f"served {index}", sessions, "short_session") for index, (_, sessions, _) in enumerate(client.required)]
    for name, least, weight in wanted:
        missing = model.column(weights[weight], least)
        model.row(least, None, [*sums[name], (missing, 1)])
        model.row(None, 0, [(missing, 1), (short, -least)])
    model.row(None, client.most, sums["minutes"])
    model.row(None, client.days_most, sums["days"])
    extra = model.column(weights["travel_day"], 7)
    model.row(None, client.days_least, [*sums["on_site"], (extra, -1)])


class _Model:
    """Columns and rows, handed over at once."""

    def __init__(self) -> None:
        self.costs: list[float] = []
        self.mosts: list[float] = []
        self.rows: list[tuple[float | None, float | None, list[tuple[int, float]]]] = []

    def column(self, cost: float, most: float) -> int:
        self.costs.append(cost)
        self.mosts.append(most)
        return len(self.costs) - 1

    def row(self, least: float | None, most: float | None, entries: list[tuple[int, float]]) -> None:
        self.rows.append((least, most, [(column, value) for column, value in entries if value]))

    def solver(self, highspy: Any) -> Any:
        solver, count = highspy.Highs(), len(self.costs)
        solver.setOptionValue("output_flag", False)
        none, nothing = np.array([], dtype=np.int32), np.array([], dtype=np.float64)
        solver.addCols(
            count, np.array(self.costs, float), np.zeros(count), np.array(self.mosts, float), 0, none, none, nothing
        )
        solver.changeColsIntegrality(count, np.arange(count, dtype=np.int32), np.ones(count, dtype=np.uint8))
        for least, most, entries in self.rows:
            lower = -highspy.kHighsInf if least is None else float(least)
            upper = highspy.kHighsInf if most is None else float(most)
            columns = np.array([column for column, _ in entries], dtype=np.int32)
            solver.addRow(
                lower, upper, len(entries), columns, np.array([value for _, value in entries], dtype=np.float64)
            )
        return solver


if __name__ == "__main__":
    sys.exit(main())
