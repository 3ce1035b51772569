"""Waiving a gate, leaving the way in and coming back, booking the assessment."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from stepwell.admissions.actions.admitting import HIDDEN, IN_CARE
from stepwell.admissions.models import Waiver, Withdrawal
from stepwell.admissions.queries.candidates import Candidate, candidate
from stepwell.admissions.rules.leaving import check_leaving, check_waiver
from stepwell.admissions.vocabulary import Gate, Lost
from stepwell.clients.actions import care
from stepwell.clients.models import Client
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.editing import void
from stepwell.scheduling.actions.booking import Appointment, book_appointment
from stepwell.scheduling.models import Session
from stepwell.scheduling.vocabulary import Mode, SessionKind

LEFT_BEFORE = Finding("ADM-050", "This is written down already. Load the page again to see how they stand.")
NOT_LEFT = Finding("ADM-052", "This client is on the way in. Load the page again.")
WAIVED = Finding("ADM-044", "This is waived already. Load the page again.")
NO_CLINICIAN = Finding("ADM-060", "Choose the clinician who assesses.", "leader")


@transaction.atomic
def waive(*, actor: Member, at: datetime, client: Client, gate: Gate, reason: str) -> Waiver:
    """Answer for it that a client may be admitted although a gate is closed. Raises Refused (ADM-040 ... ADM-044)."""
    found = _on_the_way(actor, at, client)
    state = next(each.state for each in found.standings if each.gate is gate)
    refuse(check_waiver(gate, state, reason, actor.roles))
    made = Waiver(
        organization_id=actor.organization_id,
        client=client,
        gate=gate,
        reason=reason.strip(),
        waived_at=at,
        waived_on=at.astimezone(actor.zone).date(),
        waived_by_id=actor.membership_id,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as clash:
        raise Refused(WAIVED) from clash
    return made


def take_back(*, actor: Member, at: datetime, waiver: Waiver, reason: str) -> None:
    """Take a waiver back. Raises Refused (VOID-001, VOID-002)."""
    void(waiver, at=at, membership_id=actor.membership_id, reason=reason)


@transaction.atomic
def withdraw(*, actor: Member, at: datetime, client: Client, why: Lost, words: str = "") -> Withdrawal:
    """Write down that somebody who was registered does not start. Raises Refused (ADM-001, ADM-002, ADM-050, ADM-051).

    Who looked after them may open the record as long as it takes to finish (clients.rules.ending), and no longer.
    words  where they were referred, or what the reason is
    """
    found = _on_the_way(actor, at, client)
    if found.withdrawn:
        raise Refused(LEFT_BEFORE)
    refuse(check_leaving(why, words))
    made = Withdrawal(
        organization_id=actor.organization_id,
        client=client,
        why=why,
        words=words.strip() or None,
        withdrawn_at=at,
        withdrawn_by_id=actor.membership_id,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as clash:
        raise Refused(LEFT_BEFORE) from clash
    endings = care.endings_of(client.pk, over_at=at)  # shown to admissions only now that they end
    if endings:
        made.undo = care.noted(endings)
        Withdrawal.objects.filter(pk=made.pk).update(undo=made.undo)
        care.end_care(endings)
    return made


@transaction.atomic
def resume(*, actor: Member, at: datetime, client: Client) -> list[str]:
    """Take somebody up again who had left the way in: care that ended by that goes on. Raises Refused (ADM-052).

    returns  in words, who is not primary clinician again because somebody else is
    """
    left = Withdrawal.objects.filter(client=client, resumed_at=None)
    row = left.first()
    if row is None or not left.update(resumed_at=at, resumed_by_id=actor.membership_id):
        raise Refused(NOT_LEFT)
    return care.resume_care(row.undo)


@dataclass(frozen=True)
class Slot:
    """When and with whom somebody is assessed; minutes as planned."""

    program_id: UUID
    starts_at: datetime
    leader_id: UUID | None
    minutes: int = 90
    room_id: UUID | None = None
    mode: Mode = Mode.IN_PERSON


def book_assessment(*, actor: Member, at: datetime, client: Client, slot: Slot) -> Session:
    """Book the assessment with a clinician. Raises Refused (ADM-060, SCH-0xx)."""
    if slot.leader_id is None:
        raise Refused(NO_CLINICIAN)
    appointment = Appointment(
        kind=SessionKind.ASSESSMENT,
        program_id=slot.program_id,
        starts_at=slot.starts_at,
        minutes=slot.minutes,
        leader_id=slot.leader_id,
        room_id=slot.room_id,
        mode=slot.mode,
    )
    return book_appointment(actor=actor, at=at, client_ids=[client.pk], appointment=appointment)


def _on_the_way(actor: Member, at: datetime, client: Client) -> Candidate:
    found = candidate(client.pk, who=actor, at=at)
    if found is None:
        raise Refused(HIDDEN)
    if found.episode_id:
        raise Refused(IN_CARE)
    return found
