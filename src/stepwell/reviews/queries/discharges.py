"""Discharges and what is written towards one."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from stepwell.clients.models import Client
from stepwell.placement.models import Placement
from stepwell.placement.vocabulary import DIMENSIONS, Edition
from stepwell.reviews.models import (
    Discharge,
    DischargeSummary,
    MedicationAtDischarge,
    NextAppointment,
    RelapsePlan,
)
from stepwell.reviews.rules.discharging import Written
from stepwell.reviews.rules.summary import Beside
from stepwell.reviews.rules.summary import text_of as words_of
from stepwell.reviews.vocabulary import APPOINTMENT_LABELS, REASON_LABELS, Appointment, Reason

# What stands beside a summary, in one query. `attended` is the last day after the last day on which the client came.
_BESIDE = """
SELECT json_build_object(
  'medications', (SELECT count(*) FROM reviews_medicationatdischarge m
    WHERE m.summary_id = %(summary)s AND m.voided_at IS NULL),
  'appointments', ARRAY(SELECT a.day FROM reviews_nextappointment a
    WHERE a.summary_id = %(summary)s AND a.voided_at IS NULL ORDER BY a.day),
  'has_way', EXISTS (SELECT FROM clients_contactmethod w
    WHERE w.client_id = %(client)s AND w.ended_at IS NULL AND w.is_safe),
  'attended', (SELECT max(s.day) FROM attendance_attendance t JOIN scheduling_session s ON s.id = t.session_id
    WHERE t.client_id = %(client)s AND t.voided_at IS NULL AND t.minutes > 0 AND s.day > %(last_day)s::date),
  'edition', (SELECT p.edition FROM placement_placement p
    WHERE p.client_id = %(client)s AND p.decided_at IS NOT NULL AND p.voided_at IS NULL
    ORDER BY p.decided_at DESC LIMIT 1))::text
"""


@dataclass(frozen=True, slots=True)
class DischargeRow:
    """A discharge in a list."""

    id: UUID
    episode_id: UUID
    program: str
    reason: Reason
    last_day: date
    by: str
    void_reason: str

    @property
    def label(self) -> str:
        """Why, in words."""
        return REASON_LABELS[self.reason]


@dataclass(frozen=True, slots=True)
class UnfinishedRow:
    """A discharge that is being written."""

    id: UUID
    client: Client
    since: date


def discharges_of(client_id: UUID) -> list[DischargeRow]:
    """Return somebody's discharges, the latest first; those undone among them."""
    found = Discharge.objects.filter(client=client_id).select_related("episode__program", "done_by")
    return [
        DischargeRow(
            row.pk, row.episode_id, row.episode.program.name, Reason(row.reason), row.last_day, str(row.done_by),
            row.void_reason,
        )
        for row in found.order_by("-last_day", "-done_at")
    ]  # fmt: skip


def draft_of(client_id: UUID) -> DischargeSummary | None:
    """Return what is being written towards a discharge, or None."""
    found = DischargeSummary.objects.filter(client=client_id, signed_at=None, voided_at=None)
    return found.select_related("client__site", "episode__program").first()


def unfinished(membership_id: UUID, *, most: int) -> list[UnfinishedRow]:
    """Return the discharges that a member gave a last day and did not sign, the earliest last day first."""
    found = DischargeSummary.objects.filter(
        begun_by=membership_id, signed_at=None, voided_at=None, last_day__isnull=False
    )
    return [UnfinishedRow(row.pk, row.client, row.last_day) for row in _by_day(found)[:most] if row.last_day]


def appointments_of(summary_id: UUID) -> list[NextAppointment]:
    """Return what is arranged, the earliest first; what was taken out left out."""
    found = NextAppointment.objects.filter(summary=summary_id, voided_at=None)
    return list(found.order_by("on", "at_time", "created_at"))


