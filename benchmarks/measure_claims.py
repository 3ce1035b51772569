"""A week of a whole clinic from attended days to files of claims on disk: charged, cut, scrubbed, sent, and checked."""

import argparse
import json
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 (Django must be set up first)
from django.utils import timezone  # noqa: E402

from benchmarks import clinic, cpu  # noqa: E402
from stepwell.billing.models import Charge  # noqa: E402
from stepwell.billing.tasks import charge_due  # noqa: E402
from stepwell.claims.actions.cutting import cut_claims  # noqa: E402
from stepwell.claims.actions.leaving import send  # noqa: E402
from stepwell.claims.actions.queuing import queue  # noqa: E402
from stepwell.claims.models import Claim, OutboundFile  # noqa: E402
from stepwell.platform.jobs import scopes  # noqa: E402
from stepwell.platform.walls.scope import Scope, acting  # noqa: E402
from stepwell.privacy.rules.elements import statements_needed  # noqa: E402
from stepwell.privacy.vocabulary import Kind  # noqa: E402
from stepwell.x12 import guides  # noqa: E402
from stepwell.x12.issues import Severity  # noqa: E402
from stepwell.x12.reading.sets import read  # noqa: E402

GOAL = 60.0  # seconds by the clock
_NOTED = 4  # days ago: notes of the days after are not written yet


def main() -> int:
    """Measure, print and compare; the exit status is 1 if the goal was missed, a day is in no file, or a file is wrong."""
    parser = argparse.ArgumentParser(prog="benchmarks claims")
    parser.add_argument("--clients", type=int, default=2_004)
    parser.add_argument("--rehearsal", type=int, default=0, help="weeks billed before, not counted")
    options = parser.parse_args()
    statements = {"statements": sorted(statements_needed(Kind.TPO))}
    people = clinic.fill(
        options.clients, active=options.clients, more=("charging.sql", "claims.sql"), values=statements
    )  # fmt: skip
    scope = scopes.system(people.organization, "benchmark")
    for weeks in range(options.rehearsal, 0, -1):
        _week(scope, _sunday(weeks), {})
    steps: dict[str, dict[str, float]] = {}
    _week(scope, _sunday(0), steps)
    total = {key: sum(step[key] for step in steps.values()) for key in ("seconds", "application", "database")}
    for name, step in (steps | {"together": total}).items():
        print(
            f"{name:<12}{step['seconds']:>7.1f} s; CPU of the program {step['application']:.1f} s,"
            f" of the database {step['database']:.1f} s"
        )
    found = _found(scope, people.organization, _sunday(0))
    print(
        f"{found['days']:,} days, {found['claims']:,} claims, {found['files']} files, {found['bytes']:,} bytes;"
        f" {found['left']:,} claims left behind, {found['issues']} issues in the files (goal {GOAL:.0f} s)"
    )
    print(json.dumps({"clients": options.clients, "steps": steps, "together": total, **found}))
    return int(total["seconds"] > GOAL or found["left"] > 0 or found["issues"] > 0)


def _sunday(before: int) -> date:
    """Return the last day of the newest week whose notes are all signed, or of one so many weeks before."""
    last = timezone.now().date() - timedelta(days=_NOTED)
    return last - timedelta(days=last.isoweekday() % 7, weeks=before)


def _week(scope: Scope, sunday: date, steps: dict[str, dict[str, float]]) -> None:
    """Bill a week as the jobs and a biller do."""
    monday, now = sunday - timedelta(days=6), timezone.now()

    def cut() -> None:
        with acting(scope):
            cut_claims(actor=scope, at=now, through=sunday)

    def choose() -> None:
        with acting(scope):
            queue(actor=scope, at=now, claim_ids=list(Claim.objects.filter(state="ready").values_list("pk", flat=True)))

    work: dict[str, Callable[[], Any]] = {
        "charged": lambda: charge_due(scope, monday, sunday, at=now),
        "cut": cut,
        "chosen": choose,
        "sent": lambda: send(scope=scope, at=now),
    }
    for name, step in work.items():
        began = time.perf_counter()
        application, database = cpu.once(step)
        seconds = time.perf_counter() - began
        steps[name] = {"seconds": seconds, "application": application, "database": database}


def _found(scope: Scope, organization: Any, sunday: date) -> dict[str, int]:
    """Return what came of the week; the files are read as a payer finds them, and checked as `x12 check` does."""
    with acting(scope):
        days = Charge.objects.filter(day__range=(sunday - timedelta(days=6), sunday), ended_at=None).count()
        claims = Claim.objects.filter(last_on__range=(sunday - timedelta(days=6), sunday))
        sent, left = claims.filter(state="sent").count(), claims.exclude(state="sent").count()
        names = set(OutboundFile.objects.filter(contents__claim__in=claims).values_list("name", flat=True))
    paths = [path for path in Path(settings.OUTBOUND_FOLDER, str(organization)).glob("*.x12") if path.name in names]
    contents = [path.read_bytes() for path in paths]
    issues = sum(len(guides.check(each.decode("ascii"))) for each in contents)
    issues += sum(issue.severity is not Severity.NOTE for each in contents for issue in read(each).issues)
    return {
        "days": days, "claims": sent, "left": left, "files": len(contents), "bytes": sum(map(len, contents)),
        "issues": issues,
    }  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
