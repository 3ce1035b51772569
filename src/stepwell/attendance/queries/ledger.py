"""The ledger of hours: minutes and days attended, for the schedule, the head of a chart and authorizations."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Sum

from stepwell.attendance.models import Attendance
from stepwell.attendance.vocabulary import ABSENCE_LABELS, ATTENDED_LABELS, STATUS_LABELS, Absence, Mode, Status
from stepwell.clients.models import Client
from stepwell.clients.rules.enrollment import Span
from stepwell.scheduling.rules.weeks import Week, in_words, minutes_between
from stepwell.scheduling.vocabulary import SessionKind

# Sessions that a client is or was planned for, by the rules of the schedule, with what was taken; also what was taken
# of a session that they are no longer planned for, and what was set aside.
_COURSE = """
WITH mine AS (
  SELECT s.* FROM scheduling_session s JOIN scheduling_groupmembership m
    ON m.client_id = %(client)s AND m.voided_at IS NULL AND m.series_id = s.series_id AND s.day >= m.from_on
    AND (m.to_on IS NULL OR s.day <= m.to_on)
  WHERE s.day BETWEEN %(first)s AND %(last)s AND NOT s.is_withdrawn
  UNION
  SELECT s.* FROM scheduling_session s JOIN scheduling_seat t
    ON t.session_id = s.id AND t.client_id = %(client)s AND t.removed_at IS NULL AND t.voided_at IS NULL
  WHERE s.day BETWEEN %(first)s AND %(last)s AND NOT s.is_withdrawn
  UNION
  SELECT s.* FROM scheduling_session s JOIN attendance_attendance a ON a.session_id = s.id AND a.client_id = %(client)s
  WHERE s.day BETWEEN %(first)s AND %(last)s
)
SELECT s.id, s.title, s.kind, s.day, s.starts_at, s.ends_at, s.break_minutes, s.cancelled_at IS NOT NULL,
       a.id, a.status, a.mode, a.minutes, a.reason, a.void_reason
FROM mine s LEFT JOIN attendance_attendance a ON a.session_id = s.id AND a.client_id = %(client)s
ORDER BY s.starts_at DESC, a.created_at
"""


def week_minutes(client_ids: Sequence[UUID], week: Week) -> dict[UUID, int]:
    """Return the minutes attended in a week, by client; who attended none is not in it."""
    found = Attendance.objects.filter(
        client__in=client_ids, voided_at=None, minutes__gt=0, session__day__range=(week.first, week.last)
    )
    return dict(found.values_list("client").annotate(total=Sum("minutes")))


def days_attended(client_id: UUID, span: Span) -> list[date]:
    """Return the days within a span on which a client attended at least a minute, in order."""
    found = Attendance.objects.filter(client=client_id, voided_at=None, minutes__gt=0, session__day__gte=span.begin)
    if span.end:
        found = found.filter(session__day__lte=span.end)
    return list(found.order_by("session__day").values_list("session__day", flat=True).distinct())


def absent_from(session_ids: Collection[UUID]) -> set[tuple[UUID, UUID]]:
    """Return clients and sessions, of some sessions, that they were absent from."""
    found = Attendance.objects.filter(session__in=list(session_ids), voided_at=None, status=Status.ABSENT)
    return set(found.values_list("client_id", "session_id"))


def minutes_in(client_id: UUID, session_ids: Sequence[UUID]) -> dict[UUID, int]:
    """Return the minutes that a client was in each of some sessions; one that was not taken is not in it."""
    found = Attendance.objects.filter(client=client_id, session__in=list(session_ids), voided_at=None)
    return dict(found.values_list("session", "minutes"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One session of a client, with what was taken of it; times in the zone of the site."""

    session_id: UUID
    title: str
    kind: SessionKind
    day: date
    starts: datetime
    ends: datetime
    break_minutes: int
    is_cancelled: bool
    attendance_id: UUID | None
    status: Status | None
    mode: str
    minutes: int
    reason: str
    void_reason: str

    @property
    def planned(self) -> int:
        """Minutes planned, without the break; none if it was canceled."""
        return 0 if self.is_cancelled else minutes_between(self.starts, self.ends) - self.break_minutes

    @property
    def is_void(self) -> bool:
        """Whether what was taken was set aside."""
        return bool(self.void_reason)

    @property
    def is_missed(self) -> bool:
        """Whether they were absent."""
        return self.status is Status.ABSENT and not self.is_void

    @property
    def said(self) -> str:
        """How they attended, in words."""
        if self.is_cancelled:
            return "Canceled"
        if self.status is None:
            return "Not taken"
        if self.status is Status.ABSENT:
            return f"Absent: {ABSENCE_LABELS[Absence(self.reason)].lower()}"
        how = "" if self.mode == Mode.IN_PERSON else f", {ATTENDED_LABELS[Mode(self.mode)].lower()}"
        return f"{STATUS_LABELS[self.status]}{how}"

    @property
    def tone(self) -> str:
        """The tone of its badge."""
        if self.status is None or self.is_cancelled:
            return ""
        return "warn" if self.status is Status.ABSENT else "success"

    @property
    def time(self) -> str:
        """Start and end."""
        return f"{self.starts:%-I:%M} to {self.ends:%-I:%M %p}"

    @property
    def shown(self) -> str:
        """Minutes in words."""
        return in_words(self.minutes)


