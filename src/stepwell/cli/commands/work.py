"""`stepwell work`: the worker alone."""

from argparse import Namespace
from typing import cast

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from stepwell.cli.command import DONE

# A lost session of the database is noticed by these: the call for a new job is no longer heard then.
_LOOK_SECONDS = 2.0  # between looks for jobs
_BEAT_SECONDS = 3.0  # between signs of life
_GRACE_SECONDS = 30  # for jobs under way when the worker is told to stop; the supervisor waits longer


def run(_: Namespace) -> int:
    """Carry out jobs until interrupted; a job under way is finished first."""
    connector = cast("DjangoConnector", app.connector).get_worker_connector()
    with app.replace_connector(connector) as worker_app:
        worker_app.run_worker(
            name="stepwell",
            fetch_job_polling_interval=_LOOK_SECONDS,
            update_heartbeat_interval=_BEAT_SECONDS,
            shutdown_graceful_timeout=_GRACE_SECONDS,
        )
    return DONE
