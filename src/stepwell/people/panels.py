"""What this room says on Today."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from stepwell.people.queries import left_to_begin, staff
from stepwell.people.rules.staff import EXPIRING
from stepwell.platform.questions import Question, answer
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.rights import Category, Role

# Who answers for others' licenses sees how they stand.
ANSWERS = frozenset({Role.ADMINISTRATOR, Role.DIRECTOR, Role.SUPERVISOR})
SHOWN = 10

IS_RUNNING_OUT = Question(
    "credentials that run out",
    lambda who: bool(who.roles & ANSWERS),
    "SELECT EXISTS (SELECT FROM people_credential c"
    f" WHERE c.withdrawn_on IS NULL AND c.expires_on <= %(today)s::date + {EXPIRING.days})",
)


def beginning(request: HttpRequest, who: Member) -> SafeString | None:
    """Return what is left to begin, for whoever configures; nothing once all of it is done."""
    if not who.may(Category.CONFIGURATION, writes=True):
        return None
    steps = left_to_begin()
    return render_to_string("people/_left_to_begin.html", {"steps": steps}, request) if steps else None


def credentials(request: HttpRequest, who: Member) -> SafeString | None:
    """Return which credentials ran out or are about to, for those who answer for them."""
    if not answer(request, IS_RUNNING_OUT):
        return None
    due = staff.running_out(staff.Moment(timezone.now(), who.zone))
    if not due:
        return None
    context = {"due": due[:SHOWN], "count": len(due)}
    return render_to_string("people/_today_credentials.html", context, request)
