"""Reviews in lists, and which are due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef

from stepwell.clients.queries.named import called
from stepwell.placement.models import LevelDecision
from stepwell.placement.vocabulary import ALL_LEVELS
from stepwell.platform.questions import Listing, as_day, as_id, as_is
from stepwell.reviews.models import Review
from stepwell.reviews.rules.dues import Due, Facts, due
from stepwell.reviews.vocabulary import DECISION_LABELS, Decision

SOON = 3  # days ahead for which a due review is named

# What decides when the next review of an episode `e` is due, and the last review signed of it.
_FACTS = """
e.opened_on, r.signed_on, r.next_review_on,
  (SELECT min(a.next_review_on) FROM authorizations_authorization a WHERE a.client_id = e.client_id
     AND a.voided_at IS NULL AND a.status IN ('approved', 'partly') AND a.to_on >= %(today)s),
  (SELECT count(DISTINCT s.day) FROM attendance_attendance t JOIN scheduling_session s ON s.id = t.session_id
     WHERE t.client_id = e.client_id AND t.voided_at IS NULL AND t.minutes > 0
       AND s.day > coalesce(r.signed_on, e.opened_on - 1) AND s.day <= %(today)s)
"""
_LAST = """
LEFT JOIN LATERAL (
  SELECT v.signed_on, v.next_review_on FROM reviews_review v WHERE v.client_id = e.client_id AND v.episode_id = e.id
    AND v.signed_at IS NOT NULL AND v.voided_at IS NULL ORDER BY v.signed_at DESC LIMIT 1) r ON true
"""
_OPEN = "e.closed_on IS NULL AND e.voided_at IS NULL AND e.opened_on <= %(today)s"
# Clients in care with what decides when their next review is due: those that a member is primary clinician of, or one.
_STANDING = f"""
SELECT c.id, {called()}, c.record_number, d.id, {_FACTS}
FROM clients_client c
JOIN clients_episode e ON e.client_id = c.id AND {_OPEN}
{_LAST}
LEFT JOIN reviews_review d ON d.client_id = c.id AND d.signed_at IS NULL AND d.voided_at IS NULL
WHERE {{whose}}
"""
# The same for one client as JSON, read by `due_from`: for lists that ask it of many at once.
DUE = f"SELECT json_build_array({_FACTS}) FROM clients_episode e {_LAST} WHERE e.client_id = %(client)s AND {_OPEN}"
_MINE = """EXISTS (SELECT FROM clients_careassignment k WHERE k.client_id = c.id AND k.membership_id = %(me)s
  AND k.kind = 'primary' AND k.starts_at <= %(at)s AND (k.ends_at IS NULL OR k.ends_at > %(at)s))"""
MINE = Listing(_STANDING.format(whose=_MINE), (as_id, as_is, as_is, as_id, as_day, as_day, as_day, as_day, as_is))


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review in a list."""

    id: UUID
    decision: str
    level: str
    begun_at: datetime
    signed_at: datetime | None
    by: str
    credential: str
    next_review_on: date | None
    is_carried_out: bool
    waits: bool
    void_reason: str


@dataclass(frozen=True, slots=True)
class DueRow:
    """Somebody whose review is due. `draft_id` if it is being written."""

    client_id: UUID
    name: str
    record_number: str
    due: Due
    draft_id: UUID | None


def reviews_of(client_id: UUID) -> list[ReviewRow]:
    """Return somebody's reviews, the latest first; those set aside among them. One query."""
    counts = LevelDecision.objects.filter(placement=OuterRef("placement"), voided_at=None)
    found = Review.objects.filter(client=client_id).select_related("placement", "signed_by", "begun_by")
    return [_row(row) for row in found.annotate(counts=Exists(counts)).order_by("-begun_at")]


def due_soon(found: Sequence[Sequence[Any]], *, on: date) -> list[DueRow]:
    """Return which of the rows of `MINE` are due within days, the first first."""
    soon = [row for row in _standing(found, on) if (row.due.on - on).days <= SOON]
    return sorted(soon, key=lambda row: (row.due.on, row.name))


def due_of(client_id: UUID, *, on: date) -> Due | None:
    """Return when the next review of somebody in care is due; None for who is not. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING.format(whose="c.id = %(client)s"), {"client": client_id, "today": on})
        return next((row.due for row in _standing(cursor.fetchall(), on)), None)


def due_from(answer: Sequence[Any] | None, *, on: date) -> Due | None:
    """Return what `DUE` says: when the next review is due on a day; None for who is not in care."""
    if answer is None:
        return None
    opened, signed, following, payer = (date.fromisoformat(day) if day else None for day in answer[:4])
    since = signed or opened
    return due(Facts(since, following, payer, answer[4]), today=on) if since else None


def _standing(found: Sequence[Sequence[Any]], on: date) -> list[DueRow]:
    return [
        DueRow(
            client_id, name, number, due(Facts(signed or opened, following, payer, days), today=on), draft
        )
        for client_id, name, number, draft, opened, signed, following, payer, days in found
    ]  # fmt: skip


def _row(row: Any) -> ReviewRow:
    decided = row.placement.decided
    return ReviewRow(
        row.pk,
        DECISION_LABELS[Decision(row.decision)] if row.decision else "",
        ALL_LEVELS.get(decided, ""),
        row.begun_at,
        row.signed_at,
        str(row.signed_by or row.begun_by),
        row.credential,
        row.next_review_on,
        row.carried_out_at is not None,
        bool(row.signed_at and not row.counts and not row.voided_at),
        row.void_reason,
    )
