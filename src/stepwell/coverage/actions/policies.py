"""Policies as they stand on a card."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from stepwell.coverage.models import PayerPlan, Policy
from stepwell.coverage.queries.payers import payers
from stepwell.coverage.rules.policies import Terms, check_terms
from stepwell.coverage.vocabulary import MEMBER_LABEL, Holder, PlanType
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.crypto.blind import Form, blind_index
from stepwell.platform.documents.actions import Upload, add_document
from stepwell.platform.documents.models import Document
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls import editing
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import current

VOIDED = Finding("COV-021", "This policy was set aside as a mistake. Nothing more is added to it.")
NO_PAYER = Finding("COV-015", "This payer is no longer in the list, or has ended. Choose another.", "payer")
NO_PLAN = Finding("COV-017", "This plan is not of this payer, or has ended. Choose another, or none.", "plan")
CLASH = Finding(
    "COV-020", "Another policy pays at this place in these days. End that one first, or choose another place.", "rank"
)


def add_policy(
    *,
    actor: Member,
    at: datetime,
    client_id: UUID,
    payer_id: UUID | None,
    terms: Terms,
    plan_id: UUID | None = None,
) -> Policy:
    """Add a policy of a client. A plan of the payer's list says type and name for it.

    raises  Refused: COV-002 to COV-006, COV-015, COV-017, COV-020 for two at the same place
    """
    plan = _plan(plan_id, payer_id)
    on, terms = at.astimezone(actor.zone).date(), _under(plan, terms)
    refuse(check_terms(terms, on=on) + _check_payer(payer_id, on=on) + _check_ended(plan, on=on))
    columns = {**_columns(terms, payer_id), "plan": plan}
    policy = Policy(organization_id=actor.organization_id, client_id=client_id, **columns)
    try:
        with transaction.atomic():
            policy.save(force_insert=True)
    except IntegrityError as clash:
        raise Refused(CLASH) from clash
    return policy


def change_policy(
    *,
    actor: Member,
    at: datetime,
    policy: Policy,
    version: int,
    payer_id: UUID | None,
    terms: Terms,
    plan_id: UUID | None = None,
) -> None:
    """Correct a policy, or end it. Raises Refused: also EDIT-001 if somebody else was faster."""
    _refuse_voided(policy)
    plan = _plan(plan_id, payer_id)
    on, terms = at.astimezone(actor.zone).date(), _under(plan, terms)
    found = check_terms(terms, on=on)
    found += [] if payer_id == policy.payer_id else _check_payer(payer_id, on=on)
    found += [] if plan_id == policy.plan_id else _check_ended(plan, on=on)
    refuse(found)
    try:
        with transaction.atomic():
            values = {**_columns(terms, payer_id), "plan_id": plan.pk if plan else None}
            editing.save_changed(policy, version=version, values=values)
    except IntegrityError as clash:
        raise Refused(CLASH) from clash


def keep_card(
    *,
    actor: Member,
    at: datetime,
    policy: Policy,
    front: Upload | None = None,
    back: Upload | None = None,
    summary: Upload | None = None,
) -> None:
    """Keep pictures of the card's two sides, and the plan's own summary; the older ones stay among the documents.

    raises  Refused: COV-022 without any, DOC-0xx and IMG-0xx for files that cannot be kept
    """
    del actor  # documents name the scope
    _refuse_voided(policy)
    if front is None and back is None and summary is None:
        raise Refused(Finding("COV-022", "Choose a picture of the card, or the plan’s summary.", "front"))
    kept = {}
    for side, upload in (("front", front), ("back", back), ("summary", summary)):
        if upload:
            kept[f"{side}_id"] = _document(policy, side, upload, at).pk
    editing.save_changed(policy, version=policy.version, values=kept)


_TITLES = {"front": "Insurance card, front", "back": "Insurance card, back", "summary": "Summary of benefits"}


def _document(policy: Policy, side: str, upload: Upload, at: datetime) -> Document:
    titled = Upload(_TITLES[side], upload.content, upload.size)
    before = getattr(policy, f"{side}_id")
    previous = Document.objects.defer("content").filter(pk=before).first() if before else None
    return add_document(
        actor=current.get(),
        at=at,
        upload=titled,
        category=Category.BENEFITS,
        client=policy.client_id,
        previous=previous,
    )


def void_policy(*, actor: Member, at: datetime, policy: Policy, reason: str) -> None:
    """Set a policy aside because it was made by mistake; it stays, with the reason. Raises Refused."""
    editing.void(policy, at=at, membership_id=actor.membership_id, reason=reason)


def _check_payer(payer_id: UUID | None, *, on: date) -> list[Finding]:
    if payer_id is None or any(payer.pk == payer_id for payer in payers(in_use_on=on)):
        return []
    return [NO_PAYER]


def _under(plan: PayerPlan | None, terms: Terms) -> Terms:
    """Return the terms with what the plan says."""
    return replace(terms, plan_type=PlanType(plan.plan_type), plan_name=plan.name) if plan else terms


def _plan(plan_id: UUID | None, payer_id: UUID | None) -> PayerPlan | None:
    """Return a plan of a payer. Raises Refused (COV-017) if it has none such."""
    plan = PayerPlan.objects.filter(pk=plan_id, payer=payer_id).first() if plan_id else None
    if plan_id and plan is None:
        raise Refused(NO_PLAN)
    return plan


def _check_ended(plan: PayerPlan | None, *, on: date) -> list[Finding]:
    return [NO_PLAN] if plan and plan.ended_on and plan.ended_on < on else []


def _refuse_voided(policy: Policy) -> None:
    if policy.voided_at:
        raise Refused(VOIDED)


def _columns(terms: Terms, payer_id: UUID | None) -> dict[str, Any]:
    is_other, member = terms.holder == Holder.OTHER, terms.member_id.strip()
    born = terms.holder_birth_date if is_other else None
    return {
        "payer_id": payer_id,
        "plan_type": terms.plan_type,
        "plan_name": terms.plan_name.strip(),
        "member_id": member or None,
        "member_id_index": blind_index(member, MEMBER_LABEL, Form.CODE) if member else None,
        "group_number": terms.group_number.strip(),
        "holder": terms.holder,
        "holder_name": terms.holder_name.strip() if is_other else None,
        "holder_relation": terms.holder_relation.strip() if is_other else "",
        "holder_birth_date": born.isoformat() if born else None,
        **{name: getattr(terms, name) for name in ("source", "employer_size", "entitlement", "court", "after")},
        "rank": terms.rank,
        "from_on": terms.from_on,
        "to_on": terms.to_on,
        "notes": terms.notes.strip() or None,
    }
