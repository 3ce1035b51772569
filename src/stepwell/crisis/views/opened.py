"""The safety plan behind a client's link: help first, then the plan, then a signature if they want to give one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from stepwell.crisis.actions.plans import PURPOSE, sign_plan, signed_content
from stepwell.crisis.forms.plans import SignForm
from stepwell.crisis.queries import plans, rota
from stepwell.platform.links.visitors import closed, visitors
from stepwell.platform.signatures.queries import signatures_over
from stepwell.platform.trail.recording import saw
from stepwell.platform.ui.submitting import accepted, status_of


@require_http_methods(["GET", "POST"])
@visitors(PURPOSE)
def plan(request: HttpRequest) -> HttpResponse:
    """Show the plan to the client, and take their signature."""
    visitor = request.visitor  # type: ignore[attr-defined]
    found = plans.opened(visitor.visit.subject)
    if found is None:
        return closed(request)
    saw(request, found.client_id)
    signed = signatures_over(visitor.scope, signed_content(found)).exists()
    form = None if signed else SignForm(request.POST or None)

    def act() -> None:
        typed = form.cleaned_data  # type: ignore[union-attr]
        sign_plan(actor=visitor.scope, at=timezone.now(), plan=found, mark=typed["signature"], signer=typed["signer"])

    if request.method == "POST" and accepted(form, act):
        return redirect("crisis:opened_plan")
    line = rota.line_of(found.site_id)
    context = {
        "plan": plans.row(found, with_staff=False),
        "line": line,
        "office": None if line else rota.office(),
        "form": form,
        "signed": signed,
    }
    return render(request, "crisis/opened_plan.html", context, status=status_of(form))
