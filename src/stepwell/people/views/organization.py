"""The settings' first page, and the organization itself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.kernel import phones
from stepwell.people.actions import organizations
from stepwell.people.forms.places import ChangedOrganization
from stepwell.people.queries import left_to_begin, places
from stepwell.people.queries.reach import reach
from stepwell.people.views.submitting import page, scope
from stepwell.platform import panels
from stepwell.platform.panels import Place
from stepwell.platform.tenancy.models import Organization
from stepwell.platform.tenancy.permissions import holding, member, members
from stepwell.platform.trail import history
from stepwell.platform.ui.submitting import accepted
from stepwell.platform.walls.rights import Category


@members
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show what is left to begin; whoever configures nothing is led to the directory of staff."""
    if not member(request).may(Category.CONFIGURATION):
        return redirect("people:staff")
    others = panels.drawn(Place.SETTINGS, request, member(request))
    return page(request, "people/index.html", "", steps=left_to_begin(), others=others)


@holding(Category.CONFIGURATION, writes=True)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """Change the organization; an administrator of some sites only reads it."""
    organization = places.organization(member(request).organization_id)
    mine = reach()
    form = ChangedOrganization(request.POST) if request.method == "POST" else ChangedOrganization.of(organization)

    def act() -> object:
        reason = form.cleaned_data["reason"]
        return organizations.change_organization(actor=scope(request), record=form.record(), reason=reason)

    if accepted(form, act):
        messages.success(request, "The organization was changed.")
        return redirect("people:organization")
    shown = {"organization": organization, "phone": phones.written(organization.phone), "may_change": mine.everywhere}
    return page(request, "people/organization.html", "people:organization", form=form, **shown)


@holding(Category.CONFIGURATION, writes=True)
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """Show who changed what of the organization, when and why."""
    who = member(request)
    part = history.Part(Organization, [who.organization_id], "Organization")
    entries = history.changes(part, zone=who.zone)
    shown = {"heading": "History of the organization", "entries": entries, "back": reverse("people:organization")}
    return page(request, "people/history.html", "people:organization", **shown)
