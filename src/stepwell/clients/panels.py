"""What the registry says on Today and in the chart: one's caseload, who cannot be reached, the course of care."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from stepwell.clients import queries
from stepwell.clients.heading import Asked, Fact, Flag, Source
from stepwell.clients.vocabulary import ANSWER_LABELS, COURSE_LABELS, HOME_LABELS
from stepwell.platform.questions import answer
from stepwell.platform.tenancy.members import Member
from stepwell.platform.trail.recording import saw_many
from stepwell.platform.walls.rights import Category, Role

SHOWN = 10
_UNREACHABLE = queries.named(queries.WITHOUT_SAFE_CONTACT, most=SHOWN + 1)
UNREACHABLE = _UNREACHABLE.asked("clients without a safe way", lambda who: who.may(Category.DEMOGRAPHICS, writes=True))
CARERS = frozenset({Role.CLINICIAN, Role.CASE_MANAGER, Role.FACILITATOR, Role.UTILIZATION})


def caseload(request: HttpRequest, who: Member) -> SafeString | None:
    """Return the clients that the member has to do with, for roles that work with single clients.

    Nobody is told that nobody is assigned who sees a whole site without that.
    """
    if not who.roles & CARERS:
        return None
    rows = queries.caseload(who.membership_id)
    if not rows and who.sees_sites(Category.IDENTITY):
        return None
    saw_many(request, min(len(rows), SHOWN))
    context = {"rows": rows[:SHOWN], "count": len(rows)}
    return render_to_string("clients/_today_caseload.html", context, request)


def unreachable(request: HttpRequest, who: Member) -> SafeString | None:
    """Return the clients for whom no safe way to reach them is known, for those who may add one."""
    found = answer(request, UNREACHABLE)
    if found is None:
        return None
    rows = [queries.Named(*row) for row in _UNREACHABLE.read(found)]
    saw_many(request, min(len(rows), SHOWN))
    context = {"rows": rows[:SHOWN], "more": len(rows) > SHOWN}
    return render_to_string("clients/_today_unreachable.html", context, request)


_OPEN = """
FROM clients_episode e WHERE e.client_id = %(client)s AND e.voided_at IS NULL
  AND (e.closed_on IS NULL OR e.closed_on >= %(today)s) ORDER BY e.opened_on LIMIT 1
"""


def _episode(answer: Any, asked: Asked) -> Fact | None:
    if answer is None:
        return None
    opened = date.fromisoformat(answer["opened"])
    if opened > asked.today:
        return Fact("Episode", f"Begins {opened:%b} {opened.day}", answer["program"])
    return Fact(
        "Episode", f"Day {(asked.today - opened).days + 1}", f"{answer['program']}, since {opened:%b} {opened.day}"
    )


def _level(answer: Any, _: Asked) -> Fact | None:
    if answer is None:
        return None
    since = date.fromisoformat(answer["since"])
    return Fact("Level of care", answer["level"], f"Since {since:%b} {since.day}")


def _prospective(answer: Any, _: Asked) -> Flag | None:
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


def _course(answer: Any, asked: Asked) -> SafeString:
    home = answer["home"]
    context = {
        "client_id": asked.client_id,
        "diagnoses": [{**row, "course": COURSE_LABELS.get(row["course"], "")} for row in answer["diagnoses"] or ()],
        "home": home
        and {
            "kind": HOME_LABELS[home["kind"]],
            "since": date.fromisoformat(home["since"]),
            "safety": ANSWER_LABELS[home["safety"]],
        },
    }
    return render_to_string("clients/_course.html", context)


COURSE = Source(
    "course",
    Category.CHART,
    "SELECT json_build_object('diagnoses', (SELECT json_agg(json_build_object('code', d.code_id, 'title', c.title,"
    " 'course', d.course) ORDER BY d.rank) FROM clients_diagnosis d JOIN clients_diagnosiscode c ON c.code = d.code_id"
    " WHERE d.client_id = %(client)s AND d.to_on IS NULL AND d.voided_at IS NULL), 'home',"
    " (SELECT json_build_object('kind', h.kind, 'since', h.from_on, 'safety', h.safety) FROM clients_livingsituation h"
    " WHERE h.client_id = %(client)s AND h.to_on IS NULL AND h.voided_at IS NULL))",
    _course,
    order=20,
    is_card=True,
)
