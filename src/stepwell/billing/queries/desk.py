"""Who is expected on a day, and what they owe: for whoever receives them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, Sum

from stepwell.billing.models import Entry
from stepwell.billing.vocabulary import Account
from stepwell.clients.models import Client
from stepwell.scheduling.models import GroupMembership, Seat, Session


@dataclass(frozen=True)
class Expected:
    """Somebody who is planned for a session of the day; cents owed by themself, and paid ahead."""

    client_id: UUID
    name: str
    record_number: str
    starts_at: datetime
    owed: int
    prepaid: int


def expected_on(day: date) -> list[Expected]:
    """Return who is planned on a day, by when they are to come. Five queries."""
    starts = _starts(day)
    clients = {client.pk: client for client in Client.objects.filter(pk__in=starts)}
    sums = Entry.objects.filter(client__in=clients, account__in=[Account.CLIENT, Account.PREPAYMENT])
    cents = {
        (client, account): int(total)
        for client, account, total in sums.values_list("client", "account").annotate(sum=Sum("cents"))
    }
    rows = [
        Expected(
            key, client.display_name, client.record_number, starts[key], cents.get((key, Account.CLIENT), 0),
            -cents.get((key, Account.PREPAYMENT), 0),
        )
        for key, client in clients.items()
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row.starts_at, row.name, row.client_id))


def _starts(day: date) -> dict[UUID, datetime]:
    """Return when the first session of each client begins."""
    held = Session.objects.filter(day=day, cancelled_at=None, is_withdrawn=False)
    at = {session.pk: session.starts_at for session in held}
    series: dict[UUID, datetime] = {}
    for session in held:
        if session.series_id:
            series[session.series_id] = min(series.get(session.series_id, session.starts_at), session.starts_at)
    found: dict[UUID, datetime] = {}
    seats = Seat.objects.filter(session__in=at, removed_at=None, voided_at=None).values_list("client", "session")
    belong = GroupMembership.objects.filter(series__in=series, voided_at=None, from_on__lte=day)
    members = belong.filter(Q(to_on=None) | Q(to_on__gte=day)).values_list("client", "series")
    for client, start in [*((c, at[s]) for c, s in seats), *((c, series[s]) for c, s in members)]:
        found[client] = min(found.get(client, start), start)
    return found
