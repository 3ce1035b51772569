"""Asking a client whether they want reminders, confirming and ending them."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from stepwell.clients import queries as clients
from stepwell.clients.models import Client
from stepwell.clients.queries.enrollment import episodes_of
from stepwell.kernel.findings import Finding, Refused
from stepwell.platform.links import actions as links
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.scope import Scope
from stepwell.reminders import queries, tasks
from stepwell.reminders.models import ReminderRequest
from stepwell.reminders.vocabulary import End, Lead, Told
from stepwell.scheduling.queries import reach

NOT_YOURS = Finding("REM-001", "You do not write the schedule of this client. Ask who plans for them.")
NO_ADDRESS = Finding(
    "REM-002",
    "Choose an e-mail address that the client said is safe. Add one on the first page of the record.",
    "address",
)
NO_IDENTITY = Finding(
    "REM-003", "The link asks for name and birth date, and there is none in the record that you see. Enter it first."
)
DISCHARGED = Finding("REM-005", "Nobody is written to after a discharge. Ask again from the next admission on.")
OVER = Finding("REM-004", "This was ended before. Load the page again to see how it stands.")


@transaction.atomic
def ask(*, actor: Member, at: datetime, client: Client, contact_id: UUID, lead: Lead, told: Told) -> ReminderRequest:
    """Send a client the link by which they confirm that they want reminders. What was asked before ends with it.

    contact_id  a safe e-mail address of theirs: the link goes there, and so do the reminders once it is confirmed
    lead        what they said; by the link they may choose otherwise
    told        how they said so
    raises      Refused (REM-001 to REM-003, REM-005)
    """
    if not reach.writes_schedule_of(client.pk):
        raise Refused(NOT_YOURS)
    contact = next((one for one in queries.safe_addresses(client.pk) if one.pk == contact_id), None)
    if _is_discharged(client.pk, at.astimezone(actor.zone).date()):
        raise Refused(DISCHARGED)
    if contact is None:
        raise Refused(NO_ADDRESS)
    if clients.demographics_of(client.pk) is None:
        raise Refused(NO_IDENTITY)
    for former in ReminderRequest.objects.filter(client=client, ended_at=None):
        end(actor=actor, at=at, request_id=former.pk, how=End.REPLACED)
    request = ReminderRequest.objects.create(
        organization_id=actor.organization_id, client=client, address_index=contact.value_index, lead=lead,
        told_how=told, asked_at=at, asked_by_id=actor.membership_id,
    )  # fmt: skip
    tasks.send_link.defer(organization=actor.organization_id, request_id=request.pk)
    return request


@transaction.atomic
def end(*, actor: Member, at: datetime, request_id: UUID, how: End = End.STAFF) -> None:
    """End reminders at once; links to confirm them open nothing any more.

    how     one of `BY_STAFF`
    raises  Refused (REM-004)
    """
    _end(request_id, at=at, how=how, by=actor.membership_id)


@transaction.atomic
def confirm(*, actor: Scope, at: datetime, request_id: UUID, lead: Lead) -> None:
    """Confirm reminders, by the link that came to the address itself. Raises Refused (REM-004, LINK-001, LINK-002)."""
    found = ReminderRequest.objects.filter(pk=request_id, ended_at=None, confirmed_at=None)
    if not found.update(confirmed_at=at, lead=lead):
        raise Refused(OVER)
    links.use(actor=actor, at=at)


@transaction.atomic
def decline(*, actor: Scope, at: datetime, request_id: UUID) -> None:
    """Want no reminders, by a link. Raises Refused (REM-004, LINK-001, LINK-002)."""
    _end(request_id, at=at, how=End.LINK)
    links.use(actor=actor, at=at)


def _end(request_id: UUID, *, at: datetime, how: End, by: UUID | None = None) -> None:
    found = ReminderRequest.objects.filter(pk=request_id, ended_at=None)
    if not found.update(ended_at=at, ended_how=how, ended_by_id=by):
        raise Refused(OVER)


def _is_discharged(client_id: UUID, today: date) -> bool:
    spans = [one.span for one in episodes_of(client_id)]
    return bool(spans) and not any(span.end is None or span.end >= today for span in spans)
