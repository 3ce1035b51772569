"""Reads of the registry. The walls decide which rows there are; these say which are wanted, and load them in one go."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, Now
from django.urls import reverse

from stepwell.clients.models import CareAssignment, Client, ContactMethod, Demographics, EmergencyContact, Episode
from stepwell.clients.queries.named import called
from stepwell.clients.queries.reach import reached
from stepwell.clients.rules import names
from stepwell.clients.rules.searching import Query
from stepwell.clients.vocabulary import ASSIGNED_ROLES, CARE_LABELS, CareKind, ContactKind
from stepwell.people.queries.holders import holders
from stepwell.platform.crypto.blind import Form, blind_index
from stepwell.platform.questions import Listing, as_id, as_is
from stepwell.platform.tenancy.models import Membership, Site
from stepwell.platform.walls.rights import Category

PAGE = 50
MOST_FOUND = 10
_NARROWED = 500  # as many may share a birth date
CONTACT_LABEL = "clients.contact_method.value"


@dataclass(frozen=True, slots=True)
class Row:
    """One client in a list. The birth date is None for those who may not see it.

    Dates are written and addresses made here: in a template, fifty of them cost more than the query.
    """

    id: UUID
    name: str
    legal_name: str
    pronouns: str
    record_number: str
    site: str
    birth_date: date | None
    primary: str

    @property
    def born(self) -> str:
        """The birth date as pages write it, or empty."""
        return f"{self.birth_date:%b} {self.birth_date.day}, {self.birth_date.year}" if self.birth_date else ""

    @property
    def url(self) -> str:
        """The address of the record."""
        return reverse("clients:record", args=(self.id,))


# Had an episode and has none that goes on. Who is registered and was not admitted yet has not left.
_EPISODES = Episode.objects.filter(client=OuterRef("pk"), voided_at=None)
_LEFT = Exists(_EPISODES) & ~Exists(_EPISODES.filter(closed_on=None))
_COLUMNS = ("id", "preferred_name", "first_name", "middle_name", "last_name", "pronouns", "record_number", "site__name")


def rows(clients: QuerySet[Client]) -> list[Row]:
    """Return the rows of a list, in the queryset's order, in one query."""
    primary = _of_client(CareAssignment).filter(kind=CareKind.PRIMARY, ends_at=None, membership__ended_at=None)
    # Only to who is shown who cares for a client does no row mean that nobody does.
    none = Case(When(reached(Category.CASELOAD), then=Value("nobody yet")), default=Value("not shown to you"))
    loaded = clients.annotate(
        born=Subquery(Demographics.objects.filter(client=OuterRef("pk")).values("birth_date")[:1]),
        primary=Coalesce(Subquery(primary.values("membership__name")[:1]), none),
    ).values_list(*_COLUMNS, "born", "primary")
    return [_row(*values) for values in loaded]


def _row(id_: UUID, preferred: str, first: str, middle: str, last: str, *rest: Any) -> Row:
    pronouns, number, site, born, primary = rest
    legal = " ".join(part for part in (first, middle, last) if part)
    return Row(id_, f"{preferred or first} {last}", legal, pronouns, number, site, born, primary)


def find(query: Query, *, most: int = MOST_FOUND) -> list[Row]:
    """Return clients that fit everything asked for, best first; none for an empty query."""
    if query.is_empty:
        return []
    clients = Client.objects.all()
    if query.birth_date:
        clients = clients.filter(Exists(_of_client(Demographics).filter(birth_date=query.birth_date)))
    if query.phone:
        index = contact_index(ContactKind.MOBILE, query.phone)
        clients = clients.filter(Exists(_of_client(ContactMethod).filter(value_index=index, ended_at=None)))
    if query.record_number:
        clients = clients.filter(record_number=query.record_number)
    if not query.words:
        return rows(clients.order_by("last_name", "first_name", "id")[:most])
    if query.birth_date or query.phone or query.record_number:  # few fit these: the name is compared here
        keys = clients.order_by("id").values_list("id", "search_key")[:_NARROWED]
        return rows(clients.filter(pk__in=[id_ for id_, key in keys if names.fits(query.words, key)]))[:most]
    ids = ids_by_name(query.words, most=most)
    place = {id_: index for index, id_ in enumerate(ids)}
    return sorted(rows(clients.filter(pk__in=ids)), key=lambda row: place[row.id])


