"""`stepwell schedule solve`: plan a week, and have it checked by what shares no code with the planner."""

from argparse import Namespace
from typing import Any

from stepwell.cli import weeks
from stepwell.cli.command import DONE, FINDINGS, UNUSABLE
from stepwell.cli.say import complain
from stepwell.scheduling.checker.certificate import Verdict, certify
from stepwell.scheduling.optimizer.solving import Limits, Progress, solve


def run(options: Namespace) -> int:
    """Write the document with the best week found, its result and what the checker says of it.

    returns  0 the week is certified; 1 somebody is short, and `result` says who; 2 the file cannot be used
    """
    if weeks.wants_schema(options):
        return DONE
    if options.seconds <= 0 or not 0 <= options.gap < 1:
        complain("Give a time limit above 0 seconds, and a gap of 0 or more and below 1.")
        return UNUSABLE
    given = weeks.document(options.file, "instance", *(["week"] if options.resume else []))
    if given is None:
        return UNUSABLE
    limits = Limits(options.seconds, options.seed, gap=options.gap)
    former = given["week"] if options.resume else None
    week, progress = solve(given["instance"], limits, _silent if options.quiet else _tell, former)
    answer = {"format": given["format"], "instance": given["instance"], "week": week}
    certificate = certify(answer)
    if certificate["verdict"] == Verdict.REFUSED:
        message = f"The week that was planned breaks a rule: {certificate['violations'][0]['sentence']}"
        raise AssertionError(message)
    weeks.write(answer | {"result": _result(progress, certificate)})
    return DONE if certificate["verdict"] == Verdict.CERTIFIED else FINDINGS


def _silent(_: Progress) -> None:
    """Say nothing."""


def _tell(progress: Progress) -> None:
    complain(_line(progress))


def _line(progress: Progress) -> str:
    """Return one line about the progress."""
    begun = f"{progress.seconds:6.1f} s"
    if progress.best is None:
        return f"{begun}  bounds: {progress.parts_done} of {progress.parts} parts"
    cost, short = progress.best.cost, len(progress.best.short)
    return f"{begun}  cost {cost}  bound {progress.bound}  gap {progress.gap:.2%}  short {short}"


def _result(progress: Progress, certificate: dict[str, Any]) -> dict[str, Any]:
    cost = certificate["cost"]["total"]
    bound = progress.bound
    short = [
        {"client": one["client"], "minutes": one["minutes"], "days": one["days"], "rules": one["violations"]}
        for one in certificate["clients"]
        if one["violations"]
    ]
    return {
        "verdict": certificate["verdict"],
        "sha256": certificate["sha256"],
        "cost": certificate["cost"],
        "bound": bound,
        "gap": round(max(cost - bound, 0) / cost, 6) if cost else 0.0,
        "wishes": {one["client"]: one["cost"] for one in certificate["clients"] if one["cost"]},
        "short": short,
        "conflicts": progress.conflicts,
        "seconds": round(progress.seconds, 1),
        "seconds_to_first_complete_week": None if progress.first is None else round(progress.first, 1),
        "interrupted": progress.is_interrupted,
    }
