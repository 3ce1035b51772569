"""Choosing the organization to act for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from stepwell.platform.tenancy import queries
from stepwell.platform.tenancy.middleware import ORGANIZATION
from stepwell.platform.tenancy.permissions import signed_in
from stepwell.platform.ui.returning import own_path


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """List the organizations a person works for, and act for the one chosen. A single one is chosen at once."""
    scope = request.acting.scope  # type: ignore[attr-defined]
    choices = queries.organizations_of(scope.actor)
    back = own_path(request, request.POST.get("next") or request.GET.get("next", ""))
    wanted = request.POST.get("organization", "")
    if request.method != "POST" and len(choices) == 1:
        wanted = str(choices[0].id)
    if wanted in {str(choice.id) for choice in choices}:
        request.session[ORGANIZATION] = wanted
        return redirect(back or "/")
    page = {"choices": choices, "next": back, "chosen": scope.organization}
    return render(request, "tenancy/choose.html", page, status=422 if request.method == "POST" else 200)
