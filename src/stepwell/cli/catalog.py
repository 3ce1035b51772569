"""The list of commands, with their arguments."""

from argparse import ArgumentParser
from pathlib import Path

from stepwell.cli.command import ActsAs, Command
from stepwell.scheduling.optimizer.shapes import SHAPES
from stepwell.scheduling.optimizer.spoiling import CONFLICTS

_MODULES = "stepwell.cli.commands"


def _up(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--demo", action="store_true", help="make the fictional clinic first if there is no organization"
    )
    parser.add_argument(
        "--is-running", action="store_true", help="start nothing; status 0 if it runs and answers, else 1"
    )
    parser.add_argument("--no-worker", action="store_true", help="start no worker: `stepwell work` runs elsewhere")


def _migrate(parser: ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="change nothing; status 1 if something is to be done")
    parser.add_argument("--quiet", action="store_true", help="say nothing unless it fails")


def _backup(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="file to write; it must not exist yet")


def _restore(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="file that `stepwell backup` wrote")
    parser.add_argument("--replace", action="store_true", help="replace the organizations that are there")


def _shell(parser: ArgumentParser) -> None:
    parser.add_argument("--as", required=True, dest="email", metavar="E-MAIL", help="account that answers for it")
    parser.add_argument("--organization", required=True, metavar="NAME", help="its name or its id")
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why; kept in the access log")


def _score(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help="JSON with the answers; - is standard input")
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of input, output and definitions")


def _week(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help="JSON; - is standard input")
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of instance, week and event")


def _generate(parser: ArgumentParser) -> None:
    parser.add_argument("--clients", type=int, default=40, metavar="N", help="how many clients; 40 unless said")
    parser.add_argument("--tightness", type=float, default=0.8, metavar="SHARE", help="share of places that are needed")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="the same seed makes the same instance")
    parser.add_argument("--free", type=float, default=0.0, metavar="SHARE", help="share of groups with open times")
    parser.add_argument("--shape", choices=SHAPES, default="usual", help="what is unusual about the clinic")
    parser.add_argument("--conflict", choices=CONFLICTS, default="none", help="what makes it impossible")
    parser.add_argument("--conflicts", type=int, default=1, metavar="N", help="how many of these; 1 unless said")
    parser.add_argument("--with-week", action="store_true", help="add the planted week")


def _cost(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help="JSON with the episode; - is standard input")
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of the input")


def _solve(parser: ArgumentParser) -> None:
    _week(parser)
    parser.add_argument("--seconds", type=float, default=60.0, metavar="N", help="time limit; 60 unless said")
    parser.add_argument("--gap", type=float, default=0.0, metavar="SHARE", help="how near the bound is good enough")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="where the search begins")
    parser.add_argument(
        "--resume", action="store_true", help="begin with the week in the file, as a former answer has it"
    )
    parser.add_argument("--quiet", action="store_true", help="say nothing of the progress")


def _x12(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="X12 file; - is standard input")


def _x12_read(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help="X12 file; - is standard input")
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of the output")


