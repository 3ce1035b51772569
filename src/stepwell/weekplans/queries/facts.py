"""The facts of one site's week, as `rules.facts` has them. Asked by a job: planning looks at everybody's week."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from stepwell.clients.models import Client
from stepwell.people.models import Room
from stepwell.platform.tenancy.models import Membership, Site
from stepwell.platform.walls.together import Reading, Steps, asking, read, side_by_side
from stepwell.scheduling.models import ClosedDay
from stepwell.scheduling.profiles import reading_profile
from stepwell.scheduling.rules.profiles import HoursProfile
from stepwell.scheduling.rules.weeks import Week
from stepwell.scheduling.vocabulary import CancelReason
from stepwell.weekplans.models import ApartPair
from stepwell.weekplans.queries import lessons, paying, staffing
from stepwell.weekplans.queries.in_care import in_care, keys_of, reading_known
from stepwell.weekplans.queries.lessons import Taken
from stepwell.weekplans.queries.placed import (
    Places,
    Row,
    facts_of,
    lesson_name,
    placed,
    reading_belonging,
    reading_sessions,
)
from stepwell.weekplans.rules.facts import ClientFacts, StaffFacts, WeekFacts


@dataclass(frozen=True)
class Standing:
    """That a week is to be mended. `besides`: which sessions count as standing although they are canceled."""

    besides: Q


@dataclass(frozen=True)
class Stays:
    """Clients who stay where they are, and by client the sessions in which they have a seat whatever else.

    sessions  that keep time, room and leader
    """

    clients: Collection[UUID] = ()
    seats: Mapping[str, Iterable[str]] = field(default_factory=dict)
    sessions: Collection[UUID] = ()


NOTHING_STAYS = Stays()


def week_facts(
    site: Site,
    monday: date,
    *,
    today: date,
    weights: Mapping[str, int],
    stays: Stays = NOTHING_STAYS,
    opens: bool = False,
) -> WeekFacts:
    """Return what a site's week is planned from. Two queries.

    today  the day by which authorizations are counted
    opens  whether groups may move: also who else could lead, what everybody does besides, and the groups canceled
           because the site is closed
    """
    facts, _ = read(_reading(site, Week(monday), today=today, stays=stays, opens=opens))
    return replace(facts, weights=dict(weights))


def week_to_mend(site: Site, monday: date, *, today: date, mending: Standing) -> tuple[WeekFacts, dict[str, str]]:
    """Return what a week is mended from, with who else could lead and what everybody does besides. Two queries.

    today    the day by which authorizations are counted
    returns  the facts, and the names of clients, staff and sessions in them by id, as far as the actor sees them
    """
    return read(_reading(site, Week(monday), today=today, stays=NOTHING_STAYS, mending=mending))


@dataclass(frozen=True)
class _Frame:
    """What the site and the week alone name: sessions and who sits there, who is in care, who could lead."""

    profile: HoursProfile
    rooms: dict[str, int]
    sessions: dict[UUID, Row]
    lost: dict[UUID, Row]
    places: Places
    programs: dict[UUID, UUID]
    apart: tuple[tuple[str, str], ...]
    leaders: set[UUID]
    spare: set[UUID]
    closed: frozenset[date]


@dataclass(frozen=True)
class _Known:
    """What is known of those whom the frame names."""

    staff: list[StaffFacts]
    clients: list[ClientFacts]
    names: dict[str, str]


def _reading(
    site: Site, week: Week, *, today: date, stays: Stays, mending: Standing | None = None, opens: bool = False
) -> Steps[tuple[WeekFacts, dict[str, str]]]:
    """Read a week in two steps: what the site and the week alone name, then what is known of whom they named."""
    keys = keys_of(in_care(site, week))
    left = Reading(paying.reading_days_left(keys, week, today))
    had = Reading(lessons.reading_taken(site.pk, keys, before=week.first))
    both = Reading(_reading_both(site, week, mending=mending, opens=opens))
    yield from side_by_side(left, had, both)
    frame, known = both.result
    facts = WeekFacts(
        week=week,
        zone=ZoneInfo(site.time_zone),
        site=str(site.pk),
        state=site.state,
        profile=frame.profile,
        rooms=frame.rooms,
        staff=tuple(one for one in known.staff if UUID(one.id) in frame.leaders),
        spare=tuple(one for one in known.staff if UUID(one.id) in frame.spare),
        clients=tuple(_seated(known.clients, frame, stays, days_left=left.result, had=had.result)),
        sessions=tuple(facts_of(row, frame.places) for row in frame.sessions.values()),
        apart=frame.apart,
        closed=frame.closed,
        lost=tuple(facts_of(row, Places({}, {}, {})) for row in frame.lost.values()),
    )
    return facts, known.names


def _reading_both(site: Site, week: Week, *, mending: Standing | None, opens: bool) -> Steps[tuple[_Frame, _Known]]:
    frame = yield from _reading_frame(site, week, mending=mending, opens=opens)
    known = yield from _reading_known(site, week, frame, is_mended=bool(mending), looks_besides=bool(mending or opens))
    return frame, known


def _reading_frame(site: Site, week: Week, *, mending: Standing | None, opens: bool) -> Steps[_Frame]:
    stands = Q(cancelled_at=None)
    standing = Reading(reading_sessions(site, week, stands | mending.besides if mending else stands))
    fallen = Q(cancel_reason=CancelReason.CLOSED, series__isnull=False) if opens else None
    lost, belonging = Reading(reading_sessions(site, week, fallen)), Reading(reading_belonging(site, week))
    profile = Reading(reading_profile(site, on=week.first))
    rooms, care = Room.objects.filter(site=site.pk), in_care(site, week)
    apart = ApartPair.objects.filter(voided_at=None).values_list("client_id", "other_id")
    able = staffing.able(site) if mending or opens else Membership.objects.none().values_list("pk", flat=True)
    closed = ClosedDay.objects.filter(site=site.pk, voided_at=None, day__range=(week.first, week.last))
    if not opens:
        closed = closed.none()
    yield from side_by_side(standing, lost, belonging, profile, Reading(asking(rooms, care, apart, able, closed)))
    sessions, seated = standing.result
    leaders = {each.leader for each in sessions.values() if each.leader}
    return _Frame(
        profile.result,
        {str(row.pk): row.seats for row in rooms},
        sessions,
        lost.result[0],
        placed(week, sessions, seated, belonging.result),
        dict(care),
        tuple((str(one), str(other)) for one, other in apart),
        leaders,
        set(able) - leaders,
        frozenset(row.day for row in closed),
    )


def _reading_known(site: Site, week: Week, frame: _Frame, *, is_mended: bool, looks_besides: bool) -> Steps[_Known]:
    people = frame.leaders | frame.spare
    staff = Reading(staffing.reading_staff(site, week, people))
    busy = Reading(staffing.reading_busy(site, week, people if looks_besides else set(), besides=frame.sessions))
    clients, names = Reading(reading_known(frame.programs, week)), Reading(_reading_names(frame if is_mended else None))
    yield from side_by_side(staff, busy, clients, names)
    return _Known(
        [replace(one, busy=busy.result.get(UUID(one.id), {})) for one in staff.result],
        list(clients.result.facts(site, week, strictest=is_mended)),
        names.result,
    )


def _reading_names(frame: _Frame | None) -> Steps[dict[str, str]]:
    """Read what the keys of clients and staff in a frame stand for; sessions are named by who knows the clock."""
    if frame is None:
        return {}
    clients = Client.objects.filter(
        pk__in={*frame.programs, *(one for each in frame.places.by_session.values() for one in each)}
    )
    people = Membership.objects.filter(pk__in=frame.leaders | frame.spare)
    yield clients, people
    named = {str(one.pk): one.display_name for one in clients} | {str(one.pk): str(one) for one in people}
    return named | {str(row.session.pk): row.session.title for row in frame.sessions.values()}


def _seated(
    clients: Iterable[ClientFacts], frame: _Frame, stays: Stays, *, days_left: Mapping[UUID, int], had: Taken
) -> Iterator[ClientFacts]:
    """Yield clients with where they sit and what they had."""
    places, sessions = frame.places, [row.session for row in frame.sessions.values()]
    program_of = {row.series_id: str(row.program_id) for row in sessions if row.series_id}
    for one in clients:
        key = UUID(one.id)
        mine = {program_of[series] for series in places.series.get(key, ()) if series in program_of}
        yield replace(
            one,
            programs=(*one.programs, *sorted(mine - set(one.programs))),
            days_left=days_left.get(key),
            series=frozenset(map(str, places.series.get(key, ()))),
            last_week=frozenset(map(str, places.last_week.get(key, ()))),
            is_pinned=key in stays.clients,
            pins=frozenset(stays.seats.get(one.id, ())),
            taken=frozenset(lesson_name(*lesson) for lesson in had.get(key, ())),
        )
