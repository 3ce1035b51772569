"""Settings of the sliding fee: guidelines by year, schedules of discounts."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from stepwell.funding import presenting
from stepwell.funding.actions import settings as actions
from stepwell.funding.forms.sliding import GuidelineFileForm, GuidelinesForm, ScheduleForm
from stepwell.funding.queries import schedules
from stepwell.funding.rules import guideline_files
from stepwell.funding.rules.guideline_files import Table
from stepwell.funding.views import KEEPS, today
from stepwell.funding.vocabulary import REGION_LABELS
from stepwell.kernel.money import dollars
from stepwell.platform.tenancy.permissions import member, members
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.rights import Category


@members
@require_GET
def sliding_fee(request: HttpRequest) -> HttpResponse:
    """Show the schedule in force and the guidelines by year."""
    on = today(request)
    sources = {(one.region, one.from_on): one.source for one in schedules.added()}
    known = sorted(schedules.guidelines(), key=lambda one: (-one.from_on.toordinal(), one.region))
    context = {
        "classes": [(one, presenting.pays(one)) for one in schedules.schedule_on(on)],
        "schedules": schedules.schedules(),
        "guidelines": [
            (
                one.from_on,
                REGION_LABELS[one.region],
                dollars(one.one_person),
                dollars(one.each_further),
                sources.get((one.region, one.from_on), "Came along with Stepwell"),
            )
            for one in known
        ],
        "is_old": not any(one.from_on.year == on.year for one in known) and on.month > 1,
        "year": on.year,
        "may_change": member(request).may(Category.CONTRACTS, writes=True),
    }
    return render(request, "funding/settings.html", context)


@require_http_methods(["GET", "POST"])
@KEEPS
def new_guidelines(request: HttpRequest) -> HttpResponse:
    """Add the guidelines of a year."""
    form = GuidelinesForm(request.POST or None)

    def act() -> None:
        data = form.cleaned_data
        actions.add_guidelines(
            actor=member(request), at=timezone.now(), from_on=data["from_on"], source=data["source"],
            dollars=form.dollars(), is_sure=data["is_sure"],
        )  # fmt: skip

    if accepted(form, act):
        messages.success(request, "The guidelines were added")
        return redirect("funding:sliding_fee")
    context = {"form": form, "heading": "Poverty guidelines of a year", "submit": "Add them"}
    return render(request, "funding/settings_form.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
@KEEPS
def guidelines_file(request: HttpRequest) -> HttpResponse:
    """Read the guidelines of a year from a file: shown first with what is wrong, then added, all or none."""
    is_sent = request.method == "POST"
    form = GuidelineFileForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    read: list[Table] = []

    def act() -> None:
        data = form.cleaned_data
        read.append(guideline_files.read(form.content(), data["from_on"].year))
        if not read[0].faults and "add" in request.POST:
            actions.add_guidelines(
                actor=member(request), at=timezone.now(), from_on=data["from_on"], source=data["source"],
                dollars=read[0].dollars(), is_sure=data["is_sure"],
            )  # fmt: skip

    if accepted(form, act) and not read[0].faults and "add" in request.POST:
        messages.success(request, "The guidelines were added")
        return redirect("funding:sliding_fee")
    context: dict[str, Any] = {"form": form, "table": read[0] if read else None}
    if read:
        context |= {"text": form.content_again(), "typed": form.cleaned_data}
    wrong = status_of(form) if not read or not read[0].faults else _INVALID
    return render(request, "funding/guidelines_file.html", context, status=wrong)


_INVALID = 422


@require_http_methods(["GET", "POST"])
@KEEPS
def new_schedule(request: HttpRequest) -> HttpResponse:
    """Write down a schedule of discounts."""
    form = ScheduleForm(request.POST or None, initial={"from_on": today(request)})

    def act() -> None:
        data = form.cleaned_data
        actions.add_schedule(
            actor=member(request), at=timezone.now(), from_on=data["from_on"], classes=form.classes(),
            note=data["note"], is_sure=data["is_sure"],
        )  # fmt: skip

    if accepted(form, act):
        messages.success(request, "The schedule holds for applications from its day on")
        return redirect("funding:sliding_fee")
    context = {"form": form, "heading": "A new schedule of discounts", "submit": "Use it"}
    return render(request, "funding/settings_form.html", context, status=status_of(form))
