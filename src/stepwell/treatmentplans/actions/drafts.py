"""Beginning a version of a plan, writing its head and its words, setting one aside."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from stepwell.clients.models import Client
from stepwell.clients.queries import enrollment
from stepwell.clients.vocabulary import CARE_ROLES, COUNSELORS
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.people.queries.holders import is_unfit
from stepwell.platform.links import actions as links
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.editing import STALE, save_changed, void
from stepwell.platform.walls.scope import current
from stepwell.treatmentplans import queries
from stepwell.treatmentplans.actions.copying import copy_parts
from stepwell.treatmentplans.models import Plan, PlanWords
from stepwell.treatmentplans.rules import plans as rules
from stepwell.treatmentplans.rules.timers import profile_for
from stepwell.treatmentplans.vocabulary import PlanKind

PURPOSE = "plan"
NO_EPISODE = Finding("PLN-005", "The client is in no episode of care on that day. Admit them first.", "effective_from")
ONE_OPEN = Finding(
    "PLN-006", "There is a version that is not signed by everybody yet. Finish it, or set it aside with a reason."
)
SETTLED = Finding("PLN-007", "This version is signed or set aside, so it stays as it is. Begin a new version.")

NO_COUNSELOR = Finding(
    "PLN-008", "The counselor must be somebody who counsels at the client’s site now. Choose another.", "counselor"
)
NO_MANAGER = Finding(
    "PLN-009", "The case manager must hold a role in care at the client’s site now. Choose another.", "case_manager"
)


@dataclass(frozen=True)
class Head:
    """Kind, days and people of a plan. `review_by` None means as late as the rules allow."""

    kind: PlanKind
    effective_from: date
    counselor_id: UUID
    review_by: date | None = None
    case_manager_id: UUID | None = None


@dataclass(frozen=True)
class Words:
    """What a plan says beside its parts."""

    strengths: str = ""
    needs: str = ""
    participation: str = ""
    referrals: str = ""


@transaction.atomic
def begin_plan(*, actor: Member, at: datetime, client: Client, head: Head) -> Plan:
    """Begin a version as a draft: empty, or as a copy of the last one that was signed in the same episode.

    raises  Refused: PLN-003 to PLN-006, PLN-008, PLN-009
    """
    episode = enrollment.episode_of(client.pk, on=head.effective_from)
    rows = queries.plans_of(client.pk, on=at.astimezone(actor.zone).date())
    found = check_people(client, head)
    found += [ONE_OPEN] if any(row.client_signed_at is None and not row.void_reason for row in rows) else []
    profile = profile_for(client.site.state, on=head.effective_from)
    review_by = head.review_by or profile.review_by(head.effective_from)
    refuse(found + rules.check_dates(effective_from=head.effective_from, review_by=review_by, profile=profile))
    if episode is None:
        raise Refused(NO_EPISODE)
    before = next((row for row in rows if row.client_signed_at and not row.void_reason), None)
    same = before if before and before.episode_id == episode.id else None
    number = Plan.objects.filter(client=client).aggregate(last=Max("number"))["last"] or 0
    plan = Plan(
        organization_id=actor.organization_id,
        client=client,
        episode_id=episode.id,
        number=number + 1,
        kind=head.kind,
        based_on_id=same.id if same else None,
        counselor_id=head.counselor_id,
        case_manager_id=head.case_manager_id,
        effective_from=head.effective_from,
        review_by=review_by,
        drafted_at=at,
        drafted_by_id=actor.membership_id,
    )
    plan.save(force_insert=True)
    copy_parts(plan, before=same.id if same else None)
    return plan


@transaction.atomic
def save_plan(*, actor: Member, at: datetime, plan: Plan, version: int, head: Head, words: Words) -> None:
    """Write the head and the words of a draft. Raises Refused: PLN-002 to PLN-004, PLN-007 to PLN-009, EDIT-001."""
    del actor, at  # the history names both
    refuse_settled(plan)
    profile = profile_for(plan.client.site.state, on=head.effective_from)
    review_by = head.review_by or profile.review_by(head.effective_from)
    found = check_people(plan.client, head, plan)
    found += rules.check_dates(effective_from=head.effective_from, review_by=review_by, profile=profile)
    if not queries.is_in_care(plan.episode_id, plan.client_id, head.effective_from):
        found.append(rules.NOT_YET_IN_CARE)
    refuse(found)
    values = {
        "kind": head.kind,
        "effective_from": head.effective_from,
        "review_by": review_by,
        "counselor_id": head.counselor_id,
        "case_manager_id": head.case_manager_id,
    }
    save_changed(plan, version=version, values=values)
    written = PlanWords.objects.filter(plan=plan).update(
        strengths=words.strengths.strip(),
        needs=words.needs.strip(),
        participation=words.participation.strip(),
        referrals=words.referrals.strip(),
    )
    if not written:
        raise Refused(STALE)


@transaction.atomic
def void_plan(*, actor: Member, at: datetime, plan: Plan, reason: str) -> None:
    """Set a version aside: the one before counts again, links to this one open nothing. Raises Refused (VOID-001)."""
    void(plan, at=at, membership_id=actor.membership_id, reason=reason)
    links.revoke_all(actor=current.get(), at=at, purpose=PURPOSE, subject=plan.pk)


def refuse_settled(plan: Plan) -> None:
    """Lock a plan, and raise Refused (PLN-007) unless it is a draft: nobody signs while somebody writes."""
    drafts = Plan.objects.select_for_update().filter(pk=plan.pk, signed_at=None, voided_at=None)
    if drafts.values_list("pk").first() is None:
        raise Refused(SETTLED)


def check_people(client: Client, head: Head, plan: Plan | None = None) -> list[Finding]:
    """Return who may not be named in the head of a plan. Who is named there already stays."""
    found, here = [], [client.site_id]
    if is_unfit(head.counselor_id, roles=COUNSELORS, site_ids=here, besides=[plan.counselor_id] if plan else []):
        found.append(NO_COUNSELOR)
    if is_unfit(head.case_manager_id, roles=CARE_ROLES, site_ids=here, besides=[plan.case_manager_id] if plan else []):
        found.append(NO_MANAGER)
    return found
