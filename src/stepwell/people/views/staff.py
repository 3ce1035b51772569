"""The people who work here: the directory, one of them, correcting, ending, history."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.people.actions import staff
from stepwell.people.forms.staff import Ending, MemberForm
from stepwell.people.models import Credential
from stepwell.people.panels import ANSWERS
from stepwell.people.queries import places
from stepwell.people.queries import staff as queries
from stepwell.people.queries.reach import reach
from stepwell.people.views.submitting import found, moment, page, scope
from stepwell.platform import panels
from stepwell.platform.invitations import queries as invitations
from stepwell.platform.panels import Place
from stepwell.platform.tenancy.members import Member
from stepwell.platform.tenancy.models import Membership, RoleAssignment
from stepwell.platform.tenancy.permissions import holding, member, members
from stepwell.platform.tenancy.vocabulary import InvitationState
from stepwell.platform.trail import history
from stepwell.platform.ui.submitting import accepted
from stepwell.platform.walls.rights import Category

SECTION = "people:staff"
PAGE = 50  # people

_OWN = frozenset({"membership"})


@members
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List who works here or is invited, or with ?left=1 who left."""
    left = request.GET.get("left") == "1"
    listed = Paginator(queries.members(ended=left), PAGE).get_page(request.GET.get("page"))
    now = moment(request)
    shown = {
        "listed": listed,
        "people": [queries.person_of(each, now) for each in listed],
        "left": left,
        "may_change": reach().everywhere,
        "sees_credentials": _answers(member(request)),
    }
    return page(request, "people/staff.html", SECTION, **shown)


@members
@require_safe
def person(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show one member: roles per site, credentials, how far an invitation has come."""
    who = found(lambda: queries.person(key, moment(request)))
    is_self = who.id == member(request).membership_id
    may_change = reach().everywhere
    shown = {
        "person": who,
        "may_change": may_change,
        "open_until": _open_until(request, who) if may_change and who.state == InvitationState.INVITED else None,
        "sees_credentials": is_self or _answers(member(request)),
        "offers": panels.drawn(Place.PERSON, request, who.id),
    }
    return page(request, "people/person.html", SECTION, **shown)


@holding(Category.CONFIGURATION, writes=True)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, key: UUID) -> HttpResponse:
    """Change name, letters after it, job title."""
    who = found(lambda: queries.person(key, moment(request)))
    form = MemberForm(request.POST) if request.method == "POST" else MemberForm.of(who)

    def act() -> object:
        reason = form.cleaned_data["reason"]
        return staff.change_member(actor=scope(request), membership_id=key, record=form.record(), reason=reason)

    if accepted(form, act):
        messages.success(request, "The change was saved.")
        return redirect("people:person", key)
    texts = {"heading": f"Change {who.name}", "submit": "Save the change", "back": reverse("people:person", args=[key])}
    return page(request, "people/form.html", SECTION, form=form, **texts)


@holding(Category.CONFIGURATION, writes=True)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, key: UUID) -> HttpResponse:
    """End somebody's work here."""
    now = moment(request)
    who = found(lambda: queries.person(key, now))
    form = Ending(request.POST or None)

    def act() -> object:
        reason = form.cleaned_data["reason"]
        return staff.end_membership(actor=scope(request), at=now.at, membership_id=key, reason=reason)

    if accepted(form, act):
        messages.success(request, f"{who.name} has no access here any more.")
        return redirect("/" if who.id == member(request).membership_id else "people:staff")
    shown = {
        "heading": f"End the work of {who.name} here",
        "lead": "Every role ends now, and the person is signed out. What they wrote stays under their name.",
        "submit": "End all access",
        "tone": "danger",
        "back": reverse("people:person", args=[key]),
    }
    return page(request, "people/form.html", SECTION, form=form, **shown)


@holding(Category.CONFIGURATION, writes=True)
@require_safe
def changes(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show who changed what of a member, their roles and credentials, when and why."""
    now = moment(request)
    who = found(lambda: queries.person(key, now))
    parts = (
        history.Part(Membership, [key], "Member", frozenset({"account"})),
        history.Part(RoleAssignment, [role.id for role in (*who.roles, *who.past_roles)], "Role", _OWN),
        history.Part(Credential, [each.id for each in who.credentials], "Credential", _OWN),
    )
    entries = history.changes(*parts, zone=now.zone, names=places.site_names())
    shown = {"heading": f"History of {who.name}", "back": reverse("people:person", args=[key])}
    return page(request, "people/history.html", SECTION, entries=entries, **shown)


def _open_until(request: HttpRequest, who: queries.Person) -> datetime | None:
    waiting = invitations.pending(scope(request), at=timezone.now())
    return next((each.open_until for each in waiting if each.membership_id == who.id), None)


def _answers(who: Member) -> bool:
    return bool(who.roles & ANSWERS)
