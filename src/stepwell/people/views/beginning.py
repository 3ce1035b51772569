"""The first run: while there is no organization, whoever holds the set-up link makes the first account and clinic.

What is typed on the first page waits in the session, which is sealed; the password only as its hash. Account and
organization are made together on the second page. Afterwards the settings show what is left to begin.
"""

from typing import Any

from allauth.account.utils import perform_login
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.people.actions.beginning import NewAccount, begin
from stepwell.people.forms.beginning import FirstOrganization, FounderForm
from stepwell.platform.accounts.models import Account
from stepwell.platform.tenancy import setup
from stepwell.platform.tenancy.permissions import anyone
from stepwell.platform.tenancy.queries import installation
from stepwell.platform.ui.submitting import accepted

SESSION = "setup"  # what was typed so far; its presence says that the link was good
STEPS = ("You", "Organization", "Sites, programs, rooms", "Staff")


@anyone
@never_cache
@require_safe
def arrive(request: HttpRequest, token: str) -> HttpResponse:
    """Take the link's token out of the address, and go to the first page."""
    if not setup.fits(token) or not installation().is_empty:
        return _closed(request)
    request.session.setdefault(SESSION, {})
    return redirect("people:setup-you")


@anyone
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def you(request: HttpRequest) -> HttpResponse:
    """Ask who sets the clinic up."""
    typed = _typed(request)
    if typed is None:
        return _closed(request)
    known = {name: typed.get(name, "") for name in ("name", "email")}
    form = FounderForm(request.POST or None, initial=known)
    if form.is_valid():
        named = {name: form.cleaned_data[name] for name in known}
        request.session[SESSION] = {**named, "password": make_password(form.cleaned_data["password"])}
        return redirect("people:setup-organization")
    return _page(request, "people/setup/you.html", form, step=1)


@anyone
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def organization(request: HttpRequest) -> HttpResponse:
    """Ask for the organization; then make everything, and sign its founder in."""
    typed = _typed(request)
    if typed is None:
        return _closed(request)
    if "password" not in typed:
        return redirect("people:setup-you")
    form = FirstOrganization(request.POST or None)
    made: list[Account] = []

    def act() -> None:
        site_name = form.cleaned_data["site_name"]
        founder = NewAccount(**typed)
        made.append(begin(at=timezone.now(), founder=founder, record=form.record(), site_name=site_name))

    if accepted(form, act):
        del request.session[SESSION]
        response: HttpResponse = perform_login(request, made[0], redirect_url=reverse("people:settings"))
        return response
    return _page(request, "people/setup/organization.html", form, step=2)


def _typed(request: HttpRequest) -> dict[str, Any] | None:
    """Return what was typed so far, or None if the link was not opened here or there is an organization by now."""
    typed: dict[str, Any] | None = request.session.get(SESSION)
    return typed if typed is not None and installation().is_empty else None


def _page(request: HttpRequest, template: str, form: FounderForm | FirstOrganization, *, step: int) -> HttpResponse:
    shown = {"form": form, "steps": STEPS, "step": step}
    return render(request, template, shown, status=422 if form.is_bound else 200)


def _closed(request: HttpRequest) -> HttpResponse:
    return render(request, "people/setup/closed.html", status=404)