@dataclass(frozen=True, slots=True)
class LedgerWeek:
    """One week of a client, the latest session first."""

    first: date
    entries: tuple[Entry, ...]

    @property
    def planned(self) -> str:
        """Minutes planned, in words."""
        seen = {each.session_id: each.planned for each in self.entries}
        return in_words(sum(seen.values()))

    @property
    def attended(self) -> str:
        """Minutes attended, in words."""
        return in_words(sum(each.minutes for each in self.entries if not each.is_void))


@dataclass(frozen=True, slots=True)
class DayMark:
    """A day of care: minutes attended of those planned."""

    on: date
    planned: int
    attended: int
    is_taken: bool

    @property
    def state(self) -> str:
        """What the strip shows: full, part, missed or open."""
        if not self.is_taken:
            return "open"
        if not self.attended:
            return "missed"
        return "full" if self.attended >= self.planned else "part"

    @property
    def said(self) -> str:
        """The day in words."""
        words = {"full": "attended", "part": "attended in part", "missed": "missed", "open": "not taken yet"}
        return f"{self.on:%A, %B %-d}: {words[self.state]}, {in_words(self.attended)} of {in_words(self.planned)}"


def course_of(client: Client, *, through: date, days: int) -> list[Entry]:
    """Return the sessions of a client in the days up to one, the latest first. One query; the site must be loaded."""
    zone = ZoneInfo(client.site.time_zone)
    with connection.cursor() as cursor:
        cursor.execute(_COURSE, {"client": client.pk, "first": through - timedelta(days=days - 1), "last": through})
        rows = cursor.fetchall()
    return [_entry(row, zone) for row in rows]


def weeks_of(entries: Sequence[Entry]) -> list[LedgerWeek]:
    """Return entries by week from Monday, the latest first."""
    found: dict[date, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.day - timedelta(days=entry.day.weekday()), []).append(entry)
    return [LedgerWeek(first, tuple(rows)) for first, rows in found.items()]


def strip_of(entries: Sequence[Entry], *, most: int = 10) -> list[DayMark]:
    """Return the last days on which sessions took place, the earliest first."""
    days: dict[date, list[Entry]] = {}
    for entry in entries:
        if not (entry.is_cancelled or entry.is_void):
            days.setdefault(entry.day, []).append(entry)
    last = sorted(days)[-most:]
    return [
        DayMark(
            day,
            sum(each.planned for each in days[day]),
            sum(each.minutes for each in days[day]),
            any(each.status for each in days[day]),
        )
        for day in last
    ]


def _entry(row: Sequence[object], zone: ZoneInfo) -> Entry:
    (session, title, kind, day, starts, ends, pause, cancelled, id_, status, mode, minutes, reason, void) = row
    return Entry(
        session, title, SessionKind(kind), day, starts.astimezone(zone), ends.astimezone(zone), pause, cancelled, id_,  # type: ignore[arg-type,attr-defined]
        Status(status) if status else None, mode or "", minutes or 0, reason or "", void or "",  # type: ignore[arg-type]
    )  # fmt: skip
