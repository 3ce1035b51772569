"""Days attended and not billed; looking at one again, leaving it, taking it up again."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stepwell.billing.actions import charging, leaving
from stepwell.billing.models import HeldDay
from stepwell.billing.queries import unbilled as queries
from stepwell.billing.reasons import MENDING, Reason
from stepwell.billing.views import BILLS, WRITES, today
from stepwell.kernel.findings import Refused
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw, saw_many, shows_clients
from stepwell.platform.ui.forms import Form, ReasonForm
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.rights import Category


class FilterForm(Form):
    """Which days are shown."""

    marks_optional = False
    payer = forms.ChoiceField(required=False)
    reason = forms.ChoiceField(
        label="What is missing", required=False,
        choices=[("", "Anything"), *((reason.value, mending.label) for reason, mending in MENDING.items())],
    )  # fmt: skip

    def __init__(self, *args: object, payers: list[tuple[UUID, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "All payers"), *((str(key), name) for key, name in payers)]
        self.fields["payer"].choices = choices  # type: ignore[attr-defined]


@shows_clients
@require_GET
@BILLS
def unbilled(request: HttpRequest) -> HttpResponse:
    """Show what is attended and not billed, the oldest first, with what is missing and who mends it."""
    form = FilterForm(request.GET, payers=queries.payers())
    chosen = form.cleaned_data if form.is_valid() else {}
    payer_id = UUID(chosen["payer"]) if chosen.get("payer") else None
    reason = Reason(chosen["reason"]) if chosen.get("reason") else None
    rows = queries.unbilled(on=today(request), payer_id=payer_id, reason=reason)
    saw_many(request, len({row.client_id for row in rows}))
    shown = {
        "rows": rows,
        "form": form,
        "totals": queries.totals(),
        "sums": queries.by_reason(payer_id),
        "payer": chosen.get("payer", ""),
        "chosen": reason,
        "most": queries.MOST,
        "may_check": _may_check(request),
        "may_leave": member(request).may(Category.BILLING, writes=True),
    }
    return render(request, "billing/unbilled.html", shown, status=status_of(form))


@shows_clients
@require_GET
@BILLS
def left(request: HttpRequest) -> HttpResponse:
    """Show the days that somebody decided not to bill."""
    rows = queries.left(on=today(request))
    saw_many(request, len({row.client_id for row in rows}))
    may_leave = member(request).may(Category.BILLING, writes=True)
    return render(request, "billing/left.html", {"rows": rows, "may_leave": may_leave})


@require_POST
@WRITES
def check(request: HttpRequest, held_day_id: UUID) -> HttpResponse:
    """Look at one day again, now."""
    if not _may_check(request):
        raise PermissionDenied
    row = _held(held_day_id)
    done = charging.charge_days(actor=member(request), at=timezone.now(), pairs=[(row.client_id, row.day)])
    if done.held:
        messages.warning(request, "The day still waits. See what is missing.")
    else:
        messages.success(
            request, "The day is charged." if done.made or done.again else "Nothing was attended that day."
        )
    return redirect("billing:unbilled")


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def leave(request: HttpRequest, held_day_id: UUID) -> HttpResponse:
    """Decide that a day is not billed, with the reason."""
    row = _held(held_day_id)
    saw(request, row.client_id)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        reason = form.cleaned_data["reason"]
        leaving.leave_day(actor=member(request), at=timezone.now(), held_day_id=row.pk, reason=reason)

    if accepted(form, act):
        messages.success(request, "The day will not be billed")
        return redirect("billing:unbilled")
    return render(request, "billing/leave.html", {"form": form, "row": row}, status=status_of(form))


@require_POST
@WRITES
def take_up(request: HttpRequest, held_day_id: UUID) -> HttpResponse:
    """Put a day back on the list."""
    try:
        leaving.take_up_day(actor=member(request), at=timezone.now(), held_day_id=held_day_id)
    except Refused as refusal:
        messages.error(request, refusal.findings[0].sentence)
    else:
        messages.success(request, "The day is on the list again")
    return redirect("billing:left")


def _may_check(request: HttpRequest) -> bool:
    """Return whether somebody sees all that a charge asks for: who does not would hold what can be charged."""
    who = member(request)
    asked = (Category.BENEFITS, Category.SERVICES, Category.AUTHORIZATIONS, Category.CONSENTS, Category.ENROLLMENT)
    return who.may(Category.BILLING, writes=True) and all(who.may(each) for each in asked)


def _held(held_day_id: UUID) -> HeldDay:
    found = queries.held_day(held_day_id)
    if found is None:
        raise Http404
    return found
