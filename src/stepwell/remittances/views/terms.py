"""Settings: how appeals go with payers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from stepwell.coverage.models import Payer
from stepwell.coverage.queries import payers
from stepwell.kernel.findings import Refused
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.editing import STALE
from stepwell.platform.walls.rights import Category
from stepwell.remittances.actions.appealing import set_terms
from stepwell.remittances.forms import TermsForm
from stepwell.remittances.models import AppealTerms
from stepwell.remittances.queries.appeals import every_terms
from stepwell.remittances.rules.appeals import USUAL
from stepwell.remittances.views import READS

_KEEPS = holding(Category.CONTRACTS, writes=True)


@require_GET
@READS
def appeal_terms(request: HttpRequest) -> HttpResponse:
    """List how appeals go with each payer."""
    known = every_terms()
    today = timezone.now().astimezone(member(request).zone).date()
    context = {
        "usual": _initial(known.get(None)),
        "rows": [(one, known.get(one.pk)) for one in payers.payers(in_use_on=today)],
        "may_keep": member(request).may(Category.CONTRACTS, writes=True),
    }
    return render(request, "remittances/appeal_terms.html", context)


@require_http_methods(["GET", "POST"])
@_KEEPS
def usual_terms(request: HttpRequest) -> HttpResponse:
    """Change how appeals go with all payers that have no terms of their own."""
    return _change(request, None)


@require_http_methods(["GET", "POST"])
@_KEEPS
def terms_of_payer(request: HttpRequest, payer_id: UUID) -> HttpResponse:
    """Change how appeals go with one payer."""
    payer = Payer.objects.filter(pk=payer_id).first()
    if payer is None:
        raise Http404
    return _change(request, payer)


def _change(request: HttpRequest, payer: Payer | None) -> HttpResponse:
    payer_id = payer.pk if payer else None
    known = every_terms()
    begin = _initial(known.get(payer_id) or known.get(None))
    begin["version"] = known[payer_id].version if payer_id in known else 0
    form = TermsForm(request.POST or None, initial=begin)

    def act() -> None:
        data = form.cleaned_data
        try:
            set_terms(
                actor=member(request), payer_id=payer_id, version=data["version"], days=form.days(),
                address=data["address"], fax=data["fax"],
            )  # fmt: skip
        except Refused as refusal:
            fresh = AppealTerms.objects.filter(payer=payer_id).first()
            if STALE in refusal.findings and fresh:
                form.show_conflict(version=fresh.version, now=_initial(fresh))
            raise

    if accepted(form, act):
        messages.success(request, "Written down how appeals go with " + (payer.name if payer else "all other payers"))
        return redirect("remittances:appeal_terms")
    return render(request, "remittances/terms.html", {"form": form, "payer": payer}, status=status_of(form))


def _initial(row: AppealTerms | None) -> dict[str, Any]:
    if row is None:
        return {**vars(USUAL), "address": "", "fax": ""}
    return {
        "levels": row.levels, "second": row.second_days, "external": row.external_days, "answer": row.answer_days,
        "address": row.address, "fax": row.fax,
    }  # fmt: skip
