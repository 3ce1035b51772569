"""How claims reach payers, and what payers have on file about a client."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from stepwell.claims.actions import settings as actions
from stepwell.claims.forms import OnFileForm, RenderingForm, RouteForm, RulesForm
from stepwell.claims.models import ClientOnFile, Rendering, Route
from stepwell.claims.queries.routes import numbered_clinicians
from stepwell.claims.queries.routes import routes as every_route
from stepwell.claims.rules.scrubbing.scrubber import ALL
from stepwell.claims.views import WRITES
from stepwell.clients.models import Demographics
from stepwell.clients.views.record import client_or_404, head_of
from stepwell.coverage.models import Payer
from stepwell.coverage.rules import names
from stepwell.kernel.findings import Refused
from stepwell.platform.outbound import folder_of
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw, shows_clients
from stepwell.platform.ui.forms import VersionedForm
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.editing import STALE
from stepwell.platform.walls.rights import Category

_READS = holding(Category.CONTRACTS, Category.BILLING)
_KEEPS = holding(Category.CONTRACTS, writes=True)
_BOTH = ["GET", "POST"]
_USUAL = {"version": 0, "apart": ["month", "rendering"], "year_begins": 1, "receiver_qualifier": "ZZ",
          "submitter_qualifier": "ZZ"}  # fmt: skip


@require_GET
@_READS
def routes(request: HttpRequest) -> HttpResponse:
    """List how claims reach payers, and the folder that they leave by."""
    by_payer = every_route().by_payer
    payers = Payer.objects.filter(ended_on=None).order_by("name")
    context = {
        "usual": by_payer.get(None),
        "rows": [(payer, by_payer.get(payer.pk)) for payer in payers],
        "folder": folder_of(member(request).organization_id).path,
        "may_keep": member(request).may(Category.CONTRACTS, writes=True),
    }
    return render(request, "claims/routes.html", context)


@require_http_methods(_BOTH)
@_KEEPS
def usual_route(request: HttpRequest) -> HttpResponse:
    """Change how claims reach all payers that have no route of their own."""
    return _route(request, None)


@require_http_methods(_BOTH)
@_KEEPS
def route(request: HttpRequest, payer_id: UUID) -> HttpResponse:
    """Change how claims reach one payer."""
    payer = Payer.objects.filter(pk=payer_id).first()
    if payer is None:
        raise Http404
    return _route(request, payer)


def _route(request: HttpRequest, payer: Payer | None) -> HttpResponse:
    def now() -> dict[str, Any]:
        found = Route.objects.filter(payer=payer).first()
        if found is None:
            return dict(_USUAL)
        shown = {name: getattr(found, name) for name in RouteForm.base_fields if name != "attending"}
        return {**shown, "attending": str(found.attending_id or "")}

    numbered = [(key, name) for key, name, *_ in numbered_clinicians()]
    form = RouteForm(request.POST or None, initial=now(), numbered=numbered)

    def act() -> None:
        actions.set_route(
            actor=member(request), at=timezone.now(), payer_id=payer.pk if payer else None,
            version=form.cleaned_data["version"], values=form.values(),
        )  # fmt: skip

    if accepted(form, _showing_conflict(form, act, now)):
        messages.success(request, "Written down how claims reach " + (payer.name if payer else "all other payers"))
        return redirect("claims:routes")
    return render(request, "claims/route.html", {"form": form, "payer": payer}, status=status_of(form))


@require_http_methods(_BOTH)
@_KEEPS
def usual_rules(request: HttpRequest) -> HttpResponse:
    """Change what findings mean to all payers that have no route of their own."""
    return _rules(request, None)


@require_http_methods(_BOTH)
@_KEEPS
def rules(request: HttpRequest, payer_id: UUID) -> HttpResponse:
    """Change what findings mean to one payer."""
    payer = Payer.objects.filter(pk=payer_id).first()
    if payer is None:
        raise Http404
    return _rules(request, payer)


def _rules(request: HttpRequest, payer: Payer | None) -> HttpResponse:
    row = Route.objects.filter(payer=payer).first()
    if row is None:
        messages.error(request, actions.ROUTE_FIRST.sentence)
        return redirect("claims:routes")

    def now() -> dict[str, Any]:
        found = Route.objects.get(payer=payer)
        usual = {rule.code: rule.gravity.value for rule in ALL if not rule.is_fixed}
        return {**usual, **found.gravities, "version": found.version}

    form = RulesForm(request.POST or None, initial=now())

    def act() -> None:
        actions.set_gravities(
            actor=member(request), payer_id=payer.pk if payer else None, version=form.cleaned_data["version"],
            gravities=form.gravities(),
        )  # fmt: skip

    if accepted(form, _showing_conflict(form, act, now)):
        messages.success(request, "Written down. Claims that wait are looked at anew when they are scrubbed again.")
        return redirect("claims:routes")
    fixed = [rule for rule in ALL if rule.is_fixed]
    context = {"form": form, "payer": payer, "fixed": fixed}
    return render(request, "claims/rules.html", context, status=status_of(form))


@require_GET
@_READS
def clinicians(request: HttpRequest) -> HttpResponse:
    """List clinicians with an NPI, and as what kind of provider each stands on claims."""
    may_keep = member(request).may(Category.CONTRACTS, writes=True)
    return render(request, "claims/clinicians.html", {"rows": numbered_clinicians(), "may_keep": may_keep})


@require_http_methods(_BOTH)
@_KEEPS
def clinician(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """Change as what kind of provider a clinician stands on claims."""
    found = next((one for one in numbered_clinicians() if one[0] == membership_id), None)
    if found is None:
        raise Http404

    def now() -> dict[str, Any]:
        row = Rendering.objects.filter(membership=membership_id).first()
        return {"version": row.version, "taxonomy": row.taxonomy} if row else {"version": 0}

    form = RenderingForm(request.POST or None, initial=now())

    def act() -> None:
        actions.set_rendering(
            actor=member(request), membership_id=membership_id, version=form.cleaned_data["version"],
            taxonomy=form.cleaned_data["taxonomy"].strip().upper(),
        )  # fmt: skip

    if accepted(form, _showing_conflict(form, act, now)):
        messages.success(request, f"Written down for {found[1]}")
        return redirect("claims:clinicians")
    return render(request, "claims/clinician.html", {"form": form, "name": found[1]}, status=status_of(form))


@shows_clients
@require_http_methods(_BOTH)
@WRITES
def on_file(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Change what payers have on file about a client; it begins with the address of the record."""
    client = client_or_404(client_id)
    saw(request, client.pk)

    def now() -> dict[str, Any]:
        found = ClientOnFile.objects.filter(client=client).first()
        return {name: getattr(found, name) for name in OnFileForm.base_fields} if found else _from_record(client.pk)

    form = OnFileForm(request.POST or None, initial=now())

    def act() -> None:
        typed = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        actions.set_on_file(
            actor=member(request), at=timezone.now(), client_id=client.pk, version=form.cleaned_data["version"],
            values=typed,
        )  # fmt: skip

    if accepted(form, _showing_conflict(form, act, now)):
        messages.success(request, "Written down as payers have it")
        return redirect("billing:charges", client.pk)
    context = {"head": head_of(request, client), "client": client, "form": form}
    return render(request, "claims/on_file.html", context, status=status_of(form))


def _from_record(client_id: UUID) -> dict[str, Any]:
    told = Demographics.objects.filter(client=client_id).first()
    found = names.address_of(told.address or "") if told else None
    if found is None:
        return {"version": 0, "sex": "U"}
    return {
        "version": 0, "sex": "U", "street": found.street, "street_2": found.street_2, "city": found.city,
        "state": found.state, "postal_code": found.zip_code,
    }  # fmt: skip


def _showing_conflict(form: VersionedForm, act: Any, now: Any) -> Any:
    """Return the act that, where somebody was faster, says at each field what stands there now."""

    def tried() -> None:
        try:
            act()
        except Refused as refusal:
            if STALE in refusal.findings:
                fresh = now()
                form.show_conflict(version=fresh.pop("version"), now=fresh)
            raise

    return tried
