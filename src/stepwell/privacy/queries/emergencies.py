"""Emergency accesses: whom one may be opened to, which are running, which wait for review."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from stepwell.clients.models import Client
from stepwell.clients.rules import names
from stepwell.platform.tenancy.models import Membership, RoleAssignment
from stepwell.platform.walls.rights import Category, Role
from stepwell.privacy.models import EmergencyAccess, EmergencyReview
from stepwell.privacy.rules.emergencies import Person

PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """An emergency access as the privacy officer sees it.

    is_own    opened by whoever looks: somebody else reviews it
    outcome   None while nobody has reviewed it, else whether it was justified
    """

    id: UUID
    account_id: UUID
    who: str
    client_id: UUID
    client: str
    reason: str
    opened_at: datetime
    closes_at: datetime
    is_own: bool
    outcome: bool | None
    note: str
    reviewer: str
    reviewed_at: datetime | None


def person(wanted: Person) -> UUID | None:
    """Return the one client who fits exactly and whose chart may be opened in an emergency, else None."""
    key = " ".join(names.words(wanted.last_name))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT stepwell.find_for_emergency(%s, %s, %s, %s)",
            [wanted.record, wanted.record_number.strip().upper(), key, wanted.birth_date],
        )
        (found,) = cursor.fetchone()
    return UUID(str(found)) if found else None


def is_open(client_id: UUID) -> bool:
    """Return whether the actor reads this client's chart now, by role, care or emergency access."""
    asked = f"('{Category.CHART}', false, false)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT stepwell.everywhere{asked} OR %s = ANY (stepwell.clients{asked}) OR EXISTS ("
            f"SELECT FROM clients_client WHERE id = %s AND site_id = ANY (stepwell.sites{asked}))",
            [client_id, client_id],
        )
        return bool(cursor.fetchone()[0])


def unreviewed(viewer: UUID) -> list[Row]:
    """Return every access that nobody has reviewed, the oldest first."""
    return _rows(_of(reviewed=False).order_by("opened_at", "id"), viewer)


def reviewed(viewer: UUID, *, before: UUID | None = None, most: int = PAGE) -> list[Row]:
    """Return reviewed accesses, newest first; `before` is the id of the last one shown."""
    found = _of(reviewed=True)
    last = EmergencyAccess.objects.filter(pk=before).first() if before else None
    if last:
        found = found.filter(Q(opened_at__lt=last.opened_at) | Q(opened_at=last.opened_at, id__lt=last.pk))
    return _rows(found.order_by("-opened_at", "-id")[:most], viewer)


def one(access_id: UUID, viewer: UUID) -> Row | None:
    """Return one emergency access, or None if there is none to see."""
    return next(iter(_rows(EmergencyAccess.objects.filter(pk=access_id), viewer)), None)


def officers_to_tell(*, site_id: UUID | None, besides: UUID) -> list[str]:
    """Return the e-mail addresses of the privacy officers, at all sites or at the client's, but whoever asks.

    site_id  the client's site; None where it is not shown
    """
    held = RoleAssignment.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=Now()),
        Q(site=None) | Q(site=site_id),
        membership=OuterRef("pk"),
        role=Role.PRIVACY,
        starts_at__lte=Now(),
    )
    found = Membership.objects.filter(Exists(held), ended_at=None, account__isnull=False).exclude(account=besides)
    return list(found.order_by("email").values_list("email", flat=True))


def _of(*, reviewed: bool) -> QuerySet[EmergencyAccess]:
    has = Exists(EmergencyReview.objects.filter(access=OuterRef("pk")))
    return EmergencyAccess.objects.filter(has if reviewed else ~has)


def _rows(found: QuerySet[EmergencyAccess], viewer: UUID) -> list[Row]:
    accesses = list(found)
    reviews = {review.access_id: review for review in EmergencyReview.objects.filter(access__in=accesses)}
    people = _names({access.account_id for access in accesses} | {review.account_id for review in reviews.values()})
    clients = {client.pk: client for client in Client.objects.filter(pk__in={access.client_id for access in accesses})}
    return [_row(access, reviews.get(access.pk), people, clients.get(access.client_id), viewer) for access in accesses]


def _row(
    access: EmergencyAccess,
    review: EmergencyReview | None,
    people: dict[UUID, str],
    client: Client | None,
    viewer: UUID,
) -> Row:
    return Row(
        id=access.pk,
        account_id=access.account_id,
        who=people.get(access.account_id, "Somebody who is no member"),
        client_id=access.client_id,
        client=f"{client.record_number} · {client.display_name}" if client else "a client",
        reason=access.reason,
        opened_at=access.opened_at,
        closes_at=access.closes_at,
        is_own=access.account_id == viewer,
        outcome=review.justified if review else None,
        note=review.note if review else "",
        reviewer=people.get(review.account_id, "") if review else "",
        reviewed_at=review.created_at if review else None,
    )


def _names(accounts: Iterable[UUID]) -> dict[UUID, str]:
    found = Membership.objects.filter(account__in=list(accounts)).order_by("created_at")
    return {row.account_id: str(row) for row in found if row.account_id}
