"""What is planned for those who asked for reminders, and what became of theirs."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef, Subquery

from stepwell.clients.models import ContactMethod
from stepwell.clients.vocabulary import ContactKind
from stepwell.platform.outbox.models import OutboxEvent, OutboxMessage
from stepwell.platform.outbox.rules.states import STATE_LABELS, Event, State, state_of
from stepwell.reminders.models import Reminder, ReminderRequest
from stepwell.reminders.rules.timing import BETWEEN, HORIZON, Told, Visit
from stepwell.reminders.vocabulary import Lead

SHOWN = 10

# Of each request in force: the address, if it still is a safe one, and what the client is planned for and not known to
# miss: a day off with an end says so; what holds every week does not, as the plan was made in spite of it. Who was
# discharged is not in care on the day; who was never admitted may come for a first appointment.
_PLANNED = """
SELECT r.id, r.client_id, r.lead, p.time_zone, s.starts_at, s.ends_at
FROM reminders_reminderrequest r
JOIN LATERAL (
  SELECT s.id, s.site_id, s.day, s.starts_at, s.ends_at FROM scheduling_groupmembership m
  JOIN scheduling_session s ON s.organization_id = m.organization_id AND s.series_id = m.series_id
    AND s.day >= m.from_on AND (m.to_on IS NULL OR s.day <= m.to_on)
  WHERE m.client_id = r.client_id AND m.voided_at IS NULL
    AND s.starts_at BETWEEN %(first)s AND %(last)s AND s.cancelled_at IS NULL AND NOT s.is_withdrawn
  UNION
  SELECT s.id, s.site_id, s.day, s.starts_at, s.ends_at FROM scheduling_seat t
  JOIN scheduling_session s ON s.organization_id = t.organization_id AND s.id = t.session_id
  WHERE t.client_id = r.client_id AND t.removed_at IS NULL AND t.voided_at IS NULL
    AND s.starts_at BETWEEN %(first)s AND %(last)s AND s.cancelled_at IS NULL AND NOT s.is_withdrawn
) s ON true
JOIN tenancy_site p ON p.id = s.site_id
WHERE r.confirmed_at IS NOT NULL AND r.ended_at IS NULL AND (%(request)s::uuid IS NULL OR r.id = %(request)s)
  AND EXISTS (SELECT FROM clients_contactmethod c WHERE c.client_id = r.client_id AND c.kind = 'email' AND c.is_safe
    AND c.ended_at IS NULL AND c.value_index = r.address_index)
  AND (NOT EXISTS (SELECT FROM clients_episode e WHERE e.client_id = r.client_id AND e.voided_at IS NULL)
    OR EXISTS (SELECT FROM clients_episode e WHERE e.client_id = r.client_id AND e.voided_at IS NULL
      AND (e.closed_on IS NULL OR e.closed_on >= s.day)))
  AND NOT EXISTS (SELECT FROM attendance_attendance a WHERE a.client_id = r.client_id AND a.session_id = s.id
    AND a.voided_at IS NULL AND a.status = 'absent')
  AND (NOT EXISTS (SELECT FROM weekplans_clienttime t WHERE t.client_id = r.client_id AND t.voided_at IS NULL
      AND NOT t.can_come AND extract(isodow FROM s.day)::int - 1 = ANY (t.weekdays)
      AND s.day BETWEEN t.from_on AND t.to_on
      AND t.starts < (s.ends_at AT TIME ZONE p.time_zone)::time
      AND t.ends > (s.starts_at AT TIME ZONE p.time_zone)::time)
    OR EXISTS (SELECT FROM weekplans_clienttime t WHERE t.client_id = r.client_id AND t.voided_at IS NULL
      AND t.can_come AND extract(isodow FROM s.day)::int - 1 = ANY (t.weekdays)
      AND s.day BETWEEN t.from_on AND t.to_on
      AND t.starts <= (s.starts_at AT TIME ZONE p.time_zone)::time
      AND t.ends >= (s.ends_at AT TIME ZONE p.time_zone)::time))
"""

# Requests that end by themselves, with how: in this order, as one may have several reasons.
_OVER = """
SELECT r.id, CASE
  WHEN EXISTS (SELECT FROM clients_episode e WHERE e.client_id = r.client_id AND e.voided_at IS NULL
      AND e.closed_on IS NOT NULL)
    AND NOT EXISTS (SELECT FROM clients_episode e JOIN people_program g ON g.id = e.program_id
      JOIN tenancy_site p ON p.id = g.site_id WHERE e.client_id = r.client_id AND e.voided_at IS NULL
      AND (e.closed_on IS NULL OR e.closed_on >= (%(at)s AT TIME ZONE p.time_zone)::date)) THEN 'discharged'
  WHEN NOT EXISTS (SELECT FROM clients_contactmethod c WHERE c.client_id = r.client_id AND c.kind = 'email'
    AND c.is_safe AND c.ended_at IS NULL AND c.value_index = r.address_index) THEN 'address'
  WHEN EXISTS (SELECT FROM reminders_reminder m JOIN outbox_outboxevent v ON v.message_id = m.message_id
    WHERE m.client_id = r.client_id AND m.request_id = r.id AND v.kind = 'refused') THEN 'refused'
