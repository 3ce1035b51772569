"""Which session teaches which lesson, and who has taken which.

A group works through its curriculum session by session from its latest start on. A session that is canceled teaches
nothing: its lesson is the next one's.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from stepwell.clients.models import Client
from stepwell.platform.walls.together import Reading, Rows, Steps, asking, read, side_by_side
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
_TAUGHT = _NUMBERED + "SELECT id, curriculum_id, number FROM taught WHERE day BETWEEN %s AND %s"
_TAKEN = (
    _NUMBERED
    + """
SELECT p.client_id, n.id, n.curriculum_id, n.number, n.day FROM taught n JOIN LATERAL (
  SELECT t.client_id FROM scheduling_seat t
    WHERE t.session_id = n.id AND t.removed_at IS NULL AND t.voided_at IS NULL
  UNION SELECT m.client_id FROM scheduling_groupmembership m WHERE m.series_id = n.series_id AND m.voided_at IS NULL
    AND m.from_on <= n.day AND (m.to_on IS NULL OR m.to_on >= n.day)
) p ON p.client_id IN ({who})
WHERE n.day < %s AND NOT n.may_repeat
"""
)
_OF_SITE, _OF_SERIES = "site_id = %s", "series_id = %s"


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
    first: date, last: date, *, site_id: UUID | None = None, series_id: UUID | None = None
) -> dict[UUID, Lesson]:
    """Return what sessions of a site or of a group teach, from a day through a day. One query."""
    return read(reading_taught(first, last, site_id=site_id, series_id=series_id))


def reading_taught(
    first: date, last: date, *, site_id: UUID | None = None, series_id: UUID | None = None
) -> Steps[dict[UUID, Lesson]]:
    """Read `taught` beside others, in one step."""
    where = _OF_SERIES if series_id else _OF_SITE
    rows = Rows(_TAUGHT.format(where=where), [series_id or site_id, first, last], [UUID, UUID, int])
    worked = CurriculumStart.objects.filter(**({"series": series_id} if series_id else {"site": site_id}))
    found = Curriculum.objects.filter(pk__in=worked.values("curriculum"))
    yield rows, found
    known = {row.pk: row for row in found}
    return {session: lesson_of(known[curriculum], number) for session, curriculum, number in rows}


def lesson_of(row: Curriculum, number: int) -> Lesson:
    """Return a lesson of a curriculum; 0 is the first."""
    return Lesson(
        row.pk, row.name, number + 1, len(row.lessons), row.lessons[number], row.modules[number],
        begins_module(row.modules, number), row.may_repeat,
    )  # fmt: skip


Taken = dict[UUID, dict[tuple[UUID, int], date]]


def reading_taken(site_id: UUID, clients: QuerySet[Any, Any], *, before: date) -> Steps[Taken]:
    """Read the lessons that clients of a site have had before a day, with the last day of each, in two steps.

    Who was planned for a session had its lesson, unless they were absent.

    clients  a query for their keys
    returns  by client: curriculum and number (1 is the first) with the day
    """
    who, keys = clients.query.sql_with_params()
    sql = _TAKEN.format(where=_OF_SITE, who=who)
    rows = Rows(sql, [site_id, *keys, before], [UUID, UUID, UUID, int, date.fromisoformat])
    yield [rows]
    absent = yield from attending.reading_absent({session for _, session, *_ in rows})
    found: Taken = defaultdict(dict)
    for client, session, curriculum, number, day in rows:
        if (client, session) not in absent:
            lesson = (curriculum, number + 1)
            found[client][lesson] = max(day, found[client].get(lesson, day))
    return found


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a client is in a curriculum: how many lessons they had, and which they lack."""

    name: str
    had: int
    count: int
    lacks: tuple[str, ...]


def reading_progress(site_id: UUID, client_id: UUID, *, on: date) -> Steps[list[Progress]]:
    """Read how far a client is in each curriculum that they began, by name. Two steps."""
    had: dict[UUID, set[int]] = defaultdict(set)
    taking = Reading(reading_taken(site_id, Client.objects.filter(pk=client_id).values("pk"), before=on))
    rows = Curriculum.objects.filter(site=site_id).order_by("name")
    yield from side_by_side(taking, Reading(asking(rows)))
    for curriculum, number in taking.result.get(client_id, ()):
        had[curriculum].add(number)
    return [
        Progress(
            row.name,
            len(had[row.pk]),
            len(row.lessons),
            tuple(title for number, title in enumerate(row.lessons, start=1) if number not in had[row.pk]),
        )
        for row in rows
        if row.pk in had
    ]


def curricula(site_ids: Iterable[UUID]) -> list[Curriculum]:
    """Return the curricula of some sites, by site and name. One query."""
    found = Curriculum.objects.select_related("site").filter(site__in=list(site_ids))
    return list(found.order_by("site__name", "name"))


def starts_of(series_id: UUID) -> list[CurriculumStart]:
    """Return from when a group works through which curriculum, the latest first. One query."""
    found = CurriculumStart.objects.select_related("curriculum").filter(series=series_id)
    return list(found.order_by("-from_on"))
