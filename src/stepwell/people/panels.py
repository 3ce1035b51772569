"""What this room says on Today."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from stepwell.people.queries import left_to_begin, staff
from stepwell.people.queries.beginning import FACTS
from stepwell.platform.questions import answer
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.rights import Category, Role

# Who answers for others' licenses sees how they stand.
ANSWERS = frozenset({Role.ADMINISTRATOR, Role.DIRECTOR, Role.SUPERVISOR})
SHOWN = 10


def _configures(who: Member) -> bool:
    return who.may(Category.CONFIGURATION, writes=True)


BEGINNING = FACTS.asked("what is left to begin", _configures)
RUNNING_OUT = staff.RUNNING_OUT.asked("credentials that run out", lambda who: bool(who.roles & ANSWERS))


def beginning(request: HttpRequest, who: Member) -> SafeString | None:
    """Return what is left to begin, for whoever configures; nothing once all of it is done."""
    if not _configures(who):
        return None
    steps = left_to_begin(FACTS.read(answer(request, BEGINNING)))
    return render_to_string("people/_left_to_begin.html", {"steps": steps}, request) if steps else None


def credentials(request: HttpRequest, who: Member) -> SafeString | None:
    """Return which credentials ran out or are about to, for those who answer for them."""
    today = timezone.now().astimezone(who.zone).date()
    due = staff.running_out(staff.RUNNING_OUT.read(answer(request, RUNNING_OUT)), on=today)
    if not due:
        return None
    context = {"due": due[:SHOWN], "count": len(due)}
    return render_to_string("people/_today_credentials.html", context, request)
