"""Asking for measures: by a schedule, by a link that the client opens alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from stepwell.assessments import library
from stepwell.assessments.actions.measures import NOT_YOURS
from stepwell.assessments.models import MeasureRequest, MeasureSchedule
from stepwell.assessments.queries import rights
from stepwell.assessments.queries.measures import rhythm_of
from stepwell.assessments.queries.waiting import safe_mails
from stepwell.assessments.rules import schedules
from stepwell.assessments.rules.schedules import Rhythm
from stepwell.clients import queries as clients
from stepwell.clients.models import Client
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.links import actions as links
from stepwell.platform.links.actions import Made, Opens
from stepwell.platform.links.rules.identity import Identity
from stepwell.platform.outbox import actions as outbox
from stepwell.platform.outbox.rules.wording import Template
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.editing import void
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import Scope, current

PURPOSE = "measures"
NOTHING = Finding("ASM-020", "Choose at least one instrument.", "instruments")
NOT_ALONE = Finding("ASM-021", "This instrument is asked by staff, never answered alone.", "instruments")
NO_MAIL = Finding("ASM-022", "No safe e-mail address is known. Hand the code over instead.")
NOBODY = Finding("ASM-023", "This record, or its birth date, is not open to you.")
ENDED = Finding("ASM-024", "This was ended or answered before. Load the page again.")


@dataclass(frozen=True)
class Asked:
    """What was asked for, with the link that opens it.

    made     the link and its code, which nobody can look up later
    to       the e-mail address that it was sent to, or "" where the code is handed over
    """

    request: MeasureRequest
    made: Made
    to: str


def ask_by_link(
    *, actor: Member, at: datetime, client: Client, instruments: Sequence[str], due_on: date, by_mail: bool
) -> Asked:
    """Ask a client to answer instruments alone. The link asks name and birth date, so that a code found is no way in.

    instruments  codes; each in its newest version
    by_mail      send the link to the first safe e-mail address; otherwise the code is handed over
    raises       Refused (ASM-001, ASM-020 to ASM-023)
    """
    if not rights.writes_chart(client.pk):
        raise Refused(NOT_YOURS)
    return _ask(current.get(), at, client, instruments, due_on=due_on, by_mail=by_mail, asked_by_id=actor.membership_id)


def ask_by_itself(*, actor: Scope, at: datetime, client: Client, instruments: Sequence[str], due_on: date) -> Asked:
    """Send a client the link to what is due, as the system. Raises Refused (ASM-020 to ASM-023)."""
    return _ask(actor, at, client, instruments, due_on=due_on, by_mail=True, asked_by_id=None)


@transaction.atomic
def _ask(
    scope: Scope, at: datetime, client: Client, instruments: Sequence[str], *, due_on: date, by_mail: bool,
    asked_by_id: UUID | None,
) -> Asked:  # fmt: skip
    definitions = [library.newest(code) for code in dict.fromkeys(instruments)]
    address = safe_mail_of(client.pk) if by_mail else ""
    findings = [NOT_ALONE] if any(one.respondent != "client" for one in definitions) else []
    findings += [] if definitions else [NOTHING]
    findings += [NO_MAIL] if by_mail and not address else []
    refuse(findings)
    identity = _identity(client)
    request = MeasureRequest.objects.create(
        organization_id=scope.tenant,
        client=client,
        site_id=client.site_id,
        instruments=[f"{one.code}/{one.version}" for one in definitions],
        due_on=due_on,
        asked_at=at,
        asked_by_id=asked_by_id,
        by_mail=by_mail,
    )
    opens = Opens(request.pk, Category.CHART, client.pk)
    made = links.make_link(actor=scope, at=at, purpose=PURPOSE, opens=opens, identity=identity)
    if address:
        outbox.send(
            actor=scope, at=at, to=address, template=Template.LINK, link=made.url, category=Category.CHART,
            client=client.pk,
        )  # fmt: skip
    return Asked(request, made, address)


@transaction.atomic
def withdraw(*, actor: Member, at: datetime, client_id: UUID, request_id: UUID, reason: str) -> None:
    """Take back what was asked for: its link opens nothing any more. Raises Refused (ASM-001, ASM-024, VOID-001)."""
    if not rights.writes_chart(client_id):
        raise Refused(NOT_YOURS)
    request = MeasureRequest.objects.filter(pk=request_id, client=client_id, voided_at=None).first()
    if request is None:
        raise Refused(ENDED)
    void(request, at=at, membership_id=actor.membership_id, reason=reason)
    links.revoke_all(actor=current.get(), at=at, purpose=PURPOSE, subject=request.pk)


def set_schedule(
    *, actor: Member, client_id: UUID, instrument: str, rhythm: Rhythm, sends_link: bool = True
) -> MeasureSchedule:
    """Let an instrument be due every so many days. Raises Refused (ASM-001, ASM-010 to ASM-012).

    sends_link  a link goes by itself to a safe e-mail address, while the client is in care
    """
    if not rights.writes_chart(client_id):
        raise Refused(NOT_YOURS)
    definition = library.newest(instrument)
    others = MeasureSchedule.objects.filter(client=client_id, instrument=definition.code)
    refuse(schedules.check(rhythm, [rhythm_of(other) for other in others]))
    return MeasureSchedule.objects.create(
        organization_id=actor.organization_id,
        client_id=client_id,
        instrument=definition.code,
        every_days=rhythm.every_days,
        from_on=rhythm.from_on,
        to_on=rhythm.to_on,
        sends_link=sends_link,
        set_by_id=actor.membership_id,
    )


def end_schedule(*, actor: Member, client_id: UUID, schedule_id: UUID, on: date) -> None:
    """End a schedule with a day, its last; one that has not begun yet ends with its first. Raises Refused (ASM-024)."""
    del actor  # the history names who acts
    row = MeasureSchedule.objects.filter(pk=schedule_id, client=client_id).first()
    if row is None or (row.to_on is not None and row.to_on <= on):
        raise Refused(ENDED)
    ended = MeasureSchedule.objects.filter(pk=row.pk).update(to_on=max(on, row.from_on))
    if not ended:
        raise Refused(NOT_YOURS)


def safe_mail_of(client_id: UUID) -> str:
    """Return the first e-mail address that the client said is safe, or ""."""
    found = safe_mails().filter(client=client_id).first()
    return str(found.value) if found else ""


def _identity(client: Client) -> Identity:
    """Return what the link asks: any name the person goes by, and the birth date."""
    person = clients.demographics_of(client.pk)
    if person is None:
        raise Refused(NOBODY)
    names = {f"{client.first_name} {client.last_name}", client.legal_name, client.display_name}
    return Identity(tuple(sorted(names)), person.birth_date)
