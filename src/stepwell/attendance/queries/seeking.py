"""Whom to call because they did not come, and what was tried."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from stepwell.attendance.models import Outreach
from stepwell.attendance.rules.outreach import STEP_LABELS, Absences, Missed, Step, due, is_urgent
from stepwell.attendance.vocabulary import (
    ABSENCE_LABELS,
    EXCUSED,
    OUTCOME_LABELS,
    WAY_LABELS,
    Absence,
    Outcome,
    Way,
)
from stepwell.clients.models import ContactMethod
from stepwell.clients.vocabulary import CONTACT_LABELS, MESSAGE_LABELS, ContactKind, Message
from stepwell.kernel import phones

ENOUGH = 2  # attempts after which the call of a day is done
_RECENT = 1  # days before today that the list of calls goes back
_LOOK_BACK = 60

# Nobody is known to have stayed away before the session: when it was written down finds the few by an index.
# Clients in care who missed a session without excuse in the last month, with all that the rule asks: in one query.
_ABSENCES = """
WITH absent AS (
  SELECT DISTINCT a.client_id FROM attendance_attendance a JOIN scheduling_session s ON s.id = a.session_id
  WHERE a.voided_at IS NULL AND a.status = 'absent' AND NOT a.reason = ANY (%(excused)s)
    AND s.day BETWEEN %(on)s::date - 31 AND %(on)s AND a.taken_at > (%(on)s::date - 33)::timestamptz
)
SELECT c.id, coalesce(nullif(c.preferred_name, ''), c.first_name) || ' ' || c.last_name, c.record_number,
  (SELECT json_agg(json_build_array(s.day, a.status = 'absent', a.reason, s.title) ORDER BY s.starts_at)
   FROM attendance_attendance a JOIN scheduling_session s ON s.id = a.session_id
   WHERE a.client_id = c.id AND a.voided_at IS NULL AND s.day BETWEEN %(on)s::date - %(back)s AND %(on)s),
  (SELECT json_agg(json_build_array(o.day, o.way, o.outcome) ORDER BY o.at)
   FROM attendance_outreach o WHERE o.client_id = c.id AND o.day BETWEEN %(on)s::date - %(back)s AND %(on)s),
  (SELECT max(v.opened_at)::date FROM crisis_crisis v WHERE v.client_id = c.id AND v.voided_at IS NULL)
FROM clients_client c JOIN absent ON absent.client_id = c.id
WHERE EXISTS (
  SELECT FROM clients_episode e WHERE e.client_id = c.id AND e.voided_at IS NULL AND e.opened_on <= %(on)s
    AND (e.closed_on IS NULL OR e.closed_on >= %(on)s))
ORDER BY c.last_name, c.first_name, c.id
"""


@dataclass(frozen=True, slots=True)
class Contact:
    """A safe way to reach somebody, and what may be left there."""

    kind: str
    value: str
    message: str
    best_times: str
    may_text: bool


@dataclass(frozen=True, slots=True)
class ToCall:
    """Somebody to reach. `step` is what is due; `attempts` are those since they last missed a session."""

    client_id: UUID
    name: str
    record_number: str
    missed: str
    attempts: int
    is_urgent: bool
    step: Step | None
    contact: Contact | None

    @property
    def step_label(self) -> str:
        """What is due, in words."""
        return STEP_LABELS[self.step] if self.step else ""


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt to reach somebody, in words."""

    at: datetime
    by: str
    way: str
    outcome: str
    words: str


@dataclass(frozen=True, slots=True)
class Work:
    """Whom to call today, and whose case to review."""

    calls: list[ToCall]
    reviews: list[ToCall]


