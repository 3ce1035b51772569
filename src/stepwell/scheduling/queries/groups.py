"""Groups as pages list them, and who belongs to one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import BigIntegerField, F, Func, Q, QuerySet, Value
from django.db.models.functions import Greatest

from stepwell.clients.models import Client
from stepwell.scheduling.models import ClosedDay, GroupMembership, GroupSeries, HoursProfileChoice
from stepwell.scheduling.rules.profiles import CODES
from stepwell.scheduling.vocabulary import KIND_LABELS, WEEKDAYS, SessionKind


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A group in a list."""

    id: UUID
    name: str
    kind_label: str
    program: str
    site: str
    when: str
    room: str
    leader: str
    capacity: int
    to_on: date | None


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody's time in a group; `name` is empty where the actor may not see who it is."""

    id: UUID
    client_id: UUID
    name: str
    series_id: UUID
    series: str
    from_on: date
    to_on: date | None
    leave_reason: str
    despite: str
    void_reason: str
    is_over: bool

    @property
    def is_void(self) -> bool:
        """Whether it was set aside as a mistake."""
        return bool(self.void_reason)


def series(*, on: date, ended: bool = False) -> QuerySet[GroupSeries]:
    """Return the groups that go on or begin, by site and name; or those that ended, the latest first."""
    found = GroupSeries.objects.select_related("site", "program", "room", "leader")
    if ended:
        return found.filter(to_on__lt=on).order_by("-to_on", "name", "id")
    return found.filter(_goes_on(on)).order_by("site__name", "name", "id")


def rows(found: Iterable[GroupSeries]) -> list[SeriesRow]:
    """Return groups as a list shows them."""
    return [
        SeriesRow(
            row.pk, row.name, KIND_LABELS[SessionKind(row.kind)], row.program.name, row.site.name, when(row),
            row.room.name if row.room else "by video", str(row.leader) if row.leader else "nobody yet", row.capacity,
            row.to_on,
        )
        for row in found
    ]  # fmt: skip


def _goes_on(on: date) -> Q:
    return Q(to_on=None) | Q(to_on__gte=on)


def get(series_id: UUID) -> GroupSeries | None:
    """Return a group with what stands around it, or None."""
    found = GroupSeries.objects.select_related("site", "program", "room", "leader", "co_leader")
    return found.filter(pk=series_id).first()


def to_join(*, on: date) -> list[GroupSeries]:
    """Return the groups that go on, by name."""
    going = GroupSeries.objects.select_related("site").filter(_goes_on(on))
    return list(going.order_by("name", "id"))


def most_in(series: GroupSeries, *, on: date) -> int:
    """Return how many belong to a group on its fullest day from a day on. One query."""
    left = Func(
        F("pk"), Greatest(Value(on), F("from_on")), Value("infinity"), None,
        function="stepwell.places_left", output_field=BigIntegerField(),
    )  # fmt: skip
    found = GroupSeries.objects.filter(pk=series.pk).annotate(left=left).values_list("capacity", "left").first()
    return found[0] - found[1] if found and found[1] is not None else 0


def when(series: GroupSeries) -> str:
    """Return the days and the time of a group: "Mon, Wed, 6:00 PM, 3 h"."""
    days = ", ".join(WEEKDAYS[day][:3] for day in series.weekdays)
    every = {1: "", 2: " every other week"}.get(series.every_weeks, f" every {series.every_weeks} weeks")
    return f"{days}{every}, {series.local_start:%-I:%M %p}, {series.minutes} min"


def members_of(series_id: UUID, *, on: date) -> list[MemberRow]:
    """Return who belongs, will belong and belonged to a group, as far as the actor sees; two queries."""
    return _members(GroupMembership.objects.filter(series=series_id).select_related("series"), on)


def memberships_of(client_id: UUID) -> list[GroupMembership]:
    """Return the memberships of a client with their groups, also past ones and those set aside. One query."""
    return list(GroupMembership.objects.filter(client=client_id).select_related("series").order_by("-from_on", "id"))


def shown_memberships(client: Client, found: Iterable[GroupMembership], *, on: date) -> list[MemberRow]:
    """Return memberships of a client as a page lists them."""
    return _member_rows(found, {client.pk: client.display_name}, on)


def membership(membership_id: UUID) -> GroupMembership | None:
    """Return one membership with its group, or None."""
    return GroupMembership.objects.select_related("series").filter(pk=membership_id, voided_at=None).first()


def closed_days(*, from_on: date) -> list[ClosedDay]:
    """Return the days on which sites are closed, from a day on, in order."""
    found = ClosedDay.objects.select_related("site").filter(day__gte=from_on, voided_at=None)
    return list(found.order_by("day", "site__name"))


def profile_choices() -> list[tuple[str, date]]:
    """Return how hours are counted and since when, the latest first."""
    found = HoursProfileChoice.objects.order_by("-from_on").values_list("code", "from_on")
    return [(CODES.get(code, code), from_on) for code, from_on in found]


def _members(found: QuerySet[GroupMembership], on: date) -> list[MemberRow]:
    rows = list(found.order_by("-from_on", "id"))
    names = {client.pk: client.display_name for client in Client.objects.filter(pk__in={r.client_id for r in rows})}
    return _member_rows(rows, names, on)


def _member_rows(rows: Iterable[GroupMembership], names: Mapping[UUID, str], on: date) -> list[MemberRow]:
    made = [
        MemberRow(
            row.pk, row.client_id, names.get(row.client_id, ""), row.series_id, row.series.name, row.from_on, row.to_on,
            row.leave_reason or "", row.despite or "", row.void_reason, row.to_on is not None and row.to_on < on,
        )
        for row in rows
    ]  # fmt: skip
    return sorted(made, key=lambda row: (row.is_void, row.is_over, row.name))
