"""Settings: what Medicare asks and pays, by year."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from stepwell.coverage.actions import medicare as actions
from stepwell.coverage.figures import published
from stepwell.coverage.forms.medicare import YearForm, YearsFileForm
from stepwell.coverage.queries import medicare as queries
from stepwell.coverage.rules import medicare_files
from stepwell.coverage.rules.cost.part_b import PaidAs
from stepwell.coverage.rules.medicare_files import Table
from stepwell.people.queries.places import open_sites
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.ui.submitting import INVALID, accepted, status_of
from stepwell.platform.walls.rights import Category

_READS = holding(Category.CONTRACTS, Category.BILLING, Category.BENEFITS)
_KEEPS = holding(Category.CONTRACTS, writes=True)


@require_GET
@_READS
def years(request: HttpRequest) -> HttpResponse:
    """Show what was written down, what came along, and which year is missing."""
    rows = queries.written()
    along = published().medicare
    today = timezone.now().astimezone(member(request).zone).date()
    known = {one.from_on.year for one in rows} | {one.year for one in along}
    ahead = [today.year, *([today.year + 1] if today.month >= _LATE else [])]
    context = {
        "rows": [(one, queries.entry_of(one)) for one in rows],
        "along": [(one, one.per_diems.get(PaidAs.HOSPITAL), one.per_diems.get(PaidAs.CMHC)) for one in reversed(along)],
        "missing": [year for year in ahead if year not in known],
        "may_change": member(request).may(Category.CONTRACTS, writes=True),
    }
    return render(request, "coverage/medicare.html", context)


_LATE = 10  # the month from which the next year's amounts are wanted


@require_http_methods(["GET", "POST"])
@_KEEPS
def new(request: HttpRequest) -> HttpResponse:
    """Write down what holds from a day on."""
    form = YearForm(request.POST or None, sites=open_sites())

    def act() -> None:
        actions.write_years(
            actor=member(request), at=timezone.now(), entries=[form.entry()], site_id=form.site_id(),
            is_sure=form.cleaned_data["is_sure"],
        )  # fmt: skip

    if accepted(form, act):
        messages.success(request, "Written down. Estimates that use the year are made anew within minutes")
        return redirect("coverage:medicare")
    return render(request, "coverage/medicare_form.html", {"form": form}, status=status_of(form))


@require_http_methods(["GET", "POST"])
@_KEEPS
def from_file(request: HttpRequest) -> HttpResponse:
    """Read amounts from a table: shown first with what is wrong, then written down, all or none."""
    is_sent = request.method == "POST"
    form = YearsFileForm(request.POST if is_sent else None, request.FILES if is_sent else None, sites=open_sites())
    found: list[Table] = []

    def act() -> None:
        found.append(medicare_files.read(form.content()))
        if not found[0].faults and "add" in request.POST:
            actions.write_years(
                actor=member(request), at=timezone.now(), entries=[one for _, one in found[0].entries],
                site_id=form.site_id(), is_sure=form.cleaned_data["is_sure"],
            )  # fmt: skip

    if accepted(form, act) and not found[0].faults and "add" in request.POST:
        messages.success(request, "Written down. Estimates that use these years are made anew within minutes")
        return redirect("coverage:medicare")
    context: dict[str, Any] = {"form": form, "table": found[0] if found else None}
    if found:
        context |= {"text": form.content_again(), "typed": form.cleaned_data}
    status = INVALID if found and found[0].faults else status_of(form)
    return render(request, "coverage/medicare_file.html", context, status=status)
