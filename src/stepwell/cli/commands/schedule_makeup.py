"""`stepwell schedule makeup`: what can be made up after something happened, without moving anybody else."""

from argparse import Namespace

from stepwell.cli import weeks
from stepwell.cli.command import DONE, FINDINGS, UNUSABLE
from stepwell.scheduling.checker.certificate import Verdict, certify
from stepwell.scheduling.optimizer.repairing import repair


def run(options: Namespace) -> int:
    """Write the document with the repaired week, the options of each client, and what the checker says of the week.

    returns  0 the repaired week is certified; 1 somebody stays short, or a rule is broken; 2 the file cannot be used
    """
    if weeks.wants_schema(options):
        return DONE
    with weeks.at_once():
        return _answered(options)


def _answered(options: Namespace) -> int:
    given = weeks.document(options.file, "instance", "week", "event")
    if given is None:
        return UNUSABLE
    answer = repair(given)
    repaired = {"format": given["format"], "instance": given["instance"], "week": answer.pop("week")}
    certificate = certify(repaired)
    found = {name: certificate[name] for name in ("verdict", "sha256", "violations")}
    weeks.write(repaired | {"makeup": answer | found})
    return DONE if certificate["verdict"] == Verdict.CERTIFIED else FINDINGS
