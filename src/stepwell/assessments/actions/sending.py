"""Links to what is due go out by themselves."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import IntegrityError

from stepwell.assessments.actions.asking import ask_by_itself
from stepwell.assessments.queries import measures
from stepwell.assessments.queries.measures import Due
from stepwell.assessments.queries.waiting import Waiting, waiting
from stepwell.assessments.rules.sending import WEEK, is_hour
from stepwell.clients.models import Client
from stepwell.kernel.findings import Refused
from stepwell.platform.walls.scope import Scope

TIME_TO_ANSWER = timedelta(days=3)
_ONCE = "request_by_itself_once_a_day"


def send_due(*, actor: Scope, at: datetime, zone: ZoneInfo) -> int:
    """Send a link to everybody from whom something is due and who may be written to; during the clinic's day only.

    Where a program sends once a week, with what becomes due before it sends again. Nobody gets a second one while the
    first waits for an answer, nobody two in such a week, and nobody one that was taken back.

    returns  how many
    """
    there = at.astimezone(zone)
    if not is_hour(there):
        return 0
    ahead = measures.due_here(on=there.date(), zone=zone, ahead=WEEK - timedelta(days=1))
    rows = waiting([one for one in ahead if _goes(one, there)], at=there)
    ready = {row.client_id: row for row in rows if not row.held}
    clients = Client.objects.filter(pk__in=ready).order_by("id")
    return sum(_sent(actor, at, client, ready[client.pk], there) for client in clients)


def _goes(due: Due, there: datetime) -> bool:
    """Return whether it goes with the links of an instant."""
    if due.weekly is None:
        return due.due_on <= there.date()
    day = due.weekly.sending_day(there)
    return day is not None and due.due_on < day + WEEK


def _sent(actor: Scope, at: datetime, client: Client, row: Waiting, there: datetime) -> bool:
    # By the day it should have gone, of which the database takes one only: another worker may have been as fast.
    day = (row.weekly.sending_day(there) if row.weekly else None) or there.date()
    try:
        ask_by_itself(actor=actor, at=at, client=client, instruments=row.by_mail, due_on=day + TIME_TO_ANSWER)
    except IntegrityError as error:
        if str(getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")) != _ONCE:
            raise
        return False
    except Refused:  # no birth date to ask for, or a name without letters: it stays on the list
        return False
    return True
