"""Rosters: who is planned for a session, and what was taken of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from stepwell.attendance.models import Attendance, Outreach, TelehealthPlace
from stepwell.attendance.queries.reach import written
from stepwell.attendance.rules import clock
from stepwell.attendance.rules.sheets import short_names
from stepwell.attendance.vocabulary import ABSENCE_LABELS, STATUS_LABELS, Absence, Mode, Outcome, Status
from stepwell.clients.models import Client, Demographics
from stepwell.scheduling.queries import sessions
from stepwell.scheduling.queries.sessions import SessionRow

_ON_ROSTER = """
SELECT * FROM stepwell.planned_for(%s)
UNION SELECT a.client_id FROM attendance_attendance a WHERE a.session_id = %s AND a.voided_at IS NULL
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken of one client. Times are in the zone of the site."""

    id: UUID
    version: int
    status: Status
    mode: str
    location: str
    arrived: datetime | None
    left: datetime | None
    minutes: int
    reason: str
    guests: int
    by: str
    at: datetime
    is_signed: bool

    @property
    def status_label(self) -> str:
        """The status in words; of somebody absent the reason."""
        return ABSENCE_LABELS[Absence(self.reason)] if self.reason else STATUS_LABELS[self.status]

    @property
    def choice(self) -> str:
        """What the row's three buttons say: in person, by video (or telephone), absent."""
        if self.status is Status.ABSENT:
            return "absent"
        return "in_person" if self.mode == Mode.IN_PERSON else "video"


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One client of a roster. `name` is short; `place` is where they last said that they are.

    may_write   whether the actor takes attendance for them
    attempts    to reach them since the session began
    is_reached  whether one of them did
    is_known    whether the actor may know how they are reached
    """

    client_id: UUID
    name: str
    record_number: str
    taken: Taken | None
    place: str
    may_write: bool
    attempts: int = 0
    is_reached: bool = False
    is_known: bool = False


@dataclass(frozen=True, slots=True)
class Roster:
    """A session with those planned for it whom the actor may see. `hidden` are the others."""

    session: SessionRow
    rows: list[RosterRow]
    hidden: int

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the site."""
        return zone_of(self.session)

    @property
    def done(self) -> int:
        """For how many attendance was taken."""
        return sum(1 for row in self.rows if row.taken)

    @property
    def came(self) -> int:
        """How many came."""
        return sum(1 for row in self.rows if row.taken and row.taken.status is not Status.ABSENT)

    @property
    def minutes(self) -> int:
        """Minutes of all who came."""
        return sum(row.taken.minutes for row in self.rows if row.taken)


def roster(session_id: UUID) -> Roster | None:
    """Return the roster of a session, by name; None if there is no such session. Five queries."""
    session = sessions.get(session_id)
    if session is None:
        return None
    found = Client.objects.filter(pk__in=RawSQL(_ON_ROSTER, [session_id] * 2))  # noqa: S611 (our own words)
    clients = list(_asked(found, session.starts).order_by("first_name", "last_name", "id"))
    taken = _taken(session)
    names = short_names([(c.preferred_name or c.first_name, c.last_name, c.record_number) for c in clients])
    rows = [
        RosterRow(
            client.pk, name, client.record_number, taken.get(client.pk), client.place or "", client.written,
            client.attempts, client.is_reached, client.is_known,
        )
        for client, name in sorted(zip(clients, names, strict=True), key=lambda pair: pair[1].casefold())
    ]  # fmt: skip
    return Roster(session, rows, max(session.taken - len(clients), 0))


@dataclass(frozen=True, slots=True)
class Standing:
    """A session in the list of rosters, and how far its attendance is taken, as far as the actor sees."""

    session: SessionRow
    taken: int
    state: str
    tone: str


def standing(
    day: date, zone: ZoneInfo, *, at: datetime, site_id: UUID | None = None, membership_id: UUID | None = None
) -> list[Standing]:
    """Return the sessions of a day and the state of their rosters, by start. Three queries."""
    return standing_of(sessions.between(day, day, zone, site_id=site_id, membership_id=membership_id), at=at)


def standing_of(rows: Sequence[SessionRow], *, at: datetime) -> list[Standing]:
    """Return the state of the rosters of some sessions, in their order. One query; none without sessions."""
    if not rows:
        return []
    found = Attendance.objects.filter(session__in=[row.id for row in rows], voided_at=None)
    taken = dict(found.values_list("session").annotate(count=Count("id")))
    return [_standing(row, taken.get(row.id, 0), at) for row in rows]


def zone_of(session: SessionRow) -> ZoneInfo:
    """Return the time zone in which a session's times are."""
    zone = session.starts.tzinfo
    if not isinstance(zone, ZoneInfo):
        message = "A session's times are in the zone of its site."
        raise TypeError(message)
    return zone


def typed(row: RosterRow, session: SessionRow) -> tuple[str, str]:
    """Return the times that a row shows: those taken, else those of the session."""
    zone = zone_of(session)
    taken = row.taken
    arrived = taken.arrived if taken and taken.arrived else session.starts
    left = taken.left if taken and taken.left else session.ends
    return clock.written(arrived, zone), clock.written(left, zone)


def _standing(row: SessionRow, taken: int, at: datetime) -> Standing:
    if row.is_cancelled:
        return Standing(row, taken, "Canceled", "")
    if row.taken and taken >= row.taken:
        return Standing(row, taken, "Taken", "success")
    if taken:
        return Standing(row, taken, f"{taken} of {row.taken}", "warn")
    if not row.taken:
        return Standing(row, taken, "Nobody planned", "")
    return Standing(row, taken, "Not taken", "warn" if at > row.ends else "")


def _taken(session: SessionRow) -> dict[UUID, Taken]:
    zone = zone_of(session)
    found = Attendance.objects.filter(session=session.id, voided_at=None).select_related("taken_by")
    return {
        row.client_id: Taken(
            row.pk, row.version, Status(row.status), row.mode, row.location,
            row.arrived_at.astimezone(zone) if row.arrived_at else None,
            row.left_at.astimezone(zone) if row.left_at else None,
            row.minutes, row.reason, row.guests, str(row.taken_by), row.taken_at.astimezone(zone),
            row.signed_at is not None,
        )
        for row in found
    }  # fmt: skip


def _asked(clients: QuerySet[Client], since: datetime) -> QuerySet[Any]:
    """Return clients with what a row says beside their names: one query for all of it."""
    places = TelehealthPlace.objects.filter(client=OuterRef("pk")).order_by("-at", "-id")
    tried = Outreach.objects.filter(client=OuterRef("pk"), at__gte=since)
    counted = tried.order_by().values("client").annotate(n=Count("pk")).values("n")
    asked: QuerySet[Any] = clients.annotate(
        written=written(),
        place=Subquery(places.values("place")[:1]),
        attempts=Coalesce(Subquery(counted), 0),
        is_reached=Exists(tried.filter(outcome=Outcome.REACHED)),
        is_known=Exists(Demographics.objects.filter(client=OuterRef("pk"))),
    )
    return asked
