"""Reads of plans: the versions of a client, the one in force, objectives that somebody works on now."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from stepwell.clients.queries.named import called
from stepwell.platform.questions import Listing, as_day, as_id, as_is
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.rights import Category
from stepwell.treatmentplans.models import ObjectiveEntry, Plan, PlanCosignature, PlanObjective
from stepwell.treatmentplans.rules.plans import Signed, stage_of
from stepwell.treatmentplans.rules.timers import ALERT_DAYS
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


# The plans of open episodes that nobody signed for the client yet, and those in force that a member is counselor of and
# that are to be reviewed within the week. Who waits for which is the rule's business.
WAITING = Listing(
    f"""
SELECT p.client_id, {called()},
  p.client_signed_at IS NOT NULL, p.review_by, p.signed_at IS NOT NULL, p.credential = '' AND NOT EXISTS (
    SELECT FROM treatmentplans_plancosignature k WHERE k.plan_id = p.id), p.signed_by_id, p.counselor_id,
  p.drafted_by_id
FROM treatmentplans_plan p
JOIN clients_client c ON c.id = p.client_id
JOIN clients_episode e ON e.id = p.episode_id AND e.closed_on IS NULL
WHERE p.voided_at IS NULL AND (p.client_signed_at IS NULL
  OR p.counselor_id = %(me)s AND p.review_by <= %(today)s::date + {ALERT_DAYS} AND p.id = (
    SELECT f.id FROM treatmentplans_plan f
    WHERE f.client_id = p.client_id AND f.client_signed_at IS NOT NULL AND f.voided_at IS NULL
      AND f.effective_from <= %(today)s
    ORDER BY f.effective_from DESC, f.number DESC LIMIT 1))
ORDER BY CASE WHEN p.client_signed_at IS NULL THEN p.drafted_at::date ELSE p.review_by END, p.drafted_at, p.id
""",
    (as_id, as_is, as_is, as_day, as_is, as_is, as_id, as_id, as_id),
)


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A plan that waits for a member, and what for; `is_review` if it is in force and to be reviewed."""

    client_id: UUID
    name: str
    words: str
    is_review: bool


def waiting(found: Sequence[Sequence[Any]], who: Member) -> list[WaitingRow]:
    """Return the plans that wait for a member, with what they wait for.

    Their own drafts, those that the client has not answered and reviews; for a supervisor also those to co-sign.

    found  the rows of `WAITING`
    """
    rows = []
    for client_id, name, is_in_force, review_by, is_signed, is_uncosigned, signed_by, *others in found:
        if is_in_force:
            rows.append(WaitingRow(client_id, name, f"Review by {review_by:%b} {review_by.day}", is_review=True))
            continue
        is_mine = who.membership_id in {signed_by, *others}
        if is_mine or (is_uncosigned and is_signed and who.may(Category.CASELOAD, writes=True)):
            words = _waits_for(is_signed=is_signed, is_uncosigned=is_uncosigned, is_own=signed_by == who.membership_id)
            rows.append(WaitingRow(client_id, name, words, is_review=False))
    return rows


def _waits_for(*, is_signed: bool, is_uncosigned: bool, is_own: bool) -> str:
    if not is_signed:
        return "Draft to finish and sign"
    if is_uncosigned:
        return "Waits for the co-signature" if is_own else "To co-sign"
    return "Waits for the client’s signature"


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
