"""What this room says on other pages: the tab of the chart, the last scores, what waits on Today."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from stepwell.assessments import library
from stepwell.assessments.queries import measures
from stepwell.assessments.views.asking import waiting_for
from stepwell.clients.heading import Asked, Fact, Source
from stepwell.people.models import Program
from stepwell.platform.panels import Tab
from stepwell.platform.questions import Question, answer
from stepwell.platform.tenancy.members import Member
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw_many
from stepwell.platform.walls.rights import Category, Role

SHOWN = 8
CARERS = frozenset({Role.CLINICIAN, Role.PRESCRIBER})

IS_ASKED = Question(
    "measures that run",
    lambda who: bool(who.roles & CARERS),
    "SELECT EXISTS (SELECT FROM assessments_measureschedule s"
    " WHERE s.from_on <= %(today)s AND (s.to_on IS NULL OR s.to_on >= %(today)s))",
)

_LAST = """
SELECT jsonb_build_object('instrument', r.instrument, 'total', r.total, 'band', r.band, 'before', (
         SELECT b.total FROM assessments_response b WHERE b.client_id = r.client_id AND b.instrument = r.instrument
           AND b.voided_at IS NULL AND b.total IS NOT NULL AND b.taken_at < r.taken_at ORDER BY b.taken_at LIMIT 1))
FROM assessments_response r
WHERE r.client_id = %(client)s AND r.instrument = 'phq-9' AND r.voided_at IS NULL AND r.total IS NOT NULL
ORDER BY r.taken_at DESC LIMIT 1
"""


def tab(request: HttpRequest, client_id: UUID) -> Tab | None:
    """Return the way to the measures, for who may read the chart."""
    if not member(request).may(Category.CHART):
        return None
    return Tab("Measures", reverse("assessments:measures", args=[client_id]))


def evaluation_tab(request: HttpRequest, client_id: UUID) -> Tab | None:
    """Return the way to the evaluations, for who may read the chart."""
    if not member(request).may(Category.CHART):
        return None
    return Tab("Assessment", reverse("assessments:evaluations", args=[client_id]))


def weekly(request: HttpRequest, program: Program) -> SafeString:
    """Return the way to what a program asks every week."""
    return render_to_string("assessments/_weekly.html", {"program": program}, request)


def _last_score(told: Any, _: Asked) -> Fact | None:
    if not told:
        return None
    definition = library.newest(told["instrument"])
    before = told["before"]
    note = told["band"] if before is None else f"{told['band']}, {before} at first"
    return Fact(definition.short, str(told["total"]), note)


LAST_PHQ = Source("last phq-9", Category.CHART, f"({_LAST})", _last_score, order=60)


def due(request: HttpRequest, who: Member) -> SafeString | None:
    """Return the measures that are due from the member's clients."""
    if not answer(request, IS_ASKED):
        return None
    rows = waiting_for(request)
    if not rows:
        return None
    saw_many(request, min(len(rows), SHOWN))
    return render_to_string("assessments/_today_due.html", {"rows": rows[:SHOWN], "count": len(rows)}, request)


def answers(request: HttpRequest, who: Member) -> SafeString | None:
    """Return critical answers and scores that are reliably worse, until they were talked over."""
    if not who.roles & CARERS:
        return None
    rows = measures.to_look_at(who.membership_id, at=timezone.now())
    if not rows:
        return None
    saw_many(request, len({row.response.client_id for row in rows[:SHOWN]}))
    return render_to_string("assessments/_today_answers.html", {"rows": rows[:SHOWN], "count": len(rows)}, request)
