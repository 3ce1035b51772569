"""The beginning, and the form for one client."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_GET, require_http_methods

from stepwell.carryover.actions import carrying
from stepwell.carryover.forms import CONFIRMATION, CarryForm
from stepwell.carryover.queries import imports
from stepwell.carryover.queries.places import names, places
from stepwell.carryover.rules import files, reading
from stepwell.carryover.views.frame import carries
from stepwell.clients.models import Client
from stepwell.clients.views.changes import LOOKS_ALIKE
from stepwell.kernel.findings import Refused
from stepwell.platform.tenancy.permissions import member, members
from stepwell.platform.trail.recording import saw
from stepwell.platform.ui.submitting import accepted, status_of


@require_GET
@carries
def index(request: HttpRequest) -> HttpResponse:
    """Say how clients are brought over, and show the files sent last."""
    return render(request, "carryover/index.html", {"sent": imports.sent()})


@require_http_methods(["GET", "POST"])
@carries
def new(request: HttpRequest) -> HttpResponse:
    """Bring one client over, everything on one page."""
    form = CarryForm(request.POST or None, names=names(), initial={"language": "en"})
    made: list[Client] = []

    def act() -> None:
        row, found = reading.build(form.values(), places())
        if row is None:
            raise Refused(*found)
        try:
            made.append(carrying.carry_over(actor=member(request), at=timezone.now(), row=row))
        except Refused as refusal:
            form.may_be_known = any(finding.code == LOOKS_ALIKE for finding in refusal.findings)
            raise

    if accepted(form, act):
        saw(request, made[0].pk)
        messages.success(request, f"Brought over, record {made[0].record_number}")
        return redirect("clients:record", made[0].pk)
    if not (form.may_be_known or form.data.get(CONFIRMATION)):
        form.hide_confirmation()
    return render(request, "carryover/new.html", {"form": form}, status=status_of(form))


@require_GET
@members
def template(request: HttpRequest) -> HttpResponse:
    """Hand out the file to fill in, with one row of somebody who does not exist."""
    del request
    return as_file(files.template(), "clients-to-bring-over.csv")


def as_file(content: bytes, name: str, **headers: Any) -> HttpResponse:
    """Return a CSV file to keep."""
    response = HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers or None)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    add_never_cache_headers(response)
    return response
