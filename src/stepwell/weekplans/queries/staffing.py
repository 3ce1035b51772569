"""Who leads a site's sessions or could: hours, leave, credentials, and what they do besides."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from stepwell.clients.models import CareAssignment, Episode
from stepwell.clients.vocabulary import CareKind
from stepwell.people.models import Credential
from stepwell.people.queries.holders import holders
from stepwell.platform.tenancy.models import Membership, Site
from stepwell.platform.walls.together import Reading, Steps, asking, read, side_by_side
from stepwell.scheduling.models import SessionStaff
from stepwell.scheduling.profiles import reading_profile
from stepwell.scheduling.queries.reach import LEADERS
from stepwell.scheduling.rules.weeks import Week
from stepwell.scheduling.vocabulary import StaffRole
from stepwell.weekplans.models import ClientTime, StaffTime
from stepwell.weekplans.rules.facts import StaffFacts
from stepwell.weekplans.rules.times import WHOLE_DAY, Span, Weekly, away_times, minute, work_times


def able(site: Site) -> QuerySet[Membership, UUID]:
    """Return the query for the keys of who may lead groups at the site now."""
    return holders(LEADERS, site_ids=[site.pk], at=Now()).values_list("pk", flat=True)


Busy = dict[UUID, dict[date, list[Span]]]


def reading_busy(site: Site, week: Week, staff: set[UUID], *, besides: Collection[UUID]) -> Steps[Busy]:
    """Read what members of staff do, by day, on the site's clock.

    besides  sessions whose leading does not count
    """
    zone = ZoneInfo(site.time_zone)
    held = SessionStaff.objects.filter(
        membership__in=staff, removed_at=None, session__cancelled_at=None, session__day__range=(week.first, week.last)
    )
    rows = held.values_list(
        "membership_id", "role", "session_id", "session__series_id", "session__starts_at", "session__ends_at"
    )
    yield [rows]
    found: Busy = defaultdict(lambda: defaultdict(list))
    for who, role, session, series, starts, ends in rows:
        if role == StaffRole.LEADER and session in besides and series:
            continue
        start, end = starts.astimezone(zone), ends.astimezone(zone)
        until = minute(end.time()) if end.date() == start.date() else WHOLE_DAY[1]
        found[who][start.date()].append((minute(start.time()), until))
    return found


def reading_staff(site: Site, week: Week, leaders: set[UUID]) -> Steps[list[StaffFacts]]:
    """Read who leads or could, by id. One step."""
    times = StaffTime.objects.filter(Q(site=site.pk) | Q(is_away=True), membership__in=leaders, voided_at=None)
    credentials = Credential.objects.filter(
        Q(expires_on=None) | Q(expires_on__gte=week.last), membership__in=leaders, withdrawn_on=None
    )
    yield times, credentials
    hours: dict[UUID, list[Weekly]] = defaultdict(list)
    leave: dict[UUID, list[Weekly]] = defaultdict(list)
    for row in times:
        (leave if row.is_away else hours)[row.membership_id].append(weekly(row))
    held: dict[UUID, list[Credential]] = defaultdict(list)
    for one in credentials:
        held[one.membership_id].append(one)
    return [
        StaffFacts(
            str(key),
            work_times(week, hours[key], ever=bool(hours[key])),
            away_times(week, leave[key]),
            frozenset(one.kind for one in held[key]),
            frozenset({site.state, *(one.state for one in held[key] if one.state)}),
        )
        for key in sorted(leaders)
    ]


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

    Two queries.
    """
    by_site = {site.pk: site for site in sites}
    in_care = Episode.objects.filter(client=OuterRef("client"), closed_on=None, voided_at=None)
    found = CareAssignment.objects.filter(
        Exists(in_care), kind=CareKind.PRIMARY, ends_at=None, client__site__in=list(by_site)
    )
    counted = found.values_list("client__site", "membership").annotate(count=Count("client", distinct=True))
    rows = list(counted)
    people = Membership.objects.filter(pk__in={each[1] for each in rows})
    counting = {key: Reading(reading_profile(site, on=on)) for key, site in by_site.items()}
    read(side_by_side(Reading(asking(people)), *counting.values()))
    names = {one.pk: str(one) for one in people}
    most = {key: one.result.caseload_most for key, one in counting.items()}
    return sorted(
        (Caseload(names.get(who, ""), by_site[site].name, count, most[site]) for site, who, count in rows),
        key=lambda one: (one.site, -one.clients, one.name),
    )


def weekly(row: ClientTime | StaffTime, *, adds: bool = False) -> Weekly:
    """Return a time as the rules know it."""
    return Weekly(frozenset(row.weekdays), row.starts, row.ends, row.from_on, row.to_on, adds)
