"""In Settings: what everybody in care of a program is asked every week, and when the links go out."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.assessments import library
from stepwell.assessments.actions import weekly as actions
from stepwell.assessments.forms.weekly import WeeklyForm
from stepwell.assessments.models import WeeklyMeasures
from stepwell.assessments.queries.weekly import weekly_of
from stepwell.kernel.findings import Refused
from stepwell.people.models import Program
from stepwell.people.views.submitting import found, page
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail import history
from stepwell.platform.ui.submitting import accepted
from stepwell.platform.walls.editing import STALE
from stepwell.platform.walls.rights import Category

_SECTION = "people:programs"
_SHOWN = ("instruments", "sends_links", "weekday", "hour", "version")
_configures = holding(Category.CONFIGURATION, writes=True)


@_configures
@require_http_methods(["GET", "HEAD", "POST"])
def weekly(request: HttpRequest, program_id: UUID) -> HttpResponse:
    """Say what everybody in care of a program is asked every week, and when the links go out."""
    program = found(lambda: Program.objects.get(pk=program_id))
    row = weekly_of(program.pk)
    form = WeeklyForm(request.POST or None, initial=_initial(row), offered=library.offered())

    def act() -> None:
        try:
            actions.set_weekly(
                actor=member(request), program=program, version=form.cleaned_data["version"], wanted=form.wanted()
            )
        except Refused as refusal:
            now = weekly_of(program.pk)
            if STALE in refusal.findings and now is not None:
                form.show_conflict(version=now.version, now=_initial(now))
            raise

    back = reverse("people:programs-change", args=[program.pk])
    if accepted(form, act):
        messages.success(request, "Saved. The next links go out as it says now.")
        return redirect(back)
    return page(request, "assessments/weekly.html", _SECTION, form=form, program=program, row=row, back=back)


@_configures
@require_safe
def changes(request: HttpRequest, program_id: UUID) -> HttpResponse:
    """Show who changed what a program asks every week, and when."""
    program = found(lambda: Program.objects.get(pk=program_id))
    row = found(lambda: WeeklyMeasures.objects.get(program=program))
    part = history.Part(WeeklyMeasures, [row.pk], "Weekly measures", hides=frozenset({"site", "program"}))
    entries = history.changes(part, zone=member(request).zone)
    back = reverse("assessments:weekly", args=[program.pk])
    heading = f"History of the weekly measures of {program.name}"
    return page(request, "people/history.html", _SECTION, heading=heading, entries=entries, back=back)


def _initial(row: WeeklyMeasures | None) -> dict[str, object]:
    return {name: getattr(row, name) for name in _SHOWN} if row else {"version": 1, "hour": 10}
