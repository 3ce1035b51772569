"""The doors of every request: is somebody still there, are they signed in, have they a second factor."""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from stepwell.platform.accounts import demo, factors, presence
from stepwell.platform.drafts import actions as drafts
from stepwell.platform.tenancy.middleware import ORGANIZATION
from stepwell.platform.ui.live import is_by_itself
from stepwell.platform.walls.scope import Kind, Scope

# Pages open to somebody who is signed in and has no second factor yet: they lead to one, or out.
WITHOUT_SECOND_FACTOR = frozenset({
    "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate", "account_logout", "accounts:stay",
})  # fmt: skip
LOSES_A_FACTOR = frozenset({"mfa_deactivate_totp", "mfa_remove_webauthn"})


class IdleMiddleware:
    """End a sign-in that nobody used for settings.IDLE_MINUTES, or that is older than settings.SESSION_COOKIE_AGE."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            over = presence.ended(request.session, time.time())
            if over:
                request.was = _speaker(request)  # type: ignore[attr-defined]
                presence.LOG.info("signed out account=%s reason=%s", request.user.pk, over)
                logout(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: object, kwargs: object) -> None:
        """Note that somebody is there, unless the browser asks by itself."""
        del args, kwargs
        asked_by_itself = getattr(view, "is_passive", False) or is_by_itself(request)
        if request.user.is_authenticated and not asked_by_itself:
            presence.touch(request.session, time.time())


class SignInMiddleware(LoginRequiredMiddleware):
    """Send whoever is not signed in to the sign-in page, and afterwards back to where they were."""

    def handle_no_permission(  # type: ignore[override]  # a part of a page is answered, not redirected
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        """Return the way to the sign-in page. What was being sent by somebody signed out as idle is kept as a draft."""
        del view_func
        was = getattr(request, "was", None)
        if was and request.method == "POST":
            drafts.keep_what_was_sent(was, request.POST)
        query = {"next": _where(request)} | ({"idle": "1"} if was else {})
        page = reverse("accounts:demo" if demo.is_open(request) else settings.LOGIN_URL)
        address = f"{page}?{urlencode(query)}"
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Redirect": address})  # a redirect would be swapped into the page
        return HttpResponseRedirect(address)


class SecondFactorMiddleware:
    """Send staff without an authenticator app or passkey to the page that sets one up, from every page but a few."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if _name_of(request) in LOSES_A_FACTOR:
            request.session.pop(factors.PROVED, None)  # ask the database again next time
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: object, kwargs: object
    ) -> HttpResponse | None:
        """Return a redirect, or None to let the request pass."""
        del args, kwargs
        is_open = _name_of(request) in WITHOUT_SECOND_FACTOR or not getattr(view, "login_required", True)
        if is_open or not request.user.is_authenticated:
            return None
        return redirect("mfa_index") if factors.is_missing(request) else None


def _name_of(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.view_name if match else ""


def _speaker(request: HttpRequest) -> Scope:
    chosen = request.session.get(ORGANIZATION)
    return Scope(
        actor=request.user.pk,
        organization=UUID(chosen) if chosen else None,
        purpose="keep a draft",
        kind=Kind.STAFF,
    )


def _where(request: HttpRequest) -> str:
    """Return the page the person was on: for a form or a part of a page, the one that held it. Never a query."""
    if request.method == "GET" and not request.headers.get("HX-Request"):
        return request.path
    came_from = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    return urlsplit(came_from).path if came_from and is_ours else "/"
