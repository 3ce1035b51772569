"""Days of care looked at a second, as the night does it, in a clinic in which everybody is in care."""

import argparse
import json
import time
from datetime import timedelta

import django

django.setup()

from django.utils import timezone  # noqa: E402 (Django must be set up first)

from benchmarks import clinic, cpu  # noqa: E402
from stepwell.billing.models import Charge, HeldDay  # noqa: E402
from stepwell.billing.tasks import charge_due  # noqa: E402
from stepwell.platform.jobs import scopes  # noqa: E402
from stepwell.platform.walls.scope import Scope, acting  # noqa: E402
from stepwell.privacy.rules.elements import statements_needed  # noqa: E402
from stepwell.privacy.vocabulary import Kind  # noqa: E402

GOAL = 250.0  # days a second
CHARGED = "a week charged"
# From and to how many days ago; three days of each client. A connection learns much the first time.
WEEKS = {
    "the first week charged": (17, 11),
    CHARGED: (10, 4),
    "a week without notes held": (38, 32),
    "held days looked at again": (38, 32),
}


def main() -> int:
    """Measure, print and compare; the exit status is 1 if the goal was missed."""
    parser = argparse.ArgumentParser(prog="benchmarks charging")
    parser.add_argument("--clients", type=int, default=2_004)
    options = parser.parse_args()
    statements = {"statements": sorted(statements_needed(Kind.TPO))}
    people = clinic.fill(options.clients, active=options.clients, more=("charging.sql",), values=statements)
    scope, found = scopes.system(people.organization, "benchmark"), {}
    for name, days in WEEKS.items():
        found[name] = _measure(scope, *days)
        rate, said = found[name]["days"] / found[name]["seconds"], found[name]
        print(
            f"{name:<26}{said['days']:>7,} days in {said['seconds']:>6.1f} s: {rate:>5,.0f} a second; CPU of the program"
            f" {said['application']:.1f} s, of the database {said['database']:.1f} s"
        )
    print(json.dumps(found))
    return int(found[CHARGED]["days"] / found[CHARGED]["seconds"] < GOAL)


def _measure(scope: Scope, first: int, last: int) -> dict[str, float]:
    """Look at the days of a week; return how many stand charged or held then, and what it took in seconds."""
    now = timezone.now()
    begin, end = (now.date() - timedelta(days=ago) for ago in (first, last))
    began = time.perf_counter()
    application, database = cpu.once(lambda: charge_due(scope, begin, end, at=now))
    seconds = time.perf_counter() - began
    with acting(scope):
        days = sum(each.objects.filter(day__range=(begin, end)).count() for each in (Charge, HeldDay))
    return {"days": days, "seconds": seconds, "application": application, "database": database}


if __name__ == "__main__":
    raise SystemExit(main())
