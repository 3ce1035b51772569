"""What placement says elsewhere: a tab of the chart, what waits on Today."""

from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from stepwell.people.queries.credentials import credential_of
from stepwell.placement import queries
from stepwell.placement.actions import today_of
from stepwell.placement.vocabulary import KIND_LABELS
from stepwell.platform.panels import Tab
from stepwell.platform.questions import Question, answer
from stepwell.platform.tenancy.members import Member
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw_many
from stepwell.platform.walls.rights import Category

SHOWN = 10


def _writes(who: Member) -> bool:
    return who.may(Category.CHART, writes=True)


def _cosigns(who: Member) -> bool:
    return (who.may(Category.CASELOAD, writes=True) or _writes(who)) and who.may(Category.CHART)


IS_UNFINISHED = Question(
    "placements to finish",
    _writes,
    "SELECT EXISTS (SELECT FROM placement_placement p"
    " WHERE p.begun_by_id = %(me)s AND p.decided_at IS NULL AND p.voided_at IS NULL)",
)
IS_TO_COSIGN = Question(
    "placements to co-sign",
    _cosigns,
    "SELECT EXISTS (SELECT FROM placement_placement p WHERE p.needs_cosigner AND p.voided_at IS NULL"
    " AND p.decided_by_id <> %(me)s AND NOT EXISTS (SELECT FROM placement_cosignature k WHERE k.placement_id = p.id))",
)
SEES = (Category.CHART, Category.SCREENING, Category.ENROLLMENT)


def tab(request: HttpRequest, client_id: UUID) -> Tab | None:
    """Return the tab for whoever may know the level of care."""
    if not any(member(request).may(category) for category in SEES):
        return None
    return Tab("Placement", reverse("placement:overview", args=[client_id]))


def unfinished(request: HttpRequest, who: Member) -> SafeString | None:
    """Return the placements that the member began and did not decide."""
    if not answer(request, IS_UNFINISHED):
        return None
    rows = queries.unfinished(who.membership_id, most=SHOWN + 1)
    return _list(request, rows, "placement/_today_unfinished.html")


def to_cosign(request: HttpRequest, who: Member) -> SafeString | None:
    """Return the decisions that wait for a licensed signature, for those who may give it."""
    if not answer(request, IS_TO_COSIGN):
        return None
    rows = queries.to_cosign(who.membership_id, most=SHOWN + 1)
    if not rows or not credential_of(who.membership_id, on=today_of(who, timezone.now())):
        return None
    return _list(request, rows, "placement/_today_cosign.html")


def _list(request: HttpRequest, rows: list[queries.WaitingRow], template: str) -> SafeString | None:
    if not rows:
        return None
    saw_many(request, min(len(rows), SHOWN))
    shown = [(row, KIND_LABELS[row.kind]) for row in rows[:SHOWN]]
    return render_to_string(template, {"rows": shown, "more": len(rows) > SHOWN}, request)
