"""Asking somebody to work here."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.kernel.findings import Refused
from stepwell.people.actions import staff
from stepwell.people.forms.staff import MAIL, InviteForm
from stepwell.people.queries import places
from stepwell.people.views.staff import SECTION
from stepwell.people.views.submitting import found, moment, page, scope
from stepwell.platform.tenancy.models import Membership
from stepwell.platform.tenancy.permissions import holding
from stepwell.platform.ui.submitting import accepted
from stepwell.platform.walls.rights import Category


@holding(Category.CONFIGURATION, writes=True)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody by e-mail or with a printed code."""
    now = moment(request)
    form = InviteForm(request.POST or None, sites=places.open_sites(), zone=now.zone)
    made: list[Membership] = []

    def act() -> None:
        by_mail = form.cleaned_data["way"] == MAIL
        asked = {"email": form.cleaned_data["email"], "record": form.member(), "role": form.record()}
        made.append(staff.invite_member(actor=scope(request), at=now.at, by_mail=by_mail, **asked))

    if accepted(form, act):
        by_mail = form.cleaned_data["way"] == MAIL
        messages.success(request, "The invitation is on its way." if by_mail else "Invited. Print the letter now.")
        return redirect("people:person", made[0].pk)
    texts = {"heading": "Invite somebody", "submit": "Invite", "back": reverse("people:staff")}
    return page(request, "people/form.html", SECTION, form=form, **texts)


@holding(Category.CONFIGURATION, writes=True)
@require_POST
def again(request: HttpRequest, key: UUID) -> HttpResponse:
    """Send the invitation again; the link sent before opens nothing more."""
    try:
        found(lambda: staff.invite_again(actor=scope(request), at=timezone.now(), membership_id=key))
    except Refused as refusal:
        messages.error(request, refusal.findings[0].sentence)
    else:
        messages.success(request, "A new invitation is on its way. The one before opens nothing any more.")
    return redirect("people:person", key)
