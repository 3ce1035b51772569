"""Reads of authorizations, with what is left of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from stepwell.authorizations import usage
from stepwell.authorizations.models import Authorization
from stepwell.authorizations.rules.burning import Facts, Standing, standing
from stepwell.authorizations.vocabulary import ALLOWS, WAITS, Status, Unit
from stepwell.clients.models import Episode
from stepwell.clients.rules.enrollment import Span

PAST = timedelta(days=14)  # as long an ended one stays on the board

# The authorization in force that ends first, as JSON: for lists that ask it of many clients at once.
NEXT = (
    "SELECT json_build_object('to', a.to_on, 'review', a.next_review_on) FROM authorizations_authorization a"
    " WHERE a.client_id = %(client)s AND a.voided_at IS NULL AND a.status IN ('approved', 'partly')"
    " AND a.from_on <= %(today)s AND a.to_on >= %(today)s ORDER BY a.to_on LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Row:
    """An authorization and where it stands on a day. `used` is None while nobody counts."""

    authorization: Authorization
    used: int | None
    standing: Standing


def authorizations_of(client_id: UUID, *, on: date) -> list[Row]:
    """Return somebody's authorizations, the latest first; those set aside among them."""
    found = Authorization.objects.filter(client=client_id).select_related("reviewer", "client__site")
    return rows_of(found.order_by("-from_on", "-created_at"), on=on)


def authorization_on(client_id: UUID, on: date) -> Authorization | None:
    """Return the one that allows care on a day, of several the one that ends first; None without one."""
    found = Authorization.objects.filter(
        client=client_id, status__in=ALLOWS, voided_at=None, from_on__lte=on, to_on__gte=on
    )
    return found.order_by("to_on").first()


def board(*, on: date, whose: Q | None = None) -> list[Row]:
    """Return all that run, wait, or ended in the last two weeks without an extension while the client stayed in care;
    the next due first.

    whose  which of them, `of_reviewer(...)`; None for all
    """
    extended = Exists(Authorization.objects.filter(extends=OuterRef("pk"), voided_at=None))
    stays = Exists(Episode.objects.filter(client=OuterRef("client"), closed_on=None, voided_at=None))
    runs = Q(status__in=ALLOWS, to_on__gte=on) | (Q(status__in=ALLOWS, to_on__gte=on - PAST) & ~extended & stays)
    found = Authorization.objects.filter(runs | Q(status__in=WAITS), whose or Q(), voided_at=None)
    rows = rows_of(found.select_related("client__site", "reviewer"), on=on)
    return sorted(rows, key=lambda row: (row.standing.due_on, row.authorization.client.display_name))


def of_reviewer(membership_id: UUID | None) -> Q:
    """Return the condition for what one member reviews, or with None for what nobody reviews yet."""
    return Q(reviewer=membership_id)


def rows_of(found: Iterable[Authorization], *, on: date) -> list[Row]:
    """Return authorizations with where they stand; what is used and ordered is asked once for all."""
    each = list(found)
    asked = [
        usage.Asked(row.pk, row.client_id, row.level, tuple(row.codes), row.unit, _counts_from(row), row.to_on)
        for row in each
        if row.status in ALLOWS and row.voided_at is None
    ]
    used = usage.used(asked)
    paces = usage.paces(sorted({row.client_id for row in each}), on)
    counted = usage.is_counted()
    rows = []
    for row in each:
        units = row.units_before + used.get(row.pk, 0) if counted or row.before_until else None
        facts = Facts(
            Status(row.status), Unit(row.unit), Span(row.from_on, row.to_on), row.units_approved, units,
            row.next_review_on,
        )  # fmt: skip
        rows.append(Row(row, units, standing(facts, on=on, pace=paces.get(row.client_id))))
    return rows


def _counts_from(row: Authorization) -> date:
    """Return the first day that attendance counts: what was used before that is told with the authorization."""
    return row.before_until + timedelta(days=1) if row.before_until else row.from_on
