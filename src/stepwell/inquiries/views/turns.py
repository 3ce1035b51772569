"""What changes an inquiry: a call written down, agreement, danger over, next step, becoming a client, closing."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from stepwell.inquiries.actions import course, taking
from stepwell.inquiries.forms.planning import PlanForm, planned
from stepwell.inquiries.forms.turns import AgreementForm, ClosingForm, DangerForm, EntryForm, ReopeningForm
from stepwell.inquiries.models import Inquiry
from stepwell.inquiries.queries import single
from stepwell.inquiries.views.single import inquiry_or_404
from stepwell.inquiries.views.taking import INVALID, WRITES
from stepwell.inquiries.vocabulary import Urgency
from stepwell.kernel.findings import Refused
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import shows_clients
from stepwell.platform.ui.forms import Form, ReasonForm, VersionedForm, add_findings
from stepwell.platform.walls.editing import STALE


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def entry(request: HttpRequest, inquiry_id: UUID) -> HttpResponse:
    """Write down a call, a message or a note."""
    row = inquiry_or_404(request, inquiry_id)
    form = EntryForm(request.POST or None, inquiry=row)

    def turn() -> None:
        course.add_entry(actor=member(request), at=timezone.now(), inquiry_id=row.pk, contact=form.contact())

    return _turn(request, row, form, turn, ("What happened", "Write it down", "Written down"))


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def agreement(request: HttpRequest, inquiry_id: UUID) -> HttpResponse:
    """Write down that the person agrees to be contacted."""
    row = inquiry_or_404(request, inquiry_id)
    initial = {"witness": str(member(request).membership_id)}
    form = AgreementForm(request.POST or None, staff=single.staff(row.site_id, at=timezone.now()), initial=initial)

    def turn() -> None:
        taking.record_agreement(actor=member(request), at=timezone.now(), inquiry_id=row.pk, agreement=form.agreement())

    return _turn(request, row, form, turn, ("The person agrees", "Record it", "Recorded: the person may be contacted"))


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def danger(request: HttpRequest, inquiry_id: UUID) -> HttpResponse:
    """Write down what happened after somebody was in danger."""
    row = inquiry_or_404(request, inquiry_id)
    form = DangerForm(request.POST or None)

    def turn() -> None:
        typed = form.cleaned_data
        taking.settle_danger(
            actor=member(request),
            at=timezone.now(),
            inquiry_id=row.pk,
            words=typed["words"],
            urgency=Urgency(typed["urgency"]),
        )

    return _turn(request, row, form, turn, ("What happened", "Write it down", "Written down"))


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def plan(request: HttpRequest, inquiry_id: UUID) -> HttpResponse:
    """Say who does what next."""
    row = inquiry_or_404(request, inquiry_id)
    zone = member(request).zone
    owners = single.owners([row.site_id], at=timezone.now(), besides=row.owner_id)
    form = PlanForm(request.POST or None, initial=planned(row, zone), owners=owners)

    def turn() -> None:
        taking.plan_next(
            actor=member(request),
            at=timezone.now(),
            inquiry=row,
            version=form.cleaned_data["version"],
            plan=form.plan(zone),
        )

    return _turn(request, row, form, turn, ("Next step", "Save", "Saved"))


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def closing(request: HttpRequest, inquiry_id: UUID) -> HttpResponse:
    """Close an inquiry, with the reason."""
    row = inquiry_or_404(request, inquiry_id)
    form = ClosingForm(request.POST or None)

    def turn() -> None:
        course.close_inquiry(
            actor=member(request),
            at=timezone.now(),
            inquiry_id=row.pk,
            ending=form.ending_chosen(),
            words=form.cleaned_data["words"],
        )

    return _turn(request, row, form, turn, ("Close this inquiry", "Close it", "Closed; it can be opened again"))


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def reopening(request: HttpRequest, inquiry_id: UUID) -> HttpResponse:
    """Open a closed inquiry again."""
    row = inquiry_or_404(request, inquiry_id)
    form = ReopeningForm(request.POST or None)

    def turn() -> None:
        course.reopen_inquiry(
            actor=member(request), at=timezone.now(), inquiry_id=row.pk, words=form.cleaned_data["words"]
        )

    return _turn(request, row, form, turn, ("Open this inquiry again", "Open it again", "Open again"))


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def voiding(request: HttpRequest, inquiry_id: UUID) -> HttpResponse:
    """Set an inquiry aside that was taken down by mistake."""
    row = inquiry_or_404(request, inquiry_id)
    form = ReasonForm(request.POST or None)

    def turn() -> None:
        taking.void_inquiry(
            actor=member(request), at=timezone.now(), inquiry_id=row.pk, reason=form.cleaned_data["reason"]
        )

    return _turn(request, row, form, turn, ("Set this inquiry aside", "Set it aside", "Set aside; it stays, marked"))


def _turn(
    request: HttpRequest, row: Inquiry, form: Form, turn: Callable[[], None], words: tuple[str, str, str]
) -> HttpResponse:
    """Show a form of an inquiry, or carry out `turn` and go back to it.

    words  the heading, the button, and what is said when it is done
    """
    heading, submit, done = words
    if request.method == "POST" and form.is_valid():
        try:
            turn()
        except Refused as refusal:
            if STALE in refusal.findings and isinstance(form, VersionedForm):
                form.show_conflict(version=row.version, now=planned(row, member(request).zone))
            add_findings(form, refusal.findings)
        else:
            messages.success(request, done)
            return redirect("inquiries:inquiry", row.pk)
    context = {"form": form, "inquiry": row, "heading": heading, "submit": submit}
    return render(request, "inquiries/change.html", context, status=INVALID if form.errors else 200)
