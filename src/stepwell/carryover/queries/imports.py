"""Reads of files while they are brought over, and of papers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count

from stepwell.carryover.models import Import, ImportRow, Paper
from stepwell.carryover.rules.columns import BY_NAME
from stepwell.carryover.vocabulary import PAPER_LABELS, STATE_LABELS, STATE_TONES, TO_MEND, PaperKind, State

LAST = 10


@dataclass(frozen=True)
class Fault:
    """What is wrong with a row: in which column, and what would mend it."""

    column: str
    sentence: str


@dataclass(frozen=True)
class RowShown:
    """A row as a page shows it. `name` is as the file says it, or as the record does."""

    line: int
    name: str
    state: State
    label: str
    tone: str
    faults: tuple[Fault, ...]
    client_id: UUID | None


@dataclass(frozen=True)
class Counts:
    """How many rows of a file stand where."""

    of: dict[str, int]

    @property
    def all(self) -> int:
        """All rows."""
        return sum(self.of.values())

    @property
    def ready(self) -> int:
        """Rows still to be brought over."""
        return self._in(State.READY)

    @property
    def done(self) -> int:
        """Rows brought over."""
        return self._in(State.DONE)

    @property
    def known(self) -> int:
        """Rows of clients who were brought over before."""
        return self._in(State.KNOWN)

    @property
    def to_mend(self) -> int:
        """Rows that need somebody."""
        return self._in(*TO_MEND)

    @property
    def confirmed(self) -> int:
        """Rows that were to be brought over."""
        return self._in(State.READY, State.DONE, State.REFUSED)

    def _in(self, *states: State) -> int:
        return sum(self.of.get(state, 0) for state in states)


def get(import_id: UUID) -> Import | None:
    """Return a file that the actor sent, or None."""
    return Import.objects.filter(pk=import_id).first()


def sent() -> list[tuple[Import, Counts]]:
    """Return the last files that the actor sent, the latest first. Two queries."""
    batches = list(Import.objects.order_by("-sent_at")[:LAST])
    found: dict[UUID, dict[str, int]] = {batch.pk: {} for batch in batches}
    counted = ImportRow.objects.filter(batch__in=batches).values_list("batch", "state").annotate(rows=Count("id"))
    for batch_id, state, rows in counted:
        found[batch_id][state] = rows
    return [(batch, Counts(found[batch.pk])) for batch in batches]


def counts_of(import_id: UUID) -> Counts:
    """Return how many rows of a file stand where. One query."""
    found = ImportRow.objects.filter(batch=import_id).values_list("state").annotate(rows=Count("id"))
    return Counts(dict(found))


def rows_in(import_id: UUID, states: Iterable[State], *, most: int) -> list[RowShown]:
    """Return the first rows of a file in some states, by line. One query."""
    found = ImportRow.objects.filter(batch=import_id, state__in=list(states)).select_related("client")
    return [_shown(row) for row in found.order_by("line")[:most]]


def to_mend(import_id: UUID) -> list[tuple[dict[str, str], str]]:
    """Return the rows to mend, as they were sent, with the reason of each; those of a cleared file are not there."""
    found = ImportRow.objects.filter(batch=import_id, state__in=list(TO_MEND), cells__isnull=False)
    return [(dict(row.cells or {}), _reason(row)) for row in found.order_by("line")]


def _shown(row: ImportRow) -> RowShown:
    state = State(row.state)
    name = row.client.display_name if row.client else ""
    if row.cells:
        name = f"{row.cells.get('first_name', '')} {row.cells.get('last_name', '')}".strip()
    return RowShown(row.line, name, state, STATE_LABELS[state], STATE_TONES[state], _faults(row), row.client_id)


def _faults(row: ImportRow) -> tuple[Fault, ...]:
    return tuple(Fault(_column(column), sentence) for _, sentence, column in row.findings or ())


def _column(name: str) -> str:
    return f"{name} ({BY_NAME[name].label})" if name in BY_NAME else ""


def _reason(row: ImportRow) -> str:
    return " ".join(f"{column}: {sentence}" if column else sentence for _, sentence, column in row.findings or ())


@dataclass(frozen=True)
class PaperShown:
    """A paper of a client, as a page shows it."""

    id: UUID
    kind: PaperKind
    label: str
    dated: date
    review_by: date | None
    signed_by: str
    kept_at: str
    noted_by: str
    void_reason: str


def papers_of(client_id: UUID) -> list[PaperShown]:
    """Return the papers of a client, those set aside among them. One query."""
    found = Paper.objects.filter(client=client_id).select_related("noted_by").order_by("-dated", "kind")
    return [
        PaperShown(
            row.pk, PaperKind(row.kind), PAPER_LABELS[PaperKind(row.kind)], row.dated, row.review_by, row.signed_by,
            row.kept_at, str(row.noted_by), row.void_reason,
        )
        for row in found
    ]  # fmt: skip


def get_paper(client_id: UUID, paper_id: UUID) -> Paper | None:
    """Return a paper of a client that was not set aside, or None."""
    return Paper.objects.filter(pk=paper_id, client=client_id, voided_at=None).first()
