"""What the census says on Today: how many are in care, and how many will be short of their hours this week."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from stepwell.platform.questions import Question, answer
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.rights import Category, Role
from stepwell.scheduling.queries.counting import site_weeks
from stepwell.workspace.queries import care
from stepwell.workspace.queries.care import Filters
from stepwell.workspace.queries.weeks import weeks_of
from stepwell.workspace.rules.board import shortest

LEADS = frozenset({Role.DIRECTOR, Role.SUPERVISOR})
SHOWN_TO = LEADS | {Role.CLINICIAN}
FEW = 300  # as many weeks are counted for a number on Today; of more, the census says who is short

IN_CARE = Question("in care", lambda who: bool(who.roles & SHOWN_TO), care.COUNT)


def in_care(request: HttpRequest, who: Member) -> SafeString | None:
    """Return how many are in care; for those who lead, also how many will be short. Numbers only: no client."""
    if not who.roles & SHOWN_TO:
        return None
    at = timezone.now()
    today = at.astimezone(who.zone).date()
    many = answer(request, IN_CARE)
    is_counted = bool(who.roles & LEADS) and 0 < many <= FEW
    people = care.everybody(Filters(), at=at, today=today) if is_counted else []
    context = {
        "many": many,
        "is_caseload": not who.sees_sites(Category.ENROLLMENT),
        "is_counted": is_counted,
        "short": len(shortest(weeks_of(people, site_weeks(today)))) if is_counted else 0,
    }
    return render_to_string("workspace/_today_census.html", context, request)
