"""What the registry says on Today: one's caseload, and who is still nobody's."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from stepwell.clients import queries
from stepwell.platform.tenancy.members import Member
from stepwell.platform.trail.recording import saw_many
from stepwell.platform.walls.rights import Category, Role

SHOWN = 10
CARERS = frozenset({Role.CLINICIAN, Role.CASE_MANAGER, Role.FACILITATOR, Role.UTILIZATION})


def caseload(request: HttpRequest, who: Member) -> SafeString | None:
    """Return the clients that the member has to do with, for roles that work with single clients."""
    if not who.roles & CARERS:
        return None
    rows = queries.caseload(who.membership_id)
    saw_many(request, min(len(rows), SHOWN))
    context = {"rows": rows[:SHOWN], "count": len(rows)}
    return render_to_string("clients/_today_caseload.html", context, request)


def nobodys(request: HttpRequest, who: Member) -> SafeString | None:
    """Return the clients without a primary clinician, for those who assign care."""
    if not who.may(Category.CASELOAD, writes=True):
        return None
    rows = queries.without_primary(most=SHOWN + 1)
    saw_many(request, min(len(rows), SHOWN))
    context = {"rows": rows[:SHOWN], "more": len(rows) > SHOWN}
    return render_to_string("clients/_today_nobodys.html", context, request)


def unreachable(request: HttpRequest, who: Member) -> SafeString | None:
    """Return the clients for whom no safe way to reach them is known, for those who may add one."""
    if not who.may(Category.DEMOGRAPHICS, writes=True):
        return None
    rows = queries.without_safe_contact(most=SHOWN + 1)
    saw_many(request, min(len(rows), SHOWN))
    context = {"rows": rows[:SHOWN], "more": len(rows) > SHOWN}
    return render_to_string("clients/_today_unreachable.html", context, request)
