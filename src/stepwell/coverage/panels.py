"""What coverage adds to other pages: a tab of the record."""

from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from stepwell.platform.panels import Tab
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.walls.rights import Category


def tab(request: HttpRequest, client_id: UUID) -> Tab | None:
    """Return the way to the coverage of a client, for those who may see benefits."""
    if not member(request).may(Category.BENEFITS):
        return None
    return Tab("Coverage", reverse("coverage:coverage", args=[client_id]))
