"""Bringing one client over: a whole record in one transaction, or nothing."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from stepwell.authorizations import actions as authorizations
from stepwell.authorizations.actions import Record
from stepwell.carryover.models import Paper
from stepwell.carryover.rules.rows import Row, check
from stepwell.clients import actions as registry
from stepwell.clients.actions import NewClient, carried, enrollment
from stepwell.clients.actions.carried import Origin
from stepwell.clients.models import CarriedOver, Client, Episode
from stepwell.clients.vocabulary import CareKind
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.people.models import Program
from stepwell.placement.actions import ordering, placing
from stepwell.platform.crypto.blind import blind_index
from stepwell.platform.tenancy.members import Member

FINGERPRINT = "clients.carried_over.fingerprint"
REASON = "Brought over from before Stepwell"
KNOWN = Finding("CAR-050", "This client was brought over before. Change the record instead.")
_CLASH = Finding("CAR-051", "Somebody brought this client over at this moment. Look at the record.")


def fingerprint(row: Row) -> bytes:
    """Return the blind index by which the same row is known again."""
    return blind_index(row.fingerprint, FINGERPRINT)


def known(row: Row) -> CarriedOver | None:
    """Return what was noted of this row before, by the clinic's own number or by what it says; None if nothing."""
    found = CarriedOver.objects.filter(voided_at=None)
    if row.client_number:
        by_number = found.filter(external_number=row.client_number).first()
        if by_number:
            return by_number
    return found.filter(fingerprint=fingerprint(row)).first()


def carry_over(*, actor: Member, at: datetime, row: Row) -> Client:
    """Bring a client over who was in care before: registered, admitted, with levels, sums, order, authorization.

    Everything is written, or nothing. What a clinician or a payer decided before is written down as that.

    returns  the client
    raises   Refused (CAR-0xx, and those of the rooms that keep the parts, under the names of the columns)
    """
    refuse(check(row, on=at.astimezone(actor.zone).date()))
    if known(row):
        raise Refused(KNOWN)
    try:
        with transaction.atomic():
            return _write(actor, at, row)
    except IntegrityError as clash:
        raise Refused(_CLASH) from clash


def _write(actor: Member, at: datetime, row: Row) -> Client:
    client = _register(actor, at, row)
    episode = _admit(actor, at, row, client)
    origin = Origin(fingerprint(row), row.client_number)
    before = carried.note_before(actor=actor, at=at, episode=episode, sums=row.sums, origin=origin)
    placing.note_decided_before(
        actor=actor, at=at, before=before, program=_program(row.now.program.id), on=row.now.from_on
    )
    if row.order:
        ordering.order_services(actor=actor, at=at, client=client, order=row.order)
    if row.authorization:
        noted = f"{REASON}. The day on which it was asked for is not known."
        authorizations.record(actor=actor, at=at, client=client, record=Record(row.authorization, notes=noted))
    for paper in row.papers:
        Paper.objects.create(
            organization_id=actor.organization_id,
            client=client,
            carried=before,
            noted_at=at,
            noted_by_id=actor.membership_id,
            **vars(paper),
        )
    if row.primary_id:
        registry.assign_care(
            actor=actor, client=client, membership_id=row.primary_id, kind=CareKind.PRIMARY, starts_at=at
        )
    return client


def _register(actor: Member, at: datetime, row: Row) -> Client:
    new = NewClient(row.identity, row.birth_date, row.site_id, row.language, row.needs_interpreter, address=row.address)
    client = registry.register_client(actor=actor, at=at, new=new, is_another_person=row.is_another_person)
    for contact in row.contacts:
        registry.add_contact(actor=actor, client=client, contact=contact)
    return client


def _admit(actor: Member, at: datetime, row: Row, client: Client) -> Episode:
    first, *later = row.stages
    episode = enrollment.open_episode(
        actor=actor, at=at, client=client, program=_program(first.program.id), opened_on=first.from_on, reason=REASON
    )
    for stage in later:
        enrollment.begin_stay(
            actor=actor,
            client=client,
            episode=episode,
            program=_program(stage.program.id),
            starts_on=stage.from_on,
            reason=REASON,
        )
    return episode


def _program(program_id: UUID) -> Program:
    return Program.objects.get(pk=program_id)
