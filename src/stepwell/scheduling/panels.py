"""What the schedule says on Today, and its tab in a client's record."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from stepwell.platform.panels import Tab
from stepwell.platform.questions import Question, answer
from stepwell.platform.tenancy.members import Member
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw_many
from stepwell.platform.walls.rights import Category, Role
from stepwell.scheduling.queries import groups, sessions, waiting
from stepwell.scheduling.queries.sessions import SessionRow

LEADERS = frozenset({Role.CLINICIAN, Role.FACILITATOR, Role.PRESCRIBER, Role.CASE_MANAGER})
PLANNERS = frozenset({Role.DIRECTOR, Role.SUPERVISOR})
SHOWN = 8
TWO_WEEKS = timedelta(days=14)

IS_CLOSED = Question(
    "closed days",
    lambda _: True,
    "SELECT EXISTS (SELECT FROM scheduling_closedday d"
    f" WHERE d.voided_at IS NULL AND d.day BETWEEN %(today)s AND %(today)s::date + {TWO_WEEKS.days})",
)
IS_UNCOVERED = Question(
    "sessions that nobody leads",
    lambda who: bool(who.roles & PLANNERS),
    "SELECT EXISTS (SELECT FROM scheduling_session s WHERE NOT s.is_withdrawn AND s.cancelled_at IS NULL"
    f" AND s.starts_at BETWEEN %(at)s AND %(at)s::timestamptz + interval '{TWO_WEEKS.days} days'"
    " AND ((s.room_id IS NULL AND s.mode <> 'video') OR NOT EXISTS ("
    "SELECT FROM scheduling_sessionstaff t WHERE t.session_id = s.id AND t.removed_at IS NULL)))",
)

IS_WAITED_FOR = Question(
    "waiting for groups",
    lambda who: bool(who.roles & PLANNERS),
    "SELECT EXISTS (SELECT FROM scheduling_waiting w WHERE w.ended_at IS NULL)",
)


def led_today(request: HttpRequest, who: Member) -> list[SessionRow]:
    """Return the sessions that the member leads today, for all panels of a page: read once. Two queries."""
    rows: list[SessionRow] | None = getattr(request, "led_today", None)
    if rows is None:
        today = timezone.now().astimezone(who.zone).date()
        rows = sessions.between(today, today, who.zone, membership_id=who.membership_id)
        request.led_today = rows  # type: ignore[attr-defined]
    return rows


def my_sessions(request: HttpRequest, who: Member) -> SafeString | None:
    """Return what the member leads today, for roles that lead sessions. No client stands in it."""
    if not who.roles & LEADERS:
        return None
    return render_to_string("scheduling/_today_mine.html", {"rows": led_today(request, who)}, request)


def uncovered(request: HttpRequest, who: Member) -> SafeString | None:
    """Return the sessions to come that nobody leads or that lack a room, for those who plan."""
    if not answer(request, IS_UNCOVERED):
        return None
    at = timezone.now()
    rows = sessions.uncovered(at=at, until=at + TWO_WEEKS, most=SHOWN + 1)
    if not rows:
        return None
    context = {"rows": rows[:SHOWN], "more": len(rows) > SHOWN}
    return render_to_string("scheduling/_today_uncovered.html", context, request)


def places(request: HttpRequest, who: Member) -> SafeString | None:
    """Return who waits for a group in which a place has come free, for those who plan."""
    if not answer(request, IS_WAITED_FOR):
        return None
    rows = waiting.places_for_who_waits(on=timezone.now().astimezone(who.zone).date(), most=SHOWN)
    if not rows:
        return None
    saw_many(request, len({row.client_id for row in rows}))
    return render_to_string("scheduling/_today_places.html", {"rows": rows}, request)


def closed(request: HttpRequest, who: Member) -> SafeString | None:
    """Return the closed days of the next two weeks, if there are any."""
    if not answer(request, IS_CLOSED):
        return None
    today = timezone.now().astimezone(who.zone).date()
    rows = [row for row in groups.closed_days(from_on=today) if row.day <= today + TWO_WEEKS]
    return render_to_string("scheduling/_today_closed.html", {"rows": rows}, request) if rows else None


def tab(request: HttpRequest, client_id: UUID) -> Tab | None:
    """Return the schedule's tab in a client's record."""
    if not member(request).may(Category.SCHEDULE):
        return None
    return Tab("Schedule", reverse("scheduling:client", args=[client_id]))
