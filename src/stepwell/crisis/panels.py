"""What this room says on other pages: an open crisis, follow-ups to do, where nobody is on call."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from stepwell.clients.heading import Asked, Banner, Source
from stepwell.crisis.queries import events, rota
from stepwell.crisis.rules.clocks import age
from stepwell.crisis.vocabulary import TIER_LABELS, Tier
from stepwell.platform.panels import Tab
from stepwell.platform.questions import Question, answer
from stepwell.platform.tenancy.members import Member
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw_many
from stepwell.platform.walls.rights import Category

SHOWN = 10

SHIFTS_AHEAD = rota.SHIFTS_AHEAD.asked("who is on call", lambda who: who.may(Category.CASELOAD, writes=True))
IS_OPEN = Question(
    "open crises",
    lambda who: who.may(Category.CRISIS),
    "SELECT EXISTS (SELECT FROM crisis_crisis v WHERE v.closed_at IS NULL AND v.voided_at IS NULL)",
)
# Closed, and the last follow-up did not reach anybody, or there was none yet.
IS_TO_FOLLOW_UP = Question(
    "follow-ups after a crisis",
    lambda who: who.may(Category.SAFETY, writes=True),
    "SELECT EXISTS (SELECT FROM crisis_crisisclosing k WHERE coalesce((SELECT f.outcome FROM crisis_followup f"
    " WHERE f.event_id = k.event_id ORDER BY f.at DESC, f.created_at DESC LIMIT 1), 'not_reached') = 'not_reached')",
)


def _banner(answer: Any, asked: Asked) -> Banner | None:
    """Say that a crisis is open, above every page of the record."""
    if answer is None:
        return None
    opened_at = datetime.fromisoformat(answer["opened_at"])
    context = {
        "client_id": asked.client_id,
        "crisis_id": answer["id"],
        "tier": TIER_LABELS[Tier(answer["tier"])],
        "owner": answer["owner"] or "",
        "age": age(opened_at, timezone.now()),
    }
    return Banner(render_to_string("crisis/_banner.html", context))


OPEN = Source(
    "open crisis",
    Category.CRISIS,
    "SELECT json_build_object('id', v.id, 'tier', v.tier, 'opened_at', v.opened_at, 'owner', m.name)"
    " FROM crisis_crisis v LEFT JOIN tenancy_membership m ON m.id = v.owner_id"
    " WHERE v.client_id = %(client)s AND v.closed_at IS NULL AND v.voided_at IS NULL",
    _banner,
    order=0,
)


def tab(request: HttpRequest, client_id: UUID) -> Tab | None:
    """Return the way to crises and the safety plan of a record."""
    if not member(request).may(Category.CRISIS):
        return None
    return Tab("Crisis & safety", reverse("crisis:of_client", args=[client_id]))


def today(request: HttpRequest, who: Member) -> SafeString | None:
    """Return the open crises that somebody sees; nothing while there is none."""
    if not answer(request, IS_OPEN):
        return None
    now = timezone.now()
    rows = [(row, age(row.opened_at, now)) for row in events.open_events(most=SHOWN)]
    if not rows:
        return None
    saw_many(request, len(rows))
    return render_to_string("crisis/_today.html", {"rows": rows, "me": who.membership_id}, request)


def follow_ups(request: HttpRequest, who: Member) -> SafeString | None:
    """Return the follow-ups that somebody has to do by today; of everybody, what is overdue, for those who lead."""
    if not answer(request, IS_TO_FOLLOW_UP):
        return None
    day = timezone.now().astimezone(who.zone).date()
    leads = who.may(Category.CASELOAD, writes=True)
    rows = events.due_follow_ups(until=day, membership_id=None if leads else who.membership_id)
    if not rows:
        return None
    saw_many(request, len(rows))
    context = {"rows": rows[:SHOWN], "count": len(rows), "day": day, "me": who.membership_id}
    return render_to_string("crisis/_today_follow_ups.html", context, request)


def gap(request: HttpRequest, who: Member) -> SafeString | None:
    """Return where nobody is on call within a week, for those who write the rota."""
    found = rota.gaps(rota.SHIFTS_AHEAD.read(answer(request, SHIFTS_AHEAD)), at=timezone.now())
    return render_to_string("crisis/_today_gap.html", {"gaps": found}, request) if found else None
