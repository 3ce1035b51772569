"""Tabs and buttons on pages of the schedule and of a client's record."""

from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from stepwell.platform.panels import Tab
from stepwell.platform.tenancy.members import Member
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.walls.rights import Category


def client_tab(request: HttpRequest, client_id: UUID) -> Tab | None:
    """Return the tab of a client's availability."""
    if not member(request).may(Category.SCHEDULE):
        return None
    return Tab("Availability", reverse("weekplans:client", args=[client_id]))


def weeks_tab(_: HttpRequest, who: Member) -> Tab | None:
    """Return the tab of proposed weeks, for who plans."""
    return Tab("Proposals", reverse("weekplans:proposals")) if who.may(Category.SCHEDULE, writes=True) else None


def staff_tab(_: HttpRequest, __: Member) -> Tab:
    """Return the tab of staff's hours and leave."""
    return Tab("Staff", reverse("weekplans:staff"))


def of_group(request: HttpRequest, series_id: UUID) -> SafeString:
    """Return the way to what a group asks of who leads and who comes."""
    return render_to_string("weekplans/_of_group.html", {"series_id": series_id}, request)
