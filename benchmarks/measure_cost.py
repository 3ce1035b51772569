"""How many episodes of 24 days are priced in a second of one core, and whether memory stays flat."""

import argparse
import json
import resource
import statistics
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

from stepwell.coverage.rules.cost.accumulators import NOTHING_MET
from stepwell.coverage.rules.cost.adjudication import adjudicate
from stepwell.coverage.rules.cost.days import Course, Phase, Price, Weekday, planned_lines
from stepwell.coverage.rules.cost.plans import Cap, CapUnit, Copay, CopayMode, Deductible, Maximum, Network, Plan, Terms

GOAL = 2000.0  # episodes a second
ROUNDS = 5
A_ROUND = 1000
WARM = 2000  # episodes after which memory should not grow

LINES = planned_lines(
    Course(date(2026, 3, 2), (Phase((Weekday.MONDAY, Weekday.WEDNESDAY, Weekday.FRIDAY), weeks=8),)),
    (Price("H0015", Decimal(350), Decimal(275)),),
)
_DEDUCTIBLE, _MAXIMUM = Deductible(Decimal(1700), Decimal(3400)), Maximum(Decimal(4000), Decimal(8000))
PLANS = {
    "coinsurance after a deductible": Plan(Network((Terms(coinsurance=Decimal(20)),), _DEDUCTIBLE, _MAXIMUM)),
    "copay after a deductible, with a limit": Plan(
        Network((Terms(copay=Copay(Decimal(40), mode=CopayMode.AFTER)),), _DEDUCTIBLE, _MAXIMUM),
        caps=(Cap("days", CapUnit.DAYS, Decimal(20)),),
    ),
}


def main() -> int:
    """Measure, print a table and a line of JSON; returns 1 if a goal was missed."""
    parser = argparse.ArgumentParser(prog="benchmarks cost")
    parser.add_argument("--estimates", type=int, default=100_000, help="for memory; 100,000 unless said")
    options = parser.parse_args()
    rates = {name: round(_rate(plan)) for name, plan in PLANS.items()}
    grown = _grown(next(iter(PLANS.values())), options.estimates)
    for name, rate in rates.items():
        print(f"{name:<42} {rate:>6,} episodes of {len(LINES)} lines a second of one core (goal {GOAL:,.0f})")
    print(f"memory after {options.estimates:,} estimates: {grown:+,} KiB")
    print(json.dumps({"episodes_a_second": rates, "estimates": options.estimates, "memory_kib": grown}))
    return int(min(rates.values()) < GOAL)


def _rate(plan: Plan) -> float:
    """Return episodes a second of this process's own CPU, the median of some rounds."""
    rates = []
    for _ in range(ROUNDS):
        began = time.process_time()
        for _ in range(A_ROUND):
            adjudicate(plan, NOTHING_MET, LINES)
        rates.append(A_ROUND / (time.process_time() - began))
    return statistics.median(rates)


def _grown(plan: Plan, estimates: int) -> int:
    """Return by how many KiB this process's memory grew over that many estimates."""
    for _ in range(WARM):
        adjudicate(plan, NOTHING_MET, LINES)
    before = _resident()
    for _ in range(estimates):
        adjudicate(plan, NOTHING_MET, LINES)
    return _resident() - before


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() // 1024


if __name__ == "__main__":
    raise SystemExit(main())
