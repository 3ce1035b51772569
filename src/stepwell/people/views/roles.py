"""Giving and ending roles."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from stepwell.people.actions import roles
from stepwell.people.forms.staff import Ending, RoleForm
from stepwell.people.queries import places
from stepwell.people.queries import staff as queries
from stepwell.people.views.staff import SECTION
from stepwell.people.views.submitting import found, moment, page, scope
from stepwell.platform.tenancy.permissions import holding
from stepwell.platform.ui.submitting import accepted
from stepwell.platform.walls.rights import Category


@holding(Category.CONFIGURATION, writes=True)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give somebody a role."""
    now = moment(request)
    who = found(lambda: queries.person(key, now))
    form = RoleForm(request.POST or None, sites=places.open_sites(), zone=now.zone)
    if accepted(
        form, lambda: roles.grant_role(actor=scope(request), at=now.at, membership_id=key, record=form.record())
    ):
        messages.success(request, "The role was given. It holds from now on.")
        return redirect("people:person", key)
    texts = {"heading": f"Give {who.name} a role", "submit": "Give the role"}
    return page(request, "people/form.html", SECTION, form=form, back=reverse("people:person", args=[key]), **texts)


@holding(Category.CONFIGURATION, writes=True)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, key: UUID, role: UUID) -> HttpResponse:
    """End one role."""
    now = moment(request)
    held = found(lambda: queries.role_of(key, role, now))
    form = Ending(request.POST or None)

    def act() -> object:
        return roles.end_role(actor=scope(request), at=now.at, role_id=role, reason=form.cleaned_data["reason"])

    if accepted(form, act):
        messages.success(request, f"{held.label}, {held.place}: ended.")
        return redirect("people:person", key)
    shown = {
        "heading": f"End the role {held.label}",
        "lead": f"{held.place}. What the role opened is closed at once.",
        "submit": "End the role",
        "tone": "danger",
        "back": reverse("people:person", args=[key]),
    }
    return page(request, "people/form.html", SECTION, form=form, **shown)
