"""What plans say elsewhere: the tab of the chart, its head, and the work on Today."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from stepwell.clients.heading import Asked, Fact, Source
from stepwell.platform.panels import Tab
from stepwell.platform.questions import answer
from stepwell.platform.tenancy.members import Member
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw_many
from stepwell.platform.walls.rights import Category, Role
from stepwell.treatmentplans import queries
from stepwell.treatmentplans.rules.timers import ALERT_DAYS

SHOWN = 10
SIGNERS = frozenset({Role.CLINICIAN, Role.SUPERVISOR, Role.PRESCRIBER})


WAITING = queries.WAITING.asked("plans that wait", lambda who: bool(who.roles & SIGNERS))


def tab(request: HttpRequest, client_id: UUID) -> Tab | None:
    """Return the tab of the chart, for who sees objectives."""
    if not member(request).may(Category.OBJECTIVES):
        return None
    return Tab("Plan", reverse("treatmentplans:plan", args=[client_id]))


def today(request: HttpRequest, who: Member) -> SafeString | None:
    """Return the plans that wait for a signature, and the reviews of this week."""
    if not who.roles & SIGNERS:
        return None
    rows = queries.waiting(queries.WAITING.read(answer(request, WAITING)), who)
    to_sign = [row for row in rows if not row.is_review][:SHOWN]
    due = [row for row in rows if row.is_review][:SHOWN]
    saw_many(request, len({row.client_id for row in (*to_sign, *due)}))
    return render_to_string("treatmentplans/_today.html", {"to_sign": to_sign, "due": due}, request)


def _review(answer: Any, asked: Asked) -> Fact | None:
    if answer is None:
        return None
    by, on = date.fromisoformat(answer), asked.today
    late = "Overdue" if by < on else ""
    soon = by <= on + timedelta(days=ALERT_DAYS)
    return Fact("Plan review", f"{by:%b} {by.day}", late or ("This week" if soon else ""), "warn" if soon else "")


REVIEW = Source(
    "plan_review",
    Category.OBJECTIVES,
    "SELECT to_json(p.review_by) FROM treatmentplans_plan p WHERE p.client_id = %(client)s"
    " AND p.client_signed_at IS NOT NULL AND p.voided_at IS NULL AND p.effective_from <= %(today)s"
    " AND EXISTS (SELECT FROM clients_episode e WHERE e.client_id = p.client_id AND e.closed_on IS NULL"
    " AND e.voided_at IS NULL)"  # nobody reviews the plan of who left
    " ORDER BY p.effective_from DESC, p.number DESC LIMIT 1",
    _review,
    order=60,
)
