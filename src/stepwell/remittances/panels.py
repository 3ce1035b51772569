"""What this room says elsewhere: on Today, and in Settings."""

from datetime import date, datetime

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from stepwell.billing.rules.amounts import in_words
from stepwell.claims.models import Claim
from stepwell.claims.rules.states import RETURNED, UNSENT
from stepwell.claims.vocabulary import State
from stepwell.platform.questions import answer
from stepwell.platform.tenancy.members import Member
from stepwell.remittances.queries import bank, placing
from stepwell.remittances.queries.denials import OPEN
from stepwell.remittances.queries.remittances import answers_to
from stepwell.remittances.queries.work import WAITING

_UNDECIDED = {
    *UNSENT, *RETURNED, State.SENT, State.FILE_ACCEPTED, State.PAYER_ACCEPTED, State.PENDED, State.DROPPED,
}  # fmt: skip


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


def denials(request: HttpRequest, who: Member) -> SafeString | None:
    """Return how much was denied and waits to be answered."""
    found = answer(request, OPEN)
    if not found or not found[0]:
        return None
    count, cents, deadline = found
    day = date.fromisoformat(deadline)
    is_late = day < timezone.now().astimezone(who.zone).date()
    context = {"count": count, "amount": in_words(int(cents)), "deadline": day, "is_late": is_late}
    return render_to_string("remittances/_denials_today.html", context, request)


def deposits(request: HttpRequest, who: Member) -> SafeString | None:
    """Return how much money came to the bank of which no payment is known."""
    del who
    found = answer(request, bank.OPEN)
    if not found or not found[0]:
        return None
    context = {"count": found[0], "amount": in_words(int(found[1]))}
    return render_to_string("remittances/_bank_today.html", context, request)


def to_place(request: HttpRequest, who: Member) -> SafeString | None:
    """Return how much money of payers belongs to nothing yet."""
    del who
    found = answer(request, placing.TO_PLACE)
    if not found or not found[0]:
        return None
    context = {"count": found[0], "amount": in_words(int(found[1]))}
    return render_to_string("remittances/_placing_today.html", context, request)


def answers(request: HttpRequest, claim: Claim) -> SafeString | None:
    """Return what remittances said about a claim, with the way to each; before it is decided nobody is asked."""
    rows = [] if claim.state in _UNDECIDED else answers_to(claim.pk)
    return render_to_string("remittances/_answers.html", {"rows": rows}, request) if rows else None


def settings(request: HttpRequest, who: Member) -> SafeString:
    """Return the way from Settings to the days of silence."""
    del who
    return render_to_string("remittances/_settings.html", {}, request)
