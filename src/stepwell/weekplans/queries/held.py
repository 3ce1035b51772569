"""Sessions of a week as `rules.facts` has them: what each is, who leads it, who is planned for it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from stepwell.platform.tenancy.models import Site
from stepwell.scheduling.actions.conflicts import covers
from stepwell.scheduling.models import GroupMembership, Seat, Session, SessionStaff
from stepwell.scheduling.rules.weeks import Week
from stepwell.scheduling.vocabulary import CancelReason, Mode, SessionKind, StaffRole
from stepwell.weekplans.models import GroupNeeds
from stepwell.weekplans.queries import lessons
from stepwell.weekplans.queries.lessons import Lesson
from stepwell.weekplans.rules.facts import SessionFacts

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Places:
    """Who is planned where: clients by session of the week, groups by client in the week and in the one before.

    taken      how many are planned for each session, whoever may see them
    kept_from  clients of the site who must not meet somebody of another site in a session
    """

    by_session: dict[UUID, set[UUID]]
    series: dict[UUID, set[UUID]]
    last_week: dict[UUID, set[UUID]]
    taken: Mapping[UUID, int] = field(default_factory=dict)
    kept_from: Mapping[UUID, set[UUID]] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """A session, who leads it, what its group asks, the fewest people, what it teaches."""

    session: Session
    leader: UUID | None
    needs: GroupNeeds | None
    minimum: int
    is_co_led: bool
    lesson: Lesson | None = None


def sessions_of(
    site: Site,
    week: Week,
    *,
    clients: Collection[UUID] = (),
    besides: frozenset[UUID] = frozenset(),
    canceled_for: CancelReason | None = None,
) -> dict[UUID, Row]:
    """Return the sessions that stand and some besides, or the groups that were canceled for a reason.

    clients  of the site: with what they are planned for at other sites, and the groups by video open to them there
    """
    which = Q(cancel_reason=canceled_for, series__isnull=False) if canceled_for else Q(cancelled_at=None)
    here = (which | Q(pk__in=besides)) & Q(site=site.pk, day__range=(week.first, week.last))
    found = list(
        Session.objects.filter(here | _elsewhere(site, week, clients) if clients else here)
        .select_related("series", "site")
        .order_by("starts_at", "id")
    )
    sites = {site.pk, *(row.site_id for row in found)}
    led = list(SessionStaff.objects.filter(session__in=found, removed_at=None))
    leaders = {row.session_id: row.membership_id for row in led if row.role == StaffRole.LEADER}
    co_led = {row.session_id for row in led if row.role == StaffRole.CO_LEADER}
    needs: dict[UUID | None, GroupNeeds] = {row.series_id: row for row in GroupNeeds.objects.filter(site__in=sites)}
    taught = lessons.taught(week.first - _DAY, week.last + _DAY, site_ids=sites)  # days of other sites' clocks
    return {
        row.pk: Row(
            row,
            leaders.get(row.pk),
            needs.get(row.series_id),
            min(row.series.minimum, row.capacity) if row.series else 0,
            row.pk in co_led,
            taught.get(row.pk),
        )
        for row in found
    }


def _elsewhere(site: Site, week: Week, clients: Collection[UUID]) -> Q:
    """Return which sessions of other sites concern clients in a week: open to them, or with one of them in it."""
    first, end = week.instants(ZoneInfo(site.time_zone))
    within = ~Q(site=site.pk) & Q(starts_at__gte=first, starts_at__lt=end, cancelled_at=None)
    groups = GroupMembership.objects.filter(
        Q(to_on=None) | Q(to_on__gte=OuterRef("day")), client__in=clients, voided_at=None, series=OuterRef("series"),
        from_on__lte=OuterRef("day"),
    )  # fmt: skip
    seats = Seat.objects.filter(client__in=clients, voided_at=None, removed_at=None, session=OuterRef("pk"))
    return within & (Q(series__is_shared=True, mode=Mode.VIDEO) | Q(Exists(groups)) | Q(Exists(seats)))


def places_of(site: Site, week: Week, sessions: Mapping[UUID, Row], clients: Collection[UUID]) -> Places:
    """Return who is planned where in a week, and who was in which group in the week before. Four queries.

    clients  of the site
    """
    before = Week(week.first - timedelta(days=7))
    belongs = list(
        GroupMembership.objects.filter(
            Q(to_on=None) | Q(to_on__gte=before.first),
            Q(series__site=site.pk) | Q(series__in={row.session.series_id for row in sessions.values()}),
            from_on__lte=week.last,
            voided_at=None,
        )
    )
    found = Places(defaultdict(set), defaultdict(set), defaultdict(set), *_told(sessions, clients))
    for each in belongs:
        if each.from_on <= before.last:
            found.last_week[each.client_id].add(each.series_id)
        if each.to_on is None or each.to_on >= week.first:
            found.series[each.client_id].add(each.series_id)
    belong: dict[UUID, list[GroupMembership]] = defaultdict(list)
    for each in belongs:
        belong[each.series_id].append(each)
    for row in sessions.values():
        members = belong[row.session.series_id] if row.session.series_id else []
        found.by_session[row.session.pk].update(each.client_id for each in members if covers(each, row.session))
    seats = Seat.objects.filter(session__in=list(sessions), removed_at=None, voided_at=None)
    for session_id, client_id in seats.values_list("session_id", "client_id"):
        found.by_session[session_id].add(client_id)
    return found


def _told(sessions: Collection[UUID], clients: Collection[UUID]) -> tuple[dict[UUID, int], dict[UUID, set[UUID]]]:
    apart: dict[UUID, set[UUID]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_id, taken FROM stepwell.session_loads(%s)", [list(sessions)])
        taken = dict(cursor.fetchall())
        cursor.execute("SELECT session_id, client_id FROM stepwell.kept_from(%s, %s)", [list(sessions), list(clients)])
        for session_id, client_id in cursor.fetchall():
            apart[session_id].add(client_id)
    return taken, apart


def session_facts(row: Row, places: Places, site: Site) -> SessionFacts:
    """Return a session as the rules of a site's week know it."""
    session, needs, lesson = row.session, row.needs, row.lesson
    is_elsewhere = session.site_id != site.pk
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
        lesson=name_of(lesson.curriculum_id, lesson.number) if lesson and not lesson.may_repeat else None,
        is_co_led=row.is_co_led,
        site=str(session.site_id) if is_elsewhere else "",
        is_shared=bool(is_elsewhere and session.series and session.series.is_shared and session.mode == Mode.VIDEO),
        taken=places.taken.get(session.pk),
        kept_from=frozenset(map(str, places.kept_from.get(session.pk, ()))),
    )


def name_of(curriculum_id: UUID, number: int) -> str:
    """Return what a lesson is called in documents."""
    return f"{curriculum_id}:{number}"
