"""`stepwell work`: the worker alone."""

from argparse import Namespace

from procrastinate.contrib.django import app, utils
from procrastinate.psycopg_connector import PsycopgConnector

from stepwell.cli.command import DONE

_GRACE_SECONDS = 30  # for jobs under way when the worker is told to stop; the supervisor waits longer
_DATABASE_SECONDS = 3  # a worker that lost its database ends then, for whoever watches over it to start it again


def run(_: Namespace) -> int:
    """Carry out jobs until interrupted; a job under way is finished first."""
    connector = PsycopgConnector(kwargs=utils.connector_params("default"), timeout=_DATABASE_SECONDS)
    with app.replace_connector(connector) as worker_app:
        worker_app.run_worker(name="stepwell", shutdown_graceful_timeout=_GRACE_SECONDS)
    return DONE
