"""Calendars: an address for one's own sessions, one for a client's, and what a calendar reads there."""

from hashlib import sha256
from uuid import UUID

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.clients.views.record import client_or_404, head_of
from stepwell.kernel.findings import Finding, Refused
from stepwell.platform.tenancy.permissions import anyone, holding, member, members
from stepwell.platform.trail.recording import saw, shows_clients
from stepwell.platform.walls.rights import Category
from stepwell.scheduling.actions import feeds as actions
from stepwell.scheduling.queries import feeds, reach
from stepwell.scheduling.rules.calendars import written

_ENDING = "end"


@cache_control(max_age=0, private=True, no_cache=True)
@require_safe
@anyone
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """Give a calendar what an address stands for: times and neutral words, made anew at each request.

    A calendar that says what it has is told if that is still so. Who guesses addresses is not answered for a while.
    """
    if not _counted(request, dry_run=True):
        return HttpResponse("Ask again later.", status=429, content_type="text/plain")
    at = timezone.now()
    found = feeds.entries_of(token, at=at)
    if found is None:
        _counted(request)  # not raised below: what is counted would be rolled back
        return HttpResponseNotFound("There is no calendar here.", content_type="text/plain")
    is_client, entries = found
    tag = quote_etag(sha256(repr((is_client, entries)).encode()).hexdigest())
    text = written(entries, at=at, tells_kind=not is_client)
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8", headers={"ETag": tag})
    return get_conditional_response(request, etag=tag, response=answer) or answer


def _counted(request: HttpRequest, *, dry_run: bool = False) -> bool:
    """Count a guess, and return whether there were few; `limit_get`, as calendars read."""
    usage = ratelimit.consume(request, app="allauth.account", action="calendar", dry_run=dry_run, limit_get=True)
    return bool(usage)


@require_http_methods(["GET", "POST"])
@members
def own(request: HttpRequest) -> HttpResponse:
    """Make or end the address of one's own calendar."""
    who, address = member(request), ""
    if request.method == "POST" and request.POST.get("do") == _ENDING:
        actions.end_own(actor=who, at=timezone.now())
        messages.success(request, "The address is ended: calendars that know it read nothing more.")
        return redirect("scheduling:own_feed")
    if request.method == "POST":
        secret = actions.make_own(actor=who, at=timezone.now())
        address = _address(request, secret)
    context = {"address": address, "since": feeds.own_since(who.membership_id), "zone": who.zone}
    return render(request, "scheduling/feed.html", context)


@shows_clients
@require_http_methods(["GET", "POST"])
@holding(Category.SCHEDULE, writes=True)
def of_client(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Make or end the address of a client's calendar."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    address, findings = "", tuple[Finding, ...]()
    try:
        if request.method == "POST" and request.POST.get("do") == _ENDING:
            actions.end_for(client_id=client.pk, at=timezone.now())
            messages.success(request, "The address is ended: calendars that know it read nothing more.")
            return redirect("scheduling:client_feed", client.pk)
        if request.method == "POST":
            secret = actions.make_for(actor=member(request), client_id=client.pk, at=timezone.now())
            address = _address(request, secret)
    except Refused as refusal:
        findings = tuple(refusal.findings)
    context = {
        "head": head_of(request, client),
        "client": client,
        "address": address,
        "findings": findings,
        "since": feeds.since(client.pk),
        "zone": member(request).zone,
        "may_plan": reach.writes_schedule_of(client.pk),
    }
    return render(request, "scheduling/client_feed.html", context, status=422 if findings else 200)


def _address(request: HttpRequest, secret: str) -> str:
    return request.build_absolute_uri(reverse("scheduling:calendar", args=[secret]))
