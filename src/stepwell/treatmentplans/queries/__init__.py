"""Reads of plans: the versions of a client, the one in force, objectives that somebody works on now."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.rights import Category
from stepwell.treatmentplans.models import ObjectiveEntry, Plan, PlanCosignature, PlanObjective
from stepwell.treatmentplans.rules.plans import Signed, stage_of
from stepwell.treatmentplans.vocabulary import KIND_LABELS, STAGE_LABELS, STAGE_TONES, PlanKind, Stage, Standing


@dataclass(frozen=True)
class PlanRow:
    """A version of a plan in a list."""

    id: UUID
    client_id: UUID
    episode_id: UUID
    number: int
    kind: str
    stage: Stage
    effective_from: date
    review_by: date
    counselor: str
    signed_by: str
    credential: str
    signed_at: datetime | None
    client_signed_at: datetime | None
    client_way: str
    based_on_id: UUID | None
    void_reason: str
    version: int

    @property
    def stage_label(self) -> str:
        """How far it has come, in words."""
        return STAGE_LABELS[self.stage]

    @property
    def tone(self) -> str:
        """The color of the stage."""
        return STAGE_TONES[self.stage]


@dataclass(frozen=True)
class ObjectiveRow:
    """An objective of a plan in force, with how it was seen last. `progress` is 0 to 4, None before it was rated."""

    id: UUID
    client_id: UUID
    lineage: UUID
    words: str
    measure: str
    target: Decimal | None
    target_on: date | None
    progress: int | None
    standing: Standing
    rated_on: date | None


@dataclass(frozen=True)
class EntryRow:
    """One look at an objective."""

    id: UUID
    on: date
    progress: int | None
    standing: str
    words: str
    by: str
    account_id: UUID
    voided: bool
    void_reason: str


def plans_of(client_id: UUID, *, on: date) -> list[PlanRow]:
    """Return all versions of a client's plan, the latest first, with the stage each has on a day. One query."""
    found = list(
        Plan.objects.filter(client=client_id)
        .select_related("counselor", "signed_by")
        .annotate(is_cosigned=_cosigned())
        .order_by("-number")
    )
    settled = [row for row in found if row.client_signed_at and not row.voided_at and row.effective_from <= on]
    latest = max(settled, key=lambda row: (row.effective_from, row.number), default=None)
    return [_row(plan, on=on, is_latest=plan == latest) for plan in found]


def plan_in_force(client_id: UUID, on: date) -> PlanRow | None:
    """Return the plan in force on a day, or None."""
    return next((row for row in plans_of(client_id, on=on) if row.stage == Stage.IN_FORCE), None)


def plan_for(client_id: UUID, plan_id: UUID) -> Plan | None:
    """Return a plan of a client that the actor sees, with the names in it."""
    found = Plan.objects.filter(pk=plan_id, client=client_id)
    return found.select_related("counselor", "case_manager", "signed_by", "drafted_by", "episode__program").first()


def settled(on: date) -> QuerySet[Plan]:
    """Return the plans that are in force on a day or were replaced since."""
    return Plan.objects.filter(client_signed_at__isnull=False, voided_at=None, effective_from__lte=on)


def active_objectives(client_ids: Iterable[UUID], *, on: date) -> dict[UUID, list[ObjectiveRow]]:
    """Return the open objectives of the plans in force on a day; every client asked for has a list. One query.

    Facilitators see those of their roster, case managers those of their clients: the walls decide.
    """
    wanted = list(client_ids)
    latest = settled(on).filter(client=OuterRef("client")).order_by("-effective_from", "-number").values("id")[:1]
    found: dict[UUID, list[ObjectiveRow]] = {client_id: [] for client_id in wanted}
    for row in _rated(PlanObjective.objects.filter(client__in=wanted, plan=Subquery(latest))):
        if row.standing == Standing.OPEN:
            found[row.client_id].append(row)
    return found


def to_sign(who: Member) -> list[tuple[Plan, str]]:
    """Return the plans that wait for a member, with what they wait for. One query.

    One's own drafts and those that the client has not answered; for a supervisor also those to co-sign.
    """
    mine = Q(counselor=who.membership_id) | Q(drafted_by=who.membership_id) | Q(signed_by=who.membership_id)
    if who.may(Category.CASELOAD, writes=True):
        mine |= Q(signed_at__isnull=False, credential="") & ~Q(signed_by=who.membership_id)
    found = Plan.objects.filter(mine, client_signed_at=None, voided_at=None, episode__closed_on=None)
    rows = found.select_related("client").annotate(is_cosigned=_cosigned()).order_by("drafted_at", "id")
    return [(plan, words) for plan in rows if (words := _waits_for(plan, who))]


