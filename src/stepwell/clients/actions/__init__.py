"""What staff do with the registry.

Each runs in the caller's transaction and scope: outside of one the walls show and take nothing. Refusals come before
the first write, so that a refused action has written nothing.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.db.models.functions import Greatest, Now

from stepwell.clients import queries
from stepwell.clients.models import CareAssignment, Client, ContactMethod, Demographics, EmergencyContact
from stepwell.clients.rules import registration
from stepwell.clients.rules.registration import Contact, Identity
from stepwell.clients.rules.searching import Query
from stepwell.clients.vocabulary import ASSIGNED_ROLES, CareKind, ContactKind
from stepwell.kernel import phones
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.people.queries.holders import is_unfit
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.scope import acting, current


@dataclass(frozen=True)
class NewClient:
    """What is asked of somebody who is registered."""

    identity: Identity
    birth_date: date
    site_id: UUID
    language: str = "en"
    needs_interpreter: bool = False
    address: str = ""


_NEXT_NUMBER = """
INSERT INTO clients_recordcounter (id, organization_id, last) VALUES (gen_random_uuid(), %s, 10001)
ON CONFLICT (organization_id) DO UPDATE SET last = clients_recordcounter.last + 1
RETURNING last
"""


def register_client(*, actor: Member, at: datetime, new: NewClient, is_another_person: bool = False) -> Client:
    """Register somebody under the next record number.

    at                 now; the birth date is judged on that day in the organization's time zone
    is_another_person  staff looked at the record with the same name and birth date, and this is somebody else
    raises             Refused: names, birth date, or somebody registered who looks like this person
    """
    found = registration.check_identity(new.identity)
    found += registration.check_birth_date(new.birth_date, on=at.astimezone(actor.zone).date())
    refuse(found)
    if not is_another_person:
        refuse(_look_alikes(new))
    client = Client(
        organization_id=actor.organization_id,
        site_id=new.site_id,
        record_number=_next_number(actor.organization_id),
        search_key=new.identity.search_key(),
        **asdict(new.identity),
    )
    client.save(force_insert=True)
    Demographics.objects.create(
        organization_id=actor.organization_id,
        client=client,
        birth_date=new.birth_date,
        language=new.language,
        needs_interpreter=new.needs_interpreter,
        address=new.address,
    )
    return client


def _look_alikes(new: NewClient) -> list[Finding]:
    words = tuple(new.identity.search_key().split())
    return [
        Finding(
            "CLI-004",
            f"Record {row.record_number} has a name like this and the same birth date. Is it the same person?",
        )
        for row in queries.find(Query(words=words, birth_date=new.birth_date))
    ]


def _next_number(organization_id: UUID) -> str:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT_NUMBER, [organization_id])
        return str(cursor.fetchone()[0])


def change_identity(*, actor: Member, client: Client, identity: Identity, site_id: UUID, reason: str = "") -> None:
    """Correct names and pronouns, or the site that somebody belongs to.

    reason  kept in the history; needed where the legal name or the site changes
    raises  Refused
    """
    del actor  # the history names who acts
    legal = ("first_name", "middle_name", "last_name")
    corrects = site_id != client.site_id or any(getattr(identity, name) != getattr(client, name) for name in legal)
    refuse(registration.check_identity(identity) + registration.check_reason(reason, corrects=corrects))
    with acting(current.get().because(reason)):
        _update(Client, client.pk, {**asdict(identity), "search_key": identity.search_key(), "site_id": site_id})


def change_demographics(
    *, actor: Member, at: datetime, client: Client, facts: Mapping[str, Any], reason: str = ""
) -> None:
    """Correct birth date, language, need of an interpreter, address.

    reason  kept in the history; needed where the birth date changes
    raises  Refused
    """
    row = queries.demographics_of(client.pk)
    if row is None:
        raise Refused(_HIDDEN)
    found = registration.check_birth_date(facts["birth_date"], on=at.astimezone(actor.zone).date())
    refuse(found + registration.check_reason(reason, corrects=facts["birth_date"] != row.birth_date))
    for name in _DEMOGRAPHICS:
        setattr(row, name, facts[name])
    with acting(current.get().because(reason)):
        row.save(update_fields=_DEMOGRAPHICS)


def add_contact(*, actor: Member, client: Client, contact: Contact) -> ContactMethod:
    """Add a telephone number or e-mail address. Raises Refused for one that is none, or unsafe and not silent."""
    refuse(registration.check_contact(contact))
    value = _tidy(contact)
    return ContactMethod.objects.create(
        organization_id=actor.organization_id,
        client=client,
        **{**asdict(contact), "value": value, "value_index": queries.contact_index(contact.kind, value)},
    )


def change_contact(*, actor: Member, method: ContactMethod, contact: Contact) -> None:
    """Correct a way to reach somebody: number, whether it is safe, what may be left. Raises Refused."""
    del actor
    refuse(registration.check_contact(contact))
    value = _tidy(contact)
    changed = {**asdict(contact), "value": value, "value_index": queries.contact_index(contact.kind, value)}
    for name, new in changed.items():
        setattr(method, name, new)
    method.save(update_fields=list(changed))


def end_contact(*, actor: Member, at: datetime, method_id: UUID) -> None:
    """Stop using a way to reach somebody; it stays in the history."""
    del actor
    _update(ContactMethod, method_id, {"ended_at": at})


def _tidy(contact: Contact) -> str:
    if contact.kind == ContactKind.EMAIL:
        return contact.value.strip()
    return phones.tidy(contact.value) or contact.value


def add_emergency_contact(
    *, actor: Member, client: Client, name: str, relation: str, phone: str, knows_of_treatment: bool
) -> EmergencyContact:
    """Add whom to call in an emergency. Raises Refused for a number that is none."""
    number = phones.tidy(phone)
    if number is None:
        raise Refused(Finding("CLI-005", "This is no US telephone number. Enter ten digits, area code first.", "phone"))
    return EmergencyContact.objects.create(
        organization_id=actor.organization_id,
        client=client,
        name=name,
        relation=relation,
        phone=number,
        knows_of_treatment=knows_of_treatment,
    )


def end_emergency_contact(*, actor: Member, at: datetime, contact_id: UUID) -> None:
    """Stop naming somebody as an emergency contact; it stays in the history."""
    del actor
    _update(EmergencyContact, contact_id, {"ended_at": at})


def assign_care(
    *,
    actor: Member,
    client: Client,
    membership_id: UUID,
    kind: CareKind,
    starts_at: datetime,
    ends_at: datetime | None = None,
) -> CareAssignment:
    """Let a member have to do with a client.

    kind       a second primary clinician is refused: end the first assignment before; one whose care ends on a set day
               anyway (after a discharge) ends with it
    starts_at  since when
    ends_at    when it ends by itself; a roster needs one
    raises     Refused
    """
    if kind == CareKind.ROSTER and ends_at is None:
        raise Refused(Finding("CLI-010", "Covering a group ends with that day. Choose until when.", "ends_on"))
    if is_unfit(membership_id, roles=ASSIGNED_ROLES, site_ids=[client.site_id]):
        raise Refused(_NO_CARER)
    try:
        with transaction.atomic():
            if kind == CareKind.PRIMARY:
                leftover = CareAssignment.objects.filter(client=client, kind=kind, ends_at__gt=starts_at)
                leftover.update(ends_at=Greatest(starts_at, F("starts_at")))
            return CareAssignment.objects.create(
                organization_id=actor.organization_id,
                client=client,
                membership_id=membership_id,
                kind=kind,
                starts_at=starts_at,
                ends_at=ends_at,
            )
    except IntegrityError as clash:
        raise Refused(_clash(kind)) from clash


_NO_CARER = Finding(
    "CLI-013", "This person holds no role in care at the client’s site now. Choose another.", "membership"
)


def _clash(kind: CareKind) -> Finding:
    if kind == CareKind.PRIMARY:
        return Finding("CLI-011", "There is a primary clinician already. End that assignment first.", "kind")
    return Finding("CLI-012", "This person is assigned in this way already.", "membership")


def end_care(*, actor: Member, assignment_id: UUID) -> None:
    """End a care assignment: what it opened is closed at once, by the clock that the walls read."""
    del actor
    _update(CareAssignment, assignment_id, {"ends_at": Now()})


_DEMOGRAPHICS = ("birth_date", "language", "needs_interpreter", "address")
_HIDDEN = Finding("CLI-020", "This record cannot be changed by you. Ask admissions to change it.")


def _update(model: Any, key: UUID, values: Mapping[str, Any]) -> None:
    """Change one row; a row behind the wall is not changed and not reported, so the count is."""
    if model.objects.filter(pk=key).update(**values) != 1:
        raise Refused(_HIDDEN)
