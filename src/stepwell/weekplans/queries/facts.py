"""The facts of one site's week, as `rules.facts` has them. Asked by a job: planning looks at everybody's week."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from stepwell.clients.models import CareAssignment, Demographics, Episode
from stepwell.clients.vocabulary import CareKind
from stepwell.people.models import Room
from stepwell.platform.tenancy.models import Site
from stepwell.scheduling.models import ClosedDay
from stepwell.scheduling.ordered import orders_in
from stepwell.scheduling.profiles import profile_of
from stepwell.scheduling.rules.weeks import Week
from stepwell.scheduling.vocabulary import CancelReason
from stepwell.weekplans.models import ApartPair, ClientNeeds, ClientTime
from stepwell.weekplans.queries import lessons, paying, staffing
from stepwell.weekplans.queries.held import Places, Row, name_of, places_of, session_facts, sessions_of
from stepwell.weekplans.queries.staffing import weekly
from stepwell.weekplans.rules.facts import ClientFacts, SessionFacts, StaffFacts, WeekFacts
from stepwell.weekplans.rules.times import Weekly, away_times, come_times

_ENGLISH = "en"


@dataclass(frozen=True)
class Standing:
    """That a week is to be mended. `standing` are sessions that count as standing although they are canceled."""

    standing: frozenset[UUID] = frozenset()


def week_facts(
    site: Site,
    monday: date,
    *,
    today: date,
    weights: Mapping[str, int],
    pinned: Iterable[UUID] = (),
    pins: Mapping[str, Iterable[str]] = MappingProxyType({}),
    mending: Standing | None = None,
    opens: bool = False,
) -> WeekFacts:
    """Return what a site's week is planned from.

    today    the day by which authorizations are counted
    pinned   clients who stay where they are
    pins     by client: sessions in which they have a seat whatever else
    mending  also who else could lead, and what everybody does besides
    opens    whether groups may move: also that, and the groups canceled because the site is closed
    """
    week = Week(monday)
    programs = _programs(site, week)
    sessions = sessions_of(site, week, clients=programs, besides=mending.standing if mending else frozenset())
    places = places_of(site, week, sessions, programs)
    clients = _clients(site, week, programs, places, sessions, today=today, pinned=set(pinned), is_mended=bool(mending))
    facts = tuple(session_facts(row, places, site) for row in sessions.values())
    leaders = {each.leader for each in sessions.values() if each.leader and each.session.site_id == site.pk}
    staff, spare = _staff(site, week, facts, leaders, is_wider=bool(mending or opens))
    lost = sessions_of(site, week, canceled_for=CancelReason.CLOSED) if opens else {}
    apart = ApartPair.objects.filter(voided_at=None).values_list("client_id", "other_id")
    return WeekFacts(
        week=week,
        zone=ZoneInfo(site.time_zone),
        site=str(site.pk),
        state=site.state,
        profile=profile_of(site, on=monday),
        rooms={str(row.pk): row.seats for row in Room.objects.filter(site=site.pk)},
        staff=staff,
        spare=spare,
        clients=tuple(replace(one, pins=frozenset(pins.get(one.id, ()))) for one in clients),
        sessions=facts,
        apart=tuple((str(first), str(second)) for first, second in apart),
        weights=dict(weights),
        closed=_closed(site, week) if opens else frozenset(),
        lost=tuple(session_facts(row, Places({}, {}, {}), site) for row in lost.values()),
        others={str(row.session.site_id): row.session.site.state for row in sessions.values()},
    )


def _staff(
    site: Site, week: Week, facts: Collection[SessionFacts], leaders: set[UUID], *, is_wider: bool
) -> tuple[tuple[StaffFacts, ...], tuple[StaffFacts, ...]]:
    """Return who leads, at other sites what is shared too, and who else could.

    is_wider  whether anybody else is asked about, and what everybody does besides
    """
    shared = [one for one in facts if one.is_shared and one.leader]
    guests = {UUID(str(one.leader)) for one in shared}
    spare = staffing.able(site) - leaders if is_wider else set()
    planned = {UUID(one.id) for one in facts if one.is_shared or not one.site}
    busy = staffing.busy(site, week, leaders | spare | guests, besides=planned) if is_wider else {}
    staff = {
        UUID(key): replace(one, busy=busy.get(UUID(key), {}))
        for key, one in staffing.staff_facts(site, week, leaders | spare, shared)
    }
    return (
        tuple(one for key, one in staff.items() if key in leaders | guests),
        tuple(one for key, one in staff.items() if key in spare - guests),
    )


def _closed(site: Site, week: Week) -> frozenset[date]:
    found = ClosedDay.objects.filter(site=site.pk, voided_at=None, day__range=(week.first, week.last))
    return frozenset(found.values_list("day", flat=True))


def _clients(
    site: Site,
    week: Week,
    programs: Mapping[UUID, UUID],
    places: Places,
    sessions: Mapping[UUID, Row],
    *,
    today: date,
    pinned: set[UUID],
    is_mended: bool,
) -> Iterable[ClientFacts]:
    ids = sorted(programs)
    times: dict[UUID, list[Weekly]] = defaultdict(list)
    wishes: dict[UUID, list[Weekly]] = defaultdict(list)
    for row in ClientTime.objects.filter(client__in=ids, voided_at=None):
        (wishes if row.is_wish else times)[row.client_id].append(weekly(row, adds=row.can_come and not row.is_wish))
    needs = {row.client_id: row for row in ClientNeeds.objects.filter(client__in=ids)}
    spoken = {row.client_id: row for row in Demographics.objects.filter(client__in=ids)}
    therapists = _therapists(ids)
    orders = orders_in(dict.fromkeys(ids, week))
    days = paying.day_minutes(site, week, programs, orders, strictest=is_mended)
    left = paying.days_left(ids, week, today)
    had = lessons.taken({row.session.site_id for row in sessions.values()} | {site.pk}, ids, before=week.first)
    program_of = {row.session.series_id: row.session.program_id for row in sessions.values() if row.session.series_id}
    for key in ids:
        need = needs.get(key, ClientNeeds())
        mine = {program_of[series] for series in places.series.get(key, ()) if series in program_of}
        yield ClientFacts(
            id=str(key),
            order=orders.get(key),
            free=come_times(week, times[key]),
            programs=tuple(map(str, [programs[key], *sorted(mine - {programs[key]})])),
            languages=_languages(spoken.get(key)),
            on_site=need.on_site,
            by_video=need.by_video,
            state=need.state,
            group_for=need.group_for,
            therapist=therapists.get(key),
            day_minutes=days.get(key),
            days_left=left.get(key),
            series=frozenset(map(str, places.series.get(key, ()))),
            last_week=frozenset(map(str, places.last_week.get(key, ()))),
            is_pinned=key in pinned,
            taken=frozenset(name_of(*each) for each in had.get(key, ())),
            prefers=away_times(week, wishes[key]),
        )


def _programs(site: Site, week: Week) -> dict[UUID, UUID]:
    """Return who is in care at the site in the week, with the program of their latest episode."""
    episodes = Episode.objects.filter(
        Q(closed_on=None) | Q(closed_on__gte=week.first),
        program__site=site.pk,
        opened_on__lte=week.last,
        voided_at=None,
    )
    return dict(episodes.order_by("opened_on").values_list("client_id", "program_id"))


def _languages(spoken: Demographics | None) -> frozenset[str]:
    """Return what a client speaks: their language, and English unless they need an interpreter."""
    if spoken is None:
        return frozenset({_ENGLISH})
    return frozenset({spoken.language} if spoken.needs_interpreter else {spoken.language, _ENGLISH})


def _therapists(ids: list[UUID]) -> dict[UUID, str]:
    found = CareAssignment.objects.filter(client__in=ids, kind=CareKind.PRIMARY, ends_at=None)
    return {client: str(member) for client, member in found.values_list("client_id", "membership_id")}
