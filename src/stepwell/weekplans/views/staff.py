"""Hours and leave of staff, and what groups ask."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from stepwell.platform.tenancy.permissions import holding, member, members
from stepwell.platform.ui.forms import ReasonForm
from stepwell.platform.walls.rights import Category
from stepwell.scheduling.queries import groups, reach
from stepwell.scheduling.views.answering import accepted, status, there, today
from stepwell.weekplans.actions import needs, times
from stepwell.weekplans.forms import LEAVE, GroupNeedsForm, StaffTimeForm
from stepwell.weekplans.models import StaffTime
from stepwell.weekplans.queries import needs as known
from stepwell.weekplans.queries import staffing
from stepwell.weekplans.vocabulary import Entry

_WRITES = holding(Category.SCHEDULE, writes=True)


@require_http_methods(["GET", "POST"])
@members
def hours(request: HttpRequest) -> HttpResponse:
    """List hours and leave, and add some."""
    planned, every = reach.planned_sites(), reach.sites()
    sites = [(str(site.pk), site.name) for site in every if site.pk in planned]
    form = None
    if sites:
        people = reach.choices(planned).people
        form = StaffTimeForm(request.POST or None, people=people, sites=sites, initial={"from_on": today(request)})

    def act() -> None:
        if form:
            typed = form.cleaned_data
            times.add_staff_time(
                actor=member(request), site_id=UUID(typed["site"]), membership_id=UUID(typed["person"]),
                pattern=form.pattern(), is_away=typed["kind"] == LEAVE,
            )  # fmt: skip

    if form and accepted(form, act):
        messages.success(request, "Saved. Weeks planned from now on keep to it.")
        return redirect("weekplans:staff")
    rows = known.staff_times([site.pk for site in every], on=today(request))
    mine = [site for site in every if site.pk in planned]
    context = {"rows": rows, "form": form, "caseloads": staffing.caseloads(mine, on=today(request)) if mine else []}
    return render(request, "weekplans/staff.html", context, status=status(form))


@require_http_methods(["GET", "POST"])
@_WRITES
def void_hours(request: HttpRequest, staff_time_id: UUID) -> HttpResponse:
    """Take hours or leave away."""
    row = there(StaffTime.objects.select_related("membership").filter(pk=staff_time_id, voided_at=None).first())
    form = ReasonForm(request.POST or None)

    def act() -> None:
        times.void_staff_time(
            actor=member(request), at=timezone.now(), staff_time_id=row.pk, reason=form.cleaned_data["reason"]
        )

    if accepted(form, act):
        messages.success(request, "Taken away; it stays in the history.")
        return redirect("weekplans:staff")
    context = {"form": form, "who": row.membership, "when": known.when(row.weekdays, row.starts, row.ends)}
    return render(request, "weekplans/void_hours.html", context, status=status(form))


@require_http_methods(["GET", "POST"])
@_WRITES
def group_needs(request: HttpRequest, series_id: UUID) -> HttpResponse:
    """Say what a group asks of its leader and of who comes."""
    row = there(groups.get(series_id))
    now = known.group_needs(row.pk)
    initial = {name: getattr(now, name) for name in ("credentials", "language", "group_for")} | {"entry": now.entry}
    form = GroupNeedsForm(request.POST or None, initial=initial)

    def act() -> None:
        needs.say_group_needs(
            actor=member(request), series_id=row.pk, **form.cleaned_data | {"entry": Entry(form.cleaned_data["entry"])}
        )

    if accepted(form, act):
        messages.success(request, "Saved. Weeks planned from now on keep to it.")
        return redirect("scheduling:group", row.pk)
    return render(request, "weekplans/group_needs.html", {"form": form, "series": row}, status=status(form))
