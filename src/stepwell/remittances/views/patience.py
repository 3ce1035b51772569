"""Settings: after how many days of silence somebody has to look."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from stepwell.coverage.models import Payer
from stepwell.coverage.queries import payers
from stepwell.kernel.findings import Refused
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.ui.forms import VersionedForm
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.editing import STALE
from stepwell.platform.walls.rights import Category
from stepwell.remittances.actions.patience import set_patience
from stepwell.remittances.actions.waiting import Days, patience
from stepwell.remittances.models import Patience
from stepwell.remittances.models.work import MOST_DAYS
from stepwell.remittances.views import READS

_KEEPS = holding(Category.CONTRACTS, writes=True)


def _days(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=MOST_DAYS)


class PatienceForm(VersionedForm):
    """Days until an answer is missed."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)
    acknowledgment = _days("Days until a file is acknowledged (999)")
    status = _days("Days until a claim is taken in (277CA)")
    decision = _days("Days until a claim is decided (835)")
    bank = _days("Days until its money is in the bank, or a deposit’s payment is known")


@require_GET
@READS
def patience_list(request: HttpRequest) -> HttpResponse:
    """List how long each payer may be silent."""
    known = patience()
    today = timezone.now().astimezone(member(request).zone).date()
    rows = [(one, known.get(one.pk)) for one in payers.payers(in_use_on=today)]
    may_keep = member(request).may(Category.CONTRACTS, writes=True)
    return render(request, "remittances/patience.html", {"usual": known[None], "rows": rows, "may_keep": may_keep})


@require_http_methods(["GET", "POST"])
@_KEEPS
def usual(request: HttpRequest) -> HttpResponse:
    """Change the days of all payers that have none of their own."""
    return _change(request, None)


@require_http_methods(["GET", "POST"])
@_KEEPS
def of_payer(request: HttpRequest, payer_id: UUID) -> HttpResponse:
    """Change the days of one payer."""
    payer = Payer.objects.filter(pk=payer_id).first()
    if payer is None:
        raise Http404
    return _change(request, payer)


def _change(request: HttpRequest, payer: Payer | None) -> HttpResponse:
    days, version = _now(payer)
    form = PatienceForm(request.POST or None, initial={**vars(days), "version": version})

    def act() -> None:
        data = dict(form.cleaned_data)
        sent = data.pop("version")
        try:
            payer_id = payer.pk if payer else None
            set_patience(actor=member(request), payer_id=payer_id, days=Days(**data), version=sent)
        except Refused as refusal:
            if STALE in refusal.findings:
                fresh, newest = _now(payer)
                form.show_conflict(version=newest, now=vars(fresh))
            raise

    if accepted(form, act):
        messages.success(request, "The days were changed")
        return redirect("remittances:patience")
    return render(request, "remittances/days.html", {"form": form, "payer": payer}, status=status_of(form))


def _now(payer: Payer | None) -> tuple[Days, int]:
    row = Patience.objects.filter(payer=payer).first()
    known = patience()
    return known.get(payer.pk if payer else None, known[None]), row.version if row else 0
