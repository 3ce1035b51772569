"""Crises for lists and for their page, and the follow-ups that are due."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import DateField, F, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.db.models.functions import Coalesce

from stepwell.clients.models import Client
from stepwell.crisis.models import CrisisAction, CrisisClosing, CrisisEvent, FollowUp
from stepwell.crisis.vocabulary import (
    DISPOSITION_LABELS,
    KIND_LABELS,
    OUTCOME_LABELS,
    RECORDED_BY_EVENT,
    SOURCE_LABELS,
    STEP_LABELS,
    TIER_LABELS,
    Disposition,
    Kind,
    Outcome,
    Source,
    Step,
    Tier,
)
from stepwell.platform.tenancy.models import Membership

MOST = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A crisis in a list. `owner` is empty while nobody owns it."""

    id: UUID
    client_id: UUID
    client: str
    record_number: str
    site_id: UUID
    tier: Tier
    kind: Kind
    source: Source
    opened_at: datetime
    opened_by: str
    owner_id: UUID | None
    owner: str
    closed_at: datetime | None
    voided: str
    follows_id: UUID | None
    version: int

    @property
    def tier_label(self) -> str:
        """The tier in words."""
        return TIER_LABELS[self.tier]

    @property
    def kind_label(self) -> str:
        """The kind in words."""
        return KIND_LABELS[self.kind]

    @property
    def source_label(self) -> str:
        """How it came to notice, in words."""
        return SOURCE_LABELS[self.source]

    @property
    def tone(self) -> str:
        """The tone of a badge."""
        return "danger" if self.tier is Tier.HIGH else "warn"


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An entry of a crisis. `taken_back` says why it counts no more, or is empty."""

    id: UUID
    at: datetime
    step: Step
    label: str
    tier: str
    words: str
    told: str
    whereabouts: str
    by: str
    taken_back: str
    can_be_taken_back: bool


@dataclass(frozen=True, slots=True)
class ClosingRow:
    """How a crisis ended."""

    closed_at: datetime
    disposition: str
    words: str
    follow_up_on: date
    follow_up_by: str
    by: str


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """What came of a follow-up; one that reached nobody is to be done again."""

    at: datetime
    outcome: str
    is_reached: bool
    words: str
    next_on: date | None
    by: str


@dataclass(frozen=True, slots=True)
class DueRow:
    """A follow-up that somebody has to do."""

    event_id: UUID
    client_id: UUID
    client: str
    record_number: str
    tier: str
    due_on: date
    who: str
    who_id: UUID


def open_events(*, most: int = MOST) -> list[Row]:
    """Return the open crises that the actor sees, the gravest and oldest first. One query."""
    found = CrisisEvent.objects.filter(closed_at=None, voided_at=None)
    return sorted(_rows(found.order_by("opened_at")[:most]), key=lambda row: (-row.tier.rank, row.opened_at))


def of_client(client_id: UUID, *, most: int = MOST) -> list[Row]:
    """Return the crises of a client, newest first; those set aside too."""
    return _rows(CrisisEvent.objects.filter(client=client_id).order_by("-opened_at", "id")[:most])


def one(client_id: UUID, event_id: UUID) -> tuple[Client, Row] | None:
    """Return a client with site and organization, and a crisis of theirs; None if there is none to see. One query."""
    found = CrisisEvent.objects.filter(pk=event_id, client=client_id)
    event = found.select_related("client__site__organization", "opened_by", "owner").first()
    return (event.client, _row(event)) if event else None


def actions_of(event_id: UUID) -> list[ActionRow]:
    """Return what was done in a crisis, newest first; what was taken back says why."""
    found = list(CrisisAction.objects.filter(event=event_id).select_related("by").order_by("-at", "-created_at", "id"))
    back = {row.corrects_id: row for row in found if row.corrects_id}
    return [_action(row, back.get(row.pk)) for row in found if row.step != Step.CORRECTED]


def steps_done(event_id: UUID) -> set[Step]:
    """Return the steps of a crisis that stand."""
    return {Step(step) for step in _standing(event_id).values_list("step", flat=True)}


def first_done(rows: Collection[ActionRow]) -> dict[Step, datetime]:
    """Return when each step was first taken, of entries that stand."""
    done: dict[Step, datetime] = {}
    for row in rows:
        if not row.taken_back:
            done[row.step] = min(row.at, done.get(row.step, row.at))
    return done


def closing_of(event_id: UUID) -> ClosingRow | None:
    """Return how a crisis ended, or None."""
    row = CrisisClosing.objects.select_related("by", "follow_up_by").filter(event=event_id).first()
    if row is None:
        return None
    label = DISPOSITION_LABELS[Disposition(row.disposition)]
    return ClosingRow(row.closed_at, label, row.words, row.follow_up_on, str(row.follow_up_by), str(row.by))


def follow_ups_of(event_id: UUID) -> list[FollowUpRow]:
    """Return what came of the follow-ups of a crisis, newest first."""
    found = FollowUp.objects.select_related("by").filter(event=event_id).order_by("-at", "-created_at", "id")
    return [
        FollowUpRow(
            row.at, OUTCOME_LABELS[Outcome(row.outcome)], row.outcome != Outcome.NOT_REACHED, row.words, row.next_on,
            str(row.by),
        )
        for row in found
    ]  # fmt: skip


def next_follow_up(closing: ClosingRow, follow_ups: Sequence[FollowUpRow]) -> date | None:
    """Return on which day somebody is to follow up, of a crisis that counts; None if that is over.

    follow_ups  the newest first
    """
    if not follow_ups:
        return closing.follow_up_on
    return None if follow_ups[0].is_reached else follow_ups[0].next_on


def is_follow_up_due(event_id: UUID) -> bool:
    """Return whether a follow-up of a closed crisis is still to be done."""
    return _due().filter(event=event_id).exists()


def due_follow_ups(*, until: date, membership_id: UUID | None = None) -> list[DueRow]:
    """Return follow-ups due until a day, the oldest first: of one member, or everybody's that the actor sees."""
    found = _due().filter(due_on__lte=until)
    return _due_rows(found.filter(due_by=membership_id) if membership_id else found)


