"""What coverage adds to other pages: a tab of the record, and a line on Today."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from stepwell.coverage.queries.again import WAITING
from stepwell.platform.panels import Tab
from stepwell.platform.questions import answer
from stepwell.platform.tenancy.members import Member
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.walls.rights import Category


def tab(request: HttpRequest, client_id: UUID) -> Tab | None:
    """Return the way to the coverage of a client, for those who may see benefits."""
    if not member(request).may(Category.BENEFITS):
        return None
    return Tab("Coverage", reverse("coverage:coverage", args=[client_id]))


def settings(request: HttpRequest, who: Member) -> SafeString | None:
    """Return the way from Settings to Medicare's amounts by year."""
    if not any(who.may(one) for one in (Category.CONTRACTS, Category.BILLING, Category.BENEFITS)):
        return None
    return render_to_string("coverage/_settings.html", {}, request)


def today(request: HttpRequest, who: Member) -> SafeString | None:
    """Return how many policies are to be verified again."""
    del who
    found = answer(request, WAITING)
    if not found or not found[0]:
        return None
    context = {"count": found[0], "since": date.fromisoformat(found[1])}
    return render_to_string("coverage/_today.html", context, request)
