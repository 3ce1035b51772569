"""Whether the checker of weeks certifies what keeps every rule, and names what is broken: generated weeks, each also spoiled."""

import argparse
import json
import sys
import time
from collections import Counter
from random import Random
from typing import Any

from stepwell.scheduling.checker.certificate import Verdict, certify
from stepwell.scheduling.checker.plan import SHORT, Rule
from stepwell.scheduling.checker.reading import problems
from stepwell.scheduling.optimizer.generating import Wanted, generate
from tests.rules.scheduling.planted import PLANTED, Plant, at_group

SIZES = (8, 14, 20)
TIGHTNESS = (0.5, 0.8, 0.9, 1.0)
FREE = (0.0, 0.0, 0.4)
PARTS = ("instance", "week")


def main() -> int:
    """Check, print a line for each rule and one of JSON; returns 1 if the checker was wrong once."""
    parser = argparse.ArgumentParser(prog="benchmarks checker", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="weeks, and spoiled weeks; 10,000 unless said")
    count, began = parser.parse_args().count, time.process_time()
    certified = sum(certify(_made(seed))["verdict"] == Verdict.CERTIFIED for seed in range(count))
    print(f"certified {certified:>6} of {count} generated weeks", flush=True)
    spoiled: Counter[Rule] = Counter()
    named: Counter[Rule] = Counter()
    for number in range(count):
        rule, plant = PLANTED[number % len(PLANTED)]
        spoiled[rule] += 1
        named[rule] += _is_named(rule, _spoiled(plant, number * 1000))
    for rule in Rule:
        print(f"{rule:<16} {named[rule]:>6} of {spoiled[rule]:>5} spoiled weeks rejected, and for nothing else")
    total, seconds = sum(named.values()), time.process_time() - began
    print(json.dumps({"weeks": count, "certified": certified, "rejected": total, "rules": named, "cpu": seconds}))
    return int(certified != count or total != count)


def _made(seed: int) -> dict[str, Any]:
    wanted = Wanted(SIZES[seed % 3], TIGHTNESS[seed % 4], seed, FREE[seed // 4 % 3])
    return generate(wanted)


def _spoiled(plant: Plant, seed: int) -> dict[str, Any]:
    """Return a week spoiled by a plant; the next seed's, where a week has nothing that could be: no video, say."""
    while True:
        made = _made(seed)
        seed += 1
        try:
            plant(made, *at_group(made, Random(seed)))
        except StopIteration:
            continue
        if not problems(made, PARTS):
            return made


def _is_named(rule: Rule, made: dict[str, Any]) -> bool:
    found = certify(made)
    verdict = Verdict.PARTIAL if rule in SHORT else Verdict.REFUSED
    return found["verdict"] == verdict and {one["rule"] for one in found["violations"]} == {rule}


if __name__ == "__main__":
    sys.exit(main())
