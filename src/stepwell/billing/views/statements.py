"""The statement: as a page, as PDF, kept with the documents, sent by a safe way, opened by its link."""

from importlib import resources
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stepwell.billing.actions import guarding, stating
from stepwell.billing.queries import guarding as guards
from stepwell.billing.queries import statements
from stepwell.billing.queries.statements import Letter
from stepwell.billing.rules import guarding as rules
from stepwell.billing.views import BILLS, WRITES, client_seen, page, today
from stepwell.clients.models import Client
from stepwell.kernel.findings import Refused
from stepwell.platform.documents.models import Document
from stepwell.platform.documents.pdf import NoPdf, pdf_of
from stepwell.platform.documents.views import attachment
from stepwell.platform.links.visitors import closed, visitors
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw, shows_clients
from stepwell.platform.trail.vocabulary import Way
from stepwell.platform.walls.rights import Category

_MISSING = "PDF cannot be made on this machine. Print this page from the browser instead."


@shows_clients
@require_GET
@BILLS
def statement(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show the statement as it will be on paper."""
    client = client_seen(request, client_id)
    writes = member(request).may(Category.BILLING, writes=True)
    _, billed = guards.billed(client.pk, member(request).zone)
    context = {
        "letter": _letter(request, client), "writes": writes, "stopped": rules.check(billed),
        "near": rules.question(billed),
    }  # fmt: skip
    return page(request, client, "statement", context)


@shows_clients
@require_GET
@BILLS
def pdf(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Answer with the statement as PDF; recorded as an export."""
    client = client_seen(request, client_id)
    try:
        guarding.check(actor=member(request), client_id=client.pk)
        content = _pdf(request, client)
    except NoPdf:
        messages.error(request, _MISSING)
        return redirect("billing:statement", client.pk)
    except Refused as refusal:
        return _refused(request, client, refusal)
    saw(request, client.pk, way=Way.EXPORT)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="statement.pdf"'
    add_never_cache_headers(response)
    return response


@require_POST
@WRITES
def keep(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Keep the statement with the client's documents, as it is handed over."""
    client = client_seen(request, client_id)
    try:
        content = _pdf(request, client)
        stating.keep(actor=member(request), at=timezone.now(), client=client, content=content)
    except NoPdf:
        messages.error(request, _MISSING)
    except Refused as refusal:
        return _refused(request, client, refusal)
    else:
        messages.success(request, "Kept with the documents")
    return redirect("billing:statement", client.pk)


@require_POST
@WRITES
def send(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Keep the statement, and send a link to it to an e-mail address that is marked safe."""
    client = client_seen(request, client_id)
    try:
        content = _pdf(request, client)
        stating.send(actor=member(request), at=timezone.now(), client=client, content=content)
    except NoPdf:
        messages.error(request, _MISSING)
    except Refused as refusal:
        return _refused(request, client, refusal)
    else:
        messages.success(request, "A link is on its way to the safe address. It asks for name and birth date.")
    return redirect("billing:statement", client.pk)


@require_http_methods(["GET"])
@visitors(stating.PURPOSE)
def opened(request: HttpRequest) -> HttpResponse:
    """Answer with the statement that a client's link opens."""
    visitor = request.visitor  # type: ignore[attr-defined]
    found = Document.objects.filter(pk=visitor.visit.subject).first()
    if found is None or found.client_id is None:
        return closed(request)
    saw(request, found.client_id)
    return attachment(found)


def _refused(request: HttpRequest, client: Client, refusal: Refused) -> HttpResponse:
    messages.error(request, " ".join(finding.sentence for finding in refusal.findings))
    return redirect("billing:statement", client.pk)


def _letter(request: HttpRequest, client: Client) -> Letter:
    return statements.letter_of(client, on=today(request), clinic=member(request).organization_name)


def _pdf(request: HttpRequest, client: Client) -> bytes:
    css = resources.files("stepwell.billing").joinpath("statement.css").read_text(encoding="utf-8")
    return pdf_of(render_to_string("billing/statement_pdf.html", {"letter": _letter(request, client)}), css)
