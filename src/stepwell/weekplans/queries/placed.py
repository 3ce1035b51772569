"""The sessions of a site's week as planning reads them, and who is planned for each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Q

from stepwell.platform.tenancy.models import Site
from stepwell.platform.walls.together import Reading, Steps, asking, side_by_side
from stepwell.scheduling.actions.conflicts import covers
from stepwell.scheduling.models import GroupMembership, Seat, Session, SessionStaff
from stepwell.scheduling.rules.weeks import Week
from stepwell.scheduling.vocabulary import Mode, SessionKind, StaffRole
from stepwell.weekplans.models import GroupNeeds
from stepwell.weekplans.queries import lessons
from stepwell.weekplans.queries.lessons import Lesson
from stepwell.weekplans.rules.facts import SessionFacts


@dataclass(frozen=True)
class Row:
    """A session, with who leads it, what its group asks for, and what it teaches."""

    session: Session
    leader: UUID | None
    needs: GroupNeeds | None
    minimum: int
    is_co_led: bool
    lesson: Lesson | None = None


@dataclass(frozen=True)
class Places:
    """Who is planned where: clients by session of the week, groups by client in the week and in the one before."""

    by_session: Mapping[UUID, set[UUID]]
    series: Mapping[UUID, set[UUID]]
    last_week: Mapping[UUID, set[UUID]]


def reading_sessions(site: Site, week: Week, which: Q | None) -> Steps[tuple[dict[UUID, Row], list[tuple[UUID, UUID]]]]:
    """Read some sessions of a week by start, with who has a seat of their own there; None asks nothing. One step."""
    if which is None:
        return {}, []
    asked = Session.objects.filter(which, site=site.pk, day__range=(week.first, week.last))
    found = asked.select_related("series").defer("slot").order_by("starts_at", "id")
    led = SessionStaff.objects.filter(session__in=asked.values("pk"), removed_at=None).defer("slot")
    seats = Seat.objects.filter(session__in=asked.values("pk"), removed_at=None, voided_at=None)
    seated = seats.values_list("session_id", "client_id")
    needed = GroupNeeds.objects.filter(site=site.pk)
    teaching = Reading(lessons.reading_taught(week.first, week.last, site_id=site.pk))
    yield from side_by_side(teaching, Reading(asking(found, led, seated, needed)))
    leaders = {row.session_id: row.membership_id for row in led if row.role == StaffRole.LEADER}
    co_led = {row.session_id for row in led if row.role == StaffRole.CO_LEADER}
    needs: dict[UUID | None, GroupNeeds] = {row.series_id: row for row in needed}
    rows = {
        row.pk: Row(
            row,
            leaders.get(row.pk),
            needs.get(row.series_id),
            min(row.series.minimum, row.capacity) if row.series else 0,
            row.pk in co_led,
            teaching.result.get(row.pk),
        )
        for row in found
    }
    return rows, list(seated)


def reading_belonging(site: Site, week: Week) -> Steps[list[GroupMembership]]:
    """Read who belongs to the groups of a site in a week and the one before."""
    before = Week(week.first - timedelta(days=7))
    found = GroupMembership.objects.filter(
        Q(to_on=None) | Q(to_on__gte=before.first), series__site=site.pk, from_on__lte=week.last, voided_at=None
    )
    yield [found]
    return list(found)


def placed(
    week: Week, sessions: Mapping[UUID, Row], seated: Iterable[tuple[UUID, UUID]], belongs: Iterable[GroupMembership]
) -> Places:
    """Return who is planned where.

    seated   sessions and clients with a seat of their own there
    belongs  who belongs to groups in the week, or the one before
    """
    by_session: dict[UUID, set[UUID]] = defaultdict(set)
    series: dict[UUID, set[UUID]] = defaultdict(set)
    last_week: dict[UUID, set[UUID]] = defaultdict(set)
    members: dict[UUID, list[GroupMembership]] = defaultdict(list)
    for each in belongs:
        members[each.series_id].append(each)
        if each.from_on < week.first:
            last_week[each.client_id].add(each.series_id)
        if each.to_on is None or each.to_on >= week.first:
            series[each.client_id].add(each.series_id)
    for key, row in sessions.items():
        mine = members[row.session.series_id] if row.session.series_id else []
        by_session[key].update(each.client_id for each in mine if covers(each, row.session))
    for key, client_id in seated:
        by_session[key].add(client_id)
    return Places(by_session, series, last_week)


def facts_of(row: Row, places: Places) -> SessionFacts:
    """Return a session as the rules know it."""
    session, needs, lesson = row.session, row.needs, row.lesson
    return SessionFacts(
        id=str(session.pk),
        kind=SessionKind(session.kind),
        starts=session.starts_at,
        ends=session.ends_at,
        break_minutes=session.break_minutes,
        program=str(session.program_id),
        series=str(session.series_id) if session.series_id else None,
        leader=str(row.leader) if row.leader else None,
        room=str(session.room_id) if session.room_id else None,
        is_video=session.mode == Mode.VIDEO or (session.mode == Mode.HYBRID and session.room_id is None),
        capacity=session.capacity,
        minimum=row.minimum,
        clients=frozenset(map(str, places.by_session.get(session.pk, ()))),
        credentials=frozenset(needs.credentials) if needs else frozenset(),
        language=needs.language if needs else "",
        group_for=needs.group_for if needs else "",
        is_closed=bool(needs and (needs.is_closed or (needs.by_module and lesson and not lesson.begins_module))),
        lesson=lesson_name(lesson.curriculum_id, lesson.number) if lesson and not lesson.may_repeat else None,
        is_co_led=row.is_co_led,
    )


def lesson_name(curriculum_id: UUID, number: int) -> str:
    """Return what documents call a lesson; 1 is the first."""
    return f"{curriculum_id}:{number}"
