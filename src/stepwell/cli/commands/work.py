"""`stepwell work`: the worker alone."""

from argparse import Namespace
from typing import cast

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from stepwell.cli.command import DONE

_GRACE_SECONDS = 30  # for jobs under way when the worker is told to stop; the supervisor waits longer


def run(_: Namespace) -> int:
    """Carry out jobs until interrupted; a job under way is finished first."""
    connector = cast("DjangoConnector", app.connector).get_worker_connector()
    with app.replace_connector(connector) as worker_app:
        worker_app.run_worker(name="stepwell", shutdown_graceful_timeout=_GRACE_SECONDS)
    return DONE
