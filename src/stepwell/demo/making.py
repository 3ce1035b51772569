"""Making the demonstration: the people of the script do it, in order, through the actions of their rooms."""

from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.db import connection, transaction

from stepwell.demo import clinic, registry, standing
from stepwell.demo.harbor import HARBOR
from stepwell.demo.millrace import MILLRACE
from stepwell.kernel.findings import Finding, Refused
from stepwell.people.actions.beginning import one_at_a_time
from stepwell.platform.tenancy.queries import installation

_REAL = Finding("DEMO-001", "There is a real organization here. Make the demonstration on another installation.")
_TOUCHED = Finding(
    "DEMO-002",
    "The demonstration here has been worked in, so it is left as it is. For a fresh one, start with an empty folder: "
    "STEPWELL_HOME=/another/folder stepwell up --demo",
)
_PRODUCTION = Finding("DEMO-003", "In production there is no demonstration: anybody could sign in to it.")


class Outcome(StrEnum):
    """What there was to do."""

    MADE = "made"
    STANDS = "stands"


@transaction.atomic
def make() -> Outcome:
    """Make the demonstration, whole or not at all.

    returns  whether it was made, or stands already just as it was made
    raises   Refused where anything else stands, or in production
    """
    if settings.PRODUCTION:
        raise Refused(_PRODUCTION)
    one_at_a_time()
    here = installation()
    if here.is_empty:
        at = _transaction_began()
        for script in (MILLRACE, HARBOR):
            registry.admit(script, clinic.found(script, at=at), at=at)
        return Outcome.MADE
    if not here.is_only_demo:
        raise Refused(_REAL)
    if not standing.is_untouched():
        raise Refused(_TOUCHED)
    return Outcome.STANDS


def _transaction_began() -> datetime:
    """Return the instant that rows of this transaction carry: with it, everything here happens at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT transaction_timestamp()")
        at: datetime = cursor.fetchone()[0]
    return at
