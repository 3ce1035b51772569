"""Today: where every role lands. Each room says what there is to do; this page only puts it in order."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from stepwell.platform import panels
from stepwell.platform.panels import Place
from stepwell.platform.tenancy.permissions import member, members
from stepwell.platform.trail import recording
from stepwell.platform.ui.live import live
from stepwell.platform.walls.rights import ROLE_LABELS


@require_GET
@members
@live
def today(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person who signed in, most urgent first."""
    who = member(request)
    with recording.together():
        drawn = panels.drawn(Place.TODAY, request, who)
    context = {
        "now": timezone.now().astimezone(who.zone),
        "panels": drawn,
        "roles": [ROLE_LABELS[role] for role in sorted(who.roles)],
        "place": who.place,
    }
    return render(request, "workspace/today.html", context)
