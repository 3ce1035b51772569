"""Inquiries and clients that look like what is being taken down: for staff to compare, never for the caller."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from stepwell.clients import queries as clients
from stepwell.clients.models import Client, ContactMethod
from stepwell.clients.queries import contact_index
from stepwell.clients.rules import names
from stepwell.clients.rules.searching import Query
from stepwell.clients.vocabulary import ContactKind
from stepwell.inquiries.models import Inquiry
from stepwell.inquiries.rules.taking import Told
from stepwell.inquiries.vocabulary import Caller, Relation
from stepwell.kernel import phones

MOST = 10
# These call for many people from the same number: it says nothing about who it is about.
_OFFICES = {Relation.PROVIDER, Relation.COURT, Relation.INSURER, Relation.EMPLOYER}


@dataclass(frozen=True)
class LookAlike:
    """Something known that looks like the new inquiry.

    choice  what the form sends: "inquiry:<id>" or "client:<id>"
    why     what is alike
    """

    choice: str
    label: str
    why: str
    url: str


def of(told: Told, *, without: UUID | None = None) -> list[LookAlike]:
    """Return what looks like an inquiry, clients first; `without` is the inquiry itself. Up to four queries."""
    indexes = _indexes(told)
    return [*_clients(told, indexes), *_inquiries(told, indexes, without)][:MOST]


def linked(client: Client) -> LookAlike:
    """Return the record that staff chose when the inquiry was taken down."""
    label = f"{client.display_name}, record {client.record_number}"
    why = "chosen when this was taken down"
    return LookAlike(f"client:{client.pk}", label, why, reverse("clients:record", args=[client.pk]))


def _indexes(told: Told) -> list[bytes]:
    reaches = [told.person.reach]
    if told.asker.caller == Caller.OTHER and told.asker.relation not in _OFFICES:
        reaches.append(told.asker.reach)
    found = []
    for reach in reaches:
        phone = phones.tidy(reach.phone) if reach.phone else None
        if phone:
            found.append(contact_index(ContactKind.MOBILE, phone))
        if reach.email.strip():
            found.append(contact_index(ContactKind.EMAIL, reach.email))
    return found


def _clients(told: Told, indexes: list[bytes]) -> list[LookAlike]:
    words = tuple(told.person.search_key.split())
    found = {}
    if words and told.person.birth_date:
        query = Query(words=words, birth_date=told.person.birth_date)
        found = {row.id: (row, "a name like this, and the same birth date") for row in clients.find(query)}
    if indexes:
        own = ContactMethod.objects.filter(client=OuterRef("pk"), ended_at=None, value_index__in=indexes)
        rows = clients.rows(Client.objects.filter(Exists(own)).order_by("last_name", "first_name", "id")[:MOST])
        found |= {row.id: (row, "the same number or address") for row in rows if row.id not in found}
    return [
        LookAlike(f"client:{row.id}", f"{row.name}, record {row.record_number}", why, row.url)
        for row, why in found.values()
    ]


def _inquiries(told: Told, indexes: list[bytes], without: UUID | None) -> list[LookAlike]:
    others = Inquiry.objects.exclude(pk=without) if without else Inquiry.objects.all()
    open_rows = others.filter(voided_at=None).order_by("-taken_at")
    found: dict[UUID, tuple[Inquiry, str]] = {}
    if indexes:
        same = (
            Q(person_phone_index__in=indexes)
            | Q(caller_phone_index__in=indexes)
            | Q(person_email_index__in=indexes)
            | Q(caller_email_index__in=indexes)
        )
        found = {row.pk: (row, "the same number or address") for row in open_rows.filter(same)[:MOST]}
    words = told.person.search_key.split()
    if words and told.person.birth_date:
        born = open_rows.filter(birth_date=told.person.birth_date)
        alike = [row for row in born if row.search_key and names.fits(words, row.search_key)]
        found |= {row.pk: (row, "a name like this, and the same birth date") for row in alike if row.pk not in found}
    return [
        LookAlike(
            f"inquiry:{row.pk}",
            f"Inquiry of {row.taken_at:%b} {row.taken_at.day}, {row.taken_at.year}",
            why,
            reverse("inquiries:inquiry", args=[row.pk]),
        )
        for row, why in found.values()
    ]
