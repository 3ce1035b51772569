"""Which session teaches which lesson, and who has taken which.

A group works through its curriculum session by session from its latest start on. A session that is canceled teaches
nothing: its lesson is the next one's.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from stepwell.weekplans import attending
from stepwell.weekplans.models import Curriculum, CurriculumStart
from stepwell.weekplans.rules.lessons import begins_module

_NUMBERED = """
WITH started AS (
  SELECT s.id, s.series_id, s.day, s.starts_at, (
    SELECT t.id FROM weekplans_curriculumstart t WHERE t.series_id = s.series_id AND t.from_on <= s.day
    ORDER BY t.from_on DESC LIMIT 1) AS start_id
  FROM scheduling_session s WHERE s.cancelled_at IS NULL
    AND s.series_id IN (SELECT series_id FROM weekplans_curriculumstart WHERE {where})
), taught AS (
  SELECT s.id, s.series_id, s.day, s.starts_at, c.id AS curriculum_id, c.may_repeat, mod(t.lesson - 1 + row_number()
    OVER (PARTITION BY t.id ORDER BY s.starts_at, s.id), cardinality(c.lessons)) AS number
  FROM started s JOIN weekplans_curriculumstart t ON t.id = s.start_id
    JOIN weekplans_curriculum c ON c.id = t.curriculum_id
)
"""
_TAUGHT = _NUMBERED + "SELECT id, curriculum_id, number FROM taught WHERE day BETWEEN %(first)s AND %(last)s"
_TAKEN = (
    _NUMBERED
    + """
SELECT p.client_id, n.id, n.curriculum_id, n.number, n.day FROM taught n JOIN LATERAL (
  SELECT t.client_id FROM scheduling_seat t
    WHERE t.session_id = n.id AND t.removed_at IS NULL AND t.voided_at IS NULL
  UNION SELECT m.client_id FROM scheduling_groupmembership m WHERE m.series_id = n.series_id AND m.voided_at IS NULL
    AND m.from_on <= n.day AND (m.to_on IS NULL OR m.to_on >= n.day)
) p ON p.client_id = ANY (%(clients)s)
WHERE n.day < %(before)s AND NOT n.may_repeat
"""
)
_OF_SITES, _OF_SERIES = "site_id = ANY (%(sites)s)", "series_id = %(series)s"


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a session teaches: which lesson of which curriculum, 1 for the first, of how many."""

    curriculum_id: UUID
    curriculum: str
    number: int
    count: int
    title: str
    module: str
    begins_module: bool
    may_repeat: bool

    def __str__(self) -> str:
        """The lesson as pages name it."""
        module = f"{self.module}, " if self.module else ""
        return f"{module}lesson {self.number} of {self.count}: {self.title}"


def taught(
    first: date, last: date, *, site_ids: Collection[UUID] = (), series_id: UUID | None = None
) -> dict[UUID, Lesson]:
    """Return what sessions of sites or of a group teach, from a day through a day. Two queries."""
    where = _OF_SERIES if series_id else _OF_SITES
    rows = _asked(_TAUGHT.format(where=where), first=first, last=last, sites=list(site_ids), series=series_id)
    known = {row.pk: row for row in Curriculum.objects.filter(pk__in={each[1] for each in rows})} if rows else {}
    return {session: lesson_of(known[curriculum], number) for session, curriculum, number in rows}


def lesson_of(row: Curriculum, number: int) -> Lesson:
    """Return a lesson of a curriculum; 0 is the first."""
    return Lesson(
        row.pk, row.name, number + 1, len(row.lessons), row.lessons[number], row.modules[number],
        begins_module(row.modules, number), row.may_repeat,
    )  # fmt: skip


def taken(
    site_ids: Collection[UUID], client_ids: Collection[UUID], *, before: date
) -> dict[UUID, dict[tuple[UUID, int], date]]:
    """Return the lessons that clients have had at sites before a day, with the last day of each.

    Who was planned for a session had its lesson, unless they were absent. Two queries.

    returns  by client: curriculum and number (1 is the first), with the day
    """
    rows = _asked(_TAKEN.format(where=_OF_SITES), sites=list(site_ids), clients=list(client_ids), before=before)
    absent = attending.absent_from({session for _, session, *_ in rows})
    found: dict[UUID, dict[tuple[UUID, int], date]] = defaultdict(dict)
    for client, session, curriculum, number, day in rows:
        if (client, session) not in absent:
            lesson = (curriculum, number + 1)
            found[client][lesson] = max(day, found[client].get(lesson, day))
    return found


def _asked(sql: str, **values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a client is in a curriculum: how many lessons they had, and which they lack."""

    name: str
    had: int
    count: int
    lacks: tuple[str, ...]


def progress_of(site_id: UUID, client_id: UUID, *, on: date) -> list[Progress]:
    """Return how far a client is in each curriculum that they began, by name. Three queries."""
    had: dict[UUID, set[int]] = defaultdict(set)
    for curriculum, number in taken([site_id], [client_id], before=on).get(client_id, ()):
        had[curriculum].add(number)
    rows: Iterable[Curriculum] = Curriculum.objects.filter(pk__in=list(had)).order_by("name") if had else ()
    return [
        Progress(
            row.name,
            len(had[row.pk]),
            len(row.lessons),
            tuple(title for number, title in enumerate(row.lessons, start=1) if number not in had[row.pk]),
        )
        for row in rows
    ]


def curricula(site_ids: Iterable[UUID]) -> list[Curriculum]:
    """Return the curricula of some sites, by site and name. One query."""
    found = Curriculum.objects.select_related("site").filter(site__in=list(site_ids))
    return list(found.order_by("site__name", "name"))


def starts_of(series_id: UUID) -> list[CurriculumStart]:
    """Return from when a group works through which curriculum, the latest first. One query."""
    found = CurriculumStart.objects.select_related("curriculum").filter(series=series_id)
    return list(found.order_by("-from_on"))
