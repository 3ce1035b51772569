"""`stepwell schedule check`: certify a week, or name what is wrong with it."""

from argparse import Namespace

from stepwell.cli import weeks
from stepwell.cli.command import DONE, FINDINGS, UNUSABLE
from stepwell.scheduling.checker.certificate import Verdict, certify


def run(options: Namespace) -> int:
    """Write the certificate of the week in a file.

    returns  0 certified; 1 a rule is broken or somebody is short; 2 the file cannot be used
    """
    if weeks.wants_schema(options):
        return DONE
    with weeks.at_once():
        return _answered(options)


def _answered(options: Namespace) -> int:
    given = weeks.document(options.file, "instance", "week")
    if given is None:
        return UNUSABLE
    certificate = certify(given)
    weeks.write(certificate)
    return DONE if certificate["verdict"] == Verdict.CERTIFIED else FINDINGS
