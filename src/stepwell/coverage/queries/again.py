"""Who of those in care has a policy to verify again, and the list of it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, Max, OuterRef, Q

from stepwell.clients.models import Episode, LevelOfCareStay
from stepwell.coverage.asking import Asked
from stepwell.coverage.models import BenefitCheck, EligibilityRequest, Policy, VerificationDue
from stepwell.coverage.queries.asking import AskedRow, asked_row
from stepwell.coverage.rules.again import Covered
from stepwell.coverage.verifying_again import AGAIN_LABELS, Again
from stepwell.coverage.vocabulary import CheckWay
from stepwell.platform.questions import Question
from stepwell.platform.walls.rights import Category

MOST = 300
WAITING = Question(
    "benefits to verify again",
    lambda who: who.may(Category.BENEFITS, writes=True),
    "SELECT json_build_array(count(DISTINCT policy_id), min(since)) FROM coverage_verificationdue"
    " WHERE done_at IS NULL",
)


@dataclass(frozen=True)
class Reason:
    """Why, and since when."""

    label: str
    since: date


@dataclass(frozen=True)
class DueRow:
    """A policy on the list.

    reasons   the oldest first
    last      the latest verification, if there is one
    question  that the payer has not answered yet, or that did not come through
    """

    client_id: UUID
    client: str
    policy_id: UUID
    payer: str
    plan: str
    reasons: tuple[Reason, ...]
    last: datetime | None
    question: AskedRow | None
    age: int


def covered(*, on: date, zone: ZoneInfo) -> dict[UUID, tuple[UUID, Covered]]:
    """Return the policies in force of everybody in care: client and what decides. Three queries."""
    opened = dict(Episode.objects.filter(closed_on=None, voided_at=None).values_list("client", "opened_on"))
    levels: dict[UUID, list[date]] = defaultdict(list)
    stays = LevelOfCareStay.objects.filter(episode__closed_on=None, episode__voided_at=None, voided_at=None)
    for client_id, starts_on in stays.values_list("client", "starts_on"):
        levels[client_id].append(starts_on)
    said = Q(checks__voided_at=None) & ~Q(checks__way=CheckWay.CARD)
    policies = (
        Policy.objects.filter(voided_at=None, payer__isnull=False, from_on__lte=on, client__in=opened)
        .filter(Q(to_on=None) | Q(to_on__gte=on))
        .annotate(said_at=Max("checks__made_at", filter=said))
        .values_list("pk", "client", "from_on", "plan__year_starts_month", "said_at")
    )
    return {
        policy_id: (
            client_id,
            Covered(
                opened[client_id], sorted(levels[client_id])[1:], from_on, year or 1,
                said_at.astimezone(zone).date() if said_at else None,
            ),
        )
        for policy_id, client_id, from_on, year, said_at in policies
    }  # fmt: skip


def due_rows(*, now: datetime, on: date) -> list[DueRow]:
    """Return what is to be verified again, the longest due first. Three queries."""
    found = VerificationDue.objects.filter(done_at=None).order_by("since", "id")
    rows: dict[UUID, list[VerificationDue]] = defaultdict(list)
    for row in found.select_related("client", "policy__payer")[:MOST]:
        rows[row.policy_id].append(row)
    checks = BenefitCheck.objects.filter(policy__in=rows, voided_at=None).exclude(way=CheckWay.CARD)
    last = dict(checks.order_by("policy").values("policy").annotate(at=Max("made_at")).values_list("policy", "at"))
    asked = questions(now=now, policies=list(rows))
    return [
        DueRow(
            of[0].client_id, of[0].client.display_name, policy_id, of[0].policy.payer.name, of[0].policy.plan_name,
            tuple(Reason(AGAIN_LABELS[Again(one.reason)], one.since) for one in of), last.get(policy_id),
            asked.get(policy_id), (on - of[0].since).days,
        )
        for policy_id, of in rows.items()
    ]  # fmt: skip


def questions(*, now: datetime, policies: list[UUID]) -> dict[UUID, AskedRow]:
    """Return the latest question about each of some policies. One query."""
    found = EligibilityRequest.objects.filter(policy__in=policies).select_related("payer", "asked_by")
    return {row.policy_id: asked_row(row, now=now) for row in found.order_by("policy", "-asked_at").distinct("policy")}


@dataclass(frozen=True)
class QuestionRow:
    """A question by file that somebody has to look at."""

    client_id: UUID
    client: str
    policy_id: UUID
    asked: AskedRow


def stuck(*, now: datetime) -> list[QuestionRow]:
    """Return the questions that did not leave, were rejected or not answered in time, or whose answer nobody has taken
    up: the latest of each policy, unless benefits were written down after it. One query."""
    newest = EligibilityRequest.objects.select_related("payer", "asked_by", "client").filter(policy__voided_at=None)
    later = BenefitCheck.objects.filter(policy=OuterRef("policy"), voided_at=None, made_at__gte=OuterRef("asked_at"))
    found = newest.order_by("policy", "-asked_at", "-id").distinct("policy").filter(~Exists(later))
    rows = list(found)
    shown = [(row, asked_row(row, now=now)) for row in rows]
    kept = [
        QuestionRow(row.client_id, row.client.display_name, row.policy_id, one)
        for row, one in shown
        if one.next_step or one.state is Asked.ANSWERED
    ]
    return sorted(kept, key=lambda one: one.asked.asked_at)[:MOST]
