"""What was answered: courses for the chart, what waits on Today, what a visitor answered so far."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Now

from stepwell.assessments import library
from stepwell.assessments.models import Answer, Discussion, MeasureRequest, MeasureSchedule, Response
from stepwell.assessments.queries.weekly import program_on, told
from stepwell.assessments.rules import schedules
from stepwell.assessments.rules.courses import Course, Point, course, is_worse
from stepwell.assessments.rules.definitions import Definition
from stepwell.assessments.rules.schedules import Rhythm
from stepwell.assessments.rules.sending import Weekly
from stepwell.assessments.rules.walks import Walk, walk
from stepwell.clients.models import CareAssignment
from stepwell.clients.vocabulary import CareKind
from stepwell.platform.tenancy.models import Organization

MOST_REQUESTS = 20
LINK_LASTS = timedelta(days=7)
LOOK_BACK = timedelta(days=30)  # an answer older than this is history, not work


@dataclass(frozen=True)
class Measure:
    """One instrument in a client's chart.

    responses  those that count, oldest first
    """

    definition: Definition
    responses: list[Response]
    points: list[Point]
    course: Course | None

    @property
    def last(self) -> Response:
        """The newest."""
        return self.responses[-1]


@dataclass(frozen=True)
class Due:
    """An instrument that is due, for whom, since when.

    sends_link  a link to it goes out by itself
    in_care     whether the client is in care on the day asked for, as far as the actor sees
    weekly      when links go out in the client's program; None if it goes by the day on which something is due
    """

    client_id: UUID
    name: str
    record_number: str
    definition: Definition
    due_on: date
    sends_link: bool
    in_care: bool
    weekly: Weekly | None


@dataclass(frozen=True)
class Look:
    """An answer that somebody should look at: critical, or reliably worse."""

    response: Response
    name: str
    definition: Definition
    is_worse: bool


def responses_of(client_id: UUID) -> list[Response]:
    """Return everything a client answered, oldest first; those set aside included."""
    return list(Response.objects.filter(client=client_id).select_related("given_by").order_by("taken_at", "id"))


def measures_of(responses: Iterable[Response], *, zone: ZoneInfo) -> list[Measure]:
    """Return the courses of what was answered and not set aside, by the instrument's short name."""
    groups: dict[str, list[Response]] = defaultdict(list)
    for response in responses:
        if response.voided_at is None:
            groups[response.instrument].append(response)
    found = [_measure(group, zone) for group in groups.values()]
    return sorted(found, key=lambda measure: measure.definition.short)


def _measure(group: list[Response], zone: ZoneInfo) -> Measure:
    definition = library.definition(group[-1].instrument, group[-1].version)
    points = [
        Point(response.taken_at.astimezone(zone).date(), response.total)
        for response in group
        if response.total is not None
    ]
    return Measure(definition, group, points, course(definition, points))


def response(response_id: UUID, *, client_id: UUID) -> Response | None:
    """Return one response of a client, or None."""
    mine = Response.objects.filter(pk=response_id, client=client_id)
    return mine.select_related("given_by", "voided_by").first()


def discussions_of(response_id: UUID) -> list[Discussion]:
    """Return what was made of a result, oldest first."""
    return list(
        Discussion.objects.filter(response=response_id).select_related("written_by").order_by("written_at", "id")
    )


def rhythm_of(schedule: MeasureSchedule) -> Rhythm:
    """Return a schedule as the rules know it."""
    return Rhythm(schedule.every_days, schedule.from_on, schedule.to_on)


def open_requests(client_id: UUID) -> list[tuple[MeasureRequest, int]]:
    """Return what a client was asked by link and has not finished, newest first, with the number of answers so far."""
    asked = MeasureRequest.objects.filter(client=client_id, voided_at=None).prefetch_related("responses", "answers")
    return [
        (request, len({(one.instrument, one.item) for one in request.answers.all()}))
        for request in asked.select_related("asked_by").order_by("-asked_at")[:MOST_REQUESTS]
        if len(request.responses.all()) < len(request.instruments)
    ]


def due_of(client_id: UUID, *, on: date, zone: ZoneInfo) -> list[Due]:
    """Return what is due from one client on a day, the longest due first."""
    return _due(MeasureSchedule.objects.filter(client=client_id), on=on, zone=zone)


def due_for(membership_id: UUID, *, on: date, zone: ZoneInfo) -> list[Due]:
    """Return what is due from the clients that a member cares for, the longest due first."""
    return _due(MeasureSchedule.objects.filter(Exists(_cares(membership_id))), on=on, zone=zone)


def due_here(*, on: date, zone: ZoneInfo, ahead: timedelta) -> list[Due]:
    """Return what is due from anybody of the organization, or will be soon, the longest due first. For the job.

    ahead  how far to look ahead of the day, for what has begun by then
    """
    return _due(MeasureSchedule.objects.all(), on=on, zone=zone, ahead=ahead)


