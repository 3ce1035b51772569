"""The list of work, taking a piece up, saying that it is done."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stepwell.kernel.findings import Refused
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw, saw_many, shows_clients
from stepwell.platform.ui.forms import ReasonForm
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.rights import Category
from stepwell.remittances.actions import working
from stepwell.remittances.queries import work as queries
from stepwell.remittances.rules.work import WORDS
from stepwell.remittances.views import READS, WRITES, work_shown


@shows_clients
@require_GET
@READS
def work(request: HttpRequest) -> HttpResponse:
    """Show what is open, the oldest first, and of what kinds it is."""
    code = request.GET.get("code", "")
    code, mine = code if code in WORDS else "", request.GET.get("mine") == "1"
    rows = work_shown(request, code=code, mine=mine)
    saw_many(request, len({row.client_id for row in rows if row.client_id}))
    shown = {
        "rows": rows,
        "sums": queries.sums(),
        "chosen": code,
        "mine": mine,
        "most": queries.MOST,
        "may_write": member(request).may(Category.BILLING, writes=True),
    }
    return render(request, "remittances/work.html", shown)


@require_POST
@WRITES
def take_up(request: HttpRequest, work_item_id: UUID) -> HttpResponse:
    """Take a piece of work as one's own."""
    try:
        working.take_up(actor=member(request), item_id=work_item_id)
    except Refused as refusal:
        messages.error(request, refusal.findings[0].sentence)
    else:
        messages.success(request, "It is yours")
    return redirect("remittances:work")


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def finish(request: HttpRequest, work_item_id: UUID) -> HttpResponse:
    """Say that a piece of work is done, and how."""
    row = queries.open_item(work_item_id)
    if row is None:
        raise Http404
    if row.client_id:
        saw(request, row.client_id)
    else:
        saw_many(request, 0)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        working.finish(actor=member(request), at=timezone.now(), item_id=row.pk, reason=form.cleaned_data["reason"])

    if accepted(form, act):
        messages.success(request, "Done, and off the list")
        return redirect("remittances:work")
    shown = {"form": form, "row": row, "words": WORDS[row.code]}
    return render(request, "remittances/finish.html", shown, status=status_of(form))
