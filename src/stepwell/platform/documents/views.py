"""Documents of a client: list, hand in, download, take out."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.kernel.findings import Refused
from stepwell.platform import panels
from stepwell.platform.documents import actions, queries
from stepwell.platform.documents.forms import UploadForm, WithdrawalForm
from stepwell.platform.documents.models import Document
from stepwell.platform.documents.vocabulary import ENDINGS, FILED_LABELS, MediaType
from stepwell.platform.panels import Place
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw, shows_clients
from stepwell.platform.trail.vocabulary import Way
from stepwell.platform.ui.forms import add_findings
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import Scope

SANDBOX = "default-src 'none'; sandbox"
_ANY = tuple(FILED_LABELS)


@shows_clients
@require_http_methods(["GET", "HEAD", "POST"])
@holding(*_ANY)
def of_client(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """List a client's documents, and take a new one."""
    scope = _scope(request)
    client = queries.client_of(scope, client_id)
    if client is None:
        raise Http404
    categories = _writable(request)
    form = UploadForm(request.POST or None, request.FILES or None, categories=categories) if categories else None
    if request.method == "POST" and form and form.is_valid() and _added(request, form, client_id):
        return redirect("documents:of_client", client_id)
    saw(request, client_id)
    page = {
        "client": client,
        "form": form,
        "lines": queries.documents_of(scope, client_id),
        "zone": member(request).zone,
        "writable": categories,
        "banners": panels.drawn(Place.CLIENT_BANNER, request, client_id),
    }
    return render(request, "documents/of_client.html", page, status=422 if form and form.errors else 200)


@shows_clients
@require_safe
@holding(*_ANY, Category.CONFIGURATION)
def download(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Send a document as an attachment; browsers neither guess its kind nor run anything in it."""
    document = queries.open_document(_scope(request), document_id)
    if document is None:
        raise Http404
    if document.client_id:
        saw(request, document.client_id, way=Way.EXPORT)
    return attachment(document)


@shows_clients
@require_http_methods(["GET", "HEAD", "POST"])
@holding(*_ANY, writes=True)
def withdrawal(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Ask why a document is taken out, and take it out."""
    scope = _scope(request)
    document = queries.open_document(scope, document_id)
    if document is None or document.client_id is None or Category(document.category) not in _writable(request):
        raise Http404
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_document(
                actor=scope, at=timezone.now(), document=document, reason=form.cleaned_data["reason"]
            )
            return redirect("documents:of_client", document.client_id)
        except Refused as refusal:
            add_findings(form, refusal.findings)
    saw(request, document.client_id)
    page = {"form": form, "document": document}
    return render(request, "documents/withdrawal.html", page, status=422 if form.errors else 200)


def attachment(document: Document) -> HttpResponse:
    """Return a document's bytes as a download; also for pages behind a one-time link."""
    media_type = MediaType(document.media_type)
    response = HttpResponse(document.content, content_type=media_type.value)
    name = f"{document.title}{ENDINGS[media_type]}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    add_never_cache_headers(response)
    return response


def _added(request: HttpRequest, form: UploadForm, client_id: UUID) -> bool:
    category = Category(form.cleaned_data["category"])
    try:
        actions.add_document(
            actor=_scope(request), at=timezone.now(), upload=form.upload, category=category, client=client_id
        )
    except Refused as refusal:
        add_findings(form, refusal.findings)
        return False
    return True


def _writable(request: HttpRequest) -> tuple[Category, ...]:
    acting = member(request)
    return tuple(category for category in FILED_LABELS if acting.may(category, writes=True))


def _scope(request: HttpRequest) -> Scope:
    scope: Scope = request.acting.scope  # type: ignore[attr-defined]
    return scope