def _due() -> QuerySet[Any]:
    """Return closings with a follow-up to be done: none was, or the last one reached nobody."""
    last = FollowUp.objects.filter(event=OuterRef("event")).order_by("-at", "-created_at")
    return CrisisClosing.objects.filter(event__voided_at=None).annotate(
        last_outcome=Subquery(last.values("outcome")[:1]),
        due_on=Coalesce(Subquery(last.values("next_on")[:1], output_field=DateField()), F("follow_up_on")),
        due_by=Coalesce(Subquery(last.values("next_by")[:1], output_field=UUIDField()), F("follow_up_by")),
    ).filter(Q(last_outcome=None) | Q(last_outcome=Outcome.NOT_REACHED))  # fmt: skip


def _due_rows(found: QuerySet[Any]) -> list[DueRow]:
    rows = list(found.select_related("client").order_by("due_on", "closed_at", "id")[:MOST])
    people = Membership.objects.in_bulk({row.due_by for row in rows}) if rows else {}
    return [
        DueRow(
            row.event_id, row.client_id, row.client.display_name, row.client.record_number,
            TIER_LABELS[Tier(row.tier)], row.due_on, str(people[row.due_by]), row.due_by,
        )
        for row in rows
    ]  # fmt: skip


def _standing(event_id: UUID) -> QuerySet[CrisisAction]:
    taken_back = CrisisAction.objects.filter(event=event_id, corrects__isnull=False).values("corrects")
    return CrisisAction.objects.filter(event=event_id).exclude(pk__in=taken_back)


def _rows(found: QuerySet[CrisisEvent]) -> list[Row]:
    return [_row(event) for event in found.select_related("client", "opened_by", "owner")]


def _row(row: CrisisEvent) -> Row:
    return Row(
        row.pk, row.client_id, row.client.display_name, row.client.record_number, row.client.site_id,
        Tier(row.tier), Kind(row.kind), Source(row.source), row.opened_at,
        str(row.opened_by) if row.opened_by else "", row.owner_id, str(row.owner) if row.owner else "",
        row.closed_at, row.void_reason, row.follows_id, row.version,
    )  # fmt: skip


def _action(row: CrisisAction, back: CrisisAction | None) -> ActionRow:
    step = Step(row.step)
    return ActionRow(
        row.pk, row.at, step, STEP_LABELS[step], TIER_LABELS[Tier(row.tier)] if row.tier else "", row.words, row.told,
        row.whereabouts, str(row.by) if row.by else "", back.words if back else "",
        back is None and step not in RECORDED_BY_EVENT,
    )  # fmt: skip
