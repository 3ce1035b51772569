"""Calls after care: which are due, for whom, what came of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from stepwell.clients.vocabulary import ANSWER_LABELS, Answer
from stepwell.reviews.models import FollowUpAttempt, FollowUpTask
from stepwell.reviews.rules.followups import Call, open_calls
from stepwell.reviews.vocabulary import REACHED_LABELS, WAY_LABELS, Reached, Way

MOST = 200


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
    paired = _paired(tasks, ((row.task_id, row.outcome) for row in reversed(made)))
    return _rows(paired, on=on), [_attempt(row) for row in made]


def due(*, on: date) -> list[CallRow]:
    """Return the calls that are due on a day and not done, the oldest first, as far as the actor sees. One query."""
    found = FollowUpTask.objects.filter(due_on__lte=on, discharge__voided_at=None, discharge__client__isnull=False)
    rows = _rows(_with_outcomes(found.select_related("client")), on=on)
    return [row for row in rows if row.is_open][:MOST]


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


def _rows(found: list[tuple[FollowUpTask, Call]], *, on: date) -> list[CallRow]:
    calls: dict[UUID, list[Call]] = defaultdict(list)
    for task, call in found:
        calls[task.discharge_id].append(call)
    open_ones = {(discharge_id, call.days) for discharge_id, mine in calls.items() for call in open_calls(mine, on=on)}
    return [
        CallRow(
            task.pk, task.client_id, task.client.display_name, task.client.record_number, task.days, task.due_on,
            len(call.outcomes), call.is_done, (task.discharge_id, task.days) in open_ones,
        )
        for task, call in found
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
