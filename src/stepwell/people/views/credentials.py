"""Licenses, certificates and other credentials of a member."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from stepwell.people.actions import credentials
from stepwell.people.forms.staff import ChangedCredential, CredentialForm, Withdrawal
from stepwell.people.queries import staff as queries
from stepwell.people.views.staff import SECTION
from stepwell.people.views.submitting import found, moment, page, scope
from stepwell.platform.tenancy.permissions import holding
from stepwell.platform.ui.submitting import accepted
from stepwell.platform.walls.rights import Category

_configures = holding(Category.CONFIGURATION, writes=True)


@_configures
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, key: UUID) -> HttpResponse:
    """Add a credential."""
    who = found(lambda: queries.person(key, moment(request)))
    form = CredentialForm(request.POST or None)
    if accepted(
        form, lambda: credentials.add_credential(actor=scope(request), membership_id=key, record=form.record())
    ):
        messages.success(request, "The credential was added.")
        return redirect("people:person", key)
    texts = {"heading": f"Add a credential of {who.name}", "submit": "Add the credential"}
    return page(request, "people/form.html", SECTION, form=form, back=_back(key), **texts)


@_configures
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, key: UUID, credential: UUID) -> HttpResponse:
    """Correct or renew a credential."""
    held = found(lambda: queries.credential(key, credential))
    form = ChangedCredential(request.POST) if request.method == "POST" else ChangedCredential.of(held)

    def act() -> object:
        reason = form.cleaned_data["reason"]
        return credentials.change_credential(
            actor=scope(request), credential_id=credential, record=form.record(), reason=reason
        )

    if accepted(form, act):
        messages.success(request, "The credential was changed.")
        return redirect("people:person", key)
    texts = {"heading": f"Change or renew {held.title}", "submit": "Save the change"}
    return page(request, "people/form.html", SECTION, form=form, back=_back(key), **texts)


@_configures
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, key: UUID, credential: UUID) -> HttpResponse:
    """Note that a credential holds no longer."""
    held = found(lambda: queries.credential(key, credential))
    form = Withdrawal(request.POST or None, initial={"withdrawn_on": moment(request).day})

    def act() -> object:
        typed = form.cleaned_data
        return credentials.withdraw_credential(
            actor=scope(request), credential_id=credential, withdrawn_on=typed["withdrawn_on"], reason=typed["reason"]
        )

    if accepted(form, act):
        messages.success(request, "The credential is withdrawn.")
        return redirect("people:person", key)
    shown = {
        "heading": f"Withdraw {held.title}",
        "lead": "For a license that was suspended, surrendered or entered by mistake. It stays in the history.",
        "submit": "Withdraw it",
        "tone": "danger",
    }
    return page(request, "people/form.html", SECTION, form=form, back=_back(key), **shown)


def _back(key: UUID) -> str:
    return reverse("people:person", args=[key])
