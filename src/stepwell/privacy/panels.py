"""What this room says on other pages: a running emergency access, what waits for the privacy officer."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from stepwell.clients.heading import Asked, Banner, Source
from stepwell.platform.panels import Tab
from stepwell.platform.tenancy.members import Member
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail import queries as trail
from stepwell.platform.trail.recording import saw_many
from stepwell.platform.walls.rights import Category
from stepwell.privacy.queries import emergencies
from stepwell.privacy.rules.emergencies import minutes_left

SHOWN = 10


def _running(answer: Any, _: Asked) -> Banner | None:
    """Say how long the actor's emergency access to this record still lasts, above every page of it."""
    if answer is None:
        return None
    closes_at = datetime.fromisoformat(answer["closes_at"])
    context = {
        "reason": answer["reason"],
        "closes_at": closes_at,
        "minutes": minutes_left(closes_at, timezone.now()),
    }
    return Banner(render_to_string("privacy/_running.html", context))


RUNNING = Source(
    "emergency access",
    Category.IDENTITY,
    "SELECT json_build_object('reason', a.reason, 'closes_at', a.closes_at) FROM privacy_emergencyaccess a"
    " WHERE a.account_id = %(account)s AND a.client_id = %(client)s AND a.closes_at > now()"
    " ORDER BY a.closes_at DESC LIMIT 1",
    _running,
    order=10,
)


def changes_tab(request: HttpRequest, client_id: UUID) -> Tab | None:
    """Return the way to a record's changes, for the privacy officer."""
    if not member(request).may(Category.AUDIT):
        return None
    return Tab("Changes", reverse("privacy:changes", args=[client_id]))


def waiting(request: HttpRequest, who: Member) -> SafeString | None:
    """Return the emergency accesses that nobody has reviewed, and whether the access log holds."""
    if not who.may(Category.AUDIT, writes=True):
        return None
    rows = emergencies.unreviewed(who.account_id)
    if rows:
        saw_many(request, len({row.client_id for row in rows[:SHOWN]}))
    state, now = trail.state(), timezone.now()
    context = {
        "rows": rows[:SHOWN],
        "count": len(rows),
        "broken": state.broken,
        "is_late": state.is_late(now),
        "now": now,
    }
    return render_to_string("privacy/_today.html", context, request)
