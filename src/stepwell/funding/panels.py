"""What funding says elsewhere: a tab of the record, a section of Settings, whether an estimate is signed."""

from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from stepwell.coverage.models import Estimate
from stepwell.funding.models import Agreement
from stepwell.platform.panels import Tab
from stepwell.platform.questions import Question, answer
from stepwell.platform.tenancy.members import Member
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.walls.rights import Category


def tab(request: HttpRequest, client_id: UUID) -> Tab | None:
    """Return the way to what a client can afford."""
    if not member(request).may(Category.PAYMENTS):
        return None
    return Tab("Affording care", reverse("funding:overview", args=[client_id]))


def settings(request: HttpRequest, who: Member) -> SafeString:
    """Return the way from Settings to the sliding fee."""
    del who
    return render_to_string("funding/_settings.html", {}, request)


def of_estimate(request: HttpRequest, row: Estimate) -> SafeString | None:
    """Return whether the letter of an estimate is signed, and the way to have it signed."""
    who = member(request)
    if row.voided_at or not who.may(Category.PAYMENTS):
        return None
    papers = list(Agreement.objects.filter(client=row.client_id, about=row.pk).order_by("-made_at"))
    context = {"row": row, "papers": papers, "may_write": who.may(Category.BENEFITS, writes=True)}
    return render_to_string("funding/_estimate.html", context, request)


def _decides(who: Member) -> bool:
    return who.may(Category.BILLING, writes=True)


TO_DECIDE = Question(
    "help to pay to decide",
    _decides,
    "SELECT json_build_array("
    "(SELECT count(*) FROM funding_feeapplication a WHERE a.asked_by_id <> %(me)s AND NOT EXISTS ("
    "SELECT FROM funding_feedecision d WHERE d.application_id = a.id)),"
    " (SELECT count(*) FROM funding_award a WHERE a.asked_by_id <> %(me)s AND NOT EXISTS ("
    "SELECT FROM funding_awarddecision d WHERE d.award_id = a.id)))",
)


def today(request: HttpRequest, who: Member) -> SafeString | None:
    """Return how many applications and awards wait for this person's decision; their own wait for somebody else's."""
    del who
    found = answer(request, TO_DECIDE)
    if not found or not any(found):
        return None
    return render_to_string("funding/_today.html", {"fees": found[0], "awards": found[1]}, request)