def medications_of(summary_id: UUID) -> list[MedicationAtDischarge]:
    """Return the medicines that somebody leaves with; what was taken out left out."""
    return list(MedicationAtDischarge.objects.filter(summary=summary_id, voided_at=None).order_by("created_at", "id"))


def parts_of(summary_id: UUID) -> dict[str, tuple[str, ...]]:
    """Return the relapse-prevention plan: part to lines."""
    plan = RelapsePlan.objects.filter(summary=summary_id).first()
    return {part: tuple(lines) for part, lines in plan.parts.items()} if plan else {}


def written_of(summary: DischargeSummary) -> Written:
    """Return a summary as the rules see it. Two queries."""
    return _written(summary, _beside(summary))


def _written(summary: DischargeSummary, beside: dict[str, Any]) -> Written:
    return Written(
        reason=summary.reason,
        last_day=summary.last_day,
        words=summary.words,
        dimensions={int(number): standing for number, standing in summary.dimensions.items()},
        level_next=summary.level_next,
        naloxone=summary.naloxone,
        medications=beside["medications"],
        no_medications=summary.no_medications,
        appointments=[date.fromisoformat(day) for day in beside["appointments"]],
        parts=parts_of(summary.pk),
        safety=summary.safety,
        release=summary.release,
        follow_up=summary.follow_up,
        has_way=beside["has_way"],
        risks_explained=summary.risks_explained,
        may_return=summary.may_return,
        notice_given=summary.notice_given,
        attended_after=date.fromisoformat(beside["attended"]) if beside["attended"] else None,
    )


def _beside(summary: DischargeSummary) -> dict[str, Any]:
    """Return what other tables say of a summary, as `_BESIDE` puts it."""
    values = {"summary": summary.pk, "client": summary.client_id, "last_day": summary.last_day}
    with connection.cursor() as cursor:
        cursor.execute(_BESIDE, values)
        found: dict[str, Any] = json.loads(cursor.fetchone()[0])
    return found


def text_of(summary: DischargeSummary) -> str:
    """Return what is signed, as it stands now. Four queries."""
    client, told = summary.client, _beside(summary)
    beside = Beside(
        client=client.display_name,
        record_number=client.record_number,
        program=summary.episode.program.name,
        opened_on=summary.episode.opened_on,
        dimensions=DIMENSIONS[Edition(told["edition"]) if told["edition"] else Edition.THIRD],
        appointments=[appointment_in_words(row) for row in appointments_of(summary.pk)],
        medications=[medication_in_words(row) for row in medications_of(summary.pk)],
        refused_signature=summary.refused_signature,
        copy_given=summary.copy_given,
    )
    return words_of(_written(summary, told), beside)


def edition_of(client_id: UUID) -> Edition:
    """Return whose names the dimensions of a client were rated by last."""
    found = Placement.objects.filter(client=client_id, decided_at__isnull=False, voided_at=None)
    edition = found.order_by("-decided_at").values_list("edition", flat=True).first()
    return Edition(edition) if edition else Edition.THIRD


def appointment_in_words(row: NextAppointment) -> str:
    """Return an appointment as a letter says it."""
    when = f"{row.on:%A, %B} {row.on.day}, {row.on.year}" + (f", {row.at_time:%-I:%M %p}" if row.at_time else "")
    where = ", ".join(part for part in (row.with_whom, row.place, row.phone) if part)
    return f"{when}: {APPOINTMENT_LABELS[Appointment(row.kind)].lower()}, {where}"


def medication_in_words(row: MedicationAtDischarge) -> str:
    """Return a medicine as a letter says it."""
    supply = f"{row.supply_days} day{'' if row.supply_days == 1 else 's'}"
    more = f", then from {row.renewed_by}" if row.renewed_by else ""
    return f"{row.name}{f', {row.dose}' if row.dose else ''}: enough for {supply}{more}"


def _by_day(found: QuerySet[DischargeSummary]) -> QuerySet[DischargeSummary]:
    return found.select_related("client").order_by("last_day", "id")
