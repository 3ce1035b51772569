"""Taking an inquiry down, and correcting it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from stepwell.clients.queries import sites_to_register_at
from stepwell.inquiries.actions import taking as actions
from stepwell.inquiries.forms.call import CallForm, ChangeForm, taken_down
from stepwell.inquiries.models import Inquiry
from stepwell.inquiries.queries import lookalikes, single
from stepwell.inquiries.rules.taking import MINOR
from stepwell.inquiries.views.single import inquiry_or_404
from stepwell.kernel.findings import Refused
from stepwell.platform.drafts import actions as drafts
from stepwell.platform.drafts.rules.content import MARK
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw_many, shows_clients
from stepwell.platform.trail.vocabulary import Way
from stepwell.platform.ui.forms import add_findings
from stepwell.platform.walls.editing import STALE
from stepwell.platform.walls.rights import Category

INVALID = 422
WRITES = holding(Category.INQUIRIES, writes=True)


@require_http_methods(["GET", "POST"])
@WRITES
def new(request: HttpRequest) -> HttpResponse:
    """Take an inquiry down while somebody is on the telephone."""
    who = member(request)
    sites = sites_to_register_at()
    form = CallForm(
        request.POST or None,
        sites=sites,
        owners=single.owners([site.pk for site in sites], at=timezone.now()),
        initial={"owner": str(who.membership_id)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.take_inquiry(
                actor=who,
                at=timezone.now(),
                site_id=form.site_id,
                told=form.told(),
                danger=form.in_danger(),
                plan=form.plan(who.zone),
                same=form.cleaned_data["same"],
            )
        except Refused as refusal:
            if _is_minor(refusal):
                return _kindly(request)
            _show_alike(request, form, refusal)
            add_findings(form, refusal.findings)
        else:
            messages.success(request, "Taken down")
            return redirect("inquiries:inquiry", row.pk)
    return render(request, "inquiries/new.html", {"form": form}, status=INVALID if form.errors else 200)


def _show_alike(request: HttpRequest, form: CallForm, refusal: Refused) -> None:
    if any(finding.code == actions.LOOKS_ALIKE for finding in refusal.findings):
        alike = lookalikes.of(form.told())
        saw_many(request, len(alike), way=Way.SEARCH)
        form.offer(alike)


def _is_minor(refusal: Refused) -> bool:
    return any(finding.code == MINOR for finding in refusal.findings)


def _kindly(request: HttpRequest) -> HttpResponse:
    """Say where somebody under 18 can turn, and keep nothing: not even the draft."""
    drafts.forget(actor=request.acting.scope, page=request.POST.get(MARK, ""))  # type: ignore[attr-defined]
    return render(request, "inquiries/minor.html", status=INVALID)


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def change(request: HttpRequest, inquiry_id: UUID) -> HttpResponse:
    """Correct what was taken down."""
    row = inquiry_or_404(request, inquiry_id)
    form = ChangeForm(request.POST or None, initial=taken_down(row), sites=sites_to_register_at())
    form.is_agreed = row.agreed_at is not None
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_inquiry(
                actor=member(request),
                at=timezone.now(),
                inquiry=row,
                version=form.cleaned_data["version"],
                site_id=form.site_id,
                told=form.told(),
            )
        except Refused as refusal:
            _refused(form, refusal, row)
        else:
            messages.success(request, "Saved")
            return redirect("inquiries:inquiry", row.pk)
    context = {"form": form, "inquiry": row, "heading": "Correct what was taken down", "submit": "Save"}
    return render(request, "inquiries/change.html", context, status=INVALID if form.errors else 200)


def _refused(form: ChangeForm, refusal: Refused, row: Inquiry) -> None:
    if STALE in refusal.findings:
        form.show_conflict(version=row.version, now=taken_down(row))
    add_findings(form, refusal.findings)
