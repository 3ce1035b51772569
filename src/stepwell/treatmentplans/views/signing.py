"""Signing a plan: by the clinician, a licensed colleague, and the client, here or on their own phone."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods

from stepwell.clients import queries as clients
from stepwell.clients.vocabulary import ContactKind
from stepwell.platform.links.visitors import closed, forget, visitors
from stepwell.platform.signatures.rules.verification import digest_of
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw, shows_clients
from stepwell.platform.ui.forms import Form
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.rights import Category
from stepwell.treatmentplans.actions import signing
from stepwell.treatmentplans.actions.drafts import PURPOSE
from stepwell.treatmentplans.forms import LinkForm, RefusalForm, SignForm, VisitForm
from stepwell.treatmentplans.models import Plan
from stepwell.treatmentplans.queries import tree
from stepwell.treatmentplans.rules.plans import check_signing
from stepwell.treatmentplans.rules.texts import blocks_of
from stepwell.treatmentplans.rules.timers import profile_for
from stepwell.treatmentplans.views.frame import WRITES, draft_or_404, page, plan_or_404, today

_COSIGNS = holding(Category.CHART)


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def sign(request: HttpRequest, client_id: UUID, draft_id: UUID) -> HttpResponse:
    """Show the text of a draft and take the clinician's signature; or say all that keeps it from being signed."""
    client, plan = draft_or_404(request, client_id, draft_id)
    facts = tree.facts_of(plan)
    text = signing.text_to_sign(plan, facts, clinic=member(request).organization_name)
    form = SignForm(request.POST or None, initial={"shown": digest_of(text.encode())})
    version = plan.version

    def save() -> None:
        signing.sign_plan(
            actor=member(request), at=timezone.now(), plan=plan, version=version, mark=form.cleaned_data["signature"],
            shown=form.cleaned_data["shown"],
        )  # fmt: skip

    if accepted(form, save):
        messages.success(request, "Signed. Now the client reads it.")
        return redirect("treatmentplans:plan", client.pk)
    profile = profile_for(client.site.state, on=plan.effective_from)
    findings = check_signing(facts, week=signing.hours_of(plan, facts), profile=profile, on=today(request))
    context = {"plan": plan, "blocks": blocks_of(text), "heading": "Sign the plan", "findings": findings}
    return page(request, client, "sign", context, form)


@shows_clients
@require_http_methods(["GET", "POST"])
@_COSIGNS
def cosign(request: HttpRequest, client_id: UUID, plan_id: UUID) -> HttpResponse:
    """Show a signed plan to a licensed colleague and take their signature."""
    client, plan = plan_or_404(request, client_id, plan_id)
    if plan.signed_at is None or plan.voided_at or plan.credential:
        raise Http404
    form, blocks = _form(request, plan, SignForm)
    if accepted(
        form,
        lambda: signing.cosign_plan(actor=member(request), at=timezone.now(), plan=plan, **_signature(form)),
    ):
        messages.success(request, "Co-signed. Now the client reads it.")
        return redirect("treatmentplans:plan", client.pk)
    context = {"plan": plan, "blocks": blocks, "heading": "Co-sign the plan", "findings": []}
    return page(request, client, "sign", context, form)


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def client_sign(request: HttpRequest, client_id: UUID, plan_id: UUID) -> HttpResponse:
    """Hand the screen over: the plan in large letters and nothing else of the record, and the client's signature."""
    client, plan = plan_or_404(request, client_id, plan_id)
    if not _waits(plan):
        return _settled(request, plan)
    form, blocks = _form(request, plan, SignForm)
    if accepted(
        form,
        lambda: signing.sign_for_client(actor=member(request), at=timezone.now(), plan=plan, **_signature(form)),
    ):
        messages.success(request, "The client signed.")
        return redirect("treatmentplans:plan", client.pk)
    context = {"plan": plan, "client": client, "blocks": blocks, "form": form}
    return render(request, "treatmentplans/client_sign.html", context, status=status_of(form))


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def refusal(request: HttpRequest, client_id: UUID, plan_id: UUID) -> HttpResponse:
    """Record that the client does not want to sign, and why."""
    client, plan = plan_or_404(request, client_id, plan_id)
    if not _waits(plan):
        return _settled(request, plan)
    form = RefusalForm(request.POST or None)
    if accepted(
        form,
        lambda: signing.record_refusal(
            actor=member(request), at=timezone.now(), plan=plan, reason=form.cleaned_data["reason"]
        ),
    ):
        messages.success(request, "Recorded. The plan is in force all the same.")
        return redirect("treatmentplans:plan", client.pk)
    context = {
        "heading": "The client does not want to sign",
        "lead": "That is their right. The plan counts all the same, and care goes on.",
        "submit": "Record it",
    }
    return page(request, client, "form", context, form)


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def link(request: HttpRequest, client_id: UUID, plan_id: UUID) -> HttpResponse:
    """Make a link for the client's own phone: to hand over, or sent to an e-mail address marked safe."""
    client, plan = plan_or_404(request, client_id, plan_id)
    if not _waits(plan):
        return _settled(request, plan)
    safe = [row for row in clients.contacts_of(client.pk) if row.kind == ContactKind.EMAIL and row.is_safe]
    form = LinkForm(request.POST or None, addresses=[(str(row.pk), row.value) for row in safe])
    sent: list[signing.Sent] = []

    def make() -> None:
        who: dict[str, Any] = {"actor": member(request), "at": timezone.now(), "plan": plan}
        contact = form.cleaned_data["contact"]
        sent.append(signing.send_link(**who, contact_id=UUID(contact)) if contact else signing.make_link(**who))

    if accepted(form, make):
        context = {"plan": plan, "sent": sent[0], "by_mail": bool(form.cleaned_data["contact"])}
        response = page(request, client, "link", context)
        add_never_cache_headers(response)
        return response
    heading = "A link for the client’s phone"
    return page(request, client, "form", {"heading": heading, "submit": "Make the link"}, form)


@require_http_methods(["GET", "HEAD", "POST"])
@visitors(PURPOSE)
def visit(request: HttpRequest) -> HttpResponse:
    """Show the plan to the client on their own phone, and take their signature."""
    visitor = request.visitor  # type: ignore[attr-defined]
    plan = Plan.objects.filter(pk=visitor.visit.subject, client_signed_at=None, voided_at=None).first()
    if plan is None:
        return closed(request)
    saw(request, plan.client_id)
    form, blocks = _form(request, plan, VisitForm)
    if accepted(
        form,
        lambda: signing.sign_by_link(
            actor=visitor.scope, at=timezone.now(), plan=plan, name=form.cleaned_data["name"], **_signature(form)
        ),
    ):
        response = render(request, "treatmentplans/thanks.html")
        forget(response)
        return response
    return render(request, "treatmentplans/visit.html", {"form": form, "blocks": blocks}, status=status_of(form))


def _waits(plan: Plan) -> bool:
    return plan.signed_at is not None and plan.client_signed_at is None and plan.voided_at is None


def _settled(request: HttpRequest, plan: Plan) -> HttpResponse:
    messages.info(request, "This version does not wait for the client.")
    return redirect("treatmentplans:plan", plan.client_id)


def _form(request: HttpRequest, plan: Plan, kind: type[SignForm]) -> tuple[SignForm, list[Any]]:
    words = tree.words_of(plan.pk)
    if words is None or words.text is None:
        raise Http404
    return kind(request.POST or None, initial={"shown": digest_of(words.text.encode())}), blocks_of(words.text)


def _signature(form: Form) -> dict[str, Any]:
    return {"mark": form.cleaned_data["signature"], "shown": form.cleaned_data["shown"]}
