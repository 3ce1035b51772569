"""What attendance says on other pages: hours of the week in a chart's head, rosters and calls on Today, a tab."""

from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from stepwell.attendance.queries import lateness, rosters, seeking
from stepwell.clients.heading import Asked, Fact, Source
from stepwell.platform.panels import Tab
from stepwell.platform.questions import answer
from stepwell.platform.tenancy.members import Member
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw_many
from stepwell.platform.ui.charts import ring
from stepwell.platform.ui.templatetags.ui import drawing
from stepwell.platform.walls.rights import Category, Role
from stepwell.scheduling.ordered import ORDERED, facts_of
from stepwell.scheduling.panels import led_today
from stepwell.scheduling.queries.sessions import SessionRow
from stepwell.scheduling.rules.hours import PlannedSession, StayDates, client_week
from stepwell.scheduling.rules.profiles import profile_for
from stepwell.scheduling.rules.texts import shortfall
from stepwell.scheduling.rules.weeks import in_words, week_of
from stepwell.scheduling.vocabulary import SessionKind

ABSENCES = seeking.ABSENCES.asked(
    "who stayed away", lambda who: who.may(Category.SESSIONS) and who.may(Category.SAFETY, writes=True)
)
LEADERS = frozenset({Role.CLINICIAN, Role.FACILITATOR, Role.PRESCRIBER})
SHOWN = 6

# The sessions of the days around today that a client is planned for, with minutes attended, how hours are counted, what
# is ordered, and what exempts the week from being counted.
_HOURS = f"""
SELECT json_build_object('zone', p.time_zone, 'state', p.state, 'order', ({ORDERED}), 'code',
  (SELECT h.code FROM scheduling_hoursprofilechoice h WHERE h.from_on <= %(today)s ORDER BY h.from_on DESC LIMIT 1),
  'sessions', (SELECT json_agg(json_build_array(s.starts_at, s.ends_at, s.kind, s.break_minutes,
      s.cancelled_at IS NOT NULL, a.minutes))
    FROM (
      SELECT s.* FROM scheduling_groupmembership m JOIN scheduling_session s
        ON s.series_id = m.series_id AND s.day >= m.from_on AND (m.to_on IS NULL OR s.day <= m.to_on)
      WHERE m.client_id = %(client)s AND m.voided_at IS NULL
        AND s.day BETWEEN %(today)s::date - 7 AND %(today)s::date + 7
      UNION
      SELECT s.* FROM scheduling_seat t JOIN scheduling_session s ON s.id = t.session_id
      WHERE t.client_id = %(client)s AND t.removed_at IS NULL AND t.voided_at IS NULL
        AND s.day BETWEEN %(today)s::date - 7 AND %(today)s::date + 7) s
    LEFT JOIN attendance_attendance a ON a.session_id = s.id AND a.client_id = %(client)s AND a.voided_at IS NULL
    WHERE NOT s.is_withdrawn),
  'stay', (SELECT json_build_array(t.starts_on, t.ends_on) FROM clients_levelofcarestay t
    WHERE t.client_id = c.id AND t.voided_at IS NULL AND t.starts_on <= %(today)s
      AND (t.ends_on IS NULL OR t.ends_on >= %(today)s)),
  'closed', (SELECT json_agg(d.day) FROM scheduling_closedday d WHERE d.site_id = p.id AND d.voided_at IS NULL
    AND d.day BETWEEN %(today)s::date - 7 AND %(today)s::date + 7))
FROM clients_client c JOIN tenancy_site p ON p.id = c.site_id WHERE c.id = %(client)s
"""


def _hours(answer: Any, asked: Asked) -> Fact | None:
    """Say how many hours of the week are attended, of those ordered; nothing for somebody without sessions."""
    if not answer or not answer["sessions"]:
        return None
    zone = ZoneInfo(answer["zone"])
    profile = profile_for(answer["code"] or answer["state"], on=asked.today)
    week = week_of(asked.today, starts_on=profile.week_start)
    order = facts_of(answer["order"])
    hours = client_week(
        [_session(row) for row in answer["sessions"]],
        week=week,
        zone=zone,
        profile=profile,
        order=order,
        stay=StayDates(*map(_day, answer["stay"] or ())),
        closed=[date.fromisoformat(day) for day in answer["closed"] or ()],
    )
    if not hours.scheduled and not order:
        return None
    if not hours.ordered:
        return Fact("Hours this week", in_words(hours.countable), "No services order yet", "warn")
    drawn = ring.draw(ring.Week(hours.countable, max(hours.expected - hours.countable, 0), hours.ordered))
    value = f"{_figure(hours.countable)} of {_figure(hours.ordered)}"
    tone = "warn" if hours.shortfall and not hours.exemptions else ""
    return Fact("Hours this week", value, shortfall(hours) or "on course", tone, drawing(drawn))


HOURS = Source("hours this week", Category.SERVICES, _HOURS, _hours, order=25)


def of_session(request: HttpRequest, session: SessionRow) -> SafeString | None:
    """Return the way from a session to its roster, from the day of the session on."""
    who = member(request)
    if session.is_cancelled or session.day > timezone.now().astimezone(who.zone).date():
        return None
    return render_to_string("attendance/_of_session.html", {"session": session}, request)


def tab(request: HttpRequest, client_id: UUID) -> Tab | None:
    """Return the way to a record's attendance."""
    who = member(request)
    if not (who.may(Category.SERVICES) or who.may(Category.SESSIONS)):
        return None
    return Tab("Attendance", reverse("attendance:client", args=[client_id]))


def to_take(request: HttpRequest, who: Member) -> SafeString | None:
    """Return the rosters of today that the member leads and that are not taken; who is not here in those that go on."""
    if not who.roles & LEADERS:
        return None
    now = timezone.now()
    found = rosters.standing_of([row for row in led_today(request, who) if row.starts <= now], at=now)
    missing = lateness.going([(row.session, row.taken) for row in found], at=now)
    rows = [(row, missing.get(row.session.id)) for row in found if row.session.id in missing or row.tone == "warn"]
    if not rows:
        return None
    saw_many(request, sum(len(each.people) for each in missing.values()))
    return render_to_string("attendance/_today_rosters.html", {"rows": rows}, request)


def to_call(request: HttpRequest, who: Member) -> SafeString | None:
    """Return whom to call and whose case to review, for those who look after both."""
    absences = seeking.ABSENCES.read(answer(request, ABSENCES))
    found = seeking.work(absences, on=timezone.now().astimezone(who.zone).date())
    if not (found.calls or found.reviews):
        return None
    saw_many(request, len(found.calls[:SHOWN]) + len(found.reviews[:SHOWN]))
    context = {"calls": found.calls[:SHOWN], "reviews": found.reviews[:SHOWN], "work": found}
    return render_to_string("attendance/_today_calls.html", context, request)


def _session(row: list[Any]) -> PlannedSession:
    starts, ends, kind, pause, cancelled, minutes = row
    return PlannedSession(
        datetime.fromisoformat(starts), datetime.fromisoformat(ends), SessionKind(kind), pause, cancelled, minutes
    )


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _figure(minutes: int) -> str:
    return f"{minutes / 60:.1f}".removesuffix(".0")
