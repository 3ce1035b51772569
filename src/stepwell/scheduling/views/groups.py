"""Groups: list, page, form, ending; closed days; how hours are counted."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from stepwell.people.queries import reach as configuring
from stepwell.platform import panels
from stepwell.platform.panels import Place
from stepwell.platform.tenancy.permissions import holding, member, members
from stepwell.platform.trail.recording import saw_many, shows_clients
from stepwell.platform.ui.forms import ReasonForm
from stepwell.platform.walls.rights import Category
from stepwell.scheduling.actions import HORIZON, days, series
from stepwell.scheduling.forms import groups as forms
from stepwell.scheduling.models import ClosedDay, GroupSeries
from stepwell.scheduling.profiles import profile_of
from stepwell.scheduling.queries import groups, reach, sessions, waiting
from stepwell.scheduling.views.answering import accepted, show_theirs, status, there, today
from stepwell.scheduling.vocabulary import KIND_LABELS, MODE_LABELS, Mode, Scope, SessionKind

_PLANS = holding(Category.SCHEDULE, writes=True)
PAGE = 50
SHOWN = 8  # sessions on a group's page


@require_GET
@members
def index(request: HttpRequest) -> HttpResponse:
    """List the groups that go on, or with ?ended=1 those that ended."""
    ended = request.GET.get("ended") == "1"
    listed = Paginator(groups.series(on=today(request), ended=ended), PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": groups.rows(listed),
        "listed": listed,
        "ended": ended,
        "may_plan": bool(reach.planned_sites()),
    }
    return render(request, "scheduling/groups.html", context)


@shows_clients
@require_GET
@holding(Category.SCHEDULE)
def group(request: HttpRequest, series_id: UUID) -> HttpResponse:
    """Show a group: when it meets, who belongs to it as far as one may see, its next sessions."""
    row = there(groups.get(series_id))
    belong = groups.members_of(row.pk, on=today(request))
    named = [each for each in belong if each.name]
    waits = waiting.of_group(row.pk, on=today(request))
    saw_many(request, len({each.client_id for each in named} | {each.client_id for each in waits}))
    profile = profile_of(row.site, on=today(request))
    context = {
        "series": row,
        "when": groups.when(row),
        "kind": KIND_LABELS[SessionKind(row.kind)],
        "mode": MODE_LABELS[Mode(row.mode)],
        "counts": profile.counts(SessionKind(row.kind)),
        "is_large": row.capacity > profile.group_warn,
        "profile": profile,
        "current": [each for each in named if not (each.is_over or each.is_void)],
        "past": [each for each in named if each.is_over or each.is_void],
        "sessions": sessions.of_series(row.pk, first=today(request), most=SHOWN),
        "waits": waits,
        "may_plan": row.site_id in reach.planned_sites(),
        "offers": panels.drawn(Place.GROUP, request, row.pk),
        "cards": panels.drawn(Place.GROUP_CARD, request, row),
    }
    return render(request, "scheduling/group.html", context)


@require_http_methods(["GET", "POST"])
@_PLANS
def new(request: HttpRequest) -> HttpResponse:
    """Add a group."""
    sites = reach.planned_sites()
    form = forms.SeriesForm(
        request.POST or None,
        initial={"from_on": today(request)},
        programs=reach.programs(sites, on=today(request)),
        choices=reach.choices(sites),
    )
    made: list[GroupSeries] = []

    def act() -> None:
        program = UUID(form.cleaned_data["program"])
        made.append(series.add_series(actor=member(request), at=timezone.now(), program_id=program, facts=form.facts()))

    if accepted(form, act):
        messages.success(request, _added(made[0]))
        return redirect("scheduling:group", made[0].pk)
    return render(request, "scheduling/group_form.html", {"form": form}, status=status(form))


def _added(row: GroupSeries) -> str:
    if row.from_on > timezone.now().date() + timedelta(weeks=HORIZON):
        weeks = f"{HORIZON} weeks before each"
        return f"The group was added. It begins on {row.from_on:%B %-d, %Y}; its sessions are made {weeks}."
    return "The group was added, with its sessions of the next eight weeks."


@require_http_methods(["GET", "POST"])
@_PLANS
def change(request: HttpRequest, series_id: UUID) -> HttpResponse:
    """Change a group from today or another day on."""
    row = there(groups.get(series_id))
    choices = reach.choices({row.site_id}, besides=[row.leader_id, row.co_leader_id])
    form = forms.SeriesChange(request.POST or None, initial=_typed(row), programs=[], choices=choices)

    def act() -> None:
        series.change_series(
            actor=member(request), at=timezone.now(), series_id=row.pk, version=form.cleaned_data["version"],
            facts=form.facts(), scope=Scope(form.cleaned_data["scope"]), from_day=form.cleaned_data["from_day"],
        )  # fmt: skip

    if accepted(form, act):
        messages.success(request, "The group was changed. Sessions that are over stay as they were.")
        return redirect("scheduling:group", row.pk)
    fresh = there(groups.get(series_id))
    show_theirs(form, version=fresh.version, now=_typed(fresh))
    return render(request, "scheduling/group_form.html", {"form": form, "series": row}, status=status(form))


@require_http_methods(["GET", "POST"])
@_PLANS
def end(request: HttpRequest, series_id: UUID) -> HttpResponse:
    """Let a group end."""
    row = there(groups.get(series_id))
    form = forms.EndSeries(request.POST or None, initial={"version": row.version, "to_on": today(request)})

    def act() -> None:
        typed = form.cleaned_data
        series.end_series(
            actor=member(request), at=timezone.now(), series_id=row.pk, version=typed["version"], to_on=typed["to_on"]
        )

    if accepted(form, act):
        messages.success(request, "The group ends on that day.")
        return redirect("scheduling:group", row.pk)
    fresh = there(groups.get(series_id))
    show_theirs(form, version=fresh.version, now={"to_on": fresh.to_on})
    return render(request, "scheduling/group_end.html", {"form": form, "series": row}, status=status(form))


@require_http_methods(["GET", "POST"])
@members
def closed_days(request: HttpRequest) -> HttpResponse:
    """List the days on which sites are closed, and close one."""
    planned = reach.planned_sites()
    sites = [(str(site.pk), site.name) for site in reach.sites() if site.pk in planned]
    form = forms.ClosedDayForm(request.POST or None, sites=sites) if sites else None
    cancelled: list[int] = []

    def act() -> None:
        typed = form.cleaned_data if form else {}
        cancelled.append(
            days.add_closed_day(
                actor=member(request),
                at=timezone.now(),
                site_id=UUID(typed["site"]),
                day=typed["day"],
                words=typed["words"],
            )
        )

    if form and accepted(form, act):
        messages.success(request, f"The site is closed then. {cancelled[0]} group sessions were canceled.")
        return redirect("scheduling:closed_days")
    rows = groups.closed_days(from_on=today(request) - timedelta(days=1))
    context = {"rows": rows, "form": form, "planned": planned}
    return render(request, "scheduling/closed_days.html", context, status=status(form))


@require_http_methods(["GET", "POST"])
@_PLANS
def open_day(request: HttpRequest, closed_day_id: UUID) -> HttpResponse:
    """Open a site on a day after all."""
    row = there(ClosedDay.objects.select_related("site").filter(pk=closed_day_id).first())
    form = ReasonForm(request.POST or None)

    def act() -> None:
        days.remove_closed_day(
            actor=member(request), at=timezone.now(), closed_day_id=row.pk, reason=form.cleaned_data["reason"]
        )

    if accepted(form, act):
        messages.success(request, "The site is open then. Bring back the sessions that are to take place.")
        return redirect("scheduling:closed_days")
    return render(request, "scheduling/open_day.html", {"form": form, "row": row}, status=status(form))


@require_http_methods(["GET", "POST"])
@members
def hours(request: HttpRequest) -> HttpResponse:
    """Show by which profile hours are counted, and let an administrator choose another."""
    may_choose = configuring.reach().everywhere
    form = forms.ProfileForm(request.POST or None, initial={"from_on": today(request)}) if may_choose else None

    def act() -> None:
        typed = form.cleaned_data if form else {}
        days.choose_profile(actor=member(request), at=timezone.now(), code=typed["code"], from_on=typed["from_on"])

    if form and accepted(form, act):
        messages.success(request, "Hours are counted that way from that day on.")
        return redirect("scheduling:hours")
    found = [(site.name, profile_of(site, on=today(request))) for site in reach.sites()]
    profiles = [(name, each, [KIND_LABELS[kind] for kind in KIND_LABELS if each.counts(kind)]) for name, each in found]
    context = {"form": form, "profiles": profiles, "choices": groups.profile_choices()}
    return render(request, "scheduling/hours.html", context, status=status(form))


def _typed(row: GroupSeries) -> dict[str, Any]:
    same = ("name", "kind", "local_start", "minutes", "break_minutes", "every_weeks", "mode", "capacity", "minimum",
            "from_on", "to_on", "curriculum", "is_shared", "version")  # fmt: skip
    chosen = {name: str(getattr(row, f"{name}_id") or "") for name in ("room", "leader", "co_leader")}
    weekdays = [str(day) for day in row.weekdays]
    return {name: getattr(row, name) for name in same} | chosen | {"weekdays": weekdays, "scope": Scope.ALL}
