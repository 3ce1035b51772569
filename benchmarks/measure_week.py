"""How long a week takes to plan: first complete week, gap after 10, 60 and 300 seconds, memory; with plain solvers beside it."""

import argparse
import json
import os
import resource
import subprocess
import sys
from contextlib import suppress
from multiprocessing import active_children
from pathlib import Path
from typing import Any

from stepwell.scheduling.checker.certificate import Verdict, certify
from stepwell.scheduling.optimizer.generating import Wanted, generate
from stepwell.scheduling.optimizer.shapes import SHAPES
from stepwell.scheduling.optimizer.solving import Limits, Progress, solve

FIRST = {40: 10, 150: 10, 500: 60, 2000: 120}  # goals, in seconds, for the first complete week
AT = (10, 60, 300)
PLAIN = ("cp-sat", "highs")


def main() -> int:
    """Measure, print a table and a line of JSON; returns 1 if somebody is short or a rule is broken."""
    parser = argparse.ArgumentParser(prog="benchmarks week", description=__doc__)
    parser.add_argument("--sizes", default="40,150", help="numbers of clients; 40,150 unless said")
    parser.add_argument("--seconds", type=float, default=60.0, help="for each; 60 unless said")
    parser.add_argument("--tightness", type=float, default=0.9)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--free", type=float, default=0.0, help="share of groups whose time, room and leader are open")
    parser.add_argument("--shape", choices=SHAPES, default="usual", help="what is unusual about the clinic")
    parser.add_argument("--gap", type=float, default=0.0, help="end within this share of the cheapest; 0 unless said")
    parser.add_argument("--plain", action="store_true", help="also give all at once to CP-SAT and to HiGHS")
    options = parser.parse_args()
    rows = []
    for size in map(int, options.sizes.split(",")):
        made = generate(Wanted(size, options.tightness, options.seed, options.free, shape=options.shape))
        rows.append(_measured(made, size, Limits(options.seconds, options.seed, explaining=0.0, gap=options.gap)))
        print(_line(rows[-1]), flush=True)
        for solver in PLAIN if options.plain else ():
            rows.append(_plain(size, options, solver))
            print(_line(rows[-1]), flush=True)
    print(json.dumps(rows))
    return int(any(row["verdict"] != Verdict.CERTIFIED for row in rows if row["what"] == "stepwell"))


def _measured(made: dict[str, Any], size: int, limits: Limits) -> dict[str, Any]:
    gaps: dict[int, float] = {}
    first_cpu: list[float] = []

    def report(progress: Progress) -> None:
        if progress.first is not None and not first_cpu:
            first_cpu.append(_cpu() - before)
        if progress.gap is not None:
            gaps.update({at: progress.gap for at in AT if progress.seconds <= at})

    before = _cpu()
    week, progress = solve(made["instance"], limits, report)
    certificate = certify({"instance": made["instance"], "week": week})
    return {
        "what": "stepwell",
        "clients": size,
        "verdict": certificate["verdict"],
        "cost": certificate["cost"]["total"],
        "bound": progress.bound,
        "planted": certify(made)["cost"]["total"],
        "first": progress.first,
        "first_cpu": next(iter(first_cpu), None),
        "goal": FIRST.get(size),
        "gaps": {at: gaps[at] for at in AT if at in gaps and at <= max(progress.seconds, AT[0])},
        "gap": progress.gap,
        "seconds": progress.seconds,
        "cpu": _cpu() - before,
        "mib": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
        "load": os.getloadavg()[0],
    }


def _plain(size: int, options: argparse.Namespace, solver: str) -> dict[str, Any]:
    """Run a plain solver in a process of its own: the two cannot be loaded into one."""
    given = [str(size), str(options.tightness), str(options.seed), str(options.seconds), solver]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.plain_week", *given], check=True, capture_output=True, text=True
    )
    return {"what": solver, "clients": size, "load": os.getloadavg()[0], **json.loads(done.stdout)}


def _cpu() -> float:
    """Return the seconds that this process and those it started have computed, those that still do among them."""
    ended, mine = resource.getrusage(resource.RUSAGE_CHILDREN), resource.getrusage(resource.RUSAGE_SELF)
    total = ended.ru_utime + ended.ru_stime + mine.ru_utime + mine.ru_stime
    for process in active_children():
        with suppress(OSError):
            fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
            total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


def _line(row: dict[str, Any]) -> str:
    first = "none" if row.get("first") is None else f"{row['first']:.1f} s (CPU {row['first_cpu']:.0f} s)"
    gaps = " ".join(f"{at}s:{gap:.2%}" for at, gap in row.get("gaps", {}).items())
    gap = "none" if row["gap"] is None else f"{row['gap']:.2%}"
    return (
        f"{row['what']:<9} {row['clients']:>5} clients  first complete {first:>17}  cost {row['cost']}  bound {row['bound']}  gap {gap}"
        f"  [{gaps}]  {row['seconds']:.0f} s, CPU {row['cpu']:.0f} s, {row['mib']:.0f} MiB, load {row['load']:.1f}"
    )


if __name__ == "__main__":
    sys.exit(main())
