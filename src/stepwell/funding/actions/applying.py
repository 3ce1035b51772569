"""Asking for the sliding fee, showing the income, deciding."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction

from stepwell.billing.actions.posting import lock
from stepwell.coverage.rules.sliding_fee import Region, check_household
from stepwell.funding.actions import discounting
from stepwell.funding.models import FeeApplication, FeeDecision, FeeProof
from stepwell.funding.queries import sliding
from stepwell.funding.queries.sliding import ApplicationRow
from stepwell.funding.queries.standing import judged
from stepwell.funding.rules import sliding as rules
from stepwell.funding.vocabulary import Declined, Period, ProofKind
from stepwell.kernel.findings import Refused, refuse
from stepwell.platform.documents import actions as documents
from stepwell.platform.documents.actions import Upload
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import current


@dataclass(frozen=True)
class Household:
    """What a client says: how many people live on which dollars each period, since when it counts."""

    applied_on: date
    people: int
    income: Decimal
    period: Period
    region: Region
    words: str = ""


@dataclass(frozen=True)
class Shown:
    """What shows an income; `upload` is the paper, if it was handed in."""

    kind: ProofKind
    dated_on: date
    upload: Upload | None = None


def apply(
    *, actor: Member, at: datetime, client_id: UUID, household: Household, shown: Shown, key: str
) -> FeeApplication:
    """Write down that a client asks for the sliding fee.

    key     of the form: sent twice, it asks once
    raises  Refused: FEE-002, FEE-003, FND-008, FND-009, DOC-001 ...
    """
    lock(client_id)
    known = FeeApplication.objects.filter(idempotency_key=key, client=client_id).first()
    if known is not None:
        return known
    today = at.astimezone(actor.zone).date()
    income = rules.yearly(household.income, household.period)
    refuse(
        [
            *check_household(income, household.people),
            *rules.check_application(applied_on=household.applied_on, proof_on=shown.dated_on, today=today),
        ]
    )
    row = FeeApplication.objects.create(
        organization_id=actor.organization_id, client_id=client_id, applied_on=household.applied_on,
        household=household.people, income=f"{household.income:.2f}", period=household.period,
        region=household.region, words=household.words.strip() or None, idempotency_key=key, asked_at=at,
        asked_by_id=actor.membership_id,
    )  # fmt: skip
    add_proof(actor=actor, at=at, application_id=row.pk, client_id=client_id, shown=shown)
    return row


def add_proof(*, actor: Member, at: datetime, application_id: UUID, client_id: UUID, shown: Shown) -> FeeProof:
    """Add what shows the income of an application that waits. Raises Refused: FND-002, FND-009, DOC-001 ..."""
    refuse(rules.check_proof(shown.dated_on, today=at.astimezone(actor.zone).date()))
    if FeeDecision.objects.filter(application=application_id).exists():
        raise Refused(rules.DECIDED)
    document = None
    if shown.upload is not None:
        category = Category.BENEFITS if actor.may(Category.BENEFITS, writes=True) else Category.BILLING
        document = documents.add_document(
            actor=current.get(), at=at, upload=shown.upload, category=category, client=client_id
        )
    return FeeProof.objects.create(
        organization_id=actor.organization_id, application_id=application_id, client_id=client_id, kind=shown.kind,
        dated_on=shown.dated_on, document=document, added_at=at, added_by_id=actor.membership_id,
    )  # fmt: skip


def grant(
    *, actor: Member, at: datetime, client_id: UUID, application_id: UUID, valid_from: date, after_payer: bool,
    words: str,
) -> FeeDecision:  # fmt: skip
    """Grant the discount of the class that the income comes to, for twelve months, and take it off what is owed.

    after_payer  also of what payers leave to the client, for hardship that `words` document
    raises       Refused: FND-001, 002, 004 to 006, 010, FEE-001
    """
    row = _waiting(client_id, application_id)
    fee_class, percent = judged(row)
    kinds = [proof.kind for proof in row.proofs]
    refuse(
        rules.check_grant(
            is_own=row.asked_by_id == actor.membership_id, fee_class=fee_class, proofs=kinds, after_payer=after_payer,
            words=words,
        )
    )  # fmt: skip
    refuse(rules.check_from(valid_from, applied_on=row.applied_on, today=at.astimezone(actor.zone).date()))
    decision = FeeDecision(
        class_name=fee_class.name, share=fee_class.share, nominal=fee_class.nominal, valid_from=valid_from,
        valid_to=rules.last_day(valid_from), percent=percent, after_payer=after_payer, words=words.strip() or None,
        **_decided(actor, at, row),
    )  # fmt: skip
    _save(decision)
    discounting.take_off(actor=actor, at=at, client_id=client_id)
    return decision


def decline(
    *, actor: Member, at: datetime, client_id: UUID, application_id: UUID, declined: Declined, words: str
) -> FeeDecision:
    """Say why there is no discount. Raises Refused: FND-002, FND-007 where the schedule has a discount, FEE-001."""
    row = _waiting(client_id, application_id)
    if declined is Declined.ABOVE and judged(row)[0].up_to is not None:
        raise Refused(rules.HAS_DISCOUNT)
    decision = FeeDecision(declined=declined, words=words.strip() or None, **_decided(actor, at, row))
    _save(decision)
    return decision


def _waiting(client_id: UUID, application_id: UUID) -> ApplicationRow:
    lock(client_id)
    row = sliding.get(client_id, application_id)
    if row is None or row.decision is not None:
        raise Refused(rules.DECIDED)
    return row


def _decided(actor: Member, at: datetime, row: ApplicationRow) -> dict[str, object]:
    return {
        "id": row.id, "organization_id": actor.organization_id, "application_id": row.id, "client_id": row.client_id,
        "asked_by_id": row.asked_by_id, "decided_at": at, "decided_by_id": actor.membership_id,
    }  # fmt: skip


def _save(decision: FeeDecision) -> None:
    try:
        with transaction.atomic():
            decision.save(force_insert=True)
    except IntegrityError:
        raise Refused(rules.DECIDED) from None
