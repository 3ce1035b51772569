"""Who is on call at each site, and the number that people call."""

from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from stepwell.crisis.actions import rota as actions
from stepwell.crisis.forms.rota import LineForm, ShiftForm
from stepwell.crisis.queries import rota
from stepwell.platform.tenancy.models import Site
from stepwell.platform.tenancy.permissions import holding, member, members
from stepwell.platform.ui.forms import ReasonForm
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.rights import Category

_WEEKS = timedelta(days=14)
_plans = holding(Category.CASELOAD, writes=True)
_enters = holding(Category.CASELOAD, Category.CONFIGURATION, writes=True)


@require_GET
@members
def index(request: HttpRequest) -> HttpResponse:
    """Show who is on call at every site now and in the next two weeks, and where nobody is."""
    now, who = timezone.now(), member(request)
    gaps = {row.site_id: row.gap for row in rota.gaps(rota.SHIFTS_AHEAD.fetched(at=now), at=now)}
    rows: dict[UUID, list[rota.ShiftRow]] = {}
    for row in rota.shifts(since=now, until=now + _WEEKS):
        rows.setdefault(row.site_id, []).append(row)
    mine = {site.pk for site in rota.sites_to_plan()} if who.may(Category.CASELOAD, writes=True) else set()
    entering = {site.pk for site in rota.sites_with_line()} if _may_enter(request) else set()
    sites = [
        {
            "site": site,
            "line": line,
            "zone": ZoneInfo(site.time_zone),
            "shifts": rows.get(site.pk, []),
            "gap": gaps.get(site.pk),
            "may_plan": site.pk in mine,
            "may_enter": site.pk in entering,
        }
        for site, line in rota.lines()
    ]
    return render(request, "crisis/rota.html", {"sites": sites, "now": now})


def _may_enter(request: HttpRequest) -> bool:
    who = member(request)
    return who.may(Category.CASELOAD, writes=True) or who.may(Category.CONFIGURATION, writes=True)


@require_http_methods(["GET", "POST"])
@_plans
def add(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """Put somebody on call at a site."""
    site = _one_of(rota.sites_to_plan(), site_id)
    now = timezone.now()
    form = ShiftForm(request.POST or None, people=rota.callable_members(site.pk, at=now))

    def act() -> None:
        actions.put_on_call(actor=member(request), at=now, shift=form.shift(site))

    if accepted(form, act):
        messages.success(request, "On the rota")
        return redirect("crisis:rota")
    heading = f"Somebody on call at {site.name}"
    return _page(request, form, heading, "Put on call")


@require_http_methods(["GET", "POST"])
@_plans
def take_off(request: HttpRequest, shift_id: UUID) -> HttpResponse:
    """Take somebody off the rota."""
    shift = rota.shift(shift_id)
    if shift is None:
        raise Http404
    form = ReasonForm(request.POST or None)

    def act() -> None:
        reason = form.cleaned_data["reason"]
        actions.take_off(actor=member(request), at=timezone.now(), shift_id=shift_id, reason=reason)

    if accepted(form, act):
        messages.success(request, "Taken off the rota")
        return redirect("crisis:rota")
    return _page(request, form, f"Take {shift.name} off the rota", "Take off")


@require_http_methods(["GET", "POST"])
@_enters
def line(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """Enter or correct the crisis line of a site."""
    site = _one_of(rota.sites_with_line(), site_id)
    row = rota.line_row(site.pk)
    now = {"phone": row.phone, "hours": row.hours, "words": row.words} if row else {}
    version = row.version if row else 1
    form = LineForm(request.POST or None, initial={**now, "version": version})

    def act() -> None:
        actions.set_line(actor=member(request), site_id=site.pk, **form.cleaned_data)

    if accepted(form, act):
        messages.success(request, "Saved; it stands on every page that clients see")
        return redirect("crisis:rota")
    if row and form.is_bound and form.cleaned_data.get("version") not in {None, version}:
        form.show_conflict(version=version, now=now)
    return _page(request, form, f"Crisis line of {site.name}", "Save")


def _one_of(sites: list[Site], site_id: UUID) -> Site:
    found = next((site for site in sites if site.pk == site_id), None)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, form: ShiftForm | LineForm | ReasonForm, heading: str, submit: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "submit": submit}
    return render(request, "crisis/rota_form.html", context, status=status_of(form))
