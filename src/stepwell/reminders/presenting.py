"""How reminders stand, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stepwell.clients.models import ContactMethod
from stepwell.reminders.models import ReminderRequest
from stepwell.reminders.vocabulary import END_LABELS, LEAD_LABELS, TOLD_LABELS, End, Lead, Told
from stepwell.reminders.writing import TIME_TO_CONFIRM


@dataclass(frozen=True)
class Asked:
    """What a client asked for, in words. `address` is empty where it is no longer a safe one."""

    id: UUID
    address: str
    lead: str
    told: str
    asked_at: datetime
    asked_by: str
    confirmed_at: datetime | None
    ended_at: datetime | None
    ended: str
    has_run_out: bool

    @property
    def word(self) -> str:
        """How it stands, in a word."""
        if self.ended_at:
            return "Ended"
        if self.confirmed_at:
            return "On"
        return "Not confirmed in time" if self.has_run_out else "Waits for the client"

    @property
    def tone(self) -> str:
        """The tone of the badge."""
        return {"On": "success", "Waits for the client": "info", "Ended": ""}.get(self.word, "warn")


@dataclass(frozen=True)
class Standing:
    """What is open or in force, and what was before, the newest first."""

    now: Asked | None
    before: tuple[Asked, ...]


def standing(rows: Sequence[ReminderRequest], addresses: Sequence[ContactMethod], *, at: datetime) -> Standing:
    """Return how reminders stand.

    rows       what the client asked for, the newest first
    addresses  that are safe now
    """
    known = {bytes(one.value_index): str(one.value) for one in addresses}
    shown = [_asked(row, known, at) for row in rows]
    return Standing(next((one for one in shown if not one.ended_at), None), tuple(one for one in shown if one.ended_at))


def _asked(row: ReminderRequest, known: dict[bytes, str], at: datetime) -> Asked:
    by = f", {row.ended_by}" if row.ended_by else ""
    return Asked(
        id=row.pk,
        address=known.get(bytes(row.address_index), ""),
        lead=LEAD_LABELS[Lead(row.lead)],
        told=TOLD_LABELS[Told(row.told_how)],
        asked_at=row.asked_at,
        asked_by=str(row.asked_by),
        confirmed_at=row.confirmed_at,
        ended_at=row.ended_at,
        ended=END_LABELS[End(row.ended_how)] + by if row.ended_how else "",
        has_run_out=row.confirmed_at is None and at - row.asked_at > TIME_TO_CONFIRM,
    )
