"""The charges of one client, each down to attendance and the signed note."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from stepwell.billing.queries.charges import charges_of
from stepwell.billing.views import BILLS, client_seen, page
from stepwell.platform.trail.recording import shows_clients


@shows_clients
@require_GET
@BILLS
def charges(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show what was charged, day by day, ended charges too."""
    client = client_seen(request, client_id)
    return page(request, client, "charges", {"rows": charges_of(client.pk)})
