"""Mending a week before the phone is down: what happened, who is short, what can be done, doing it."""

from collections.abc import Mapping
from datetime import date, timedelta
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
from stepwell.weekplans.presenting import about_of, shown
from stepwell.weekplans.queries.mending import Wish, free_rooms, look
from stepwell.weekplans.recording import record_of
from stepwell.weekplans.vocabulary import WHAT_LABELS, What

_WRITES = holding(Category.SCHEDULE, writes=True)
_NOBODY = "none"
_CHOICE, _HOLDER, _BECOME = "choice-", "holder-", "become-"
LATEST = 8
WEEKS = 8  # that a client who is admitted can be given at once


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
        last = typed["until"] or typed["day"]
        return redirect(_address("weekplans:mend_staff", UUID(typed["person"]), typed["day"], last, typed["site"]))
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
    return _page(request, site, _wish(request, What.STAFF_AWAY, membership_id, day))


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Mend a week in which a session does not take place."""
    row = there(Session.objects.select_related("site").filter(pk=session_id).first())
    rooms = free_rooms(row, besides=row.room_id) if row.room_id and not (row.cancelled_at or row.locked_at) else []
    return _page(request, row.site, Wish(What.CANCELLATION, row.pk, row.day), besides={"rooms": rooms, "session": row})


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def absence(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Mend the week of a client who stayed or stays away on a day."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    head = {"head": head_of(request, client), "client": client}
    return _page(request, client.site, _wish(request, What.ABSENCE, client.pk, _day(request)), head)


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


def _last(request: HttpRequest, day: date) -> date:
    return max(day_or(request.GET.get("until", ""), day), day)


def _wish(request: HttpRequest, what: What, about: UUID, day: date) -> Wish:
    """Return what the address says, as far as it lies in the week of its first day."""
    last = min(_last(request, day), day + timedelta(days=6 - day.weekday()))
    return Wish(what, about, day, _holders(request), last if last > day else None)


def _address(name: str, about: UUID, day: date, last: date, site: object = None) -> str:
    query = {"day": day.isoformat()} | ({"until": last.isoformat()} if last > day else {})
    return f"{reverse(name, args=[about])}?{urlencode(query | ({'site': str(site)} if site else {}))}"


def _next(request: HttpRequest, wish: Wish, site: Site) -> str | None:
    """Return the page of the next week, if who is away is so beyond the end of this one."""
    last = _last(request, wish.day)
    monday = wish.day + timedelta(days=7 - wish.day.weekday())
    if wish.what not in {What.STAFF_AWAY, What.ABSENCE} or last < monday:
        return None
    is_staff = wish.what == What.STAFF_AWAY
    name = "weekplans:mend_staff" if is_staff else "weekplans:mend_absence"
    return _address(name, wish.about, monday, last, site.pk if is_staff else None)


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


def _page(
    request: HttpRequest,
    site: Site,
    wish: Wish,
    head: Mapping[str, object] | None = None,
    besides: Mapping[str, object] | None = None,
) -> HttpResponse:
    """Show what can be done, and do it where that was confirmed."""
    if site.pk not in reach.planned_sites():
        raise Http404
    findings: tuple[Finding, ...] = ()
    if request.method == "POST":
        try:
            made = mending.mend(
                actor=member(request), at=timezone.now(), site=site, choice=_choice(request, wish),
                weeks=_weeks(request) if wish.what == What.ADMISSION else 1,
            )  # fmt: skip
        except Refused as refusal:
            findings = tuple(refusal.findings)
        else:
            messages.success(request, "Done. Nobody else was moved.")
            later = _next(request, wish, site)
            if later:
                messages.info(request, "That was this week. Below is the next one of the same absence.")
            return redirect(later or reverse("weekplans:mended", args=[made.pk]))
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
        "last": _last(request, wish.day),
        "is_admission": wish.what == What.ADMISSION,
        "weeks": range(1, WEEKS + 1),
        "earlier": _earlier(wish, ZoneInfo(site.time_zone)),
        "base": "clients/base.html" if head else "layouts/staff.html",
        **(head or {}),
        **(besides or {}),
    }
    return render(request, "weekplans/mending.html", context, status=INVALID if findings and request.POST else 200)


def _weeks(request: HttpRequest) -> int:
    asked = request.POST.get("weeks", "1")
    return min(int(asked), WEEKS) if asked.isdecimal() and asked.isascii() and int(asked) else 1


def _choice(request: HttpRequest, wish: Wish) -> mending.Choice:
    chosen = {
        name.removeprefix(_CHOICE): str(value)
        for name, value in request.POST.items()
        if name.startswith(_CHOICE) and value
    }
    become = {
        name.removeprefix(_BECOME): str(value)
        for name, value in request.POST.items()
        if name.startswith(_BECOME) and value
    }
    only = request.POST.get("only", "")
    seen = dict(part.split(":", 1) for part in str(request.POST.get("seen", "")).split() if ":" in part)
    mine = {only: chosen[only]} if only in chosen else {} if only else chosen
    return mending.Choice(wish, seen, mine, {} if only else become)


def _earlier(wish: Wish, zone: ZoneInfo) -> tuple[str, Mending] | None:
    """Return what was done about the same thing before, and when, on the site's clock."""
    found = Mending.objects.select_related("mended_by").filter(what=wish.what, about=wish.about, day=wish.day)
    row = found.defer("instance", "week", "certificate").order_by("-created_at").first()
    return (f"{row.created_at.astimezone(zone):%b %-d, %-I:%M %p}", row) if row else None
