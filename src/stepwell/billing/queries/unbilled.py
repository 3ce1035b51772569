"""Days attended and not billed: what is missing, what it is worth, how old it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Max, QuerySet
from django.urls import reverse

from stepwell.billing.models import HeldDay
from stepwell.billing.reasons import MENDING, Mending, Reason
from stepwell.billing.rules import amounts

MOST = 200
NO_PAYER = "none"
_BY_REASON = """
SELECT f->>'code', count(*), sum(at_stake)::bigint
FROM billing_heldday, jsonb_array_elements(findings) f
WHERE resolved_at IS NULL AND left_at IS NULL AND (%(payer)s::uuid IS NULL OR payer_id = %(payer)s)
GROUP BY 1 ORDER BY 3 DESC NULLS LAST, 2 DESC, 1
"""
_TOTAL = """
SELECT count(*), coalesce(sum(at_stake), 0)::bigint, count(*) FILTER (WHERE at_stake IS NULL), max(looked_at)
FROM billing_heldday WHERE resolved_at IS NULL AND left_at IS NULL
"""


@dataclass(frozen=True)
class Missing:
    """One thing that keeps a day from being billed: the sentence, who mends it, and where."""

    mending: Mending
    words: str
    url: str


@dataclass(frozen=True)
class UnbilledDay:
    """A day on the list. `at_stake` in dollars, "" where no contract says it."""

    id: UUID
    client_id: UUID
    client: str
    day: date
    age: int
    payer: str
    program: str
    minutes: int
    at_stake: str
    missing: tuple[Missing, ...]
    left_why: str


@dataclass(frozen=True)
class ReasonSum:
    """How many days wait for a reason, and how many dollars; a day with two reasons counts in both."""

    reason: Reason
    label: str
    days: int
    at_stake: str


@dataclass(frozen=True)
class Totals:
    """All days on the list together. `unpriced` have no contract; `looked_at` is when they were looked at last."""

    days: int
    at_stake: str
    unpriced: int
    looked_at: datetime | None


def totals() -> Totals:
    """Return what waits in all. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_TOTAL)
        days, cents, unpriced, looked_at = cursor.fetchone()
    return Totals(days, amounts.in_words(cents), unpriced, looked_at)


def by_reason(payer_id: UUID | None) -> list[ReasonSum]:
    """Return what waits for each reason, the dearest first; of one payer or of all. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_BY_REASON, {"payer": payer_id})
        return [
            ReasonSum(Reason(code), MENDING[Reason(code)].label, days, amounts.in_words(cents or 0))
            for code, days, cents in cursor.fetchall()
        ]


def payers() -> list[tuple[UUID, str]]:
    """Return the payers of days on the list, by name. One query."""
    found = _open().exclude(payer=None).values_list("payer", "payer__name").annotate(last=Max("day"))
    return sorted(((payer_id, name) for payer_id, name, _ in found), key=lambda one: one[1])


def unbilled(*, on: date, payer_id: UUID | None = None, reason: Reason | None = None) -> list[UnbilledDay]:
    """Return the days on the list, the oldest first. One query."""
    found = _open()
    found = found.filter(payer=payer_id) if payer_id else found
    found = found.filter(findings__contains=[{"code": reason}]) if reason else found
    return _rows(found.order_by("day", "client__last_name", "id")[:MOST], on=on)


def left(*, on: date) -> list[UnbilledDay]:
    """Return the days that somebody decided not to bill, the latest first. One query."""
    found = HeldDay.objects.filter(resolved_at=None, left_at__isnull=False)
    return _rows(_with_names(found).order_by("-left_at", "id")[:MOST], on=on)


def held_day(held_day_id: UUID) -> HeldDay | None:
    """Return a day that is not billed, or None if there is none that the actor sees."""
    return HeldDay.objects.filter(pk=held_day_id, resolved_at=None).select_related("client").first()


def _open() -> QuerySet[HeldDay]:
    return _with_names(HeldDay.objects.filter(resolved_at=None, left_at=None))


def _with_names(found: QuerySet[HeldDay]) -> QuerySet[HeldDay]:
    return found.select_related("client", "payer", "program")


def _rows(found: Iterable[HeldDay], *, on: date) -> list[UnbilledDay]:
    return [
        UnbilledDay(
            row.pk, row.client_id, row.client.display_name, row.day, (on - row.day).days,
            str(row.payer) if row.payer else "", str(row.program), row.minutes,
            "" if row.at_stake is None else amounts.in_words(row.at_stake),
            tuple(_missing(row, each) for each in row.findings), row.left_why or "",
        )
        for row in found
    ]  # fmt: skip


def _missing(row: HeldDay, finding: dict[str, Any]) -> Missing:
    mending = MENDING[Reason(finding["code"])]
    of_session, of_list = mending.page == "attendance:roster", mending.page == "coverage:contracts"
    arguments = [] if of_list else [row.session_id if of_session else row.client_id]
    return Missing(mending, finding["words"], reverse(mending.page, args=arguments))
