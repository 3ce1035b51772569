"""The level of care somebody needs: writing a placement, answering for what stops it, deciding, co-signing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from stepwell.clients.models import Client
from stepwell.kernel.findings import Refused
from stepwell.people.models import Program
from stepwell.people.queries.credentials import credential_of
from stepwell.placement import forms, presenting, queries
from stepwell.placement.actions import document_of, draft_of, placing, today_of
from stepwell.placement.models import Placement
from stepwell.placement.rules import deciding
from stepwell.placement.views import client_seen, page, placement_seen
from stepwell.placement.vocabulary import STOP_QUESTIONS, Edition, Kind, Stop
from stepwell.platform.signatures.rules.verification import digest_of
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import shows_clients
from stepwell.platform.ui.forms import ReasonForm
from stepwell.platform.ui.submitting import accepted
from stepwell.platform.walls.editing import STALE
from stepwell.platform.walls.rights import Category

_READS = holding(Category.CHART)
_WRITES = holding(Category.CHART, writes=True)
ANSWERS = holding(Category.CHART)  # the walls and the action say who may answer for it


@shows_clients
@require_http_methods(["GET"])
@holding(Category.CHART, Category.SCREENING, Category.ENROLLMENT)
def overview(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show the level decided and the order in force, and to those who may read them the placements side by side."""
    client = client_seen(request, client_id)
    who = member(request)
    on = today_of(who, timezone.now())
    placements = queries.placements_of(client.pk) if who.may(Category.CHART) else []
    orders = queries.orders_of(client.pk) if who.may(Category.ENROLLMENT) else []
    context = {
        "decision": queries.level_decided(client.pk),
        "placements": [presenting.standing(each) for each in placements],
        "comparisons": presenting.comparisons(placements),
        "draft": next((each for each in placements if not each.decided_at and not each.voided_at), None),
        "orders": [presenting.order_line(row, on=on) for row in orders],
        "may_write": who.may(Category.CHART, writes=True),
    }
    return page(request, client, "placement/overview.html", context)


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def begin(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Begin a placement: what for, and by which edition."""
    client = client_seen(request, client_id)
    before = queries.placements_of(client.pk)
    initial = {
        "kind": Kind.CONTINUED_STAY if any(each.decided_at for each in before) else Kind.ADMISSION,
        "edition": before[0].edition if before else Edition.THIRD,
    }
    form = forms.BeginForm(request.POST or None, initial=initial)
    made: list[Placement] = []

    def act() -> None:
        typed = form.cleaned_data
        kind, edition = Kind(typed["kind"]), Edition(typed["edition"])
        made.append(placing.begin(actor=member(request), at=timezone.now(), client=client, kind=kind, edition=edition))

    if accepted(form, act):
        return redirect("placement:edit", client.pk, made[0].pk)
    context = {"form": form, "heading": "Begin a placement", "submit": "Begin"}
    return page(request, client, "placement/change.html", context, form)


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def edit(request: HttpRequest, client_id: UUID, placing_id: UUID) -> HttpResponse:
    """Write a placement on one page. It may have gaps until it is decided."""
    client, placement = placement_seen(request, client_id, placing_id)
    if placement.decided_at or placement.voided_at:
        return redirect("placement:placement", client.pk, placement.pk)
    form = _form(request, client, placement)

    def act() -> None:
        version = form.cleaned_data["version"]
        try:
            placing.write(
                actor=member(request), at=timezone.now(), placement=placement, version=version, entries=form.entries()
            )
        except Refused as refusal:
            if STALE in refusal.findings:
                form.show_conflict(version=placement.version, now=forms.initial_of(placement))
            raise

    if accepted(form, act):
        return redirect("placement:placement", client.pk, placement.pk)
    context = {"form": form, "placement": presenting.standing(placement)}
    return page(request, client, "placement/edit.html", context, form)


@shows_clients
@require_http_methods(["GET", "POST"])
@_READS
def placement(request: HttpRequest, client_id: UUID, placement_id: UUID) -> HttpResponse:
    """Show a placement in words; who wrote it reads here what is missing, and decides by signing."""
    client, found = placement_seen(request, client_id, placement_id)
    who = member(request)
    writes = who.may(Category.CHART, writes=True)
    is_draft = not found.decided_at and not found.voided_at
    draft = draft_of(found, on=today_of(who, timezone.now())) if is_draft else None
    text = document_of(found, draft) if draft else found.signed_text or ""
    findings = deciding.check(draft) if draft else []
    can_sign = is_draft and writes and not findings
    initial = {"shown": digest_of(text.encode())}
    form = forms.SignForm(request.POST if can_sign and request.method == "POST" else None, initial=initial)

    def act() -> None:
        placing.decide(actor=who, at=timezone.now(), placement=found, **_signed(form))

    if accepted(form, act):
        messages.success(request, "Decided and signed")
        return redirect("placement:overview", client.pk)
    context = {
        "placement": presenting.standing(found),
        "text": text,
        "findings": findings,
        "is_stopped": bool(draft and deciding.stopping(draft.stops) - draft.covered),
        "form": form if can_sign else None,
        "writes": writes,
        "cosignatures": list(found.cosignatures.select_related("cosigned_by")),
        "overrides": list(found.overrides.select_related("made_by")),
        "is_licensed": bool(credential_of(who.membership_id, on=today_of(who, timezone.now()))),
        "is_own": found.decided_by_id == who.membership_id,
        "worst": deciding.worst(draft.ratings) if draft else None,
    }
    return page(request, client, "placement/placement.html", context, form)


@shows_clients
@require_http_methods(["GET", "POST"])
@ANSWERS
def override(request: HttpRequest, client_id: UUID, placing_id: UUID) -> HttpResponse:
    """Answer, as somebody licensed, for what stops a placement."""
    client, found = placement_seen(request, client_id, placing_id)
    draft = draft_of(found, on=today_of(member(request), timezone.now()))
    stopped = {name for name, _ in deciding.stopping(draft.stops) - draft.covered}
    form = forms.OverrideForm(request.POST or None)

    def act() -> None:
        placing.override(actor=member(request), at=timezone.now(), placement=found, **form.cleaned_data)

    if accepted(form, act):
        messages.success(request, "Recorded with your license")
        return redirect("placement:placement", client.pk, found.pk)
    questions = [STOP_QUESTIONS[stop] for stop in Stop if stop in stopped]
    context = {"form": form, "placement": presenting.standing(found), "questions": questions}
    return page(request, client, "placement/override.html", context, form)


@shows_clients
@require_http_methods(["GET", "POST"])
@ANSWERS
def cosign(request: HttpRequest, client_id: UUID, placement_id: UUID) -> HttpResponse:
    """Sign, as somebody licensed, beside somebody without a license."""
    client, found = placement_seen(request, client_id, placement_id)
    if not found.signed_text:
        raise Http404
    form = forms.SignForm(request.POST or None, initial={"shown": digest_of(found.signed_text.encode())})

    def act() -> None:
        placing.cosign(actor=member(request), at=timezone.now(), placement=found, **_signed(form))

    if accepted(form, act):
        messages.success(request, "Co-signed: the decision counts from now on")
        return redirect("placement:overview", client.pk)
    context = {"form": form, "placement": presenting.standing(found), "text": found.signed_text}
    return page(request, client, "placement/cosign.html", context, form)


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def void(request: HttpRequest, client_id: UUID, placement_id: UUID) -> HttpResponse:
    """Set a placement aside that was made by mistake."""
    client, found = placement_seen(request, client_id, placement_id)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        placing.void_placement(actor=member(request), at=timezone.now(), placement=found, **form.cleaned_data)

    if accepted(form, act):
        messages.success(request, "Set aside; it counts for nothing and stays in the record")
        return redirect("placement:overview", client.pk)
    context = {"form": form, "heading": "Made by mistake", "submit": "Set it aside", "tone": "danger"}
    return page(request, client, "placement/change.html", context, form)


def _form(request: HttpRequest, client: Client, found: Placement) -> forms.PlacementForm:
    on = today_of(member(request), timezone.now())
    running = Q(closed_on=None) | Q(closed_on__gte=on) | Q(pk=found.program_id)
    return forms.PlacementForm(
        request.POST or None,
        initial=forms.initial_of(found),
        edition=Edition(found.edition),
        programs=Program.objects.filter(running, site=client.site_id).order_by("level", "name"),
        before=presenting.last_ratings(queries.placements_of(client.pk), found.edition),
    )


def _signed(form: forms.SignForm) -> dict[str, Any]:
    return {"shown": form.cleaned_data["shown"], "mark": form.cleaned_data["signature"]}
