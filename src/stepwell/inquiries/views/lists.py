"""The inbox."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from stepwell.inquiries.queries import inbox
from stepwell.inquiries.queries.inbox import Asked
from stepwell.inquiries.vocabulary import OPEN_STATES, URGENCY_LABELS, State, Urgency
from stepwell.platform.tenancy.members import Member
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw_many, shows_clients
from stepwell.platform.walls.rights import Category

SHOWN = {
    "open": "Open",
    "mine": "Mine",
    "nobodys": "Nobody’s",
    "reached": "Reached",
    "closed": "Closed",
    "converted": "Became clients",
}


@shows_clients
@require_GET
@holding(Category.INQUIRIES)
def listed(request: HttpRequest) -> HttpResponse:
    """List inquiries: danger first, then by urgency, the one that waits longest first."""
    who = member(request)
    show = request.GET.get("show", "")
    show = show if show in SHOWN else "open"
    urgency = request.GET.get("urgency", "")
    asked = _asked(show, Urgency(urgency) if urgency in set(Urgency) else None, who)
    rows = inbox.listed(asked, now=timezone.now(), most=inbox.PAGE + 1)
    shown = rows[: inbox.PAGE]
    saw_many(request, len(shown))
    context = {
        "rows": shown,
        "more": len(rows) > inbox.PAGE,
        "show": show,
        "ways": [(key, label, key == show) for key, label in SHOWN.items()],
        "urgency": urgency,
        "urgencies": [(key, label, key == urgency) for key, label in URGENCY_LABELS.items()],
        "may_write": who.may(Category.INQUIRIES, writes=True),
    }
    return render(request, "inquiries/inbox.html", context)


def _asked(show: str, urgency: Urgency | None, who: Member) -> Asked:
    states = {"closed": (State.CLOSED,), "converted": (State.CONVERTED,), "reached": (State.REACHED,)}
    return Asked(
        states=states.get(show, OPEN_STATES),
        owner_id=who.membership_id if show == "mine" else None,
        unowned=show == "nobodys",
        urgency=urgency,
    )
