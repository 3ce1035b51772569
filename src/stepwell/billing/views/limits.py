"""Settings: up to how much each role approves a write-off."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from stepwell.billing.actions import limiting
from stepwell.billing.forms import LimitForm
from stepwell.billing.queries import writeoffs
from stepwell.billing.rules.amounts import in_words, to_cents, to_dollars
from stepwell.kernel.findings import Refused
from stepwell.people.permissions import configuring_everywhere
from stepwell.people.queries.reach import reach
from stepwell.platform.tenancy.permissions import member, members
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.editing import STALE
from stepwell.platform.walls.rights import ROLE_LABELS, Role


@members
@require_GET
def limits(request: HttpRequest) -> HttpResponse:
    """List up to how much each role approves."""
    found = writeoffs.limits()
    lines = [(reverse(f"billing:limit_{role}"), ROLE_LABELS[role], in_words(cents)) for role, cents in found.items()]
    return render(request, "billing/limits.html", {"lines": lines, "may_change": reach().everywhere})


@require_http_methods(["GET", "POST"])
@configuring_everywhere
def limit(request: HttpRequest, role: Role) -> HttpResponse:
    """Change up to how much holders of one role approve."""
    cents, version = writeoffs.limit_now(role)
    form = LimitForm(request.POST or None, role=role, initial={"amount": to_dollars(cents), "version": version})

    def act() -> None:
        data = form.cleaned_data
        try:
            limiting.set_limit(
                actor=member(request), at=timezone.now(), role=role, cents=to_cents(data["amount"]),
                version=data["version"],
            )  # fmt: skip
        except Refused as refusal:
            if STALE in refusal.findings:
                now, fresh = writeoffs.limit_now(role)
                form.show_conflict(version=fresh, now={"amount": to_dollars(now)})
            raise

    if accepted(form, act):
        messages.success(request, "The limit was changed")
        return redirect("billing:limits")
    context = {"form": form, "role": ROLE_LABELS[role]}
    return render(request, "billing/limit.html", context, status=status_of(form))
