"""What bringing over says elsewhere: a card and a fact of the chart, a button above the clients, a line in Settings."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from stepwell.carryover.views.frame import may_carry
from stepwell.clients.heading import Asked, Fact, Source
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.rights import Category
from stepwell.scheduling.rules.weeks import in_words

SOON = timedelta(days=7)


def offer(request: HttpRequest, who: Member) -> SafeString | None:
    """Return the way to bring clients over, for those who may."""
    return render_to_string("carryover/_offer.html", {}, request) if may_carry(who) else None


def hint(request: HttpRequest, who: Member) -> SafeString | None:
    """Say in Settings how a clinic that is running already begins, and lead there who may."""
    return render_to_string("carryover/_hint.html", {"may_carry": may_carry(who)}, request)


def _before(answer: Any, asked: Asked) -> SafeString | None:
    if answer is None:
        return None
    context = {
        "client_id": asked.client_id,
        "days": answer["days"],
        "time": in_words(answer["minutes"]),
        "as_of": date.fromisoformat(answer["as_of"]),
        "consent_on": answer["consent"] and date.fromisoformat(answer["consent"]),
    }
    return render_to_string("carryover/_card.html", context)


BEFORE = Source(
    "before",
    Category.ENROLLMENT,
    "SELECT json_build_object('days', o.days_attended, 'minutes', o.minutes_attended, 'as_of', o.as_of, 'consent',"
    " (SELECT p.dated FROM carryover_paper p WHERE p.carried_id = o.id AND p.kind = 'consent' AND p.voided_at IS NULL"
    " LIMIT 1)) FROM clients_carriedover o JOIN clients_episode e ON e.id = o.episode_id AND e.closed_on IS NULL"
    " WHERE o.client_id = %(client)s AND o.voided_at IS NULL LIMIT 1",
    _before,
    order=60,
    is_card=True,
)


def _plan(answer: Any, asked: Asked) -> Fact | None:
    if answer is None:
        return None
    by, dated = date.fromisoformat(answer["by"]), date.fromisoformat(answer["dated"])
    note = f"Dated {dated:%b} {dated.day}. Write it here"
    return Fact("Plan on paper", f"Review {by:%b} {by.day}", note, "warn" if by <= asked.today + SOON else "")


# As long as no plan was signed here: then the plan's own date of review counts.
PLAN = Source(
    "plan on paper",
    Category.OBJECTIVES,
    "SELECT json_build_object('by', p.review_by, 'dated', p.dated) FROM carryover_paper p"
    " WHERE p.client_id = %(client)s AND p.kind = 'plan' AND p.voided_at IS NULL AND NOT EXISTS ("
    " SELECT FROM treatmentplans_plan t WHERE t.client_id = %(client)s AND t.client_signed_at IS NOT NULL"
    " AND t.voided_at IS NULL) ORDER BY p.dated DESC LIMIT 1",
    _plan,
    order=61,
)
