"""Tabs and buttons on pages of the schedule, of a client's record and of staff; who is away, on Today."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from stepwell.clients.models import Client
from stepwell.platform.panels import Tab
from stepwell.platform.questions import Question, answer
from stepwell.platform.tenancy.members import Member
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw_many
from stepwell.platform.walls.rights import RIGHTS, Category, Reach, Role
from stepwell.scheduling.models import GroupSeries, Session
from stepwell.scheduling.queries.sessions import SessionRow
from stepwell.weekplans.queries import lapsing, warnings
from stepwell.weekplans.queries.lessons import taught
from stepwell.weekplans.queries.needs import group_needs
from stepwell.weekplans.vocabulary import BY_LABELS, ENTRY_LABELS, By

# Who plans the weeks of whole sites: who writes the schedule of single clients alone does not mend a week.
PLANNERS = frozenset(
    one.role for one in RIGHTS if one.category == Category.SCHEDULE and one.writes and one.reach == Reach.SITE
)
_ABSENT = "absent"
DAYS = 7  # ahead
LAPSES = 8
LESSONS_AHEAD, LESSONS = 4, 6  # weeks; rows of them

# Who is on leave on a day to come and still leads groups then, of the sites that the asker plans.
AWAY = Question(
    "who is away and leads",
    lambda who: bool(who.roles & PLANNERS),
    "SELECT coalesce(json_agg(json_build_array(f.membership_id, f.name, f.day, f.site_id, f.site, f.count)"
    " ORDER BY f.day, f.name), '[]') FROM ("
    "SELECT t.membership_id, m.name, s.day, s.site_id, p.name AS site, count(*) AS count"
    " FROM weekplans_stafftime t JOIN tenancy_membership m ON m.id = t.membership_id"
    " JOIN scheduling_sessionstaff l ON l.membership_id = t.membership_id AND l.removed_at IS NULL"
    " AND l.role = 'leader' JOIN scheduling_session s ON s.id = l.session_id AND s.cancelled_at IS NULL"
    " AND s.series_id IS NOT NULL JOIN tenancy_site p ON p.id = s.site_id"
    " WHERE t.is_away AND t.voided_at IS NULL AND s.starts_at > %(at)s"
    f" AND s.day BETWEEN greatest(t.from_on, %(today)s) AND least(t.to_on, %(today)s::date + {DAYS})"
    " AND extract(isodow FROM s.day)::int - 1 = ANY (t.weekdays)"
    " AND (s.starts_at AT TIME ZONE p.time_zone)::time < t.ends"
    " AND (s.ends_at AT TIME ZONE p.time_zone)::time > t.starts"
    " AND (SELECT stepwell.everywhere('schedule', true, false)"
    " OR s.site_id = ANY ((SELECT stepwell.sites('schedule', true, false))::uuid[]))"
    " GROUP BY t.membership_id, m.name, s.day, s.site_id, p.name) f",
)


# Whose weeks were changed as a whole in the last days, of the clients that the asker is on the care team of.
CHANGED = Question(
    "weeks that changed",
    lambda who: Role.CLINICIAN in who.roles,
    "SELECT coalesce(json_agg(json_build_array(f.client_id, f.week_on, f.by, f.came, f.went)"
    " ORDER BY f.created_at DESC), '[]') FROM (SELECT w.client_id, w.week_on, w.by, w.came, w.went, w.created_at"
    " FROM weekplans_weekchange w WHERE w.created_at > %(at)s::timestamptz - interval '3 days'"
    " AND w.client_id IN (SELECT a.client_id FROM clients_careassignment a"
    " WHERE a.membership_id = %(me)s AND (a.ends_at IS NULL OR a.ends_at > %(at)s))"
    " ORDER BY w.created_at DESC LIMIT 8) f",
)


# Groups to come whose leader does not hold what the group asks for on the day, at the sites that the asker plans.
LAPSING = Question(
    "leaders without the credential asked for",
    lambda who: bool(who.roles & PLANNERS),
    lapsing.LAPSING.replace("{which}", lapsing.PLANNED).replace("::text", ""),
)


@dataclass(frozen=True, slots=True)
class Changed:
    """A client whose week was changed: how, in words, and by what."""

    client_id: UUID
    name: str
    week_on: date
    said: str
    by: str


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody who is on leave on a day and leads groups then."""

    id: UUID
    name: str
    day: date
    site_id: UUID
    site: str
    count: int


def client_tab(request: HttpRequest, client_id: UUID) -> Tab | None:
    """Return the tab of a client's availability."""
    if not member(request).may(Category.SCHEDULE):
        return None
    return Tab("Availability", reverse("weekplans:client", args=[client_id]))


def weeks_tab(_: HttpRequest, who: Member) -> Tab | None:
    """Return the tab of proposed weeks, for who plans."""
    return Tab("Proposals", reverse("weekplans:proposals")) if who.may(Category.SCHEDULE, writes=True) else None


def certificates_tab(_: HttpRequest, who: Member) -> Tab | None:
    """Return the tab of kept certificates, for who plans or reads the charts of those in them."""
    sees = who.may(Category.SCHEDULE, writes=True) or (who.may(Category.SCHEDULE) and who.may(Category.CHART))
    return Tab("Certificates", reverse("weekplans:certificates")) if sees else None


def staff_tab(_: HttpRequest, __: Member) -> Tab:
    """Return the tab of staff's hours and leave."""
    return Tab("Staff", reverse("weekplans:staff"))


