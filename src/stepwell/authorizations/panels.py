"""What authorizations say elsewhere: a tab of the chart, work on Today, what is left in the head."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from stepwell.authorizations import presenting, queries
from stepwell.authorizations.rules.burning import FEW
from stepwell.authorizations.vocabulary import Unit
from stepwell.clients.heading import Asked, Fact, Source
from stepwell.platform.panels import Tab
from stepwell.platform.tenancy.members import Member
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw_many
from stepwell.platform.walls.rights import Category

SHOWN = 10


def tab(request: HttpRequest, client_id: UUID) -> Tab | None:
    """Return the tab for whoever may know what payers allowed."""
    if not member(request).may(Category.AUTHORIZATIONS):
        return None
    return Tab("Authorization", reverse("authorizations:overview", args=[client_id]))


def due(request: HttpRequest, who: Member) -> SafeString | None:
    """Return what is due for those who keep authorizations: reviews, ends within a week."""
    if not who.may(Category.AUTHORIZATIONS, writes=True):
        return None
    on = timezone.now().astimezone(who.zone).date()
    rows = [row for row in queries.board(on=on) if row.standing.alerts]
    saw_many(request, min(len(rows), SHOWN))
    context = {
        "lines": [presenting.line(row, on=on) for row in rows[:SHOWN]],
        "count": len(rows),
    }
    return render_to_string("authorizations/_today.html", context, request)


def _left(answer: Any, asked: Asked) -> Fact | None:
    if answer is None:
        return None
    last = date.fromisoformat(answer["to"])
    days = (last - asked.today).days + 1
    allowed = presenting.counted(answer["units"], Unit(answer["unit"]))
    note = f"{allowed} approved, to {last:%b %-d}"
    return Fact("Authorization", f"{days} day{'' if days == 1 else 's'} left", note, "danger" if days < FEW else "")


LEFT = Source(
    "authorization",
    Category.AUTHORIZATIONS,
    "SELECT json_build_object('to', a.to_on, 'units', a.units_approved, 'unit', a.unit)"
    " FROM authorizations_authorization a WHERE a.client_id = %(client)s AND a.voided_at IS NULL"
    " AND a.status IN ('approved', 'partly') AND a.from_on <= %(today)s AND a.to_on >= %(today)s"
    " ORDER BY a.to_on LIMIT 1",
    _left,
    order=40,
)
