"""The gallery, one staff page, and addresses that stand in for rooms; all without a database."""

from types import SimpleNamespace

from django.db.transaction import non_atomic_requests
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from tests.web.ui.somebody import Somebody

DESK = """
{% extends "layouts/staff.html" %}{% block title %}Desk{% endblock %}{% block heading %}Desk{% endblock %}
{% block content %}
<form action="/out/" method="post" data-guard>
  {% csrf_token %}<label for="text">Note</label><textarea id="text"></textarea>
</form>
<button id="broken" class="btn btn-quiet" hx-get="/broken/" hx-target="#part">Load</button>
<div id="part">As it was</div>
{% endblock %}
"""


@non_atomic_requests
def answer(request: HttpRequest) -> HttpResponse:
    """Answer anything, with nothing."""
    del request
    return HttpResponse(status=204)


@non_atomic_requests
def desk(request: HttpRequest) -> HttpResponse:
    """Show a staff page to somebody signed in."""
    request.acting = SimpleNamespace(member=Somebody())  # type: ignore[attr-defined]
    return HttpResponse(engines["django"].from_string(DESK).render({}, request))


@non_atomic_requests
def out(request: HttpRequest) -> HttpResponse:
    """Say by which method the sign-out came."""
    return HttpResponse(f"signed out by {request.method}")


@non_atomic_requests
def broken(request: HttpRequest) -> HttpResponse:
    """Fail as a server does."""
    del request
    return HttpResponse("<h1>a whole error page</h1>", status=500)


urlpatterns = [
    path("ui/", include("stepwell.platform.ui.urls")),
    path("desk/", desk, name="desk"),
    path("today/", answer, name="today"),
    path("clients/", answer, name="clients"),
    path("billing/", answer, name="billing"),
    path("find/", answer, name="find"),
    path("account/", answer, name="account"),
    path("organizations/", answer, name="organizations"),
    path("out/", out, name="out"),
    path("stay/", answer, name="stay"),
    path("broken/", broken, name="broken"),
]
