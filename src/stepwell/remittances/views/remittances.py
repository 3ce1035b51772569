"""Remittances: the list, one with every claim and line, and the way to a line."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from stepwell.billing.rules.amounts import in_words
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw_many, shows_clients
from stepwell.platform.walls.rights import Category
from stepwell.remittances import tasks
from stepwell.remittances.queries import remittances as queries
from stepwell.remittances.queries.by_hand import standing_by_number
from stepwell.remittances.queries.without_client import booked
from stepwell.remittances.rules.work import WORDS
from stepwell.remittances.views import PAGE, READS, WRITES


@require_GET
@READS
def remittances(request: HttpRequest) -> HttpResponse:
    """List the remittances, the latest first."""
    page = Paginator(queries.remittances(), PAGE).get_page(request.GET.get("page"))
    count, cents = queries.unposted()
    shown = {"page": page, "rows": [queries.row(one) for one in page], "rests": count, "rest": in_words(cents)}
    shown["may_write"] = member(request).may(Category.BILLING, writes=True)
    return render(request, "remittances/remittances.html", shown)


@shows_clients
@require_GET
@READS
def remittance(request: HttpRequest, remittance_id: UUID) -> HttpResponse:
    """Show a remittance: payment, every claim with its lines, what belongs to no claim."""
    one = queries.remittance(remittance_id)
    if one is None:
        raise Http404
    row = queries.row(one)
    page = Paginator(range(row.claims), PAGE).get_page(request.GET.get("page"))
    answers = queries.answers_of(one.pk, begin=(page.number - 1) * PAGE, count=PAGE)
    saw_many(request, len({each.client_id for each in answers if each.client_id}))
    may_write = member(request).may(Category.BILLING, writes=True)
    shown = {
        "row": row,
        "remittance": one,
        "method": queries.method_of(one),
        "refusal": WORDS[one.refusal] if one.refusal else None,
        "answers": answers,
        "adjustments": queries.adjustments_of(one.pk),
        "page": page,
        "may_write": may_write,
        "may_take_back": may_write and row.is_by_hand and standing_by_number(one.payer_id, one.number, only=one.pk),
    }
    return render(request, "remittances/remittance.html", shown)


@require_GET
@READS
def without_client(request: HttpRequest, remittance_id: UUID) -> HttpResponse:
    """Show what a remittance booked that is of no client, both sides of each booking."""
    one = queries.remittance(remittance_id)
    if one is None:
        raise Http404
    shown = {"row": queries.row(one), "booked": booked(one.pk), "adjustments": queries.adjustments_of(one.pk)}
    shown["file_id"] = one.file_id
    return render(request, "remittances/booked.html", shown)


@require_GET
@READS
def line(request: HttpRequest, remittance_line_id: UUID) -> HttpResponse:
    """Lead to the remittance that a line stands in."""
    found = queries.page_of(remittance_line_id)
    if found is None:
        raise Http404
    remittance_id, number = found
    address = reverse("remittances:remittance", args=[remittance_id])
    return redirect(f"{address}?page={number // PAGE + 1}#line-{remittance_line_id}")


@require_POST
@WRITES
def look_again(request: HttpRequest, remittance_id: UUID) -> HttpResponse:
    """Let a job look again at what waits."""
    if queries.remittance(remittance_id) is None:
        raise Http404
    tasks.look_again.defer(organization=member(request).organization_id, remittance_id=remittance_id)
    messages.success(request, "What waits will be looked at again in a moment. Load the page again then.")
    return redirect("remittances:remittance", remittance_id)
