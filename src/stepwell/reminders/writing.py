"""What jobs write: the link to confirm, and the reminders that are due."""

from datetime import datetime, timedelta
from uuid import UUID

from stepwell.clients import queries as clients
from stepwell.platform.links import actions as links
from stepwell.platform.links.actions import Opens
from stepwell.platform.links.queries import links_to
from stepwell.platform.links.rules.identity import Identity
from stepwell.platform.outbox import actions as outbox
from stepwell.platform.outbox.rules.wording import Template, Wording, reminding
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import Scope
from stepwell.reminders import queries
from stepwell.reminders.models import Reminder, ReminderRequest
from stepwell.reminders.rules import timing
from stepwell.reminders.rules.timing import Due
from stepwell.reminders.vocabulary import End

CONFIRMING, STOPPING = "reminders", "reminders stop"  # purposes of links
TIME_TO_CONFIRM = timedelta(days=7)
TIME_TO_STOP = timedelta(days=60)
_FILED = Category.CONSENTS  # what a client agrees to: links and messages are filed there


def send_link(*, actor: Scope, at: datetime, request_id: UUID) -> None:
    """Send the link to confirm, as the system, once: not everybody who plans files what a client agrees to."""
    request = ReminderRequest.objects.select_related("client").get(pk=request_id)
    address, person = queries.address_of(request), clients.demographics_of(request.client_id)
    if request.ended_at or not address or person is None or links_to(request.pk, at=at):
        return
    client = request.client
    names = {f"{client.first_name} {client.last_name}", client.legal_name, client.display_name}
    made = links.make_link(
        actor=actor, at=at, purpose=CONFIRMING, opens=_opens(request), lasts=TIME_TO_CONFIRM,
        identity=Identity(tuple(sorted(names)), person.birth_date),
    )  # fmt: skip
    outbox.send(
        actor=actor, at=at, to=address, template=Template.LINK, link=made.url, category=_FILED,
        client=client.pk, not_after=at + TIME_TO_CONFIRM,
    )  # fmt: skip


def remind(*, actor: Scope, at: datetime) -> int:
    """Write the reminders that are due, as the system. Returns how many."""
    count = 0
    for one in queries.wanted(at=at):
        request = ReminderRequest.objects.get(pk=one.request_id)
        visits = timing.visits(one.sessions)
        for due in timing.due(visits, one.told, lead=one.lead, at=at, zone=one.zone):
            _write(actor, at, request, due)
            count += 1
    return count


def end_what_is_over(*, at: datetime) -> int:
    """End, as the system, what a discharge, a change of the address or the mail server ends. Returns how many."""
    found = queries.over(at=at)
    for request_id, how in found:
        ReminderRequest.objects.filter(pk=request_id, ended_at=None).update(ended_at=at, ended_how=End(how))
    return len(found)


def compose(message_id: UUID, link: str, at: datetime) -> Wording | None:
    """Return a reminder in words as it leaves; None if the client no longer comes then, or no longer wants it."""
    row = Reminder.objects.get(message=message_id)
    for one in queries.wanted(at=at, request_id=row.request_id):
        if row.starts_at in {visit.starts for visit in timing.visits(one.sessions)}:
            said = timing.said(row.starts_at, at=at, zone=one.zone, is_change=row.instead_of is not None)
            return reminding(said, link=link)
    return None


def _write(actor: Scope, at: datetime, request: ReminderRequest, due: Due) -> None:
    made = links.make_link(actor=actor, at=at, purpose=STOPPING, opens=_opens(request), lasts=TIME_TO_STOP)
    message = outbox.send(
        actor=actor, at=at, to=queries.address_of(request), template=Template.REMINDER, link=made.url,
        category=_FILED, client=request.client_id, not_after=due.until,
    )  # fmt: skip
    Reminder.objects.create(
        organization_id=actor.tenant, client_id=request.client_id, request=request, starts_at=due.starts,
        instead_of=due.instead_of, message=message,
    )  # fmt: skip


def _opens(request: ReminderRequest) -> Opens:
    return Opens(request.pk, _FILED, request.client_id)
