"""What this room says on a client's record: the way to the documents."""

from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from stepwell.platform.documents.vocabulary import FILED_LABELS
from stepwell.platform.panels import Tab
from stepwell.platform.tenancy.permissions import member


def tab(request: HttpRequest, client_id: UUID) -> Tab | None:
    """Return the way to a client's documents, for whoever may see any kind of them."""
    if not any(member(request).may(category) for category in FILED_LABELS):
        return None
    return Tab("Documents", reverse("documents:of_client", args=[client_id]))
