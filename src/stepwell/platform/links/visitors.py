"""The door for visitors: who holds a link acts for its organization, as its holder, in the pages behind it.

The secret travels in an address once, from the message or the letter to the page with "Continue". From there on it
stands in a signed cookie that scripts cannot read and that is sent to /l/ only, so no other address, history entry,
referrer or log has it. Beside the secret the cookie holds a random number of the browser: an answer to "who are you"
counts in the browser that gave it.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers

from stepwell.platform.links.queries import Visit, visit
from stepwell.platform.links.rules.secret import digest, read_secret
from stepwell.platform.tenancy.middleware import Acting
from stepwell.platform.walls.scope import Kind, Scope, acting

COOKIE = "link"
COOKIE_PATH = "/l/"
COOKIE_HOURS = 8
_SALT = "stepwell.links"

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Visitor:
    """Who visits, and by which link."""

    scope: Scope
    visit: Visit


def keep(response: HttpResponse, secret: str, *, secure: bool) -> None:
    """Put a secret, in its printed form, into the browser's cookie, with a new number for the browser."""
    response.set_signed_cookie(
        COOKIE,
        f"{secret}.{secrets.token_urlsafe(16)}",
        salt=_SALT,
        max_age=COOKIE_HOURS * 3600,
        path=COOKIE_PATH,
        secure=secure,
        httponly=True,
        samesite="Strict",
    )


def forget(response: HttpResponse) -> None:
    """Take the secret out of the browser."""
    response.delete_cookie(COOKIE, path=COOKIE_PATH, samesite="Strict")


def token_in(request: HttpRequest) -> str:
    """Return the visitor's token for a scope, "<digest>.<digest>", or "" if the browser has no valid cookie."""
    kept = request.get_signed_cookie(COOKIE, default="", salt=_SALT, max_age=COOKIE_HOURS * 3600) or ""
    secret, _, number = kept.partition(".")
    return f"{digest(secret)}.{digest(number)}" if read_secret(secret) and number else ""


def token_of(secret: str) -> str:
    """Return a token that can look at a link, but has no browser in which an answer could count."""
    return f"{digest(secret)}."


def visitor_with(token: str, *, request: HttpRequest | None = None) -> Visitor | None:
    """Return who holds the link of a token, or None if it is in force no more. One query."""
    if not token:
        return None
    with acting(Scope(kind=Kind.VISITOR, token=token)):
        found = visit()
    if found is None:
        return None
    signed_in = request.user.pk if request and request.user.is_authenticated else None
    purpose = f"link: {found.purpose}"
    scope = Scope(signed_in, found.organization_id, purpose, Kind.VISITOR, token)
    return Visitor(scope, found)


def visitors(purpose: str) -> Callable[[View], View]:
    """Open a page to the holder of a link of one purpose, once they have said who they are if the link asks.

    The view runs in the visitor's scope and finds it as `request.visitor`. It needs an address under /l/.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            found = visitor_with(token_in(request), request=request)
            if found is None or found.visit.purpose != purpose:
                return closed(request)
            if not found.visit.is_open:
                return private(redirect("links:identity"))
            with acting(found.scope):
                return private(view(as_visitor(request, found), *args, **kwargs))

        guarded.permission = f"visitors: {purpose}"  # type: ignore[attr-defined]
        return login_not_required(guarded)

    return decorate


def as_visitor(request: HttpRequest, found: Visitor) -> HttpRequest:
    """Let a request act as the visitor: for the access log, and for a layout that would show who is signed in."""
    was = request.acting  # type: ignore[attr-defined]
    request.visitor = found  # type: ignore[attr-defined]
    request.acting = Acting(found.scope)  # type: ignore[attr-defined]
    request.acting.request_id, request.acting.member = was.request_id, None  # type: ignore[attr-defined]
    return request


def closed(request: HttpRequest) -> HttpResponse:
    """Say that there is nothing to open, in the same words whatever the reason is."""
    response = render(request, "links/closed.html", status=404)
    forget(response)
    return private(response)


def private(response: HttpResponse) -> HttpResponse:
    """Keep a page out of caches and its address out of other sites' logs."""
    add_never_cache_headers(response)
    response["Referrer-Policy"] = "same-origin"
    return response


def is_secure() -> bool:
    """Whether cookies of this installation go over TLS only."""
    return bool(getattr(settings, "SESSION_COOKIE_SECURE", False))
