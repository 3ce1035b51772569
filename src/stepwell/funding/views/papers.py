"""Papers about money: written, signed here or on the client's own phone, filed."""

from importlib import resources
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stepwell.clients import queries as clients
from stepwell.clients.vocabulary import ContactKind
from stepwell.funding.actions import papers as actions
from stepwell.funding.forms.papers import LinkForm, SignForm, VisitForm
from stepwell.funding.models import Agreement
from stepwell.funding.queries import papers
from stepwell.funding.views import ASKS, READS, client_seen, page, today
from stepwell.funding.vocabulary import PAPER_LABELS, Paper
from stepwell.platform.documents.pdf import NoPdf, pdf_of
from stepwell.platform.links.visitors import closed, forget, visitors
from stepwell.platform.signatures.rules.verification import digest_of
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw, shows_clients
from stepwell.platform.trail.vocabulary import Way
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.rights import Category


@shows_clients
@require_http_methods(["GET", "POST"])
@holding(Category.BENEFITS, writes=True)
def of_estimate(request: HttpRequest, client_id: UUID, estimate_id: UUID) -> HttpResponse:
    """Write the letter of an estimate for the client to sign, in the language asked for."""
    client = client_seen(request, client_id)
    language = "es" if request.POST.get("language") == "es" or request.GET.get("language") == "es" else "en"
    text = papers.letter_of(client, estimate_id, on=today(request), language=language)
    if text is None:
        raise Http404
    if request.method == "POST":
        row = actions.write(
            actor=member(request), at=timezone.now(), client_id=client.pk, kind=Paper.ESTIMATE, about=estimate_id,
            text=text, language=language,
        )  # fmt: skip
        return redirect("funding:paper", client.pk, row.pk)
    context = {"title": PAPER_LABELS[Paper.ESTIMATE], "lines": text.splitlines()[1:], "language": language}
    return page(request, client, "paper_new", context)


@shows_clients
@require_GET
@READS
def paper(request: HttpRequest, client_id: UUID, agreement_id: UUID) -> HttpResponse:
    """Show a paper, whether it is signed, and what can be done with it."""
    client = client_seen(request, client_id)
    row = _row(client.pk, agreement_id)
    may = member(request).may(Category(row.category), writes=True)
    context = {"row": row, "title": PAPER_LABELS[Paper(row.kind)], "lines": row.text.splitlines()[1:], "may_sign": may}
    return page(request, client, "paper", context)


@shows_clients
@require_http_methods(["GET", "POST"])
@ASKS
def sign(request: HttpRequest, client_id: UUID, agreement_id: UUID) -> HttpResponse:
    """Hand the screen over: the paper in large letters and nothing else of the record, and the client's signature."""
    client = client_seen(request, client_id)
    row = _row(client.pk, agreement_id)
    if not _waits(request, row):
        return redirect("funding:paper", client.pk, row.pk)
    form = SignForm(request.POST or None, initial={"shown": digest_of(row.text.encode())})

    def act() -> None:
        actions.sign_here(actor=member(request), at=timezone.now(), row=row, **_signature(form))

    if accepted(form, act):
        messages.success(request, "Signed." if _filed(request, row) else "Signed. The copy could not be made here.")
        return redirect("funding:paper", client.pk, row.pk)
    context = {"form": form, "client": client, "row": row, **_shown(row)}
    return render(request, "funding/paper_sign.html", context, status=status_of(form))