COMMANDS = (
    Command(
        "up",
        "start the database, the web server and the worker, and keep them running",
        "stepwell up --demo",
        f"{_MODULES}.up",
        arguments=_up,
    ),
    Command("work", "run only the worker", "stepwell work", f"{_MODULES}.work", ActsAs.APPLICATION),
    Command(
        "migrate",
        "bring the tables up to date",
        "stepwell migrate",
        f"{_MODULES}.migrate",
        ActsAs.OWNER,
        _migrate,
    ),
    Command("demo", "make the fictional clinic", "stepwell demo", f"{_MODULES}.demo", ActsAs.APPLICATION),
    Command(
        "demo payer",
        "let the payers of the fictional clinic answer the claims that were sent",
        "stepwell demo payer",
        f"{_MODULES}.demo_payer",
        ActsAs.APPLICATION,
    ),
    Command(
        "setup-link",
        "print a one-time link that sets up the first organization",
        "stepwell setup-link",
        f"{_MODULES}.setup_link",
        ActsAs.APPLICATION,
    ),
    Command(
        "doctor",
        "say what is wrong with this installation, and how to mend it",
        "stepwell doctor",
        f"{_MODULES}.doctor",
    ),
    Command(
        "backup",
        "write everything in the database to one file",
        "stepwell backup /mnt/backups/2026-11-21.stepwell",
        f"{_MODULES}.backup",
        arguments=_backup,
    ),
    Command(
        "restore",
        "put a backup into the database",
        "stepwell restore /mnt/backups/2026-11-21.stepwell",
        f"{_MODULES}.restore",
        arguments=_restore,
    ),
    Command(
        "provision",
        "make roles and database on another PostgreSQL server, given its superuser in DATABASE_SUPERUSER_URL",
        "DATABASE_SUPERUSER_URL=postgresql://postgres@db.example.org/postgres stepwell provision",
        f"{_MODULES}.provision",
    ),
    Command(
        "shell",
        "open Python as somebody, for one organization, with a reason",
        'stepwell shell --as ana@clinic.example --organization "Harbor House" --reason "ticket 118"',
        f"{_MODULES}.shell",
        ActsAs.APPLICATION,
        _shell,
    ),
    Command(
        "audit verify",
        "check the seals of the access log",
        "stepwell audit verify",
        f"{_MODULES}.audit",
        ActsAs.APPLICATION,
    ),
    Command(
        "audit reopen",
        "begin a new epoch of the seals; `stepwell restore` does it by itself",
        "stepwell audit reopen",
        f"{_MODULES}.audit_reopen",
        ActsAs.OWNER,
    ),
    Command(
        "rotate-keys",
        "make a new encryption key and write everything anew with it",
        "stepwell rotate-keys",
        f"{_MODULES}.rotate_keys",
        ActsAs.OWNER,
    ),
    Command(
        "score",
        "score the answers to an instrument: JSON in, JSON out",
        """echo '{"instrument": "gad-7", "version": "1", "answers": {"q1": 2}}' | stepwell score -""",
        f"{_MODULES}.score",
        arguments=_score,
    ),
    Command(
        "schedule check",
        "certify a proposed week against its instance, or name each violation: JSON in, certificate out",
        "stepwell schedule check week.json",
        f"{_MODULES}.schedule_check",
        arguments=_week,
    ),
    Command(
        "schedule solve",
        "plan the week of an instance; Ctrl-C ends it with the best week so far",
        "stepwell schedule solve week.json --seconds 60 > planned.json",
        f"{_MODULES}.schedule_solve",
        arguments=_solve,
    ),
    Command(
        "schedule makeup",
        "after an absence, cancellation, illness or admission: what can be made up while nobody else moves",
        "stepwell schedule makeup happened.json",
        f"{_MODULES}.schedule_makeup",
        arguments=_week,
    ),
    Command(
        "schedule generate",
        "make up an instance with a planted week, or with a planted conflict",
        "stepwell schedule generate --clients 40 --seed 7 > week.json",
        f"{_MODULES}.schedule_generate",
        arguments=_generate,
    ),
    Command(
        "cost",
        "price an episode to the cent, who pays what and why: JSON in, JSON out",
        "stepwell cost episode.json",
        f"{_MODULES}.cost",
        arguments=_cost,
    ),
    Command(
        "x12 read",
        "everything that stands in an X12 file (271, 277, 278, 835, 837, 999 ...), as JSON",
        "stepwell x12 read remittance.835",
        f"{_MODULES}.x12_read",
        arguments=_x12_read,
    ),
    Command(
        "x12 check",
        "say what is wrong with an X12 file: envelopes, counts, sums, and for claims their guides",
        "stepwell x12 check claims.837",
        f"{_MODULES}.x12_check",
        arguments=_x12,
    ),
    Command(
        "x12 explain",
        "say in plain words what an X12 file says, and what to do next",
        "stepwell x12 explain remittance.835",
        f"{_MODULES}.x12_explain",
        arguments=_x12,
    ),
)
