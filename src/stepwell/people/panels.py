"""What this room says on Today."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from stepwell.people.queries import left_to_begin
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.rights import Category


def beginning(request: HttpRequest, who: Member) -> SafeString | None:
    """Return what is left to begin, for whoever configures; nothing once all of it is done."""
    if not who.may(Category.CONFIGURATION, writes=True):
        return None
    steps = left_to_begin()
    return render_to_string("people/_left_to_begin.html", {"steps": steps}, request) if steps else None
