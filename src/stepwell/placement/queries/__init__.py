"""Reads of placement: what was decided, what was ordered, what waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from stepwell.authorizations.rules.burning import Pace
from stepwell.clients.queries.named import called
from stepwell.people.vocabulary import LEVELS
from stepwell.placement.models import LevelDecision, Placement, ServicesOrder
from stepwell.placement.rules.ordering import Part, mix_sum
from stepwell.placement.vocabulary import ALL_LEVELS, BEFORE, KIND_LABELS, Kind, Per
from stepwell.platform.questions import Listing, as_day, as_id, as_is


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A level of care that was decided and counts. `program_id` is None for a level outside the house.

    placement_id  None if it was decided elsewhere, before the clinic used Stepwell
    """

    id: UUID
    placement_id: UUID | None
    kind: Kind
    level: str
    program_id: UUID | None
    program: str
    decided_on: date

    @property
    def level_label(self) -> str:
        """The level in words."""
        return ALL_LEVELS[self.level]

    @property
    def kind_label(self) -> str:
        """What the placement was for, in words."""
        return BEFORE if self.is_carried else KIND_LABELS[self.kind]

    @property
    def is_carried(self) -> bool:
        """Whether it was decided elsewhere, before the clinic used Stepwell."""
        return self.placement_id is None

    @property
    def is_here(self) -> bool:
        """Whether it is a level of the house."""
        return self.level in LEVELS


@dataclass(frozen=True, slots=True)
class OrderRow:
    """Services ordered for a week, from a day to a day, both included."""

    id: UUID
    client_id: UUID
    level: str
    starts_on: date
    ends_on: date | None
    minutes_per_week: int
    days_min: int
    days_max: int
    mix: tuple[Part, ...]
    is_taper: bool
    reason: str
    by: str
    credential: str
    voided: bool
    void_reason: str
    version: int
    is_carried: bool

    @property
    def mix_minutes(self) -> int:
        """Minutes a week that the single services come to."""
        return mix_sum(self.mix)


@dataclass(frozen=True, slots=True)
class OrderSpan:
    """What is ordered for one client from a day to a day, both included, without the words."""

    client_id: UUID
    starts_on: date
    ends_on: date | None
    minutes_per_week: int
    level: str
    days_min: int
    days_max: int
    mix: tuple[Part, ...]
    is_taper: bool

    def holds(self, day: date) -> bool:
        """Return whether it is in force on a day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A placement that waits for somebody."""

    id: UUID
    client_id: UUID
    name: str
    kind: Kind
    since: date
    by: str


_SPAN = (
    "client_id", "starts_on", "ends_on", "minutes_per_week", "level", "days_min", "days_max", "mix", "is_taper",
)  # fmt: skip


def level_decided(client_id: UUID) -> DecisionRow | None:
    """Return the last level of care that was decided and counts, for whoever may know; None without one."""
    found = LevelDecision.objects.filter(client=client_id, voided_at=None).select_related("program")
    row = found.order_by("-counts_from").first()
    if row is None:
        return None
    program = row.program.name if row.program else ""
    return DecisionRow(row.pk, row.placement_id, Kind(row.kind), row.level, row.program_id, program, row.decided_on)


def order_on(client_id: UUID, on: date) -> OrderRow | None:
    """Return the services order in force on a day, or None."""
    return orders_on(client_id, [on]).get(on)


def orders_on(client_id: UUID, days: Sequence[date]) -> dict[date, OrderRow]:
    """Return the services order in force on each of some days; a day without one is not in it. One query."""
    rows = [row for row in orders_of(client_id) if not row.voided]
    return {
        day: row for row in rows for day in days if row.starts_on <= day and (row.ends_on is None or day <= row.ends_on)
    }


