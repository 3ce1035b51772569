"""Forms that register a client or change a record: scoped load, form, one action, back to the record."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.clients import actions, forms, queries
from stepwell.clients.actions import NewClient
from stepwell.clients.models import Client, ContactMethod
from stepwell.clients.rules.registration import Contact
from stepwell.clients.views.record import client_or_404, head_of
from stepwell.clients.vocabulary import ContactKind, Message
from stepwell.kernel import phones
from stepwell.kernel.findings import Refused
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw, shows_clients
from stepwell.platform.ui.forms import Form, add_findings
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.rights import Category

_WRITES = holding(Category.DEMOGRAPHICS, writes=True)
_ASSIGNS = holding(Category.CASELOAD, writes=True)
LOOKS_ALIKE = "CLI-004"


@require_http_methods(["GET", "POST"])
@_WRITES
def register(request: HttpRequest) -> HttpResponse:
    """Register a client. Somebody who looks like one already registered must be confirmed to be another person."""
    form = forms.RegistrationForm(request.POST or None, sites=queries.sites_to_register_at())
    if request.method == "POST" and form.is_valid():
        try:
            client = actions.register_client(
                actor=member(request),
                at=timezone.now(),
                new=_new_client(form),
                is_another_person=form.cleaned_data["is_another_person"],
            )
        except Refused as refusal:
            add_findings(form, refusal.findings)
            form.may_be_known = any(finding.code == LOOKS_ALIKE for finding in refusal.findings)
        else:
            messages.success(request, "Registered")
            return redirect("clients:record", client.pk)
    if not (form.may_be_known or form.data.get("is_another_person")):
        form.hide_confirmation()
    return render(request, "clients/register.html", {"form": form}, status=status_of(form))


def _new_client(form: forms.RegistrationForm) -> NewClient:
    typed = form.cleaned_data
    return NewClient(
        identity=form.identity(),
        birth_date=typed["birth_date"],
        site_id=UUID(typed["site"]),
        language=typed["language"],
        needs_interpreter=typed["needs_interpreter"],
        address=typed["address"],
    )


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def identity(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Correct names, pronouns or site."""
    client = client_or_404(client_id)
    names = ("first_name", "middle_name", "last_name", "preferred_name", "pronouns")
    initial = {name: getattr(client, name) for name in names} | {"site": str(client.site_id)}
    form = forms.IdentityChange(request.POST or None, initial=initial, sites=queries.sites_to_register_at())

    def change() -> None:
        actions.change_identity(
            actor=member(request),
            client=client,
            identity=form.identity(),
            site_id=UUID(form.cleaned_data["site"]),
            reason=form.cleaned_data["reason"],
        )

    return _change(request, client, form, change, "Name, pronouns and site", "Saved")


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def demographics(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Correct birth date, language or address."""
    client = client_or_404(client_id)
    row = queries.demographics_of(client.pk)
    if row is None:
        raise Http404
    initial = {name: getattr(row, name) for name in ("birth_date", "language", "needs_interpreter", "address")}
    form = forms.DemographicsChange(request.POST or None, initial=initial)

    def change() -> None:
        typed = form.cleaned_data
        actions.change_demographics(
            actor=member(request), at=timezone.now(), client=client, facts=typed, reason=typed["reason"]
        )

    return _change(request, client, form, change, "Birth date, language and address", "Saved")


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def new_contact(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Add a way to reach somebody."""
    client = client_or_404(client_id)
    form = forms.ContactForm(request.POST or None)

    def change() -> None:
        actions.add_contact(actor=member(request), client=client, contact=form.contact())

    return _change(request, client, form, change, "A way to reach the person", "Contact added")


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def contact(request: HttpRequest, client_id: UUID, method_id: UUID) -> HttpResponse:
    """Correct a way to reach somebody."""
    client = client_or_404(client_id)
    method = ContactMethod.objects.filter(pk=method_id, client=client, ended_at=None).first()
    if method is None:
        raise Http404
    form = forms.ContactForm(request.POST or None, initial=_as_typed(method))

    def change() -> None:
        actions.change_contact(actor=member(request), method=method, contact=form.contact())

    return _change(request, client, form, change, "A way to reach the person", "Contact changed")


def _as_typed(method: ContactMethod) -> dict[str, Any]:
    held = Contact(
        kind=ContactKind(method.kind),
        value=method.value if method.kind == ContactKind.EMAIL else phones.written(method.value),
        is_safe=method.is_safe,
        may_text=method.may_text,
        message=Message(method.message),
        best_times=method.best_times,
    )
    return vars(held)


@require_POST
@_WRITES
def end_contact(request: HttpRequest, client_id: UUID, method_id: UUID) -> HttpResponse:
    """Stop using a way to reach somebody."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    actions.end_contact(actor=member(request), at=timezone.now(), method_id=method_id)
    messages.success(request, "Contact ended; it stays in the history")
    return redirect("clients:record", client.pk)


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def new_emergency_contact(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Add whom to call in an emergency."""
    client = client_or_404(client_id)
    form = forms.EmergencyContactForm(request.POST or None)

    def change() -> None:
        actions.add_emergency_contact(actor=member(request), client=client, **form.cleaned_data)

    return _change(request, client, form, change, "Emergency contact", "Emergency contact added")


@require_POST
@_WRITES
def end_emergency_contact(request: HttpRequest, client_id: UUID, contact_id: UUID) -> HttpResponse:
    """Stop naming somebody as an emergency contact."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    actions.end_emergency_contact(actor=member(request), at=timezone.now(), contact_id=contact_id)
    messages.success(request, "Emergency contact ended; it stays in the history")
    return redirect("clients:record", client.pk)


@shows_clients
@require_http_methods(["GET", "POST"])
@holding(Category.CASELOAD)
def care(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show who has to do with a client, and let supervisors and directors change it."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    may_assign = member(request).may(Category.CASELOAD, writes=True)
    form = None
    if may_assign:
        able = queries.staff_for_care([client.site_id], at=timezone.now())
        form = forms.CareForm(request.POST or None, staff=able)
    if form and accepted(form, lambda: _assign(request, client, form)):
        messages.success(request, "Assigned")
        return redirect("clients:care", client.pk)
    context = {"head": head_of(request, client), "client": client, "care": queries.care_of(client.pk), "form": form}
    return render(request, "clients/care.html", context, status=status_of(form))


def _assign(request: HttpRequest, client: Client, form: forms.CareForm) -> None:
    ends_on = form.cleaned_data["ends_on"]
    midnight = datetime.combine(ends_on + timedelta(days=1), time.min, member(request).zone) if ends_on else None
    actions.assign_care(
        actor=member(request),
        client=client,
        membership_id=UUID(form.cleaned_data["membership"]),
        kind=form.kind_chosen(),
        starts_at=timezone.now(),
        ends_at=midnight,
    )


@require_POST
@_ASSIGNS
def end_care(request: HttpRequest, client_id: UUID, assignment_id: UUID) -> HttpResponse:
    """End a care assignment at once."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    actions.end_care(actor=member(request), assignment_id=assignment_id)
    messages.success(request, "Assignment ended")
    return redirect("clients:care", client.pk)


def _change(
    request: HttpRequest, client: Client, form: Form, change: Callable[[], None], heading: str, done: str
) -> HttpResponse:
    """Show a form of a record, or carry out `change` and go back to the record."""
    saw(request, client.pk)
    if accepted(form, change):
        messages.success(request, done)
        return redirect("clients:record", client.pk)
    context = {"head": head_of(request, client), "client": client, "form": form, "heading": heading}
    return render(request, "clients/change.html", context, status=status_of(form))
