"""Links to what is due go out by themselves."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from stepwell.assessments.actions.asking import ask_by_itself
from stepwell.assessments.queries import measures
from stepwell.assessments.queries.waiting import waiting
from stepwell.assessments.rules.sending import is_hour
from stepwell.clients.models import Client
from stepwell.kernel.findings import Refused
from stepwell.platform.walls.scope import Scope

TIME_TO_ANSWER = timedelta(days=3)


def send_due(*, actor: Scope, at: datetime, zone: ZoneInfo) -> int:
    """Send a link to everybody from whom something is due and who may be written to; during the clinic's day only.

    Nobody gets a second one while the first waits for an answer, and nobody one that was taken back.

    returns  how many
    """
    there = at.astimezone(zone)
    if not is_hour(there):
        return 0
    on = there.date()
    ready = {row.client_id: row for row in waiting(measures.due_here(on=on, zone=zone), at=at) if not row.held}
    clients = Client.objects.filter(pk__in=ready).order_by("id")
    return sum(_sent(actor, at, client, ready[client.pk].by_mail, there) for client in clients)


def _sent(actor: Scope, at: datetime, client: Client, instruments: list[str], there: datetime) -> bool:
    try:
        ask_by_itself(actor=actor, at=at, client=client, instruments=instruments, due_on=there.date() + TIME_TO_ANSWER)
    except Refused:  # no birth date to ask for, or a name without letters: it stays on the list
        return False
    return True
