"""Curricula of sites, and which one a group works through."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from stepwell.platform.tenancy.permissions import holding, member, members
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.rights import Category
from stepwell.scheduling.queries import groups, reach
from stepwell.scheduling.views.answering import there, today
from stepwell.weekplans.actions import curricula as actions
from stepwell.weekplans.forms import CurriculumForm, CurriculumStartForm
from stepwell.weekplans.models import Curriculum
from stepwell.weekplans.queries import lessons as known
from stepwell.weekplans.rules.lessons import Lessons, read

_WRITES = holding(Category.SCHEDULE, writes=True)


@require_http_methods(["GET", "POST"])
@members
def index(request: HttpRequest) -> HttpResponse:
    """List the curricula of all sites, and write one down."""
    every, planned = reach.sites(), reach.planned_sites()
    sites = [(str(site.pk), site.name) for site in every if site.pk in planned]
    form = CurriculumForm(request.POST or None, sites=sites) if sites else None
    if accepted(form, lambda: _write(request, form)):
        messages.success(request, "Saved. Choose it on the page of each group that works through it.")
        return redirect("weekplans:curricula")
    context = {"rows": known.curricula([site.pk for site in every]), "planned": planned, "form": form}
    return render(request, "weekplans/curricula.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
@_WRITES
def change(request: HttpRequest, curriculum_id: UUID) -> HttpResponse:
    """Change a curriculum."""
    row = there(Curriculum.objects.select_related("site").filter(pk=curriculum_id).first())
    there(row.site_id if row.site_id in reach.planned_sites() else None)
    typed = Lessons(tuple(row.lessons), tuple(row.modules)).typed()
    initial = {"site": str(row.site_id), "name": row.name, "lessons": typed, "may_repeat": row.may_repeat}
    form = CurriculumForm(request.POST or None, sites=[(str(row.site_id), row.site.name)], initial=initial)
    if accepted(form, lambda: _write(request, form, row.pk)):
        messages.success(request, "Saved")
        return redirect("weekplans:curricula")
    return render(request, "weekplans/curriculum.html", {"row": row, "form": form}, status=status_of(form))


@require_http_methods(["GET", "POST"])
@_WRITES
def of_group(request: HttpRequest, series_id: UUID) -> HttpResponse:
    """Say which curriculum a group works through, and from when."""
    row = there(groups.get(series_id))
    here = [(str(one.pk), f"{one.name} ({len(one.lessons)} lessons)") for one in known.curricula([row.site_id])]
    starts = known.starts_of(row.pk)
    now = str(starts[0].curriculum_id) if starts and starts[0].curriculum_id else ""
    initial = {"curriculum": now, "from_on": max(today(request), row.from_on)}
    form = CurriculumStartForm(request.POST or None, curricula=here, initial=initial)

    def act() -> None:
        typed = form.cleaned_data
        actions.begin_curriculum(
            actor=member(request), at=timezone.now(), series_id=row.pk, curriculum_id=form.curriculum_id(),
            from_on=typed["from_on"], lesson=typed["lesson"], despite=typed["despite"],
        )  # fmt: skip

    if accepted(form, act):
        messages.success(request, "Saved. Weeks planned from now on give nobody a lesson twice.")
        return redirect("scheduling:group", row.pk)
    form.settle()
    context = {"series": row, "form": form, "starts": starts, "has_curricula": bool(here)}
    return render(request, "weekplans/group_curriculum.html", context, status=status_of(form))


def _write(request: HttpRequest, form: CurriculumForm | None, curriculum_id: UUID | None = None) -> None:
    if form is None:
        return
    typed = form.cleaned_data
    actions.write_curriculum(
        actor=member(request), site_id=UUID(typed["site"]), name=typed["name"], lessons=read(typed["lessons"]),
        may_repeat=typed["may_repeat"], curriculum_id=curriculum_id,
    )  # fmt: skip