def orders_of(client_id: UUID) -> list[OrderRow]:
    """Return somebody's orders, the latest first; those set aside among them."""
    found = ServicesOrder.objects.filter(client=client_id).select_related("ordered_by", "decision__carried")
    return [order_row(row) for row in found.order_by("-starts_on", "-created_at")]


def spans(client_ids: Sequence[UUID], first: date, last: date) -> list[OrderSpan]:
    """Return the orders of some clients that are in force on any day from a day to a day. One query."""
    found = ServicesOrder.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=first), client__in=client_ids, voided_at=None, starts_on__lte=last
    )
    return [
        OrderSpan(**row | {"mix": tuple(Part(each["kind"], each["minutes"], Per(each["per"])) for each in row["mix"])})
        for row in found.values(*_SPAN)
    ]


def paces(client_ids: Sequence[UUID], on: date) -> dict[UUID, Pace]:
    """Return what is ordered in a week, by client, on a day: the fewest days, and the minutes."""
    found = ServicesOrder.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=on), client__in=client_ids, voided_at=None, starts_on__lte=on
    )
    return {
        client_id: Pace(days, minutes)
        for client_id, days, minutes in found.values_list("client_id", "days_min", "minutes_per_week")
    }


def order_row(row: ServicesOrder) -> OrderRow:
    """Return an order as others know it."""
    return OrderRow(
        row.pk, row.client_id, row.level, row.starts_on, row.ends_on, row.minutes_per_week, row.days_min, row.days_max,
        tuple(Part(part["kind"], part["minutes"], Per(part["per"])) for part in row.mix), row.is_taper, row.reason,
        str(row.ordered_by), row.credential, row.voided_at is not None, row.void_reason, row.version,
        _is_carried(row),
    )  # fmt: skip


def _is_carried(row: ServicesOrder) -> bool:
    """Return whether an order stood before the clinic used Stepwell: it is the one noted with what was before."""
    carried = row.decision.carried
    return carried is not None and carried.noted_at == row.ordered_at


def placements_of(client_id: UUID) -> list[Placement]:
    """Return somebody's placements, the latest first, with who decided and who co-signed. Two queries."""
    found = Placement.objects.filter(client=client_id).select_related("program", "decided_by", "begun_by")
    return list(found.prefetch_related("cosignatures__cosigned_by").order_by("-begun_at"))


SHOWN = 10  # of what waits, on Today
_WAITING = (
    f"SELECT p.id, c.id, {called()},"
    " p.kind, {since}, {by} FROM placement_placement p JOIN clients_client c ON c.id = p.client_id {more}"
    " WHERE p.voided_at IS NULL AND {whose}"
    f" LIMIT {SHOWN + 1}"
)
_READERS = (as_id, as_id, as_is, as_is, as_day, as_is)
# The drafts that a member began and did not decide, the oldest first.
UNFINISHED = Listing(
    _WAITING.format(
        since="p.begun_at::date", by="''", more="", whose="p.begun_by_id = %(me)s AND p.decided_at IS NULL"
        " ORDER BY p.begun_at",
    ),
    _READERS,
)  # fmt: skip
# The decisions of others that wait for a licensed signature, the oldest first.
TO_COSIGN = Listing(
    _WAITING.format(
        since="p.decided_on",
        by="m.name || CASE WHEN m.suffix = '' THEN '' ELSE ', ' || m.suffix END",
        more="JOIN tenancy_membership m ON m.id = p.decided_by_id",
        whose="p.needs_cosigner AND p.decided_on IS NOT NULL AND p.decided_by_id <> %(me)s AND NOT EXISTS ("
        "SELECT FROM placement_cosignature k WHERE k.placement_id = p.id) ORDER BY p.decided_on",
    ),
    _READERS,
)


def waiting(found: Sequence[Sequence[Any]]) -> list[WaitingRow]:
    """Return the rows of `UNFINISHED` or `TO_COSIGN`."""
    return [WaitingRow(id_, client, name, Kind(kind), since, by) for id_, client, name, kind, since, by in found]
