"""Claims that another program sent: which of them fit, and taking those up."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw_many, shows_clients
from stepwell.remittances import tasks
from stepwell.remittances.models import InboundText
from stepwell.remittances.queries import sent_elsewhere as queries
from stepwell.remittances.views import WRITES


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def claims(request: HttpRequest, inbound_file_id: UUID) -> HttpResponse:
    """Show the claims of a file, and have those that fit taken up."""
    found = InboundText.objects.filter(file=inbound_file_id).select_related("file").first()
    if found is None:
        raise Http404
    row = found.file
    if request.method == "POST":
        tasks.bring_in.defer(organization=member(request).organization_id, file_id=row.pk)
        messages.success(request, "What fits is being taken up. Load the page again in a moment")
        return redirect("remittances:sent_elsewhere", row.pk)
    shown = queries.shown(bytes(found.content), member(request).zone)
    saw_many(request, len({one.client_id for one in shown.claims if one.client_id}))
    return render(request, "remittances/sent_elsewhere.html", {"row": row, "shown": shown})
