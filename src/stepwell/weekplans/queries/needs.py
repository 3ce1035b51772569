"""What was said of one client, of staff, of a group: as pages show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from django.db.models import Q

from stepwell.clients.models import Client
from stepwell.platform.tenancy.models import Membership
from stepwell.scheduling.vocabulary import WEEKDAYS
from stepwell.weekplans.models import ApartPair, ApartReason, ClientNeeds, ClientTime, GroupNeeds, StaffTime
from stepwell.weekplans.vocabulary import COMING_LABELS, WHY_LABELS, Coming, Why


@dataclass(frozen=True, slots=True)
class TimeRow:
    """A time as pages list it."""

    id: UUID
    who: str
    what: str
    when: str
    days: str
    is_exception: bool
    is_wish: bool = False


@dataclass(frozen=True, slots=True)
class ApartRow:
    """Somebody whom a client must not meet. `why` is None for who does not see it."""

    id: UUID
    name: str
    why: str | None


def times_of(client_id: UUID, *, on: date) -> list[TimeRow]:
    """Return a client's times that are not over. One query."""
    found = ClientTime.objects.filter(_runs(on), client=client_id, voided_at=None).order_by(
        "can_come", "is_wish", "from_on", "id"
    )
    return [
        TimeRow(
            row.pk,
            "",
            _said_of(row),
            when(row.weekdays, row.starts, row.ends),
            days(row.from_on, row.to_on),
            row.can_come and not row.is_wish,
            row.is_wish,
        )
        for row in found
    ]


def _said_of(row: ClientTime) -> str:
    if row.is_wish:
        return COMING_LABELS[Coming.RATHER]
    return COMING_LABELS[Coming.AFTER_ALL] if row.can_come else WHY_LABELS[Why(row.why)]


def staff_times(site_ids: Iterable[UUID], *, on: date) -> list[TimeRow]:
    """Return hours and leave at some sites that are not over, by name. One query."""
    found = StaffTime.objects.filter(_runs(on), site__in=list(site_ids), voided_at=None)
    found = found.select_related("membership", "site").order_by("membership__name", "is_away", "from_on", "id")
    return [
        TimeRow(
            row.pk,
            str(row.membership),
            "Leave" if row.is_away else f"Works at {row.site.name}",
            when(row.weekdays, row.starts, row.ends),
            days(row.from_on, row.to_on),
            row.is_away,
        )
        for row in found
    ]


def needs_of(client_id: UUID) -> ClientNeeds:
    """Return how a client takes part; what holds without a row, if there is none."""
    return ClientNeeds.objects.filter(client=client_id).first() or ClientNeeds(client_id=client_id)


def group_needs(series_id: UUID) -> GroupNeeds:
    """Return what a group asks; what holds without a row, if there is none."""
    return GroupNeeds.objects.filter(series=series_id).first() or GroupNeeds(series_id=series_id)


def apart_from(client_id: UUID) -> list[ApartRow]:
    """Return whom a client must not meet, as far as the actor plans for both and sees both. Two queries."""
    pairs = ApartPair.objects.filter(Q(client=client_id) | Q(other=client_id), voided_at=None)
    others = {
        pair.pk: pair.other if pair.client_id == client_id else pair.client
        for pair in pairs.select_related("client", "other")
    }
    reasons = {row.pair_id: row.words for row in ApartReason.objects.filter(pair__in=list(others))}
    rows = [ApartRow(pair, other.display_name, reasons.get(pair)) for pair, other in others.items()]
    return sorted(rows, key=lambda row: row.name)


def others_at(client: Client) -> list[tuple[str, str]]:
    """Return the other clients of the site, to choose from."""
    found = Client.objects.filter(site=client.site_id).exclude(pk=client.pk).order_by("last_name", "first_name", "id")
    return [
        (str(one.pk), f"{one.last_name}, {one.preferred_name or one.first_name} ({one.record_number})") for one in found
    ]


def staff_named(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of staff. One query."""
    return {one.pk: str(one) for one in Membership.objects.filter(pk__in=list(ids))}


def when(weekdays: Iterable[int], starts: time, ends: time) -> str:
    """Return a weekly time in words: "Monday, Tuesday, 9:00 AM to 5:00 PM"."""
    return f"{', '.join(WEEKDAYS[day] for day in weekdays)}, {starts:%-I:%M %p} to {ends:%-I:%M %p}"


def days(from_on: date, to_on: date | None) -> str:
    """Return from when through when it holds."""
    if from_on == to_on:
        return f"on {from_on:%b %-d, %Y}"
    return f"from {from_on:%b %-d, %Y}" + (f" through {to_on:%b %-d, %Y}" if to_on else "")


def _runs(on: date) -> Q:
    return Q(to_on=None) | Q(to_on__gte=on)
