"""The organization's list of payers."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from stepwell.coverage.actions import payers as actions
from stepwell.coverage.forms.payers import PayerChange, PayerForm, payer_as_typed
from stepwell.coverage.queries import payers as queries
from stepwell.coverage.vocabulary import PAYER_LABELS, PayerKind
from stepwell.kernel import phones
from stepwell.kernel.findings import Refused
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.ui.forms import add_findings
from stepwell.platform.walls.editing import STALE
from stepwell.platform.walls.rights import Category

INVALID = 422
KEEPS = holding(Category.BENEFITS, Category.CONFIGURATION, writes=True)


@require_GET
@holding(Category.BENEFITS, Category.CONFIGURATION)
def listed(request: HttpRequest) -> HttpResponse:
    """List the payers, those that ended too."""
    who = member(request)
    rows = [
        (payer, PAYER_LABELS[PayerKind(payer.kind)], phones.written(payer.benefits_phone)) for payer in queries.payers()
    ]
    may_keep = who.may(Category.BENEFITS, writes=True) or who.may(Category.CONFIGURATION, writes=True)
    return render(request, "coverage/payers.html", {"rows": rows, "may_keep": may_keep})


@require_http_methods(["GET", "POST"])
@KEEPS
def new(request: HttpRequest) -> HttpResponse:
    """Add a payer."""
    form = PayerForm(request.POST or None, others=queries.payers())
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_payer(actor=member(request), at=timezone.now(), facts=form.facts())
        except Refused as refusal:
            add_findings(form, refusal.findings)
        else:
            messages.success(request, "Payer added")
            return redirect("coverage:payers")
    context = {"form": form, "heading": "Add a payer", "submit": "Add"}
    return render(request, "coverage/payer.html", context, status=INVALID if form.errors else 200)


@require_http_methods(["GET", "POST"])
@KEEPS
def change(request: HttpRequest, payer_id: UUID) -> HttpResponse:
    """Correct a payer, or end it."""
    payer = queries.get(payer_id)
    if payer is None:
        raise Http404
    others = [one for one in queries.payers() if one.pk != payer.pk]
    form = PayerChange(request.POST or None, initial=payer_as_typed(payer), others=others)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_payer(
                actor=member(request),
                at=timezone.now(),
                payer=payer,
                version=form.cleaned_data["version"],
                facts=form.facts(),
            )
        except Refused as refusal:
            if STALE in refusal.findings:
                now = queries.get(payer.pk) or payer
                form.show_conflict(version=now.version, now=payer_as_typed(now))
            add_findings(form, refusal.findings)
        else:
            messages.success(request, "Payer changed")
            return redirect("coverage:payers")
    context = {"form": form, "heading": "Change a payer", "submit": "Save"}
    return render(request, "coverage/payer.html", context, status=INVALID if form.errors else 200)
