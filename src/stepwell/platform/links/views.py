"""The pages between a link and what it opens. They know no organization and name none."""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from stepwell.platform.links import actions
from stepwell.platform.links.forms import IdentityForm, SecretForm
from stepwell.platform.links.purposes import purpose_called
from stepwell.platform.links.rules.secret import read_secret
from stepwell.platform.links.visitors import (
    Visitor,
    closed,
    is_secure,
    keep,
    private,
    token_in,
    token_of,
    visitor_with,
)
from stepwell.platform.tenancy.permissions import anyone
from stepwell.platform.walls.scope import acting


@csrf_exempt
@anyone
def landing(request: HttpRequest, secret: str) -> HttpResponse:
    """Offer to go on, whatever the secret is worth: programs that open every link in a message use nothing up.

    It answers every method, changes nothing and never looks the secret up: nothing goes wrong here, not even a check of
    where a form came from, so no error log names the address.
    """
    response = private(render(request, "links/landing.html", {"secret": read_secret(secret)}))
    # The one page whose address is secret names only its host, even to us: a proxy in front may log referrers.
    # "no-referrer" would do it too, but then browsers send the form with "Origin: null", which is refused as forged.
    response["Referrer-Policy"] = "strict-origin"
    return response


@anyone
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Take a secret, typed from a letter or carried over from the landing page, and open the door."""
    form = SecretForm(request.POST or None)
    if request.method == "GET":
        return private(render(request, "links/enter.html", {"form": form}))
    if not ratelimit.consume(request, action="link"):
        return private(ratelimit.respond_429(request))
    if not form.is_valid():
        return private(render(request, "links/enter.html", {"form": form}, status=422))
    found = visitor_with(token_of(form.cleaned_data["code"]))
    if found is None:
        return closed(request)
    response = private(_onward(found))
    keep(response, form.cleaned_data["code"], secure=is_secure())
    return response


@anyone
@require_http_methods(["GET", "POST"])
def identity(request: HttpRequest) -> HttpResponse:
    """Ask the holder of a link who they are."""
    found = visitor_with(token_in(request))
    if found is None:
        return closed(request)
    if found.visit.is_open:
        return private(_onward(found))
    form = IdentityForm(request.POST or None, asks_code=found.visit.asks_code)
    if request.method == "POST":
        if not ratelimit.consume(request, action="link"):
            return private(ratelimit.respond_429(request))
        if form.is_valid():
            return _judged(request, found, form)
    status = 422 if form.errors else 200
    return private(render(request, "links/identity.html", {"form": form}, status=status))


def _judged(request: HttpRequest, found: Visitor, form: IdentityForm) -> HttpResponse:
    with acting(found.scope):
        now = actions.prove(actor=found.scope, answer=form.answer)
    if now is None:
        return closed(request)
    if now.is_open:
        return private(_onward(found))
    left = "once more" if now.tries_left == 1 else f"{now.tries_left} more times"
    form.add_error(None, f"That does not match what the clinic wrote down. You can try {left}; or call the clinic.")
    return private(render(request, "links/identity.html", {"form": form}, status=422))


def _onward(found: Visitor) -> HttpResponse:
    return redirect(purpose_called(found.visit.purpose).url_name)
