"""`stepwell migrate`: the tables, as their owner."""

from argparse import Namespace
from io import StringIO

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from stepwell.cli.command import DONE, FINDINGS
from stepwell.cli.say import say


def run(options: Namespace) -> int:
    """Apply what is pending, or say what it is."""
    if options.check:
        return _check()
    said = StringIO()
    call_command("migrate", interactive=False, stdout=said)
    if not options.quiet:
        say(said.getvalue().strip())
    return DONE


def _check() -> int:
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    for migration, _ in pending:
        say(f"pending: {migration.app_label} {migration.name}")
    return FINDINGS if pending else DONE
