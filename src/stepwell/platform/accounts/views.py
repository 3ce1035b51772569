"""Your account, signing out, staying signed in, and the door of demonstrations."""

import time
from typing import Any

from allauth.account.internal.flows.logout import logout
from allauth.account.views import PasswordResetView
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.platform.accounts import demo, factors, notices, presence
from stepwell.platform.accounts.forms import Name
from stepwell.platform.accounts.models import Account
from stepwell.platform.tenancy.middleware import ORGANIZATION
from stepwell.platform.tenancy.permissions import anyone, signed_in
from stepwell.platform.ui.returning import own_path


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest) -> HttpResponse:
    """Show and change the name; lead to password, sign-in methods and sessions."""
    account = _account(request)
    form = Name(request.POST) if request.method == "POST" else Name.of(account.name)
    if form.is_bound and form.is_valid():
        account.name = form.cleaned_data["name"]
        account.save(update_fields=["name"])
        messages.success(request, "Your name was changed.")
        return redirect("accounts:overview")
    page = {"form": form, "account": account, "has_second_factor": factors.has_one(account.pk)}
    return render(request, "accounts/overview.html", page, status=422 if form.is_bound else 200)


@signed_in
@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Answer that the sign-in goes on; the middleware has noted that somebody is there."""
    del request
    return HttpResponse(status=204)


@anyone
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out. Whoever was idle is told so, and comes back to the page they were on."""
    back = own_path(request, request.POST.get("next", ""))
    was_idle = request.POST.get("idle") == "1"
    logout(request, show_message=False)
    if not was_idle:
        return redirect(back or "/")
    page = reverse("accounts:demo" if demo.is_open(request) else settings.LOGIN_URL)
    return redirect(f"{page}?{urlencode({'next': back or '/', 'idle': '1'})}")


@anyone
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def demo_door(request: HttpRequest) -> HttpResponse:
    """Offer the people of the demonstration; one click signs in as one of them."""
    if not demo.is_open(request):
        raise Http404
    back = own_path(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.method != "POST":
        page = {"people": demo.people(), "next": back, "was_idle": "idle" in request.GET}
        return render(request, "accounts/demo.html", page)
    _become(request, _chosen(request))
    return redirect(back or "/")


def _account(request: HttpRequest) -> Account:
    if not isinstance(request.user, Account):
        raise PermissionDenied
    return request.user


class Forgotten(PasswordResetView):  # type: ignore[misc]  # allauth has no types
    """Send a link for a new password; without a mail server say so instead."""

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Return the page's context and whether mail can be sent."""
        return {**super().get_context_data(**context), "can_send": notices.can_send()}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Defer the mail, or show the page again."""
        answer = super().post if notices.can_send() else super().get
        response: HttpResponse = answer(request, *args, **kwargs)
        return response


def _chosen(request: HttpRequest) -> demo.Persona:
    wanted = (request.POST.get("account"), request.POST.get("organization"))
    for persona in demo.people():
        if (str(persona.account_id), str(persona.organization_id)) == wanted:
            return persona
    raise Http404


def _become(request: HttpRequest, persona: demo.Persona) -> None:
    logout(request, show_message=False)
    account = Account.objects.get(pk=persona.account_id)
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
    presence.begin(request.session, time.time())
    request.session[ORGANIZATION] = str(persona.organization_id)
    UserSession.objects.create_from_request(request)
    presence.LOG.info("signed in account=%s way=demo", account.pk)
