"""Contracts with payers, what they pay for, and a day to try one with."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from stepwell.coverage.actions import contracts as actions
from stepwell.coverage.contracting import UNIT_WORDS, ServiceUnit
from stepwell.coverage.forms.contracts import (
    USUAL,
    ContractChange,
    NewContract,
    RenewalForm,
    ServiceChange,
    ServiceForm,
    TrialForm,
    contract_as_typed,
    renewal_of,
    service_as_typed,
    trial,
)
from stepwell.coverage.models import Contract, ContractService
from stepwell.coverage.presenting import contract_lines
from stepwell.coverage.queries import contracts as queries
from stepwell.coverage.queries import payers
from stepwell.coverage.rules.pricing import price_day
from stepwell.people.models import Program
from stepwell.people.queries.places import open_sites
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail import history
from stepwell.platform.ui.forms import ReasonForm, VersionedForm
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.editing import STALE
from stepwell.platform.walls.rights import Category

_READS = holding(Category.CONTRACTS, Category.BILLING, Category.BENEFITS)
_KEEPS = holding(Category.CONTRACTS, writes=True)
_BOTH = ["GET", "POST"]


@require_GET
@_READS
def listed(request: HttpRequest) -> HttpResponse:
    """List the contracts by payer, those that ended too."""
    who = member(request)
    today = timezone.now().astimezone(who.zone).date()
    shown = {"rows": queries.contracts(), "today": today, "may_keep": who.may(Category.CONTRACTS, writes=True)}
    return render(request, "coverage/contracts.html", shown)


@require_GET
@_READS
def contract(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """Show a contract with what it pays for, and what a day bills on it."""
    row = _contract(contract_id)
    services = queries.services_of(row.pk)
    form = TrialForm(request.GET if "group" in request.GET else None, initial=trial())
    tried = form if form.is_bound and form.is_valid() else TrialForm(trial())
    priced = price_day(queries.terms_of(row, services), tried.day()) if tried.is_valid() else None
    shown = {
        "contract": row,
        "lines": contract_lines(row),
        "services": [(one, UNIT_WORDS[ServiceUnit(one.unit)], queries.kinds_in_words(one)) for one in services],
        "form": form,
        "priced": priced,
        "may_keep": member(request).may(Category.CONTRACTS, writes=True),
    }
    return render(request, "coverage/contract.html", shown, status=status_of(form))


@require_GET
@_READS
def changes(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """Show who changed what of a contract and its services, when and why."""
    row = _contract(contract_id)
    services = ContractService.objects.filter(contract=row).values_list("pk", flat=True)
    zone = member(request).zone
    hides, named = frozenset({"contract"}), (row.payer, row.site, row.program)
    entries = history.changes(
        history.Part(Contract, [row.pk], "Contract"), history.Part(ContractService, services, "Service", hides),
        zone=zone, names={one.pk: str(one) for one in named if one},
    )  # fmt: skip
    return render(request, "coverage/contract_changes.html", {"contract": row, "entries": entries, "zone": zone})


@require_http_methods(_BOTH)
@_KEEPS
def new(request: HttpRequest) -> HttpResponse:
    """Write a contract down."""
    today = timezone.now().astimezone(member(request).zone).date()
    initial = {"from_on": today, **USUAL}
    form = NewContract(request.POST or None, initial=initial, payers=payers.payers(in_use_on=today), **_places())
    made: list[Contract] = []

    def act() -> None:
        terms, payer_id = form.terms(), form.payer_id()
        made.append(actions.add_contract(actor=member(request), at=timezone.now(), payer_id=payer_id, terms=terms))

    if accepted(form, act):
        messages.success(request, "Contract written down. Add what it pays for.")
        return redirect("coverage:new_contract_service", made[0].pk)
    return _form(request, form, "Add a contract", "Add", reverse("coverage:contracts"))


@require_http_methods(_BOTH)
@_KEEPS
def change(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """Correct a contract, or end it."""
    row = _contract(contract_id)
    form = ContractChange(request.POST or None, initial=contract_as_typed(row), **_places())

    def act() -> None:
        version = form.cleaned_data["version"]
        actions.change_contract(
            actor=member(request), at=timezone.now(), contract=row, version=version, terms=form.terms()
        )

    if accepted(form, act):
        messages.success(request, "Contract changed")
        return redirect("coverage:contract", row.pk)
    _show_conflict(form, lambda: contract_as_typed(_contract(contract_id)))
    return _form(request, form, "Change the contract", "Save", reverse("coverage:contract", args=[row.pk]))


@require_http_methods(_BOTH)
@_KEEPS
def renew(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """Let new terms begin on a day; the old ones end the day before."""
    row = _contract(contract_id)
    today = timezone.now().astimezone(member(request).zone).date()
    form = RenewalForm(request.POST or None, initial=renewal_of(row, on=today))
    made: list[Contract] = []

    def act() -> None:
        typed = form.cleaned_data
        made.append(
            actions.renew_contract(
                actor=member(request), at=timezone.now(), contract=row, version=typed["version"],
                from_on=typed["from_on"], name=typed["name"],
            )
        )  # fmt: skip

    if accepted(form, act):
        messages.success(request, "New terms written down as a copy of the old ones. Change what is new.")
        return redirect("coverage:contract", made[0].pk)
    _show_conflict(form, lambda: renewal_of(_contract(contract_id), on=today))
    return _form(request, form, "New terms from a day", "Begin", reverse("coverage:contract", args=[row.pk]))


@require_http_methods(_BOTH)
@_KEEPS
def new_service(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """Add what a contract pays for."""
    row = _contract(contract_id)
    form = ServiceForm(request.POST or None, initial={"unit": ServiceUnit.DAY, "least_minutes": 0})

    def act() -> object:
        return actions.add_service(actor=member(request), at=timezone.now(), contract=row, terms=form.terms())

    if accepted(form, act):
        messages.success(request, "Service added")
        return redirect("coverage:contract", row.pk)
    return _form(request, form, "Add a service", "Add", reverse("coverage:contract", args=[row.pk]))


@require_http_methods(_BOTH)
@_KEEPS
def service(request: HttpRequest, contract_id: UUID, contract_service_id: UUID) -> HttpResponse:
    """Correct what a contract pays for."""
    row = _service(contract_id, contract_service_id)
    form = ServiceChange(request.POST or None, initial=service_as_typed(row))

    def act() -> None:
        version = form.cleaned_data["version"]
        actions.change_service(
            actor=member(request), at=timezone.now(), service=row, version=version, terms=form.terms()
        )

    if accepted(form, act):
        messages.success(request, "Service changed")
        return redirect("coverage:contract", contract_id)
    _show_conflict(form, lambda: service_as_typed(_service(contract_id, contract_service_id)))
    return _form(request, form, "Change a service", "Save", reverse("coverage:contract", args=[contract_id]))


@require_http_methods(_BOTH)
@_KEEPS
def void_service(request: HttpRequest, contract_id: UUID, contract_service_id: UUID) -> HttpResponse:
    """Set a service aside that the contract does not pay for."""
    row = _service(contract_id, contract_service_id)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        reason = form.cleaned_data["reason"]
        actions.void_service(actor=member(request), at=timezone.now(), service=row, reason=reason)

    if accepted(form, act):
        messages.success(request, "Service set aside")
        return redirect("coverage:contract", contract_id)
    name = f"Set {queries.service_terms(row).name} aside"
    return _form(request, form, name, "Set aside", reverse("coverage:contract", args=[contract_id]))


def _contract(contract_id: UUID) -> Contract:
    found = queries.get(contract_id)
    if found is None:
        raise Http404
    return found


def _service(contract_id: UUID, service_id: UUID) -> ContractService:
    found = queries.get_service(contract_id, service_id)
    if found is None:
        raise Http404
    return found


def _places() -> dict[str, Any]:
    """Return the sites and programs that a contract may be for."""
    programs = Program.objects.filter(closed_on=None).select_related("site").order_by("site__name", "name")
    return {"sites": open_sites(), "programs": list(programs)}


def _show_conflict(form: VersionedForm, load: Callable[[], dict[str, Any]]) -> None:
    if STALE.sentence in form.non_field_errors():
        now = load()
        form.show_conflict(version=now["version"], now=now)


def _form(request: HttpRequest, form: forms.Form, heading: str, submit: str, back: str) -> HttpResponse:
    shown = {"form": form, "heading": heading, "submit": submit, "back": back}
    return render(request, "coverage/contract_form.html", shown, status=status_of(form))