def running_of(client_id: UUID, *, on: date, zone: ZoneInfo) -> tuple[list[MeasureSchedule], list[Due]]:
    """Return the schedules of a client that run on a day or begin later, by instrument, and what is due by them.

    One query.
    """
    rows = list(_running(MeasureSchedule.objects.filter(client=client_id), on=on).order_by("instrument", "from_on"))
    return rows, _due_by(rows, on=on, zone=zone)


def _due(running: QuerySet[MeasureSchedule], *, on: date, zone: ZoneInfo, ahead: timedelta = timedelta()) -> list[Due]:
    return _due_by(_running(running.filter(from_on__lte=on), on=on), on=on, zone=zone, ahead=ahead)


def _running(schedules_: QuerySet[MeasureSchedule], *, on: date) -> QuerySet[MeasureSchedule]:
    """Return the schedules that have not ended, each with when it was last answered and the program of its client."""
    answered = Response.objects.filter(client=OuterRef("client"), instrument=OuterRef("instrument"), voided_at=None)
    return (
        schedules_.filter(Q(to_on=None) | Q(to_on__gte=on))
        .annotate(
            last=Subquery(answered.order_by("-taken_at").values("taken_at")[:1]),
            in_program=program_on(on),
        )
        .annotate(told=told())
        .select_related("client")
    )


def _due_by(rows: Iterable[Any], *, on: date, zone: ZoneInfo, ahead: timedelta = timedelta()) -> list[Due]:
    found = []
    for row in rows:
        last = row.last.astimezone(zone).date() if row.last else None
        day = schedules.due_on(rhythm_of(row), last=last if last and last >= row.from_on else None)
        if day is not None and day <= on + ahead and row.from_on <= on:
            found.append(_due_row(row, day))
    return sorted(found, key=lambda due: (due.due_on, due.name, due.definition.short))


def _due_row(row: Any, day: date) -> Due:
    client, definition = row.client, library.newest(row.instrument)
    in_care, weekly = row.in_program is not None, row.told and Weekly(**row.told)
    return Due(client.pk, client.display_name, client.record_number, definition, day, row.sends_link, in_care, weekly)


def to_look_at(membership_id: UUID, *, at: datetime) -> list[Look]:
    """Return the newest answers of a member's clients that are critical or reliably worse, and not yet discussed."""
    others = Response.objects.filter(
        client=OuterRef("client"), instrument=OuterRef("instrument"), voided_at=None, total__isnull=False
    ).exclude(pk=OuterRef("pk"))
    earlier = others.filter(taken_at__lt=OuterRef("taken_at"))
    rows = (
        Response.objects.filter(Exists(_cares(membership_id)), voided_at=None, taken_at__gte=at - LOOK_BACK)
        .filter(~Exists(Discussion.objects.filter(response=OuterRef("pk"))))
        .annotate(
            first=Subquery(earlier.order_by("taken_at").values("total")[:1]),
            before=Subquery(earlier.order_by("-taken_at").values("total")[:1]),
        )
        .select_related("client")
        .order_by("-taken_at", "id")
    )
    return [look for row in rows if (look := _look(row)).is_worse or row.critical]


def _look(row: Any) -> Look:
    definition = library.definition(row.instrument, row.version)
    worse = any(is_worse(definition, total, row.total) for total in (row.first, row.before))
    return Look(row, row.client.display_name, definition, worse)


def _cares(membership_id: UUID) -> QuerySet[CareAssignment]:
    """Return the care that a member takes now of the client of an outer row: a roster or a review is none."""
    in_force = Q(ends_at=None) | Q(ends_at__gt=Now())
    return CareAssignment.objects.filter(
        in_force,
        client=OuterRef("client"),
        membership=membership_id,
        kind__in=[CareKind.PRIMARY, CareKind.TEAM],
        starts_at__lte=Now(),
    )


def clinic_of_visitor() -> str:
    """Return the name of the clinic whose link is open, or "". Runs in the visitor's scope."""
    return Organization.objects.values_list("name", flat=True).first() or ""


def asked_of_visitor(request_id: UUID) -> MeasureRequest | None:
    """Return what the holder of a link is asked, or None if it was withdrawn."""
    return MeasureRequest.objects.filter(pk=request_id, voided_at=None).first()


def given_by_link(request: MeasureRequest) -> dict[str, dict[str, int | None]]:
    """Return what was answered so far, by instrument: the newest answer to each item, None where it was declined."""
    given: dict[str, dict[str, int | None]] = defaultdict(dict)
    for row in Answer.objects.filter(request=request).order_by("answered_at", "created_at"):
        given[row.instrument][row.item] = row.value
    return dict(given)


def walk_of(request: MeasureRequest) -> Walk:
    """Return the way through what was asked. Two queries."""
    definitions = [library.definition(code, version) for code, version in request.asked]
    finished = frozenset(Response.objects.filter(request=request).values_list("instrument", flat=True))
    return walk(definitions, given_by_link(request), finished)
