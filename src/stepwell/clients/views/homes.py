"""Where and with whom somebody lives."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from stepwell.clients.actions import enrollment as actions
from stepwell.clients.forms.course import HomeForm
from stepwell.clients.models import Client, LivingSituation
from stepwell.clients.views.record import client_or_404, head_of
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw, shows_clients
from stepwell.platform.ui.forms import Form, ReasonForm
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.rights import Category


@shows_clients
@require_http_methods(["GET", "POST"])
@holding(Category.SCREENING)
def homes(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show where somebody lived, and take down where they live now."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    may_change = member(request).may(Category.SCREENING, writes=True)
    today = timezone.now().astimezone(member(request).zone).date()
    form = HomeForm(request.POST or None, initial={"from_on": today}) if may_change else None
    if form and accepted(
        form, lambda: actions.record_home(actor=member(request), at=timezone.now(), client=client, living=form.living())
    ):
        messages.success(request, "Saved")
        return redirect("clients:homes", client.pk)
    rows = LivingSituation.objects.filter(client=client).select_related("asked_by").order_by("-from_on", "-created_at")
    return _page(request, client, "clients/homes.html", {"rows": rows, "form": form}, form)


@shows_clients
@require_http_methods(["GET", "POST"])
@holding(Category.SCREENING, writes=True)
def void_home(request: HttpRequest, client_id: UUID, home_id: UUID) -> HttpResponse:
    """Set an answer aside that was wrong."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    home = LivingSituation.objects.filter(pk=home_id, client=client, voided_at=None).first()
    if home is None:
        raise Http404
    form = ReasonForm(request.POST or None)

    def void() -> None:
        actions.void_home(actor=member(request), at=timezone.now(), home=home, **form.cleaned_data)

    if accepted(form, void):
        messages.success(request, "Set aside; it counts for nothing and stays in the record")
        return redirect("clients:homes", client.pk)
    return _page(request, client, "clients/void_home.html", {"form": form, "home": home}, form)


def _page(
    request: HttpRequest, client: Client, template: str, context: dict[str, object], form: Form | None
) -> HttpResponse:
    shown = {"head": head_of(request, client), "client": client, **context}
    return render(request, template, shown, status=status_of(form))
