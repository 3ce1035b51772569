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
from stepwell.platform.questions import answer
from stepwell.platform.tenancy.members import Member
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw_many
from stepwell.platform.walls.rights import Category


def _writes(who: Member) -> bool:
    return who.may(Category.CHART, writes=True)


def _cosigns(who: Member) -> bool:
    return (who.may(Category.CASELOAD, writes=True) or _writes(who)) and who.may(Category.CHART)


UNFINISHED = queries.UNFINISHED.asked("placements to finish", _writes)
TO_COSIGN = queries.TO_COSIGN.asked("placements to co-sign", _cosigns)
SEES = (Category.CHART, Category.SCREENING, Category.ENROLLMENT)


def tab(request: HttpRequest, client_id: UUID) -> Tab | None:
    """Return the tab for whoever may know the level of care."""
    if not any(member(request).may(category) for category in SEES):
        return None
    return Tab("Placement", reverse("placement:overview", args=[client_id]))


def unfinished(request: HttpRequest, _: Member) -> SafeString | None:
    """Return the placements that the member began and did not decide."""
    rows = queries.waiting(queries.UNFINISHED.read(answer(request, UNFINISHED)))
    return _list(request, rows, "placement/_today_unfinished.html")


def to_cosign(request: HttpRequest, who: Member) -> SafeString | None:
    """Return the decisions that wait for a licensed signature, for those who may give it."""
    rows = queries.waiting(queries.TO_COSIGN.read(answer(request, TO_COSIGN)))
    if not rows or not credential_of(who.membership_id, on=today_of(who, timezone.now())):
        return None
    return _list(request, rows, "placement/_today_cosign.html")


def _list(request: HttpRequest, rows: list[queries.WaitingRow], template: str) -> SafeString | None:
    if not rows:
        return None
    saw_many(request, min(len(rows), queries.SHOWN))
    shown = [(row, KIND_LABELS[row.kind]) for row in rows[: queries.SHOWN]]
    return render_to_string(template, {"rows": shown, "more": len(rows) > queries.SHOWN}, request)
