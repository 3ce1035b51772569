"""The list of benefits to verify."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from stepwell.coverage.queries import again as queries
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw_many, shows_clients
from stepwell.platform.walls.rights import Category


@shows_clients
@require_GET
@holding(Category.BENEFITS)
def worklist(request: HttpRequest) -> HttpResponse:
    """List whose benefits are to be verified, why and since when, and questions that came to nothing."""
    who, now = member(request), timezone.now()
    due = queries.due_rows(now=now, on=now.astimezone(who.zone).date())
    stuck = queries.stuck(now=now)
    saw_many(request, len({row.client_id for row in due} | {row.client_id for row in stuck}))
    context = {
        "due": due, "stuck": stuck, "most": queries.MOST, "may_write": who.may(Category.BENEFITS, writes=True),
    }  # fmt: skip
    return render(request, "coverage/worklist.html", context)
