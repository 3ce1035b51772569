"""Certificates of weeks: for whoever plans, and for whoever looks over what was planned."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw_many, shows_clients
from stepwell.platform.walls.rights import Category
from stepwell.scheduling.views.answering import there
from stepwell.weekplans.models import Mending, ProposalResult
from stepwell.weekplans.queries import certificates as known

_READS = holding(Category.SCHEDULE)


@require_GET
@_READS
def index(request: HttpRequest) -> HttpResponse:
    """List the certificates that are kept."""
    return render(request, "weekplans/certificates.html", {"rows": known.kept()})


@shows_clients
@require_GET
@_READS
def of_proposal(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Show the certificate of a proposed week."""
    row = there(known.proposal(proposal_id))
    return _page(request, row, row.proposal.week_on, reverse("weekplans:proposal", args=[proposal_id]))


@shows_clients
@require_GET
@_READS
def of_mending(request: HttpRequest, mending_id: UUID) -> HttpResponse:
    """Show the certificate of a mended week."""
    row = there(known.mending(mending_id))
    return _page(request, row, row.week_on, reverse("weekplans:mended", args=[mending_id]))


def _page(request: HttpRequest, row: ProposalResult | Mending, week_on: date, back: str) -> HttpResponse:
    found = known.shown(row, row.site)
    saw_many(request, len(found.rows))
    plans = member(request).may(Category.SCHEDULE, writes=True)  # the page of the week is for who does
    context = {"row": row, "week_on": week_on, "found": found, "back": back if plans else ""}
    return render(request, "weekplans/certificate.html", context)