def reviews_due(membership_id: UUID, *, on: date, until: date) -> list[Plan]:
    """Return the plans in force of a counselor that are to be reviewed by a day, the earliest first. One query."""
    later = settled(on).filter(client=OuterRef("client")).order_by("-effective_from", "-number").values("id")[:1]
    due = Plan.objects.filter(
        counselor=membership_id, review_by__lte=until, episode__closed_on=None, pk=Subquery(later)
    )
    return list(due.select_related("client").order_by("review_by", "id"))


def _waits_for(plan: Plan, who: Member) -> str:
    if plan.signed_at is None:
        return "Draft to finish and sign"
    if not plan.credential and not plan.is_cosigned:  # type: ignore[attr-defined]
        return "Waits for the co-signature" if plan.signed_by_id == who.membership_id else "To co-sign"
    mine = who.membership_id in {plan.counselor_id, plan.drafted_by_id, plan.signed_by_id}
    return "Waits for the client’s signature" if mine else ""


def objectives_of(plan_id: UUID) -> list[ObjectiveRow]:
    """Return the objectives of a plan in their order, whatever became of them. One query."""
    return list(_rated(PlanObjective.objects.filter(plan=plan_id)))


def entries_of(client_id: UUID) -> dict[UUID, list[EntryRow]]:
    """Return what was said of each objective, by lineage, the latest first; set aside ones too. One query."""
    found: dict[UUID, list[EntryRow]] = defaultdict(list)
    for row in ObjectiveEntry.objects.filter(client=client_id).select_related("by").order_by("-at", "-created_at"):
        found[row.lineage].append(
            EntryRow(
                row.pk, row.seen_on, row.progress, row.standing, row.words, str(row.by), row.account_id,
                row.voided_at is not None, row.void_reason,
            )
        )  # fmt: skip
    return found


def is_in_care(episode_id: UUID, client_id: UUID, on: date) -> bool:
    """Return whether an episode holds a day; the holder of a link may ask too, who sees no episode."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT stepwell.episode_holds(%s, %s, %s)", [episode_id, client_id, on])
        return bool(cursor.fetchone()[0])


def _cosigned() -> Exists:
    return Exists(PlanCosignature.objects.filter(plan=OuterRef("pk")))


def _row(plan: Plan, *, on: date, is_latest: bool) -> PlanRow:
    cosigned: bool = plan.is_cosigned  # type: ignore[attr-defined]
    signed = Signed(plan.signed_at, plan.credential, cosigned, plan.client_signed_at, plan.voided_at is not None)
    return PlanRow(
        plan.pk, plan.client_id, plan.episode_id, plan.number, KIND_LABELS[PlanKind(plan.kind)],
        stage_of(signed, effective_from=plan.effective_from, on=on, is_latest=is_latest),
        plan.effective_from, plan.review_by, str(plan.counselor), str(plan.signed_by) if plan.signed_by else "",
        plan.credential, plan.signed_at, plan.client_signed_at, plan.client_way, plan.based_on_id, plan.void_reason,
        plan.version,
    )  # fmt: skip


def _rated(objectives: QuerySet[PlanObjective]) -> Iterable[ObjectiveRow]:
    entries = ObjectiveEntry.objects.filter(
        client=OuterRef("client"), lineage=OuterRef("lineage"), voided_at=None
    ).order_by("-at", "-created_at")
    rated = entries.filter(Q(progress__isnull=False))
    found = objectives.annotate(
        last_progress=Subquery(rated.values("progress")[:1]),
        last_standing=Subquery(entries.values("standing")[:1]),
        last_on=Subquery(entries.values("seen_on")[:1]),
    ).order_by("client", "position", "created_at")  # and no goal: who works on steps may not see goals
    for row in found:
        yield ObjectiveRow(
            row.pk, row.client_id, row.lineage, row.words, row.measure, row.target, row.target_on,
            row.last_progress, Standing(row.last_standing or Standing.OPEN), row.last_on,
        )  # fmt: skip
