"""The week of a site, as a grid of days and parts of the day, and one's own week."""

from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from stepwell.platform.tenancy.models import Site
from stepwell.platform.tenancy.permissions import member, members
from stepwell.scheduling.forms.sessions import WeekFilter
from stepwell.scheduling.queries import reach, sessions
from stepwell.scheduling.queries.counting import site_week
from stepwell.scheduling.queries.grid import columns
from stepwell.scheduling.queries.sessions import LANES, SessionRow
from stepwell.scheduling.rules.weeks import MONDAY, Week, week_of
from stepwell.scheduling.views.answering import day_or, today


@require_GET
@members
def week(request: HttpRequest) -> HttpResponse:
    """Show the sessions of a week at a site, by program, room or who leads them."""
    sites = reach.sites()
    form = _filter(request, sites)
    site = next((site for site in sites if str(site.pk) == form.cleaned_data.get("site")), sites[0] if sites else None)
    day = day_or(request.GET.get("week", ""), today(request))
    counted = site_week(site, on=day) if site else None
    shown = week_of(day, starts_on=counted.profile.week_start if counted else MONDAY)
    rows = _rows(form, site, shown) if site else []
    context = {
        **_frame(request, shown, rows),
        "form": form,
        "site": site,
        "columns": columns(rows, shown, closed=counted.closed if counted else {}, today=today(request)),
        "lanes": LANES,
        "kept": _kept(form),
        "may_plan": bool(site and site.pk in reach.planned_sites()),
    }
    return render(request, "scheduling/week.html", context)


@require_GET
@members
def mine(request: HttpRequest) -> HttpResponse:
    """Show what one leads in a week, at every site."""
    shown = week_of(day_or(request.GET.get("week", ""), today(request)), starts_on=MONDAY)
    who = member(request)
    rows = sessions.between(shown.first, shown.last, who.zone, membership_id=who.membership_id)
    context = {**_frame(request, shown, rows), "days": _days(shown, rows), "zone": who.zone}
    return render(request, "scheduling/mine.html", context)


def _filter(request: HttpRequest, sites: list[Site]) -> WeekFilter:
    asked = request.GET.get("site", "")
    site = next((site for site in sites if str(site.pk) == asked), sites[0] if sites else None)
    here = {site.pk} if site else set()
    form = WeekFilter(
        {**request.GET.dict(), "site": str(site.pk) if site else ""},
        sites=[(str(each.pk), each.name) for each in sites],
        programs=reach.programs(here, on=today(request)),
        choices=reach.choices(here),
    )
    form.is_valid()  # what cannot be read filters nothing
    return form


def _rows(form: WeekFilter, site: Site, shown: Week) -> list[SessionRow]:
    asked = {
        name: UUID(form.cleaned_data[field])
        for name, field in (("program_id", "program"), ("room_id", "room"), ("membership_id", "person"))
        if form.cleaned_data.get(field)
    }
    return sessions.between(shown.first, shown.last, ZoneInfo(site.time_zone), site_id=site.pk, **asked)


def _kept(form: WeekFilter) -> str:
    """Return the filter as the end of an address: ids only."""
    kept = (f"&{name}={form.cleaned_data[name]}" for name in ("site", "program", "room", "person")
            if form.cleaned_data.get(name))  # fmt: skip
    return "".join(kept)


def _frame(request: HttpRequest, shown: Week, rows: list[SessionRow]) -> dict[str, object]:
    held = [row for row in rows if not row.is_cancelled]
    return {
        "week": shown,
        "before": shown.first - timedelta(days=7),
        "after": shown.first + timedelta(days=7),
        "is_now": shown.has(today(request)),
        "rows": rows,
        "held": len(held),
        "cancelled": len(rows) - len(held),
        "full": sum(1 for row in held if row.is_full),
        "unled": [row for row in held if not row.people and row.starts > timezone.now()],
    }


def _days(shown: Week, rows: list[SessionRow]) -> list[tuple[date, list[SessionRow]]]:
    return [(day, [row for row in rows if row.day == day]) for day in shown.days]
