"""What this room says elsewhere: on Today, and in Settings."""

from datetime import datetime

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from stepwell.billing.rules.amounts import in_words
from stepwell.platform.questions import answer
from stepwell.platform.tenancy.members import Member
from stepwell.remittances.queries.work import WAITING


def today(request: HttpRequest, who: Member) -> SafeString | None:
    """Return how much work the answers of payers left."""
    found = answer(request, WAITING)
    if not found or not found[0]:
        return None
    count, cents, since = found
    context = {
        "count": count, "amount": in_words(int(cents)), "since": datetime.fromisoformat(since).astimezone(who.zone),
    }  # fmt: skip
    return render_to_string("remittances/_today.html", context, request)


def settings(request: HttpRequest, who: Member) -> SafeString:
    """Return the way from Settings to the days of silence."""
    del who
    return render_to_string("remittances/_settings.html", {}, request)