END
FROM reminders_reminderrequest r WHERE r.ended_at IS NULL
"""


@dataclass
class Wanted:
    """Somebody who wants reminders, with the sessions that they are planned for and the times that they were told."""

    request_id: UUID
    client_id: UUID
    lead: Lead
    zone: ZoneInfo
    sessions: list[Visit] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)


@dataclass(frozen=True)
class Sent:
    """A reminder in a list: of which start, and what became of it, for who sees the message."""

    starts_at: datetime
    is_change: bool
    state: State | None

    @property
    def word(self) -> str:
        """The state in a word, or ""."""
        return STATE_LABELS[self.state] if self.state else ""

    @property
    def tone(self) -> str:
        """The tone of the state's badge."""
        return {State.SENT: "success", State.WAITING: "info"}.get(self.state or State.WAITING, "warn")


def wanted(*, at: datetime, request_id: UUID | None = None) -> list[Wanted]:
    """Return who wants reminders and is planned for something soon. Two queries.

    request_id  of one of them alone
    """
    # What began a while ago may be the first session of an appointment that still goes on.
    first = at - BETWEEN * 8
    with connection.cursor() as cursor:
        cursor.execute(_PLANNED, {"first": first, "last": at + HORIZON, "request": request_id})
        rows = cursor.fetchall()
    found: dict[UUID, Wanted] = {}
    for key, client_id, lead, zone, starts, ends in rows:
        one = found.setdefault(key, Wanted(key, client_id, Lead(lead), ZoneInfo(zone)))
        one.sessions.append(Visit(starts, ends))
    for client_id, told in _told([one.client_id for one in found.values()], since=first).items():
        next(one for one in found.values() if one.client_id == client_id).told.extend(told)
    return list(found.values())


def over(*, at: datetime) -> list[tuple[UUID, str]]:
    """Return the requests that end by themselves, and how. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_OVER, {"at": at})
        return [(key, how) for key, how in cursor.fetchall() if how]


def _told(client_ids: list[UUID], *, since: datetime) -> dict[UUID, list[Told]]:
    found: dict[UUID, list[Told]] = defaultdict(list)
    rows = Reminder.objects.filter(client__in=client_ids, starts_at__gte=since)
    for client_id, starts, instead in rows.values_list("client_id", "starts_at", "instead_of"):
        found[client_id].append(Told(starts, instead))
    return found


def safe_addresses(client_id: UUID) -> list[ContactMethod]:
    """Return the e-mail addresses that a client said are safe, the first one first. One query."""
    found = ContactMethod.objects.filter(client=client_id, kind=ContactKind.EMAIL, is_safe=True, ended_at=None)
    return list(found.order_by("created_at", "id"))


def address_of(request: ReminderRequest) -> str:
    """Return the address that a request is about, or "" if it is no longer a safe one, or not open to the actor."""
    return next(
        (
            str(one.value)
            for one in safe_addresses(request.client_id)
            if one.value_index == bytes(request.address_index)
        ),
        "",
    )


def requests_of(client_id: UUID) -> list[ReminderRequest]:
    """Return what a client asked for, the newest first. One query."""
    found = ReminderRequest.objects.filter(client=client_id).select_related("asked_by", "ended_by")
    return list(found.order_by("-asked_at", "id")[:SHOWN])


def sent_of(client_id: UUID, *, at: datetime) -> list[Sent]:
    """Return the newest reminders of a client. One query."""
    message = OutboxMessage.objects.filter(pk=OuterRef("message"))
    events = OutboxEvent.objects.filter(message=OuterRef("message")).values("kind")
    rows = Reminder.objects.filter(client=client_id).annotate(
        made_at=Subquery(message.values("created_at")), until=Subquery(message.values("not_after")),
        kinds=ArraySubquery(events),
    )  # fmt: skip
    return [
        Sent(
            row.starts_at,
            row.instead_of is not None,
            state_of(list(map(Event, row.kinds)), made_at=row.made_at, at=at, not_after=row.until)
            if row.made_at
            else None,
        )
        for row in rows.order_by("-starts_at")[:SHOWN]
    ]


def request_of_visitor(request_id: UUID) -> ReminderRequest | None:
    """Return what the holder of a link is asked about."""
    return ReminderRequest.objects.filter(pk=request_id).first()
