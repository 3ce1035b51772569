"""Whom to call because they did not come, and what was tried."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

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
from stepwell.clients.queries.named import called
from stepwell.clients.vocabulary import CONTACT_LABELS, MESSAGE_LABELS, ContactKind, Message
from stepwell.kernel import phones
from stepwell.platform.questions import Listing, as_day, as_id, as_is

ENOUGH = 2  # attempts after which the call of a day is done
_RECENT = 1  # days before today that the list of calls goes back
_LOOK_BACK = 60

_VALUE: Any = ContactMethod._meta.get_field("value")
_EXCUSED = ", ".join(f"'{reason}'" for reason in sorted(EXCUSED))
# Nobody is known to have stayed away before the session: when it was written down finds the few by an index.
# Clients in care who missed a session without excuse in the last month, with all that the rule asks: in one query.
_ABSENCES = f"""
WITH absent AS (
  SELECT DISTINCT a.client_id FROM attendance_attendance a JOIN scheduling_session s ON s.id = a.session_id
  WHERE a.voided_at IS NULL AND a.status = 'absent' AND a.reason NOT IN ({_EXCUSED})
    AND s.day BETWEEN %(today)s::date - 31 AND %(today)s AND a.taken_at > (%(today)s::date - 33)::timestamptz
)
SELECT c.id, {called()}, c.record_number,
  (SELECT json_agg(json_build_array(s.day, a.status = 'absent', a.reason, s.title) ORDER BY s.starts_at)
   FROM attendance_attendance a JOIN scheduling_session s ON s.id = a.session_id
   WHERE a.client_id = c.id AND a.voided_at IS NULL AND s.day BETWEEN %(today)s::date - {_LOOK_BACK} AND %(today)s),
  (SELECT json_agg(json_build_array(o.day, o.way, o.outcome) ORDER BY o.at)
   FROM attendance_outreach o WHERE o.client_id = c.id AND o.day BETWEEN %(today)s::date - {_LOOK_BACK} AND %(today)s),
  (SELECT max(v.opened_at)::date FROM crisis_crisis v WHERE v.client_id = c.id AND v.voided_at IS NULL),
  (SELECT json_agg(json_build_array(m.kind, encode(m.value, 'hex'), m.message, m.best_times, m.may_text)
     ORDER BY m.created_at)
   FROM clients_contactmethod m WHERE m.client_id = c.id AND m.ended_at IS NULL AND m.is_safe)
FROM clients_client c JOIN absent ON absent.client_id = c.id
WHERE EXISTS (
  SELECT FROM clients_episode e WHERE e.client_id = c.id AND e.voided_at IS NULL AND e.opened_on <= %(today)s
    AND (e.closed_on IS NULL OR e.closed_on >= %(today)s))
ORDER BY c.last_name, c.first_name, c.id
"""
ABSENCES = Listing(_ABSENCES, (as_id, as_is, as_is, as_is, as_is, as_day, as_is))


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


def work(found: Sequence[Sequence[Any]], *, on: date) -> Work:
    """Return whom to call and whose case to review on a day, the urgent first.

    found  the rows of `ABSENCES`
    on     the date at the clinic
    """
    calls, reviews = [], []
    for row in found:
        somebody, is_open = _to_call(row, on)
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


def _to_call(row: Sequence[Any], on: date) -> tuple[ToCall, bool]:
    """Return somebody with what is due, and whether today's call is still open."""
    client_id, name, record_number, came, tried, crisis_on, ways = row
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
        client_id,
        name,
        record_number,
        said,
        len(since),
        is_open and is_urgent(crisis_on, on=on),
        step,
        _first(
            [
                _contact(kind, _VALUE.opened(bytes.fromhex(sealed)), message, best_times, may_text=may_text)
                for kind, sealed, message, best_times, may_text in ways or ()
            ]
        ),
    ), is_open


def _day(day: date, on: date) -> str:
    days = (on - day).days
    return "today" if days == 0 else "yesterday" if days == 1 else f"{day:%B %-d}"


def contacts_of(client_ids: Sequence[UUID]) -> dict[UUID, Contact]:
    """Return the safe way to reach each of some clients that is asked first, as far as one is known. One query."""
    ways: dict[UUID, list[Contact]] = defaultdict(list)
    methods = ContactMethod.objects.filter(client__in=client_ids, ended_at=None, is_safe=True)
    for row in methods.order_by("created_at", "id"):
        ways[row.client_id].append(_contact(row.kind, row.value, row.message, row.best_times, may_text=row.may_text))
    return {client_id: first for client_id, each in ways.items() if (first := _first(each))}


def _first(ways: Sequence[Contact]) -> Contact | None:
    """Return the oldest way; a telephone before an e-mail."""
    return min(ways, key=lambda way: way.kind == CONTACT_LABELS[ContactKind.EMAIL], default=None)


def _contact(kind: str, value: str, message: str, best_times: str, *, may_text: bool) -> Contact:
    shown = value if kind == ContactKind.EMAIL else phones.written(value)
    return Contact(CONTACT_LABELS[ContactKind(kind)], shown, MESSAGE_LABELS[Message(message)], best_times, may_text)
