"""The settings page of the outbox."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stepwell.platform.outbox import queries
from stepwell.platform.outbox.gateways import mail
from stepwell.platform.outbox.rules.states import State
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.walls.rights import Category


@require_safe
@holding(Category.CONFIGURATION, writes=True)
def messages(request: HttpRequest) -> HttpResponse:
    """List the newest messages, and say whether they can leave at all."""
    lines = queries.newest(request.acting.scope, at=timezone.now())  # type: ignore[attr-defined]
    page = {
        "lines": lines,
        "has_server": mail.configured() is not None,
        "waiting": sum(line.state is State.WAITING for line in lines),
        "zone": member(request).zone,
    }
    return render(request, "outbox/messages.html", page)
