"""A client's safety plan: written, agreed, given as paper or as a link."""

from importlib import resources
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stepwell.clients.views.record import client_or_404
from stepwell.crisis.actions import plans as actions
from stepwell.crisis.actions.plans import signed_content
from stepwell.crisis.forms.plans import AgreeForm, PlanForm, typed_of
from stepwell.crisis.queries import plans, rota
from stepwell.crisis.views.frame import acts, of_plan, page, reads
from stepwell.kernel.findings import Refused
from stepwell.platform.documents.pdf import NoPdf, pdf_of
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw, shows_clients
from stepwell.platform.trail.vocabulary import Way
from stepwell.platform.ui.forms import ReasonForm
from stepwell.platform.ui.submitting import accepted
from stepwell.platform.walls.rights import Category

_WAYS = [("paper", "Given on paper"), ("shown", "Photographed by them"), ("link", "Send a link by e-mail")]


@require_POST
@acts
def start(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Begin a version, or go on with the one that is being written."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    try:
        plan = actions.start_plan(actor=member(request), at=timezone.now(), client_id=client.pk)
    except Refused as refusal:
        messages.error(request, refusal.findings[0].sentence)
        return redirect("crisis:of_client", client.pk)
    return redirect("crisis:write_plan", client.pk, plan.pk)


@shows_clients
@require_http_methods(["GET", "POST"])
@acts
def write(request: HttpRequest, client_id: UUID, safety_plan_id: UUID) -> HttpResponse:
    """Write a version together with the client."""
    client, plan = of_plan(request, client_id, safety_plan_id)
    if plan.agreed_at or plan.voided_at:
        return redirect("crisis:plan", client.pk, plan.pk)
    now = typed_of(plans.body_of_row(plan)) | {"review_on": plan.review_on}
    form = PlanForm(request.POST or None, initial=now | {"version": plan.version})
    shown = plan.version

    def act() -> None:
        typed = form.cleaned_data
        actions.write_plan(
            actor=member(request), at=timezone.now(), plan=plan, version=typed["version"], body=form.body(),
            review_on=typed["review_on"],
        )  # fmt: skip

    if accepted(form, act):
        messages.success(request, "Saved. Go through it together, then agree on it.")
        return redirect("crisis:plan", client.pk, plan.pk)
    if form.is_bound and form.cleaned_data.get("version") not in {None, shown}:
        form.show_conflict(version=shown, now=now)
    return page(request, client, "crisis/write_plan.html", form, plan=plans.row(plan))


@shows_clients
@require_http_methods(["GET", "POST"])
@reads
def one(request: HttpRequest, client_id: UUID, safety_plan_id: UUID) -> HttpResponse:
    """Show a version; by POST, agree on it."""
    client, plan = of_plan(request, client_id, safety_plan_id)
    who, now = member(request), timezone.now()
    may_act = who.may(Category.SAFETY, writes=True)
    form = AgreeForm(request.POST or None, initial={"version": plan.version}) if may_act else None

    def act() -> None:
        version = form.cleaned_data["version"]  # type: ignore[union-attr]
        actions.agree_plan(actor=who, at=now, plan=plan, version=version)

    if request.method == "POST" and accepted(form, act):
        messages.success(request, "Agreed. Give the person a copy.")
        return redirect("crisis:plan", client.pk, plan.pk)
    return page(
        request, client, "crisis/plan.html", form,
        plan=plans.row(plan), may_act=may_act, copies=plans.copies_of(plan.pk), ways=_WAYS,
        signed=plans.signer_of(request.acting.scope, signed_content(plan)) if plan.agreed_at else "",  # type: ignore[attr-defined]
        **_line(plan.site_id),
    )  # fmt: skip


@require_POST
@acts
def give(request: HttpRequest, client_id: UUID, safety_plan_id: UUID) -> HttpResponse:
    """Write down that a copy was given, or send it as a link."""
    client, plan = of_plan(request, client_id, safety_plan_id)
    way = request.POST.get("way", "")
    who, now = member(request), timezone.now()
    try:
        if way == "link":
            actions.send_link(actor=who, at=now, client=client, plan=plan)
        else:
            actions.give_copy(actor=who, at=now, plan=plan, way=way)
    except Refused as refusal:
        messages.error(request, refusal.findings[0].sentence)
    else:
        messages.success(request, "The link is on its way" if way == "link" else "Written down")
    return redirect("crisis:plan", client.pk, plan.pk)


@shows_clients
@require_GET
@reads
def as_pdf(request: HttpRequest, client_id: UUID, safety_plan_id: UUID) -> HttpResponse:
    """Return a version on one page of paper, or the page to print where PDF cannot be made."""
    client, plan = of_plan(request, client_id, safety_plan_id)
    words = {"plan": plans.row(plan), "zone": member(request).zone, **_line(plan.site_id)}
    css = resources.files("stepwell.crisis").joinpath("plan.css").read_text(encoding="utf-8")
    try:
        content = pdf_of(render_to_string("crisis/plan_pdf.html", words), css)
    except NoPdf:
        messages.error(request, "PDF cannot be made on this machine. Print this page from the browser instead.")
        return redirect("crisis:plan", client.pk, plan.pk)
    saw(request, client.pk, way=Way.EXPORT)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="safety-plan.pdf"'
    add_never_cache_headers(response)
    return response


@shows_clients
@require_http_methods(["GET", "POST"])
@acts
def set_aside(request: HttpRequest, client_id: UUID, safety_plan_id: UUID) -> HttpResponse:
    """Set a version aside that was written by mistake."""
    client, plan = of_plan(request, client_id, safety_plan_id)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        actions.set_plan_aside(actor=member(request), at=timezone.now(), plan=plan, reason=form.cleaned_data["reason"])

    if accepted(form, act):
        messages.success(request, "Set aside; it counts for nothing and stays in the record")
        return redirect("crisis:of_client", client.pk)
    heading = f"Version {plan.number} was written by mistake"
    return page(request, client, "crisis/change.html", form, heading=heading, submit="Set it aside")


def _line(site_id: UUID) -> dict[str, object]:
    line = rota.line_of(site_id)
    return {"line": line, "office": None if line else rota.office()}
