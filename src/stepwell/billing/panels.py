"""What billing says elsewhere: two tabs and the balance in the head of a chart, write-offs to decide on Today."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from stepwell.attendance.queries.rosters import Roster
from stepwell.billing.queries import writeoffs
from stepwell.billing.rules import approving
from stepwell.billing.rules.amounts import in_words
from stepwell.clients.heading import Asked, Fact, Source
from stepwell.platform.panels import Tab
from stepwell.platform.questions import Question, answer
from stepwell.platform.tenancy.members import Member
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw_many
from stepwell.platform.walls.rights import Category

SHOWN = 10
IS_TO_DECIDE = Question(
    "write-offs to decide",
    lambda who: who.may(Category.BILLING, writes=True),
    "SELECT EXISTS (SELECT FROM billing_writeoff w WHERE w.asked_by_id <> %(me)s AND NOT EXISTS ("
    "SELECT FROM billing_writeoffdecision d WHERE d.write_off_id = w.id))",
)


def tab(request: HttpRequest, client_id: UUID) -> Tab | None:
    """Return the way to the account of a client."""
    if not member(request).may(Category.PAYMENTS):
        return None
    return Tab("Account", reverse("billing:account", args=[client_id]))


def charges_tab(request: HttpRequest, client_id: UUID) -> Tab | None:
    """Return the way to the charges of a client."""
    if not member(request).may(Category.BILLING):
        return None
    return Tab("Charges", reverse("billing:charges", args=[client_id]))


def check_in(request: HttpRequest, found: Roster) -> SafeString | None:
    """Return the way from the roster of today to taking payments."""
    who = member(request)
    is_today = found.session.day == timezone.now().astimezone(who.zone).date()
    if not (is_today and found.rows and who.may(Category.PAYMENTS, writes=True)):
        return None
    return render_to_string("billing/_check_in.html", {}, request)


def settings(request: HttpRequest, who: Member) -> SafeString:
    """Return the way from Settings to the limits of write-offs."""
    del who
    return render_to_string("billing/_settings.html", {}, request)


def to_decide(request: HttpRequest, who: Member) -> SafeString | None:
    """Return the write-offs that others asked for and the member may decide."""
    if not answer(request, IS_TO_DECIDE):
        return None
    limit = approving.limit_of(who.roles, writeoffs.limits())
    rows = [row for row in writeoffs.waiting() if row.asked_by_id != who.membership_id and row.cents <= limit]
    if not rows:
        return None
    saw_many(request, min(len(rows), SHOWN))
    context = {"lines": [(in_words(row.cents), row) for row in rows[:SHOWN]], "count": len(rows)}
    return render_to_string("billing/_today.html", context, request)


def _owed(answer: Any, asked: Asked) -> Fact | None:
    del asked
    if not answer:
        return None
    cents = int(answer)
    return Fact("Client owes", in_words(cents)) if cents > 0 else Fact("Client paid too much", in_words(-cents))


OWED = Source(
    "owed",
    Category.PAYMENTS,
    "SELECT to_json(sum(e.cents)) FROM billing_entry e WHERE e.client_id = %(client)s AND e.account = 'client'",
    _owed,
    order=70,
)
