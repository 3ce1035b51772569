"""What reviews say elsewhere: a tab of the chart, the next review in its head, work on Today."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from stepwell.clients.heading import Asked, Fact, Source
from stepwell.placement.actions import today_of
from stepwell.platform.panels import Tab
from stepwell.platform.questions import Question, answer
from stepwell.platform.tenancy.members import Member
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw_many
from stepwell.platform.walls.rights import Category, Role
from stepwell.reviews.queries import discharges, followups, reviews

SHOWN = 10
_SEES = (Category.CHART, Category.ENROLLMENT, Category.SERVICES, Category.SAFETY)
_CALLERS = frozenset({Role.CLINICIAN, Role.CASE_MANAGER})

MINE = reviews.MINE.asked("reviews of own clients", lambda who: Role.CLINICIAN in who.roles)
IS_UNFINISHED = Question(
    "discharges to finish",
    lambda who: who.may(Category.CHART, writes=True),
    "SELECT EXISTS (SELECT FROM reviews_dischargesummary d"
    " WHERE d.begun_by_id = %(me)s AND d.signed_at IS NULL AND d.voided_at IS NULL AND d.last_day IS NOT NULL)",
)
TO_CALL = followups.DUE.asked("calls after care", lambda who: bool(who.roles & _CALLERS))


def tab(request: HttpRequest, client_id: UUID) -> Tab | None:
    """Return the way to somebody's reviews and discharges."""
    if not any(member(request).sees_daily(category) for category in _SEES):
        return None
    return Tab("Reviews", reverse("reviews:overview", args=[client_id]))


def due(request: HttpRequest, who: Member) -> SafeString | None:
    """Return the reviews that are due of the clients that the member is primary clinician of."""
    on = today_of(who, timezone.now())
    rows = reviews.due_soon(reviews.MINE.read(answer(request, MINE)), on=on)
    if not rows:
        return None
    saw_many(request, min(len(rows), SHOWN))
    context = {"rows": rows[:SHOWN], "count": len(rows), "today": on}
    return render_to_string("reviews/_today_due.html", context, request)


def unfinished(request: HttpRequest, who: Member) -> SafeString | None:
    """Return the discharges that the member gave a last day and did not sign."""
    if not answer(request, IS_UNFINISHED):
        return None
    rows = discharges.unfinished(who.membership_id, most=SHOWN)
    if not rows:
        return None
    saw_many(request, len(rows))
    return render_to_string("reviews/_today_unfinished.html", {"rows": rows}, request)


def calls(request: HttpRequest, who: Member) -> SafeString | None:
    """Return the calls after care that are due, for those who make them."""
    rows = followups.due_of(followups.DUE.read(answer(request, TO_CALL)), on=today_of(who, timezone.now()))
    if not rows:
        return None
    saw_many(request, min(len(rows), SHOWN))
    context = {"rows": rows[:SHOWN], "count": len(rows)}
    return render_to_string("reviews/_today_calls.html", context, request)


def _next(answer: Any, asked: Asked) -> Fact | None:
    if answer is None:
        return None
    day = date.fromisoformat(answer)
    is_late = day < asked.today
    return Fact("Next review", f"{day:%b} {day.day}", "Overdue" if is_late else "", "warn" if is_late else "")


NEXT = Source(
    "next_review",
    Category.CHART,
    "SELECT to_json(r.next_review_on) FROM reviews_review r JOIN clients_episode e ON e.id = r.episode_id"
    " WHERE r.client_id = %(client)s AND r.signed_at IS NOT NULL AND r.voided_at IS NULL AND e.closed_on IS NULL"
    " ORDER BY r.signed_at DESC LIMIT 1",
    _next,
    order=55,
)
