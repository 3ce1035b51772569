"""Writing how somebody leaves, section by section: from the admission on, as far as it is known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction

from stepwell.clients.models import Client
from stepwell.clients.queries import enrollment as courses
from stepwell.kernel.findings import Finding, Refused
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.editing import save_changed, void
from stepwell.reviews.actions.carrying import NOBODY
from stepwell.reviews.models import DischargeSummary, MedicationAtDischarge, NextAppointment, RelapsePlan
from stepwell.reviews.vocabulary import LINE_LETTERS, MOST_LINES, Appointment, Part

SETTLED = Finding("DIS-020", "This was signed or set aside before, and is not changed. Undo the discharge first.")
ONE_OPEN = Finding("DIS-021", "A discharge of this episode is being written or was signed. Load the page again.")
TOO_MUCH = Finding("DIS-022", f"Write at most {MOST_LINES} lines of {LINE_LETTERS} letters in each part.")
_COLUMNS = frozenset(
    {
        "reason", "last_day", "risks_explained", "refused_signature", "may_return", "notice_given", "dimensions",
        "level_next", "naloxone", "no_medications", "safety", "release", "follow_up", "copy_given",
    }
)  # fmt: skip


@dataclass(frozen=True)
class AppointmentEntry:
    """What is arranged after care."""

    kind: Appointment
    on: date
    with_whom: str
    at_time: time | None = None
    place: str = ""
    phone: str = ""


@dataclass(frozen=True)
class MedicationEntry:
    """A medicine that somebody leaves with."""

    name: str
    supply_days: int
    dose: str = ""
    renewed_by: str = ""


@transaction.atomic
def begin_summary(*, actor: Member, at: datetime, client: Client) -> DischargeSummary:
    """Begin how somebody leaves: empty, or as it was written before its discharge was undone.

    raises  Refused (REV-013, DIS-021)
    """
    episode = courses.episode_of(client.pk)
    if episode is None:
        raise Refused(NOBODY)
    found = DischargeSummary.objects.filter(episode=episode.id)
    if found.filter(voided_at=None).exists():
        raise Refused(ONE_OPEN)
    made = DischargeSummary(
        organization_id=actor.organization_id,
        client=client,
        episode_id=episode.id,
        begun_at=at,
        begun_by_id=actor.membership_id,
    )
    before = found.order_by("-begun_at").first()
    if before:
        for name in (*_COLUMNS, "words"):
            setattr(made, name, getattr(before, name))
    made.save(force_insert=True)
    if before:
        _copy_parts(before, made)
    return made


def write_section(
    *,
    actor: Member,
    at: datetime,
    summary: DischargeSummary,
    version: int,
    values: Mapping[str, Any],
    words: Mapping[str, str],
) -> None:
    """Write one section; the others stay as they are.

    values  columns of the summary; ValueError for any that no section has
    words   name of a field to what was written there
    raises  Refused (DIS-020, EDIT-001)
    """
    del actor, at  # the history names who, and when
    if summary.signed_at or summary.voided_at:
        raise Refused(SETTLED)
    if not _COLUMNS.issuperset(values):
        message = "no section writes this column"
        raise ValueError(message)
    merged = summary.words | {name: said.strip() for name, said in words.items()}
    save_changed(summary, version=version, values={**values, "words": merged})


def write_relapse_plan(
    *, actor: Member, at: datetime, summary: DischargeSummary, version: int, parts: Mapping[Part, tuple[str, ...]]
) -> RelapsePlan:
    """Write the relapse-prevention plan, in the person's words.

    version  that the writer saw; 0 if there was none
    raises   Refused (DIS-020, DIS-022, EDIT-001)
    """
    del at
    if summary.signed_at or summary.voided_at:
        raise Refused(SETTLED)
    if any(len(lines) > MOST_LINES or any(len(line) > LINE_LETTERS for line in lines) for lines in parts.values()):
        raise Refused(TOO_MUCH)
    body = {str(part): list(lines) for part, lines in parts.items() if lines}
    plan = relapse_plan_of(summary)
    if plan is None:
        plan = RelapsePlan(
            organization_id=actor.organization_id, client_id=summary.client_id, summary=summary, parts=body
        )
        plan.save(force_insert=True)
    else:
        save_changed(plan, version=version, values={"parts": body})
    return plan


def relapse_plan_of(summary: DischargeSummary) -> RelapsePlan | None:
    """Return the relapse-prevention plan of a summary, or None."""
    return RelapsePlan.objects.filter(summary=summary).first()


def add_appointment(
    *, actor: Member, at: datetime, summary: DischargeSummary, entry: AppointmentEntry
) -> NextAppointment:
    """Add what is arranged after care. Raises Refused (DIS-020)."""
    del at
    _refuse_settled(summary)
    return NextAppointment.objects.create(
        organization_id=actor.organization_id, client_id=summary.client_id, summary=summary, **vars(entry)
    )


def add_medication(
    *, actor: Member, at: datetime, summary: DischargeSummary, entry: MedicationEntry
) -> MedicationAtDischarge:
    """Add a medicine that somebody leaves with. Raises Refused (DIS-020)."""
    del at
    _refuse_settled(summary)
    return MedicationAtDischarge.objects.create(
        organization_id=actor.organization_id, client_id=summary.client_id, summary=summary, **vars(entry)
    )


def take_out(*, actor: Member, at: datetime, row: NextAppointment | MedicationAtDischarge, reason: str) -> None:
    """Take an appointment or a medicine out of a draft. Raises Refused (DIS-020, VOID-001, VOID-002)."""
    _refuse_settled(row.summary)
    void(row, at=at, membership_id=actor.membership_id, reason=reason)


def void_summary(*, actor: Member, at: datetime, summary: DischargeSummary, reason: str) -> None:
    """Set a draft aside. Raises Refused (DIS-020, VOID-001, VOID-002)."""
    _refuse_settled(summary)
    void(summary, at=at, membership_id=actor.membership_id, reason=reason)


def get_summary(client_id: UUID, summary_id: UUID) -> DischargeSummary | None:
    """Return a summary of a client; None if the actor does not see it."""
    found = DischargeSummary.objects.filter(pk=summary_id, client=client_id)
    return found.select_related("client__site", "episode__program", "signed_by", "begun_by").first()


def _refuse_settled(summary: DischargeSummary) -> None:
    if summary.signed_at or summary.voided_at:
        raise Refused(SETTLED)


def _copy_parts(before: DischargeSummary, made: DischargeSummary) -> None:
    owned = {"organization_id": made.organization_id, "client_id": made.client_id, "summary": made}
    for row in NextAppointment.objects.filter(summary=before, voided_at=None):
        said = {name: getattr(row, name) for name in ("kind", "on", "at_time", "with_whom", "place", "phone")}
        NextAppointment.objects.create(**owned, **said)
    for each in MedicationAtDischarge.objects.filter(summary=before, voided_at=None):
        said = {name: getattr(each, name) for name in ("name", "dose", "supply_days", "renewed_by")}
        MedicationAtDischarge.objects.create(**owned, **said)
    plan = relapse_plan_of(before)
    if plan:
        RelapsePlan.objects.create(**owned, parts=plan.parts)
