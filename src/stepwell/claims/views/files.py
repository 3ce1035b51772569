"""Files that claims left in: the list, one of them, and its bytes."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from stepwell.billing.rules.amounts import in_words
from stepwell.claims.models import Claim, OutboundFile, OutboundText
from stepwell.claims.queries import listed
from stepwell.claims.views import PAGE, READS
from stepwell.platform.trail.recording import saw_many, shows_clients
from stepwell.platform.trail.vocabulary import Way


@require_GET
@READS
def files(request: HttpRequest) -> HttpResponse:
    """List the files of claims, the latest first."""
    page = Paginator(listed.files(), PAGE).get_page(request.GET.get("page"))
    return render(request, "claims/files.html", {"page": page, "rows": [(one, in_words(one.charged)) for one in page]})


@shows_clients
@require_GET
@READS
def file(request: HttpRequest, outbound_file_id: UUID) -> HttpResponse:
    """Show a file: its numbers, its digest, what stands in it and whether it left."""
    row = _file(outbound_file_id)
    within = Claim.objects.filter(files__file=row).select_related("client", "payer").order_by("number")
    page = Paginator(within, PAGE).get_page(request.GET.get("page"))
    saw_many(request, len({one.client_id for one in page}))
    context = {
        "file": row,
        "charged": in_words(row.charged),
        "page": page,
        "rows": [listed.row(one) for one in page],
        "has_text": OutboundText.objects.filter(file=row).exists(),
    }
    return render(request, "claims/file.html", context)


@shows_clients
@require_GET
@READS
def download(request: HttpRequest, outbound_file_id: UUID) -> HttpResponse:
    """Hand out the bytes of a file, to whoever bills at all sites."""
    row = _file(outbound_file_id)
    found = OutboundText.objects.filter(file=row).first()
    if found is None:
        raise Http404
    saw_many(request, Claim.objects.filter(files__file=row).values("client").distinct().count(), way=Way.EXPORT)
    response = HttpResponse(found.text.encode("latin-1"), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=row.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    add_never_cache_headers(response)
    return response


def _file(outbound_file_id: UUID) -> OutboundFile:
    found = listed.files().filter(pk=outbound_file_id).first()
    if found is None:
        raise Http404
    return found
