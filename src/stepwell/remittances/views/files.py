"""Files that came in: the list with the upload, one file, its bytes."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw_many, shows_clients
from stepwell.platform.trail.vocabulary import Way as Trace
from stepwell.platform.ui.forms import Form
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.rights import Category
from stepwell.remittances import tasks
from stepwell.remittances.actions.taking import Taken, take
from stepwell.remittances.gateways.inbox import inbox
from stepwell.remittances.models import InboundFile, RemittanceClaim
from stepwell.remittances.queries import files as queries
from stepwell.remittances.rules.recognizing import MAX_BYTES
from stepwell.remittances.rules.work import SENT_ELSEWHERE
from stepwell.remittances.views import PAGE, READS, work_shown
from stepwell.remittances.vocabulary import Kind, Reading, Way


class UploadForm(Form):
    """A file of a payer or clearinghouse."""

    file = forms.FileField(
        label="File",
        allow_empty_file=True,  # the rule says it better
        help_text="An 835, 999, 277 or TA1 as it came, or claims (837) that another program sent; up to 10 MB. "
        "What it is is seen from what stands in it.",
    )


@require_http_methods(["GET", "POST"])
@READS
def files(request: HttpRequest) -> HttpResponse:
    """List the files, the latest first, and take one that is uploaded."""
    may_upload = member(request).may(Category.BILLING, writes=True)
    form = UploadForm(request.POST or None, request.FILES or None) if may_upload else None
    taken: list[Taken] = []

    def act() -> None:
        file = form.cleaned_data["file"] if form else None
        if file is None:
            return
        content = file.read(MAX_BYTES + 1) if file.size <= MAX_BYTES else b" " * (MAX_BYTES + 1)
        made = take(actor=member(request), at=timezone.now(), name=file.name, content=content, way=Way.UPLOAD)
        tasks.read.defer(organization=member(request).organization_id, file_id=made.file_id)
        taken.append(made)

    if accepted(form, act):
        words = "The file is here, and will be read in a moment" if taken[0].is_new else "This file came before"
        messages.success(request, words)
        return redirect("remittances:file", taken[0].file_id)
    page = Paginator(queries.files(), PAGE).get_page(request.GET.get("page"))
    shown = {
        "page": page,
        "rows": [queries.row(one) for one in page],
        "form": form,
        "folder": inbox(member(request).organization_id).folder,
    }
    return render(request, "remittances/files.html", shown, status=status_of(form))


@shows_clients
@require_GET
@READS
def file(request: HttpRequest, inbound_file_id: UUID) -> HttpResponse:
    """Show what a file says in plain words, what is wrong with it, and what came of it."""
    row = _file(inbound_file_id)
    content = queries.content_of(row.pk)
    saw_many(request, _clients_of(row))
    shown = {
        "row": queries.row(row),
        "said": queries.said(content) if content is not None else None,
        "is_waiting": row.reading == Reading.WAITING,
        "remittances": queries.remittances_of(row.pk),
        "work": (work := work_shown(request, file_id=row.pk)),
        "has_claims": row.kind == Kind.CLAIMS or any(one.code == SENT_ELSEWHERE for one in work),
        "may_write": member(request).may(Category.BILLING, writes=True),
    }
    return render(request, "remittances/file.html", shown)


@shows_clients
@require_GET
@READS
def download(request: HttpRequest, inbound_file_id: UUID) -> HttpResponse:
    """Hand out the bytes of a file, as they came."""
    row = _file(inbound_file_id)
    content = queries.content_of(row.pk)
    if content is None:
        raise Http404
    saw_many(request, _clients_of(row), way=Trace.EXPORT)
    response = HttpResponse(content, content_type="application/octet-stream")
    name = f"{row.name or 'file'}.x12"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    add_never_cache_headers(response)
    return response


def _file(inbound_file_id: UUID) -> InboundFile:
    found = queries.files().filter(pk=inbound_file_id).first()
    if found is None:
        raise Http404
    return found


def _clients_of(row: InboundFile) -> int:
    found = RemittanceClaim.objects.filter(remittance__file=row, client__isnull=False)
    return found.values("client").distinct().count()
