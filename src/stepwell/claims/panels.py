"""What this room says elsewhere: on Today, and in Settings."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from stepwell.billing.rules.amounts import in_words
from stepwell.platform.questions import Question, answer
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.rights import Category

WAITING = Question(
    "claims to send or mend",
    lambda who: who.may(Category.BILLING, writes=True),
    "SELECT json_build_array(count(*) FILTER (WHERE state = 'ready'),"
    " coalesce(sum(charged) FILTER (WHERE state = 'ready'), 0),"
    " count(*) FILTER (WHERE state = 'scrub_failed'),"
    " coalesce(sum(charged) FILTER (WHERE state = 'scrub_failed'), 0))"
    " FROM claims_claim WHERE state IN ('ready', 'scrub_failed')",
)


def today(request: HttpRequest, who: Member) -> SafeString | None:
    """Return how many claims wait for a biller."""
    del who
    found = answer(request, WAITING)
    if not found or not (found[0] or found[2]):
        return None
    context = {
        "ready": found[0], "ready_worth": in_words(int(found[1])), "to_mend": found[2],
        "mend_worth": in_words(int(found[3])),
    }  # fmt: skip
    return render_to_string("claims/_today.html", context, request)


def settings(request: HttpRequest, who: Member) -> SafeString:
    """Return the way from Settings to how claims reach payers."""
    del who
    return render_to_string("claims/_settings.html", {}, request)
