"""What inquiries say on Today: who waits, for those who answer; how many, for the director."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from stepwell.inquiries.queries import inbox
from stepwell.platform.tenancy.members import Member
from stepwell.platform.trail.recording import saw_many
from stepwell.platform.walls.rights import Category, Role

SHOWN = 5


def waiting(request: HttpRequest, who: Member) -> SafeString | None:
    """Return the inquiries that wait, for admissions; their number, for the director."""
    answers = who.may(Category.INQUIRIES, writes=True)
    if not answers and Role.DIRECTOR not in who.roles:
        return None
    now = timezone.now()
    rows = inbox.listed(inbox.Asked(), now=now, most=SHOWN) if answers else []
    if rows:
        saw_many(request, len(rows))
    context = {"rows": rows, "counts": inbox.waiting(now=now), "may_write": answers}
    return render_to_string("inquiries/_today.html", context, request)