def of_group(request: HttpRequest, series_id: UUID) -> SafeString:
    """Return the way to what a group asks of who leads and who comes."""
    return render_to_string("weekplans/_of_group.html", {"series_id": series_id}, request)


def curricula_tab(_: HttpRequest, __: Member) -> Tab:
    """Return the tab of curricula."""
    return Tab("Curricula", reverse("weekplans:curricula"))


def lessons(request: HttpRequest, series: GroupSeries) -> SafeString | None:
    """Return what a group teaches in its next sessions, for everybody who sees it."""
    today = timezone.now().astimezone(ZoneInfo(series.site.time_zone)).date()
    found = taught(today, today + timedelta(weeks=LESSONS_AHEAD), series_id=series.pk)
    days = dict(Session.objects.filter(pk__in=list(found)).order_by("starts_at").values_list("pk", "day"))
    rows = [(day, str(found[key])) for key, day in days.items()][:LESSONS]
    if not rows:
        return None
    first = found[next(iter(days))]
    entry = ENTRY_LABELS[group_needs(series.pk).entry]
    return render_to_string(
        "weekplans/_group_lessons.html", {"rows": rows, "curriculum": first.curriculum, "entry": entry}, request
    )


def without_credential(request: HttpRequest, series: GroupSeries) -> SafeString | None:
    """Return from when the leader of a group does not hold what it asks for."""
    rows = lapsing.of_group(series.pk, at=timezone.now())
    return render_to_string("weekplans/_group_lapsing.html", {"rows": rows}, request) if rows else None


def lapses(request: HttpRequest, _: Member) -> SafeString | None:
    """Return the groups whose leader does not hold what they ask for on a day to come, for who plans."""
    found = answer(request, LAPSING)
    rows = lapsing.read(found)[:LAPSES] if found else []
    return render_to_string("weekplans/_today_lapsing.html", {"rows": rows}, request) if rows else None


def lesson(_: HttpRequest, session: SessionRow) -> str | None:
    """Return what a session teaches."""
    if session.series_id is None or session.is_cancelled:
        return None
    found = taught(session.day, session.day, series_id=session.series_id).get(session.id)
    return f"{found.curriculum}, {found}." if found else None


def mending_tab(_: HttpRequest, who: Member) -> Tab | None:
    """Return the tab of mending, for who plans whole sites."""
    return Tab("Mending", reverse("weekplans:mending")) if who.roles & PLANNERS else None


def of_session(request: HttpRequest, session: SessionRow) -> SafeString | None:
    """Return the ways from a group session that is to come to what makes up for it."""
    if not member(request).roles & PLANNERS or session.series_id is None or session.is_locked:
        return None
    leader = next((one for one in session.people if one.role == "leader"), None)
    return render_to_string("weekplans/_of_session.html", {"session": session, "leader": leader}, request)


def of_client(request: HttpRequest, client_id: UUID) -> SafeString | None:
    """Return the ways to what makes up for an absence, and to a week for who is admitted."""
    if not member(request).roles & PLANNERS:
        return None
    return render_to_string("weekplans/_of_client.html", {"client_id": client_id}, request)


def of_person(request: HttpRequest, membership_id: UUID) -> SafeString | None:
    """Return the way to what is done when somebody is away."""
    if not member(request).roles & PLANNERS:
        return None
    return render_to_string("weekplans/_of_person.html", {"membership_id": membership_id}, request)


def of_roster(request: HttpRequest, roster: Any) -> SafeString | None:
    """Return, for each who was absent, the way to what makes up for it.

    roster  with its session and rows, each with what was taken
    """
    if not member(request).roles & PLANNERS:
        return None
    rows = [row for row in roster.rows if row.taken and row.taken.status == _ABSENT]
    context = {"rows": rows, "day": roster.session.day}
    return render_to_string("weekplans/_of_roster.html", context, request) if rows else None


def away(request: HttpRequest, _: Member) -> SafeString | None:
    """Return who is away on a day to come and still leads groups then, for who plans."""
    found = answer(request, AWAY)
    if not found:
        return None
    rows = [
        Away(UUID(who), name, date.fromisoformat(day), UUID(site_id), site, count)
        for who, name, day, site_id, site, count in found
    ]
    return render_to_string("weekplans/_today_away.html", {"rows": rows}, request)


def changed(request: HttpRequest, _: Member) -> SafeString | None:
    """Return whose weeks were changed as a whole of late, for who cares for them."""
    found = answer(request, CHANGED)
    if not found:
        return None
    names = {str(one.pk): one.display_name for one in Client.objects.filter(pk__in=[row[0] for row in found])}
    rows = [
        Changed(UUID(key), names[key], date.fromisoformat(week), _said(came, went), BY_LABELS[By(by)])
        for key, week, by, came, went in found
        if key in names
    ]
    saw_many(request, len(rows))
    return render_to_string("weekplans/_today_changed.html", {"rows": rows}, request)


def _said(came: int, went: int) -> str:
    parts = [f"{count} session{'' if count == 1 else 's'} {word}" for count, word in ((came, "more"), (went, "less"))
             if count]  # fmt: skip
    return ", ".join(parts)


def warned(request: HttpRequest, client_id: UUID) -> SafeString | None:
    """Return what speaks against sessions that a client is planned for: nothing is refused for it, and nobody named."""
    rows = warnings.of_client(client_id, at=timezone.now())
    return render_to_string("weekplans/_warned.html", {"rows": rows}, request) if rows else None
