"""Who leads a site's sessions or could: hours, leave, credentials, and what they do besides."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Now

from stepwell.clients.models import CareAssignment, Episode
from stepwell.clients.vocabulary import CareKind
from stepwell.people.models import Credential
from stepwell.people.queries.holders import holders
from stepwell.platform.tenancy.models import Membership, Site
from stepwell.scheduling.models import SessionStaff
from stepwell.scheduling.profiles import profile_of
from stepwell.scheduling.queries.reach import LEADERS
from stepwell.scheduling.rules.weeks import Week
from stepwell.scheduling.vocabulary import StaffRole
from stepwell.weekplans.models import ClientTime, StaffTime
from stepwell.weekplans.rules.facts import SessionFacts, StaffFacts
from stepwell.weekplans.rules.occupied import day_of, span_of
from stepwell.weekplans.rules.times import WHOLE_DAY, Span, Weekly, away_times, joined, minute, work_times


def able(site: Site) -> set[UUID]:
    """Return who may lead groups at the site now."""
    return {one.pk for one in holders(LEADERS, site_ids=[site.pk], at=Now())}


def busy(site: Site, week: Week, staff: set[UUID], *, besides: Collection[UUID]) -> dict[UUID, dict[date, list[Span]]]:
    """Return what members of staff do, by day, on the site's clock.

    besides  sessions whose leading does not count
    """
    zone = ZoneInfo(site.time_zone)
    held = SessionStaff.objects.filter(
        membership__in=staff, removed_at=None, session__cancelled_at=None, session__day__range=(week.first, week.last)
    ).select_related("session")
    found: dict[UUID, dict[date, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for row in held:
        if row.role == StaffRole.LEADER and row.session_id in besides and row.session.series_id:
            continue
        start, end = row.session.starts_at.astimezone(zone), row.session.ends_at.astimezone(zone)
        until = minute(end.time()) if end.date() == start.date() else WHOLE_DAY[1]
        found[row.membership_id][start.date()].append((minute(start.time()), until))
    return found


def staff_facts(
    site: Site, week: Week, leaders: set[UUID], shared: Iterable[SessionFacts] = ()
) -> Iterator[tuple[str, StaffFacts]]:
    """Yield who leads or could, by id.

    shared  sessions of other sites, with leaders: they are at work there then if their hours there say so
    """
    led: dict[UUID, list[SessionFacts]] = defaultdict(list)
    for session in shared:
        led[UUID(str(session.leader))].append(session)
    everybody = leaders | set(led)
    hours: dict[tuple[UUID, UUID], list[Weekly]] = defaultdict(list)
    leave: dict[UUID, list[Weekly]] = defaultdict(list)
    for row in StaffTime.objects.filter(membership__in=everybody, voided_at=None):
        if row.is_away:
            leave[row.membership_id].append(weekly(row))
        else:
            hours[row.membership_id, row.site_id].append(weekly(row))
    sites = {str(row.pk): row for row in Site.objects.filter(pk__in={one.site for one in shared})} if led else {}
    held: dict[UUID, list[Credential]] = defaultdict(list)
    for one in Credential.objects.filter(
        Q(expires_on=None) | Q(expires_on__gte=week.last), membership__in=everybody, withdrawn_on=None
    ):
        held[one.membership_id].append(one)
    for key in sorted(everybody):
        is_guest = key not in leaders
        mine = hours[key, site.pk]
        at_work = {day: [] for day in week.days} if is_guest else work_times(week, mine, ever=bool(mine))
        for session in led[key]:
            there = hours[key, UUID(session.site)]
            if _works(session, ZoneInfo(sites[session.site].time_zone), there):
                day, span = _when(session, ZoneInfo(site.time_zone))
                at_work[day] = joined([*at_work.get(day, []), span])
        states = {sites[one.site].state for one in led[key]} | (set() if is_guest else {site.state})
        yield (
            str(key),
            StaffFacts(
                str(key),
                at_work,
                away_times(week, leave[key]),
                frozenset(one.kind for one in held[key]),
                frozenset({*states, *(one.state for one in held[key] if one.state)}),
                is_guest=is_guest,
            ),
        )


def _works(session: SessionFacts, zone: ZoneInfo, hours: Sequence[Weekly]) -> bool:
    """Return whether somebody is at work for a session, by their hours at its site: at any time without hours."""
    day, (start, end) = _when(session, zone)
    at_work = joined(one.span for one in hours if one.holds(day))
    return not hours or any(first <= start and end <= last for first, last in at_work)


def _when(session: SessionFacts, zone: ZoneInfo) -> tuple[date, Span]:
    return day_of(session.starts, zone), span_of(session.starts, session.ends, zone)


@dataclass(frozen=True, slots=True)
class Caseload:
    """How many clients in care somebody is the primary counselor of at a site, and how many are allowed there."""

    name: str
    site: str
    clients: int
    most: int | None

    @property
    def is_over(self) -> bool:
        """Whether that is more than is allowed."""
        return self.most is not None and self.clients > self.most


def caseloads(sites: Iterable[Site], *, on: date) -> list[Caseload]:
    """Return who is primary counselor of how many clients in care, by site and name, as far as the actor sees.

    Two queries, and one a site for how it counts.
    """
    by_site = {site.pk: site for site in sites}
    in_care = Episode.objects.filter(client=OuterRef("client"), closed_on=None, voided_at=None)
    found = CareAssignment.objects.filter(
        Exists(in_care), kind=CareKind.PRIMARY, ends_at=None, client__site__in=list(by_site)
    )
    counted = found.values_list("client__site", "membership").annotate(count=Count("client", distinct=True))
    rows = list(counted)
    names = {one.pk: str(one) for one in Membership.objects.filter(pk__in={each[1] for each in rows})}
    most = {key: profile_of(site, on=on).caseload_most for key, site in by_site.items()}
    return sorted(
        (Caseload(names.get(who, ""), by_site[site].name, count, most[site]) for site, who, count in rows),
        key=lambda one: (one.site, -one.clients, one.name),
    )


def weekly(row: ClientTime | StaffTime, *, adds: bool = False) -> Weekly:
    """Return a time as the rules know it."""
    return Weekly(frozenset(row.weekdays), row.starts, row.ends, row.from_on, row.to_on, adds)
