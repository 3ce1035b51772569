"""What the registry says on Today and in the chart: one's caseload, who is still nobody's, the course of care."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from stepwell.clients import queries
from stepwell.clients.heading import Fact, Flag, Source
from stepwell.clients.queries import diagnoses, enrollment
from stepwell.platform.tenancy.members import Member
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw_many
from stepwell.platform.walls.rights import Category, Role

SHOWN = 10
CARERS = frozenset({Role.CLINICIAN, Role.CASE_MANAGER, Role.FACILITATOR, Role.UTILIZATION})


def caseload(request: HttpRequest, who: Member) -> SafeString | None:
    """Return the clients that the member has to do with, for roles that work with single clients."""
    if not who.roles & CARERS:
        return None
    rows = queries.caseload(who.membership_id)
    saw_many(request, min(len(rows), SHOWN))
    context = {"rows": rows[:SHOWN], "count": len(rows)}
    return render_to_string("clients/_today_caseload.html", context, request)


def nobodys(request: HttpRequest, who: Member) -> SafeString | None:
    """Return the clients without a primary clinician, for those who assign care."""
    if not who.may(Category.CASELOAD, writes=True):
        return None
    rows = queries.without_primary(most=SHOWN + 1)
    saw_many(request, min(len(rows), SHOWN))
    context = {"rows": rows[:SHOWN], "more": len(rows) > SHOWN}
    return render_to_string("clients/_today_nobodys.html", context, request)


def unreachable(request: HttpRequest, who: Member) -> SafeString | None:
    """Return the clients for whom no safe way to reach them is known, for those who may add one."""
    if not who.may(Category.DEMOGRAPHICS, writes=True):
        return None
    rows = queries.without_safe_contact(most=SHOWN + 1)
    saw_many(request, min(len(rows), SHOWN))
    context = {"rows": rows[:SHOWN], "more": len(rows) > SHOWN}
    return render_to_string("clients/_today_unreachable.html", context, request)


_OPEN = """
FROM clients_episode e WHERE e.client_id = %(client)s AND e.voided_at IS NULL
  AND (e.closed_on IS NULL OR e.closed_on >= %(today)s) ORDER BY e.opened_on LIMIT 1
"""


def _episode(answer: Any, today: date) -> Fact | None:
    if answer is None:
        return None
    opened = date.fromisoformat(answer["opened"])
    if opened > today:
        return Fact("Episode", f"Begins {opened:%b} {opened.day}", answer["program"])
    return Fact("Episode", f"Day {(today - opened).days + 1}", f"{answer['program']}, since {opened:%b} {opened.day}")


def _level(answer: Any, _: date) -> Fact | None:
    if answer is None:
        return None
    since = date.fromisoformat(answer["since"])
    return Fact("Level of care", answer["level"], f"Since {since:%b} {since.day}")


def _prospective(answer: Any, _: date) -> Flag | None:
    return None if answer else Flag("Prospective client", "info")


EPISODE = Source(
    "episode",
    Category.ENROLLMENT,
    "SELECT json_build_object('opened', e.opened_on, 'program',"
    f" (SELECT p.name FROM people_program p WHERE p.id = e.program_id)) {_OPEN}",
    _episode,
    order=50,
)
LEVEL = Source(
    "level",
    Category.ENROLLMENT,
    "SELECT json_build_object('level', s.level, 'since', s.starts_on) FROM clients_levelofcarestay s"
    " WHERE s.client_id = %(client)s AND s.voided_at IS NULL AND s.starts_on <= %(today)s"
    " AND (s.ends_on IS NULL OR s.ends_on >= %(today)s) LIMIT 1",
    _level,
    order=20,
)
PROSPECTIVE = Source(
    "prospective",
    Category.ENROLLMENT,
    "SELECT to_json(EXISTS (SELECT FROM clients_episode e WHERE e.client_id = %(client)s AND e.voided_at IS NULL))",
    _prospective,
)


def course(request: HttpRequest, client_id: UUID) -> SafeString | None:
    """Return diagnoses and living situation, for whoever sees the chart."""
    who = member(request)
    if not who.may(Category.CHART):
        return None
    context = {
        "client_id": client_id,
        "diagnoses": diagnoses.in_force(client_id),
        "home": enrollment.home_of(client_id),
        "may_change": who.may(Category.CHART, writes=True),
    }
    return render_to_string("clients/_course.html", context, request)
