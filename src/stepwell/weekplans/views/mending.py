"""Mending a week before the phone is down: what happened, who is short, what can be done, doing it."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from stepwell.clients.views.record import client_or_404, head_of
from stepwell.kernel.findings import Finding, Refused
from stepwell.platform.tenancy.models import Site
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw, saw_many, shows_clients
from stepwell.platform.walls.rights import Category
from stepwell.scheduling.models import Session
from stepwell.scheduling.queries import reach
from stepwell.scheduling.views.answering import INVALID, accepted, day_or, status, there, today
from stepwell.weekplans.actions import mending
from stepwell.weekplans.forms import AwayForm
from stepwell.weekplans.models import Mending
from stepwell.weekplans.presenting import about_of, record_of, shown
from stepwell.weekplans.queries.mending import Wish, look
from stepwell.weekplans.vocabulary import WHAT_LABELS, What

_WRITES = holding(Category.SCHEDULE, writes=True)
_NOBODY = "none"
_CHOICE, _HOLDER = "choice-", "holder-"
LATEST = 8


@require_http_methods(["GET", "POST"])
@_WRITES
def start(request: HttpRequest) -> HttpResponse:
    """Ask who is away and when; list what was mended."""
    planned = reach.planned_sites()
    sites = [(str(site.pk), site.name) for site in reach.sites() if site.pk in planned]
    if not sites:
        raise Http404
    form = AwayForm(
        request.POST or None, people=reach.choices(planned).people, sites=sites, initial={"day": today(request)}
    )
    if accepted(form, lambda: None):
        typed = form.cleaned_data
        query = urlencode({"day": typed["day"].isoformat(), "site": typed["site"]})
        return redirect(f"{reverse('weekplans:mend_staff', args=[typed['person']])}?{query}")
    rows = Mending.objects.select_related("site", "mended_by").filter(site__in=planned).order_by("-created_at")
    context = {"form": form, "rows": rows.defer("instance", "week", "certificate")[:LATEST]}
    return render(request, "weekplans/mendings.html", context, status=status(form))


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def staff(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """Mend a week in which somebody of the staff is away on a day."""
    day = _day(request)
    site = _site_of(request, membership_id, day)
    return _page(request, site, Wish(What.STAFF_AWAY, membership_id, day, _holders(request)))


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Mend a week in which a session does not take place."""
    row = there(Session.objects.select_related("site").filter(pk=session_id).first())
    return _page(request, row.site, Wish(What.CANCELLATION, row.pk, row.day))


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def absence(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Mend the week of a client who stayed or stays away on a day."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    head = {"head": head_of(request, client), "client": client}
    return _page(request, client.site, Wish(What.ABSENCE, client.pk, _day(request)), head)


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def admission(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Give a client who is admitted a week among the seats that are free."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    head = {"head": head_of(request, client), "client": client}
    return _page(request, client.site, Wish(What.ADMISSION, client.pk, _day(request)), head)


@shows_clients
@require_GET
@_WRITES
def done(request: HttpRequest, mending_id: UUID) -> HttpResponse:
    """Show what was done, what could not be mended, and the certificate."""
    row = there(Mending.objects.select_related("site", "mended_by").filter(pk=mending_id).first())
    record = record_of(row)
    saw_many(request, len(record.clients))
    return render(request, "weekplans/mending_done.html", {"row": row, "record": record})


def _day(request: HttpRequest) -> date:
    return day_or(request.GET.get("day", ""), today(request))


def _holders(request: HttpRequest) -> dict[str, str | None]:
    """Return who is to hold which session, as far as somebody chose: from the address, or from the form sent."""
    given: QueryDict = request.POST if request.method == "POST" else request.GET
    chosen = {name.removeprefix(_HOLDER): value for name, value in given.items() if name.startswith(_HOLDER)}
    return {key: None if value == _NOBODY else str(value) for key, value in chosen.items() if value}


def _site_of(request: HttpRequest, membership_id: UUID, day: date) -> Site:
    """Return the site that was asked for, or the one at which somebody leads something on that day."""
    planned = reach.planned_sites()
    sites = [site for site in reach.sites() if site.pk in planned]
    if "site" in request.GET:
        return there(next((site for site in sites if str(site.pk) == request.GET["site"]), None))
    led = Session.objects.filter(
        staff__membership=membership_id, staff__removed_at=None, day=day, series__isnull=False, site__in=planned
    )
    first = led.order_by("starts_at").values_list("site", flat=True).first()
    return there(next((site for site in sites if first in {None, site.pk}), None))


def _page(request: HttpRequest, site: Site, wish: Wish, head: Mapping[str, object] | None = None) -> HttpResponse:
    """Show what can be done, and do it where that was confirmed."""
    if site.pk not in reach.planned_sites():
        raise Http404
    findings: tuple[Finding, ...] = ()
    if request.method == "POST":
        try:
            made = mending.mend(actor=member(request), at=timezone.now(), site=site, choice=_choice(request, wish))
        except Refused as refusal:
            findings = tuple(refusal.findings)
        else:
            messages.success(request, "Done. Nobody else was moved.")
            return redirect("weekplans:mended", made.pk)
    found = None
    try:
        found = shown(look(site, wish, at=timezone.now()))
    except Refused as refusal:
        findings = (*findings, *refusal.findings)
    saw_many(request, len(found.clients) if found else 0)
    context = {
        "found": found,
        "findings": findings,
        "wish": wish,
        "site": site,
        "what": WHAT_LABELS[wish.what],
        "about": about_of(wish.about, wish.what),
        "takes_day": wish.what in {What.STAFF_AWAY, What.ABSENCE},
        "earlier": _earlier(wish, ZoneInfo(site.time_zone)),
        "base": "clients/base.html" if head else "layouts/staff.html",
        **(head or {}),
    }
    return render(request, "weekplans/mending.html", context, status=INVALID if findings and request.POST else 200)


def _choice(request: HttpRequest, wish: Wish) -> mending.Choice:
    chosen = {
        name.removeprefix(_CHOICE): str(value)
        for name, value in request.POST.items()
        if name.startswith(_CHOICE) and value
    }
    only = request.POST.get("only", "")
    seen = dict(part.split(":", 1) for part in str(request.POST.get("seen", "")).split() if ":" in part)
    return mending.Choice(wish, seen, {only: chosen[only]} if only in chosen else {} if only else chosen)


def _earlier(wish: Wish, zone: ZoneInfo) -> tuple[str, Mending] | None:
    """Return what was done about the same thing before, and when, on the site's clock."""
    found = Mending.objects.select_related("mended_by").filter(what=wish.what, about=wish.about, day=wish.day)
    row = found.defer("instance", "week", "certificate").order_by("-created_at").first()
    return (f"{row.created_at.astimezone(zone):%b %-d, %-I:%M %p}", row) if row else None
