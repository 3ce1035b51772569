"""Admitting somebody, and undoing the admission of the wrong person."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from stepwell.admissions.models import Admission
from stepwell.admissions.queries.candidates import Candidate, Decided, candidate
from stepwell.admissions.rules.gates import check_admission
from stepwell.clients.actions import enrollment
from stepwell.clients.models import Client, Episode
from stepwell.clients.queries.enrollment import first_attended
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.people.models import Program
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.editing import check_reason, void

HIDDEN = Finding("ADM-001", "You do not see how this client stands. Let admissions admit them.")
IN_CARE = Finding("ADM-002", "This client is in care already. Load the page again to see the episode.")
LEFT = Finding("ADM-003", "It is written down that this client does not start. Take them up again first.")
LATER = Finding("ADM-004", "The day lies in the future. Admit on the day itself.", "admitted_on")
UNDONE = Finding("ADM-005", "This admission was undone before.")
ENDED = Finding("ADM-006", "The episode has ended. Undo the discharge first; its reason stays on record.")


@transaction.atomic
def admit(*, actor: Member, at: datetime, client: Client, admitted_on: date) -> Admission:
    """Admit a client: open the episode with its stay, in the program and at the level that were decided.

    The services order that is in force on that day is the one that counts from it on.

    raises  Refused: ADM-001 ... ADM-004, one finding for each gate that is closed, ENR-001 ... from the enrollment
    """
    if admitted_on > at.astimezone(actor.zone).date():
        raise Refused(LATER)
    found = _checked(candidate(client.pk, who=actor, at=at, on=admitted_on))
    decided = found.decided
    if decided is None or decided.order_id is None:
        raise Refused(HIDDEN)
    episode = _open(actor, at, client, admitted_on, decided)
    made = Admission(
        organization_id=actor.organization_id,
        client=client,
        episode=episode,
        decision_id=decided.id,
        order_id=decided.order_id,
        admitted_on=admitted_on,
        admitted_at=at,
        admitted_by_id=actor.membership_id,
        gates={str(each.gate): str(each.state) for each in found.standings},
    )
    made.save(force_insert=True)
    return made


@transaction.atomic
def undo_admission(*, actor: Member, at: datetime, admission: Admission, reason: str) -> None:
    """Undo an admission of the wrong person: it and its episode are set aside.

    raises  Refused (VOID-001, ADM-005 to ADM-007)
    """
    refuse(check_reason(reason))
    if admission.voided_at:
        raise Refused(UNDONE)
    episode = enrollment.get_episode(admission.episode_id)
    if episode.closed_on:
        raise Refused(ENDED)
    attended = first_attended(episode)
    if attended:
        raise Refused(_taken_since(attended))
    void(admission, at=at, membership_id=actor.membership_id, reason=reason)
    enrollment.void_episode(actor=actor, at=at, episode=episode, reason=reason)


def _taken_since(day: date) -> Finding:
    words = (
        f"Attendance was taken since, first on {day:%A, %B} {day.day}. Ask who led those sessions to take it back on"
        " the roster first. If it is the right person, discharge them instead."
    )
    return Finding("ADM-007", words)


def _checked(found: Candidate | None) -> Candidate:
    if found is None:
        raise Refused(HIDDEN)
    if found.episode_id:
        raise Refused(IN_CARE)
    if found.withdrawn:
        raise Refused(LEFT)
    refuse(check_admission(found.standings))
    return found


def _open(actor: Member, at: datetime, client: Client, admitted_on: date, decided: Decided) -> Episode:
    program = Program.objects.filter(pk=decided.program_id).first() if decided.program_id else None
    if program is None:
        raise Refused(HIDDEN)
    reason = f"Admitted at level {decided.level}, as decided on {decided.on:%b} {decided.on.day}, {decided.on.year}"
    try:
        with transaction.atomic():
            return enrollment.open_episode(
                actor=actor, at=at, client=client, program=program, opened_on=admitted_on, reason=reason
            )
    except IntegrityError as clash:  # somebody else admitted them in the same moment
        raise Refused(IN_CARE) from clash
