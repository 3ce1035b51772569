"""Calls after care: which are due, for whom, what came of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from stepwell.clients.queries.named import called
from stepwell.clients.vocabulary import ANSWER_LABELS, Answer
from stepwell.platform.questions import Listing, as_day, as_id, as_is
from stepwell.reviews.models import FollowUpAttempt, FollowUpTask
from stepwell.reviews.rules.followups import Call, open_calls
from stepwell.reviews.vocabulary import REACHED_LABELS, WAY_LABELS, Reached, Way

MOST = 200

# The calls that are due on a day, with what came of each, done or not: those of a discharge that was undone are not.
DUE = Listing(
    f"""
SELECT t.discharge_id, t.id, c.id, {called()}, c.record_number, t.days, t.due_on,
  (SELECT json_agg(a.outcome ORDER BY a.at, a.id) FROM reviews_followupattempt a WHERE a.task_id = t.id)
FROM reviews_followuptask t
JOIN reviews_discharge d ON d.id = t.discharge_id AND d.voided_at IS NULL
JOIN clients_client c ON c.id = t.client_id
WHERE t.due_on <= %(today)s
ORDER BY t.due_on, t.days, t.id
""",
    (as_id, as_id, as_id, as_is, as_is, as_is, as_day, as_is),
)


@dataclass(frozen=True, slots=True)
class CallRow:
    """A planned call of somebody who left."""

    id: UUID
    client_id: UUID
    client: str
    record_number: str
    days: int
    due_on: date
    attempts: int
    is_done: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class _Planned:
    """A planned call of a discharge, with what came of it."""

    discharge_id: UUID
    task_id: UUID
    client_id: UUID
    client: str
    record_number: str
    call: Call


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """An attempt, in words."""

    at: datetime
    days: int
    way: str
    outcome: str
    by: str
    how: str
    words: str


def calls_of(discharge_id: UUID) -> list[Call]:
    """Return the planned calls of a discharge with their outcomes, the earliest first. One query."""
    return [call for _, call in _with_outcomes(FollowUpTask.objects.filter(discharge=discharge_id))]


def of_client(client_id: UUID, *, on: date) -> tuple[list[CallRow], list[AttemptRow]]:
    """Return the planned calls of a client's discharges that stand, the earliest first, and every attempt to reach the
    client, the latest first. Two queries."""
    made = list(_attempts(client_id))
    tasks = FollowUpTask.objects.filter(client=client_id, discharge__voided_at=None).select_related("client")
    found = [
        _Planned(task.discharge_id, task.pk, client_id, task.client.display_name, task.client.record_number, call)
        for task, call in _paired(tasks, ((row.task_id, row.outcome) for row in reversed(made)))
    ]
    return _rows(found, on=on), [_attempt(row) for row in made]


def due(*, on: date) -> list[CallRow]:
    """Return the calls that are due on a day and not done, the oldest first, as far as the actor sees. One query."""
    return due_of(DUE.fetched(today=on), on=on)


def due_of(rows: Iterable[Sequence[Any]], *, on: date) -> list[CallRow]:
    """Return the calls that are due on a day and not done, of the rows of DUE."""
    found = [
        _Planned(discharge_id, task_id, client_id, name, number, Call(days, day, tuple(map(Reached, outcomes or ()))))
        for discharge_id, task_id, client_id, name, number, days, day, outcomes in rows
    ]
    return [row for row in _rows(found, on=on) if row.is_open][:MOST]


def attempts_of(client_id: UUID) -> list[AttemptRow]:
    """Return every attempt to reach somebody after care, the latest first."""
    return [_attempt(row) for row in _attempts(client_id)]


def get_task(client_id: UUID, task_id: UUID) -> FollowUpTask | None:
    """Return a call of a client; None if the actor does not see it."""
    return FollowUpTask.objects.select_related("discharge").filter(pk=task_id, client=client_id).first()


def _attempts(client_id: UUID) -> QuerySet[FollowUpAttempt]:
    return FollowUpAttempt.objects.filter(client=client_id).select_related("by", "task").order_by("-at", "-id")


def _attempt(row: FollowUpAttempt) -> AttemptRow:
    return AttemptRow(
        row.at, row.task.days, WAY_LABELS[Way(row.way)], REACHED_LABELS[Reached(row.outcome)], str(row.by), _how(row),
        row.words,
    )  # fmt: skip


def _rows(found: list[_Planned], *, on: date) -> list[CallRow]:
    calls: dict[UUID, list[Call]] = defaultdict(list)
    for one in found:
        calls[one.discharge_id].append(one.call)
    open_ones = {(discharge_id, call.days) for discharge_id, mine in calls.items() for call in open_calls(mine, on=on)}
    return [
        CallRow(
            one.task_id, one.client_id, one.client, one.record_number, one.call.days, one.call.due_on,
            len(one.call.outcomes), one.call.is_done, (one.discharge_id, one.call.days) in open_ones,
        )
        for one in found
    ]  # fmt: skip


def _with_outcomes(tasks: QuerySet[FollowUpTask]) -> list[tuple[FollowUpTask, Call]]:
    attempts = FollowUpAttempt.objects.filter(task=OuterRef("pk")).order_by("at", "id").values("outcome")
    rows = list(tasks.annotate(outcomes=ArraySubquery(attempts)))
    return _paired(rows, ((task.pk, outcome) for task in rows for outcome in task.outcomes))


def _paired(tasks: Iterable[FollowUpTask], attempts: Iterable[tuple[UUID, str]]) -> list[tuple[FollowUpTask, Call]]:
    rows = sorted(tasks, key=lambda task: (task.due_on, task.days, task.pk))
    outcomes: dict[UUID, list[Reached]] = defaultdict(list)
    for task_id, outcome in attempts:
        outcomes[task_id].append(Reached(outcome))
    return [(task, Call(task.days, task.due_on, tuple(outcomes[task.pk]))) for task in rows]


def _how(row: FollowUpAttempt) -> str:
    if row.outcome != Reached.REACHED:
        return ""
    said = [
        f"Free of use since: {ANSWER_LABELS[Answer(row.abstinent)].lower()}",
        f"in care or a group: {ANSWER_LABELS[Answer(row.in_care)].lower()}",
    ]
    return "; ".join([*said, "wants to come back"] if row.wants_back else said)
