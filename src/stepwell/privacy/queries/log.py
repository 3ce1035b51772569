"""The access log as the privacy officer reads it: filtered, newest first, in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Self
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate

from stepwell.clients.models import Client
from stepwell.platform.tenancy.models import Membership
from stepwell.platform.trail.models import AccessEvent
from stepwell.privacy.rules import sentences

PAGE = 50
BATCH = 2000
_MICROSECOND = timedelta(microseconds=1)
_LONGEST = 40  # characters of two 64-bit numbers
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Filters:
    """Which events are wanted.

    first, last  days in `zone`, both included
    account      who read; None for everybody
    client       whose record; None for everybody's
    way          a `Way`, or empty for all
    """

    first: date
    last: date
    zone: ZoneInfo
    account: UUID | None = None
    client: UUID | None = None
    way: str = ""

    def events(self) -> QuerySet[AccessEvent]:
        """Return the events that fit, in no order."""
        begins = datetime.combine(self.first, time(), self.zone)
        ends = datetime.combine(self.last + timedelta(days=1), time(), self.zone)
        found = AccessEvent.objects.filter(at__gte=begins, at__lt=ends)
        if self.account:
            found = found.filter(account=self.account)
        if self.client:
            found = found.filter(client_id=self.client)
        return found.filter(way=self.way) if self.way else found


@dataclass(frozen=True)
class Position:
    """A place in the log: the last event shown."""

    at: datetime
    id: int

    def __str__(self) -> str:
        return f"{(self.at - _EPOCH) // _MICROSECOND}-{self.id}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Return the place that `text` names, None if it names none."""
        micros, _, number = text.partition("-")
        if not (micros.isdecimal() and number.isdecimal() and len(text) <= _LONGEST):
            return None
        return cls(_EPOCH + int(micros) * _MICROSECOND, int(number))


@dataclass(frozen=True, slots=True)
class Row:
    """One event in words: `who`, `roles`, `doing`, and the client if it names one."""

    id: int
    at: datetime
    who: str
    roles: str
    doing: str
    client_id: UUID | None
    client: str
    purpose: str
    page: str


def page(filters: Filters, *, before: Position | None = None, most: int = PAGE) -> list[Row]:
    """Return up to `most` events, newest first, older than `before`. At most three queries."""
    found = filters.events()
    if before:
        found = found.filter(Q(at__lt=before.at) | Q(at=before.at, id__lt=before.id), at__lte=before.at)
    return _in_words(list(found.order_by("-at", "-id")[:most]))


def batches(filters: Filters) -> Iterator[list[Row]]:
    """Yield all events, newest first, so many at once as one transaction should read. Each is a page of its own."""
    before: Position | None = None
    while rows := page(filters, before=before, most=BATCH):
        yield rows
        before = Position(rows[-1].at, rows[-1].id)


def days(filters: Filters) -> list[tuple[date, int]]:
    """Return how many events there were each day of the range, days without any included."""
    counted = filters.events().annotate(day=TruncDate("at", tzinfo=filters.zone)).values("day").annotate(n=Count("id"))
    counts = dict(counted.values_list("day", "n"))
    length = (filters.last - filters.first).days + 1
    every = (filters.first + timedelta(days=offset) for offset in range(length))
    return [(day, counts.get(day, 0)) for day in every]


def people() -> list[tuple[UUID, str]]:
    """Return everybody who has or had an account here, by name."""
    found = dict(_members(Membership.objects.filter(account__isnull=False)))
    return sorted(found.items(), key=lambda person: person[1])


def client_label(client_id: UUID) -> str:
    """Return "20418 · Imani Baptiste", or "a client" for one the actor does not see."""
    return _labels([client_id]).get(client_id, "a client")


def _in_words(events: list[AccessEvent]) -> list[Row]:
    names = dict(_members(Membership.objects.filter(account__in={event.account_id for event in events})))
    labels = _labels({event.client_id for event in events if event.client_id})
    return [_row(event, names, labels) for event in events]


def _row(event: AccessEvent, names: dict[UUID, str], labels: dict[UUID, str]) -> Row:
    name = names.get(event.account_id) if event.account_id else None
    return Row(
        id=event.pk,
        at=event.at,
        who=sentences.who(name, is_person=event.account_id is not None, purpose=event.purpose),
        roles=sentences.roles(event.roles),
        doing=sentences.doing(event.way, names_client=event.client_id is not None, count=event.count),
        client_id=event.client_id if event.client_id in labels else None,
        client=labels.get(event.client_id, "a client") if event.client_id else "",
        purpose=event.purpose,
        page=event.page,
    )


def _members(found: QuerySet[Membership]) -> Iterable[tuple[UUID, str]]:
    # Who left and came back has two memberships: the later one, which comes last, has the name of today.
    for account, name, suffix in found.order_by("created_at").values_list("account_id", "name", "suffix"):
        if account:
            yield account, f"{name}, {suffix}" if suffix else name


def _labels(ids: Iterable[UUID]) -> dict[UUID, str]:
    found = Client.objects.filter(pk__in=list(ids))
    return {client.pk: f"{client.record_number} · {client.display_name}" for client in found}
