"""What inquiries say on Today: who waits, for those who answer; how many, for the director."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from stepwell.inquiries.queries import inbox
from stepwell.platform.questions import answer
from stepwell.platform.tenancy.members import Member
from stepwell.platform.trail.recording import saw_many
from stepwell.platform.walls.rights import Category, Role

SHOWN = 5


def _is_told(who: Member) -> bool:
    return who.may(Category.INQUIRIES, writes=True) or Role.DIRECTOR in who.roles


COUNTS = inbox.COUNTS.asked("inquiries that wait", _is_told)


def waiting(request: HttpRequest, who: Member) -> SafeString | None:
    """Return the inquiries that wait, for admissions; their number, for the director."""
    if not _is_told(who):
        return None
    answers = who.may(Category.INQUIRIES, writes=True)
    now = timezone.now()
    rows = inbox.listed(inbox.Asked(), now=now, most=SHOWN) if answers else []
    if rows:
        saw_many(request, len(rows))
    context = {
        "rows": rows,
        "counts": inbox.waiting(inbox.COUNTS.read(answer(request, COUNTS)), now=now),
        "may_write": answers,
    }
    return render_to_string("inquiries/_today.html", context, request)