def ids_by_name(words: Sequence[str], *, most: int) -> list[UUID]:
    """Return the ids of clients whose names fit, best first (walls/sql/search.sql)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT stepwell.find_clients(%s, %s)", [list(words), most])
        return list(cursor.fetchone()[0])


def contact_index(kind: ContactKind, value: str) -> bytes:
    """Return the blind index of a telephone number (E.164) or e-mail address."""
    return blind_index(value, CONTACT_LABEL, Form.TEXT if kind == ContactKind.EMAIL else Form.CODE)


def listed(*, after: tuple[str, str, UUID] | None = None, most: int = PAGE) -> list[Row]:
    """Return one page of everybody the actor sees, by last and first name; `after` is the key of the last row shown."""
    clients = Client.objects.order_by("last_name", "first_name", "id")
    if after:
        last, first, id_ = after
        clients = clients.filter(
            Q(last_name__gt=last)
            | Q(last_name=last, first_name__gt=first)
            | Q(last_name=last, first_name=first, id__gt=id_)
        )
    return rows(clients[:most])


def caseload(membership_id: UUID) -> list[Row]:
    """Return the clients in care or on the way in that a member has to do with now, by name."""
    mine = _in_force(_of_client(CareAssignment)).filter(membership=membership_id)
    return rows(Client.objects.filter(Exists(mine)).exclude(_LEFT).order_by("last_name", "first_name", "id"))


@dataclass(frozen=True, slots=True)
class LeftRow:
    """Somebody who was discharged and whose record a member may still open; until when, if that is known."""

    row: Row
    until: datetime | None


def left(membership_id: UUID) -> list[LeftRow]:
    """Return those of a member's clients who were discharged, who is closed soonest first. Two queries."""
    mine = _in_force(CareAssignment.objects.filter(membership=membership_id))
    # Of several, the one that lasts longest: open ends come last.
    until = dict(mine.order_by("ends_at").values_list("client", "ends_at"))
    found = rows(Client.objects.filter(_LEFT, pk__in=until).order_by("last_name", "first_name", "id"))
    return sorted((LeftRow(row, until[row.id]) for row in found), key=lambda each: (not each.until, each.until or 0))


@dataclass(frozen=True, slots=True)
class Named:
    """A client in a list of work on Today."""

    id: UUID
    name: str
    record_number: str
    site: str


def named(whose: str, *, most: int) -> Listing:
    """Return what lists the newest clients `c` for whom a condition holds; the rows fit `Named`.

    whose  the condition, in SQL
    most   how many
    """
    return Listing(
        f"SELECT c.id, {called()}, c.record_number, s.name"
        " FROM clients_client c JOIN tenancy_site s ON s.id = c.site_id"
        f" WHERE {whose} ORDER BY c.created_at DESC, c.id LIMIT {most}",
        (as_id, as_is, as_is, as_is),
    )


# For whom no safe way to reach them is known.
WITHOUT_SAFE_CONTACT = (
    "NOT EXISTS (SELECT FROM clients_contactmethod m WHERE m.client_id = c.id AND m.ended_at IS NULL AND m.is_safe)"
)


@dataclass(frozen=True, slots=True)
class CareRow:
    """Who has to do with a client, how, since when, until when."""

    id: UUID
    membership_id: UUID
    name: str
    job_title: str
    kind: CareKind
    label: str
    starts_at: datetime
    ends_at: datetime | None


def care_of(client_id: UUID) -> list[CareRow]:
    """Return the care assignments of a client that are in force, the primary clinician first."""
    found = _in_force(CareAssignment.objects.filter(client=client_id)).select_related("membership")
    order = list(CareKind)
    care = [
        CareRow(
            row.pk, row.membership_id, str(row.membership), row.membership.job_title,
            CareKind(row.kind), CARE_LABELS[CareKind(row.kind)], row.starts_at, row.ends_at,
        )
        for row in found.order_by("starts_at")
    ]  # fmt: skip
    return sorted(care, key=lambda row: order.index(row.kind))


def get(client_id: UUID) -> Client | None:
    """Return a client with the site, or None if there is none that the actor sees."""
    return Client.objects.select_related("site").filter(pk=client_id).first()


def demographics_of(client_id: UUID) -> Demographics | None:
    """Return somebody's demographics, or None if the actor may not see them."""
    return Demographics.objects.filter(client=client_id).first()


def contacts_of(client_id: UUID) -> list[ContactMethod]:
    """Return the ways to reach somebody that are in use, the safe ones first."""
    return list(
        ContactMethod.objects.filter(client=client_id, ended_at=None).order_by("-is_safe", "kind", "created_at", "id")
    )


def emergency_contacts_of(client_id: UUID) -> list[EmergencyContact]:
    """Return whom to call in an emergency, the longest known first."""
    return list(EmergencyContact.objects.filter(client=client_id, ended_at=None).order_by("created_at", "id"))


def sites_to_register_at() -> list[Site]:
    """Return the open sites at which the actor may register clients and change their records, by name."""
    reached = RawSQL(_WRITES_HERE, [Category.IDENTITY] * 2, output_field=BooleanField())  # noqa: S611 (our own words)
    return list(Site.objects.filter(reached, closed_on=None).order_by("name"))


_WRITES_HERE = """(SELECT stepwell.everywhere(%s, true, false))
OR tenancy_site.id = ANY ((SELECT stepwell.sites(%s, true, false))::uuid[])"""


def staff_for_care(site_ids: Collection[UUID], *, at: datetime | Now) -> list[Membership]:
    """Return who may care for clients of some sites at an instant, by name."""
    return list(holders(ASSIGNED_ROLES, site_ids=site_ids, at=at))


def _of_client(model: Any) -> Any:
    return model.objects.filter(client=OuterRef("pk"))


def _in_force(assignments: Any) -> Any:
    return assignments.filter(Q(ends_at=None) | Q(ends_at__gt=Now()), starts_at__lte=Now())
