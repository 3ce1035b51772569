"""What the census says on Today: how many are in care, and how many will be short of their hours this week."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.rights import Category, Role
from stepwell.scheduling.queries.counting import site_weeks
from stepwell.workspace.queries import care
from stepwell.workspace.queries.care import Filters
from stepwell.workspace.queries.short import short_ids

LEADS = frozenset({Role.DIRECTOR, Role.SUPERVISOR})
FEW = 300  # as many weeks are counted for a number on Today; of more, the census says who is short


def in_care(request: HttpRequest, who: Member) -> SafeString | None:
    """Return how many are in care, for those who lead. Numbers only: no client stands in it."""
    if not who.roles & LEADS:
        return None
    at = timezone.now()
    today = at.astimezone(who.zone).date()
    totals = care.totals(at=at, today=today, seats=False)
    sees_hours = who.sees_daily(Category.SCHEDULE) and who.sees_daily(Category.SERVICES)
    is_counted = sees_hours and totals.many <= FEW
    short = len(short_ids(Filters(), site_weeks(today), at=at, today=today)) if is_counted and totals.many else 0
    context = {"totals": totals, "short": short, "is_counted": is_counted, "sees_hours": sees_hours}
    return render_to_string("workspace/_today_census.html", context, request)