@shows_clients
@require_http_methods(["GET", "POST"])
@ASKS
def link(request: HttpRequest, client_id: UUID, agreement_id: UUID) -> HttpResponse:
    """Make a link for the client's own phone: to hand over, or sent to an e-mail address marked safe."""
    client = client_seen(request, client_id)
    row = _row(client.pk, agreement_id)
    if not _waits(request, row):
        return redirect("funding:paper", client.pk, row.pk)
    safe = [one for one in clients.contacts_of(client.pk) if one.kind == ContactKind.EMAIL and one.is_safe]
    form = LinkForm(request.POST or None, addresses=[(str(one.pk), one.value) for one in safe])
    sent: list[actions.Sent] = []

    def act() -> None:
        contact = form.cleaned_data["contact"]
        sent.append(
            actions.send(
                actor=member(request), at=timezone.now(), row=row, contact_id=UUID(contact) if contact else None
            )
        )

    if accepted(form, act):
        context = {"row": row, "sent": sent[0], "by_mail": bool(form.cleaned_data["contact"])}
        response = page(request, client, "paper_link", context)
        add_never_cache_headers(response)
        return response
    heading = "A link for the client’s phone"
    return page(request, client, "form", {"heading": heading, "submit": "Make the link", "lead": ""}, form)


@require_POST
@ASKS
def file(request: HttpRequest, client_id: UUID, agreement_id: UUID) -> HttpResponse:
    """Keep the signed copy with the client's documents."""
    client = client_seen(request, client_id)
    row = _row(client.pk, agreement_id)
    said = "Kept with the documents" if _filed(request, row) else "The copy could not be kept."
    messages.info(request, said)
    return redirect("funding:paper", client.pk, row.pk)


@shows_clients
@require_GET
@READS
def pdf(request: HttpRequest, client_id: UUID, agreement_id: UUID) -> HttpResponse:
    """Answer with a paper as PDF, with the signature if there is one; recorded as an export."""
    client = client_seen(request, client_id)
    row = _row(client.pk, agreement_id)
    try:
        content = _pdf(row)
    except NoPdf:
        messages.error(request, "PDF cannot be made on this machine.")
        return redirect("funding:paper", client.pk, row.pk)
    saw(request, client.pk, way=Way.EXPORT)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="paper.pdf"'
    add_never_cache_headers(response)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@visitors(actions.PURPOSE)
def visit(request: HttpRequest) -> HttpResponse:
    """Show the paper to the client on their own phone, and take their signature."""
    visitor = request.visitor  # type: ignore[attr-defined]
    row = Agreement.objects.filter(pk=visitor.visit.subject, signed_at=None).first()
    if row is None:
        return closed(request)
    saw(request, row.client_id)
    form = VisitForm(request.POST or None, initial={"shown": digest_of(row.text.encode())})

    def act() -> None:
        name = form.cleaned_data["name"]
        actions.sign_by_link(actor=visitor.scope, at=timezone.now(), row=row, name=name, **_signature(form))

    if accepted(form, act):
        response = render(request, "funding/paper_thanks.html")
        forget(response)
        return response
    return render(request, "funding/paper_visit.html", {"form": form, **_shown(row)}, status=status_of(form))


def _row(client_id: UUID, agreement_id: UUID) -> Agreement:
    row = papers.get(client_id, agreement_id)
    if row is None:
        raise Http404
    return row


def _waits(request: HttpRequest, row: Agreement) -> bool:
    """Return whether the client can be asked to sign a paper here; says so if not."""
    if row.signed_at is None and member(request).may(Category(row.category), writes=True):
        return True
    messages.info(request, "This paper does not wait for a signature here.")
    return False


def _shown(row: Agreement) -> dict[str, Any]:
    title, *lines = row.text.splitlines()
    return {"title": title, "lines": lines, "language": row.language}


def _signature(form: SignForm) -> dict[str, Any]:
    return {"mark": form.cleaned_data["signature"], "shown": form.cleaned_data["shown"]}


def _filed(request: HttpRequest, row: Agreement) -> bool:
    fresh = _row(row.client_id, row.pk)
    if not fresh.signed_at or not member(request).may(Category(fresh.category), writes=True):
        return False
    try:
        content = _pdf(fresh)
    except NoPdf:
        return False
    actions.file(actor=member(request), at=timezone.now(), row=fresh, content=content)
    return True


def _pdf(row: Agreement) -> bytes:
    css = resources.files("stepwell.billing").joinpath("statement.css").read_text(encoding="utf-8")
    context = {"row": row, "digest": digest_of(row.text.encode()), **_shown(row)}
    return pdf_of(render_to_string("funding/paper_pdf.html", context), css)
