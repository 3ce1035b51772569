"""What funding says elsewhere: a tab of the record, a section of Settings, whether an estimate is signed."""

from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from stepwell.coverage.models import Estimate
from stepwell.funding.models import Agreement
from stepwell.platform.panels import Tab
from stepwell.platform.tenancy.members import Member
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.walls.rights import Category


def tab(request: HttpRequest, client_id: UUID) -> Tab | None:
    """Return the way to what a client can afford."""
    if not member(request).may(Category.PAYMENTS):
        return None
    return Tab("Affording care", reverse("funding:overview", args=[client_id]))


def settings(request: HttpRequest, who: Member) -> SafeString:
    """Return the way from Settings to the sliding fee."""
    del who
    return render_to_string("funding/_settings.html", {}, request)


def of_estimate(request: HttpRequest, row: Estimate) -> SafeString | None:
    """Return whether the letter of an estimate is signed, and the way to have it signed."""
    who = member(request)
    if row.voided_at or not who.may(Category.PAYMENTS):
        return None
    papers = list(Agreement.objects.filter(client=row.client_id, about=row.pk).order_by("-made_at"))
    context = {"row": row, "papers": papers, "may_write": who.may(Category.BENEFITS, writes=True)}
    return render_to_string("funding/_estimate.html", context, request)