def work(*, on: date) -> Work:
    """Return whom to call and whose case to review on a day, the urgent first. One query, two where there is anybody.

    on  the date at the clinic
    """
    with connection.cursor() as cursor:
        values: dict[str, Any] = {"on": on, "back": _LOOK_BACK, "excused": sorted(EXCUSED)}
        cursor.execute(_ABSENCES, values)
        found = cursor.fetchall()
    if not found:
        return Work([], [])
    contacts = contacts_of([row[0] for row in found])
    calls, reviews = [], []
    for row in found:
        somebody, is_open = _to_call(row, on, contacts.get(row[0]))
        if somebody.step is not None and somebody.step >= Step.CASE_REVIEW:
            reviews.append(somebody)
        elif is_open or somebody.step:
            calls.append(somebody)
    calls.sort(key=lambda each: (not each.is_urgent, -(each.step or 0)))
    reviews.sort(key=lambda each: -(each.step or 0))
    return Work(calls, reviews)


def attempts_of(client_id: UUID, *, most: int) -> list[Attempt]:
    """Return how a client was sought, the latest first."""
    found = Outreach.objects.filter(client=client_id).select_related("by").order_by("-at", "-id")
    return [
        Attempt(row.at, str(row.by), WAY_LABELS[Way(row.way)], OUTCOME_LABELS[Outcome(row.outcome)], row.words)
        for row in found[:most]
    ]


def contact_of(client_id: UUID) -> Contact | None:
    """Return the safe way to reach a client that is asked first; None if none is known."""
    return contacts_of([client_id]).get(client_id)


def _to_call(row: Sequence[Any], on: date, contact: Contact | None) -> tuple[ToCall, bool]:
    """Return somebody with what is due, and whether today's call is still open."""
    client_id, name, record_number, came, tried, crisis_on = row
    sessions = [(date.fromisoformat(day), absent, reason, title) for day, absent, reason, title in came]
    outreach = [(date.fromisoformat(day), way, outcome) for day, way, outcome in tried or ()]
    seen_on = max((day for day, absent, *_ in sessions if not absent), default=None)
    missed = [
        Missed(day, Absence(reason) in EXCUSED)
        for day, absent, reason, _ in sessions
        if absent and (seen_on is None or day >= seen_on)
    ]
    week = [
        Missed(day, Absence(reason) in EXCUSED) for day, absent, reason, _ in sessions if absent and (on - day).days < 7
    ]
    facts = Absences(
        missed,
        week,
        seen_on,
        contact_on=max((day for day, _, outcome in outreach if outcome == Outcome.REACHED), default=None),
        reviewed_on=max((day for day, way, _ in outreach if way == Way.REVIEW), default=None),
        crisis_on=crisis_on,
    )
    unexcused = [(day, reason, title) for day, absent, reason, title in sessions if absent and reason not in EXCUSED]
    last, reason, title = unexcused[-1]
    since = [outcome for day, _, outcome in outreach if day >= last]
    is_open = (on - last).days <= _RECENT and Outcome.REACHED not in since and len(since) < ENOUGH
    step = due(facts, on=on)
    if step in {Step.CALL, Step.SAME_DAY} and (Outcome.REACHED in since or len(since) >= ENOUGH):
        step = None
    said = f"{title}, {_day(last, on)}: {ABSENCE_LABELS[Absence(reason)].lower()}"
    return ToCall(
        client_id, name, record_number, said, len(since), is_open and is_urgent(crisis_on, on=on), step, contact
    ), is_open


def _day(day: date, on: date) -> str:
    days = (on - day).days
    return "today" if days == 0 else "yesterday" if days == 1 else f"{day:%B %-d}"


def contacts_of(client_ids: Sequence[UUID]) -> dict[UUID, Contact]:
    """Return the safe way to reach each of some clients that is asked first, as far as one is known. One query."""
    found: dict[UUID, Contact] = {}
    methods = ContactMethod.objects.filter(client__in=client_ids, ended_at=None, is_safe=True)
    for row in methods.order_by("client", "created_at"):
        contact = Contact(
            CONTACT_LABELS[ContactKind(row.kind)],
            row.value if row.kind == ContactKind.EMAIL else phones.written(row.value),
            MESSAGE_LABELS[Message(row.message)],
            row.best_times,
            row.may_text,
        )
        known = found.get(row.client_id)
        if known is None or (known.kind == CONTACT_LABELS[ContactKind.EMAIL] and row.kind != ContactKind.EMAIL):
            found[row.client_id] = contact
    return found
