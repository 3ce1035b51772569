"""What was charged for a client, down to the attendance and the notes that it rests on."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from stepwell.billing.models import Charge, ChargeLine, ChargeSource
from stepwell.billing.rules import amounts
from stepwell.billing.vocabulary import ENDING_LABELS, Ending


@dataclass(frozen=True)
class SourceRow:
    """A session that a line rests on. `note_id` None where the session asks for no note."""

    title: str
    minutes: int
    session_id: UUID
    note_id: UUID | None
    signed_at: datetime | None
    signed_by: str


@dataclass(frozen=True)
class LineRow:
    """A line of a charge, in words."""

    name: str
    modifiers: tuple[str, ...]
    place: str
    units: int
    minutes: int
    charged: str
    expected: str
    sources: tuple[SourceRow, ...]


@dataclass(frozen=True)
class ChargeRow:
    """A charge with its lines. `ended` says why it does not stand any more; "" if it stands."""

    id: UUID
    day: date
    number: int
    payer: str
    contract_id: UUID
    contract: str
    authorization: str
    diagnoses: tuple[str, ...]
    charged: str
    expected: str
    made_at: datetime
    made_by: str
    ended: str
    lines: tuple[LineRow, ...]


def charges_of(client_id: UUID) -> list[ChargeRow]:
    """Return a client's charges, the latest day first, ended ones too. Three queries."""
    sources: dict[UUID, list[SourceRow]] = defaultdict(list)
    rests = ChargeSource.objects.filter(client=client_id).select_related("attendance__session", "note__author")
    for row in rests.order_by("attendance__session__starts_at"):
        session, note = row.attendance.session, row.note
        sources[row.line_id].append(
            SourceRow(
                session.title, row.minutes, session.pk, row.note_id, note.signed_at if note else None,
                str(note.author) if note else "",
            )
        )  # fmt: skip
    lines: dict[UUID, list[LineRow]] = defaultdict(list)
    for line in ChargeLine.objects.filter(client=client_id).order_by("number"):
        lines[line.charge_id].append(
            LineRow(
                " ".join(filter(None, (line.code, line.revenue_code))), tuple(line.modifiers), line.place, line.units,
                line.minutes, amounts.in_words(line.charged), amounts.in_words(line.expected),
                tuple(sources[line.pk]),
            )
        )  # fmt: skip
    found = Charge.objects.filter(client=client_id).select_related("payer", "contract", "authorization", "made_by")
    return [_row(row, lines[row.pk]) for row in found.order_by("-day", "-number")]


def _row(row: Charge, lines: list[LineRow]) -> ChargeRow:
    return ChargeRow(
        row.pk, row.day, row.number, str(row.payer) if row.payer else "", row.contract_id, str(row.contract),
        row.authorization.number if row.authorization else "", tuple(row.diagnoses), amounts.in_words(row.charged),
        amounts.in_words(row.expected), row.made_at, str(row.made_by) if row.made_by else "",
        ENDING_LABELS[Ending(row.ended_why)] if row.ended_why else "", tuple(lines),
    )  # fmt: skip
