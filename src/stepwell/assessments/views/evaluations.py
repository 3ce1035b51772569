"""The biopsychosocial evaluation: overview, section by section, signing, co-signing, amending, paper."""

from importlib import resources
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.assessments.actions import evaluations as actions
from stepwell.assessments.forms.evaluations import SectionForm, SignForm
from stepwell.assessments.models import Evaluation
from stepwell.assessments.queries import evaluations as queries
from stepwell.assessments.queries import rights
from stepwell.assessments.rules import evaluations as rules
from stepwell.assessments.rules.contents import SECTIONS, Section
from stepwell.clients.models import Client
from stepwell.clients.views.record import client_or_404, head_of
from stepwell.kernel.findings import Finding, Refused
from stepwell.people.queries.credentials import credential_of
from stepwell.platform.documents.pdf import NoPdf, pdf_of
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw, shows_clients
from stepwell.platform.trail.vocabulary import Way
from stepwell.platform.ui.forms import ReasonForm
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.editing import STALE
from stepwell.platform.walls.rights import Category

CSS = resources.files("stepwell.assessments").joinpath("evaluation.css")


@shows_clients
@require_http_methods(["GET", "HEAD", "POST"])
@holding(Category.CHART)
def index(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """List a client's evaluations; sent, begin one."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    findings: tuple[Finding, ...] = ()
    if request.method == "POST":
        try:
            made = actions.begin(actor=member(request), at=timezone.now(), client_id=client.pk)
            return redirect("assessments:section", client.pk, made.pk, SECTIONS[0].number)
        except Refused as refusal:
            findings = refusal.findings
    rows = queries.evaluations_of(client.pk)
    context = _page(request, client) | {
        "rows": rows,
        "has_draft": any(row.signed_at is None and row.voided_at is None for row in rows),
        "may_write": rights.writes_chart(client.pk),
        "findings": findings,
    }
    return render(request, "assessments/evaluations.html", context, status=409 if findings else 200)


@shows_clients
@require_safe
@holding(Category.CHART)
def one(request: HttpRequest, client_id: UUID, evaluation_id: UUID) -> HttpResponse:
    """Show an evaluation whole: what is in it, what is missing, who signed it and whether that holds."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    row = _row_or_404(client, evaluation_id)
    content = rules.read(row.content)
    cosignature = queries.cosignature_of(row.pk)
    context = _page(request, client) | {
        "row": row,
        "sections": [(section, rules.shown(content, section)) for section in SECTIONS],
        "missing": rules.missing(content) if row.signed_at is None else [],
        "holds": row.signed_at is None or queries.holds(row),
        "cosignature": cosignature,
        "may_write": rights.writes_chart(client.pk),
        "is_author": row.author_id == member(request).membership_id,
        "may_cosign": _may_cosign(request, row) and cosignature is None,
    }
    return render(request, "assessments/evaluation.html", context)


@shows_clients
@require_http_methods(["GET", "POST"])
@holding(Category.CHART, writes=True)
def section(request: HttpRequest, client_id: UUID, evaluation_id: UUID, section_number: int) -> HttpResponse:
    """Fill in one section of a draft, and go on to the next."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    row, page = _row_or_404(client, evaluation_id), rules.section_at(section_number)
    if page is None or row.voided_at is not None:
        raise Http404
    if row.signed_at is not None:
        return redirect("assessments:evaluation", client.pk, row.pk)
    content = rules.read(row.content)
    values = content.get(page.name, {})
    form = SectionForm(request.POST or None, section=page, values=values, version=row.version)
    if form.is_bound and form.is_valid():
        try:
            actions.save_section(
                actor=member(request),
                evaluation=row,
                version=form.cleaned_data["version"],
                section=page,
                values=form.values(),
            )
            return _onward(client, row, rules.after(page))
        except Refused as refusal:
            _show_refusal(form, refusal, row)
    context = _page(request, client) | {
        "row": row,
        "form": form,
        "section": page,
        "sections": [(each, rules.is_begun(content, each), each == page) for each in SECTIONS],
    }
    return render(request, "assessments/section.html", context, status=status_of(form))


@shows_clients
@require_http_methods(["GET", "POST"])
@holding(Category.CHART, writes=True)
def sign(request: HttpRequest, client_id: UUID, evaluation_id: UUID) -> HttpResponse:
    """Read the whole once more, and sign it."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    row = _row_or_404(client, evaluation_id)
    if row.signed_at is not None or row.voided_at is not None:
        return redirect("assessments:evaluation", client.pk, row.pk)
    form = SignForm(request.POST or None, initial={"version": row.version})

    def act() -> None:
        typed = form.cleaned_data
        actions.sign(
            actor=member(request),
            at=timezone.now(),
            client=client,
            evaluation=row,
            version=typed["version"],
            mark=typed["signature"],
        )

    if accepted(form, act):
        messages.success(request, "Signed")
        return redirect("assessments:evaluation", client.pk, row.pk)
    content = rules.read(row.content)
    context = _page(request, client) | {
        "row": row,
        "form": form,
        "sections": [(each, rules.shown(content, each)) for each in SECTIONS],
        "missing": rules.missing(content),
        "credential": _license(request),
    }
    return render(request, "assessments/sign.html", context, status=status_of(form))


@shows_clients
@require_http_methods(["GET", "POST"])
@holding(Category.CHART)
def cosign(request: HttpRequest, client_id: UUID, evaluation_id: UUID) -> HttpResponse:
    """Stand by what a colleague without a license signed. Asked for, it shows the evaluation, which has the button."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    row = _row_or_404(client, evaluation_id)
    if request.method == "POST":
        try:
            actions.cosign(actor=member(request), at=timezone.now(), evaluation=row)
            messages.success(request, "Co-signed")
        except Refused as refusal:
            messages.error(request, " ".join(finding.sentence for finding in refusal.findings))
    return redirect("assessments:evaluation", client.pk, row.pk)


@shows_clients
@require_http_methods(["GET", "POST"])
@holding(Category.CHART, writes=True)
def amend(request: HttpRequest, client_id: UUID, evaluation_id: UUID) -> HttpResponse:
    """Begin a new version of a signed evaluation, with a reason."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    row, made = _row_or_404(client, evaluation_id), []
    form = ReasonForm(request.POST or None)

    def act() -> None:
        reason = form.cleaned_data["reason"]
        made.append(actions.amend(actor=member(request), at=timezone.now(), evaluation=row, reason=reason))

    if accepted(form, act):
        return redirect("assessments:evaluation", client.pk, made[0].pk)
    lead = "A new version begins with what stands in this one. This one stays as it was signed."
    return _reason_page(request, client, form, "Amend the evaluation", lead, "Begin the new version")


@shows_clients
@require_http_methods(["GET", "POST"])
@holding(Category.CHART, writes=True)
def set_aside(request: HttpRequest, client_id: UUID, evaluation_id: UUID) -> HttpResponse:
    """Set an evaluation aside that was made by mistake."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    row = _row_or_404(client, evaluation_id)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        reason = form.cleaned_data["reason"]
        actions.set_aside(actor=member(request), at=timezone.now(), evaluation=row, reason=reason)

    if accepted(form, act):
        messages.success(request, "Set aside; it stays, with the reason")
        return redirect("assessments:evaluations", client.pk)
    lead = "For one that was written for the wrong client. It stays, struck through, and counts for nothing."
    return _reason_page(request, client, form, "Set the evaluation aside", lead, "Set aside")


@shows_clients
@require_safe
@holding(Category.CHART)
def as_pdf(request: HttpRequest, client_id: UUID, evaluation_id: UUID) -> HttpResponse:
    """Return an evaluation as PDF; where that cannot be made, the page, which a browser prints."""
    client = client_or_404(client_id)
    row = _row_or_404(client, evaluation_id)
    saw(request, client.pk, way=Way.EXPORT)
    content = rules.read(row.content)
    words = {
        "client": client,
        "row": row,
        "sections": [(each, rules.shown(content, each)) for each in SECTIONS],
        "cosignature": queries.cosignature_of(row.pk),
        "clinic": member(request).organization_name,
    }
    try:
        made = pdf_of(render_to_string("assessments/evaluation_pdf.html", words), CSS.read_text(encoding="utf-8"))
    except NoPdf as missing:
        messages.warning(request, f"{missing} Print this page instead.")
        return redirect("assessments:evaluation", client.pk, row.pk)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="evaluation.pdf"'
    add_never_cache_headers(response)
    return response


def _page(request: HttpRequest, client: Client) -> dict[str, object]:
    return {"head": head_of(request, client), "client": client}


def _row_or_404(client: Client, evaluation_id: UUID) -> Evaluation:
    row = queries.evaluation(evaluation_id, client_id=client.pk)
    if row is None:
        raise Http404
    return row


def _onward(client: Client, row: Evaluation, following: Section | None) -> HttpResponse:
    if following is None:
        return redirect("assessments:evaluation", client.pk, row.pk)
    return redirect("assessments:section", client.pk, row.pk, following.number)


def _show_refusal(form: SectionForm, refusal: Refused, row: Evaluation) -> None:
    """Say why a section was not kept; of somebody else's change, what stands there now beside what was typed."""
    for finding in refusal.findings:
        form.add_error(None, finding.sentence)
    if STALE in refusal.findings:
        row.refresh_from_db(fields=["version", "content"])
        stored = rules.read(row.content).get(form.section.name, {})
        plain = {name: value for name, value in stored.items() if isinstance(value, str)}
        form.show_conflict(version=row.version, now=plain)


def _license(request: HttpRequest) -> str:
    who = member(request)
    return credential_of(who.membership_id, on=timezone.now().astimezone(who.zone).date())


def _may_cosign(request: HttpRequest, row: Evaluation) -> bool:
    who = member(request)
    waits = row.cosigns and row.signed_at is not None and row.voided_at is None
    return waits and row.signed_by_id != who.membership_id and who.may(Category.CASELOAD, writes=True)


def _reason_page(
    request: HttpRequest, client: Client, form: ReasonForm, heading: str, lead: str, submit: str
) -> HttpResponse:
    context = _page(request, client) | {
        "form": form,
        "heading": heading,
        "lead": lead,
        "submit": submit,
        "back": "assessments:evaluations",
    }
    return render(request, "assessments/form.html", context, status=status_of(form))
