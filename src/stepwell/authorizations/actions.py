"""Keeping authorizations. Each runs in the caller's transaction and scope."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from stepwell.authorizations.models import Authorization
from stepwell.authorizations.rules.checking import Other, Terms, check, overlaps
from stepwell.authorizations.vocabulary import Status
from stepwell.clients.models import Client
from stepwell.clients.rules.enrollment import Span
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.people.queries.holders import is_unfit
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.editing import save_changed, void
from stepwell.platform.walls.rights import Role

_NOT_ITS = Finding("AUTH-018", "What this extends is another client's, was set aside, or begins later.")
_EXTENDED = Finding("AUTH-019", "This was extended before. Extend that one, or set it aside.")
_HERE = Finding("AUTH-021", "Choose a utilization reviewer of the client’s site as reviewer.", "reviewer")
_FOLLOWED = Finding("AUTH-022", "An extension follows this one. Set that one aside first.")


@dataclass(frozen=True)
class Record:
    """An authorization as typed.

    reviewer_id  whose work it is here; they reach the chart while it runs
    keep_both    whether one that overlaps stays beside it
    """

    terms: Terms
    reviewer_id: UUID | None = None
    payer_reviewer: str = ""
    payer_reference: str = ""
    notes: str = ""
    keep_both: bool = False


@transaction.atomic
def record(
    *, actor: Member, at: datetime, client: Client, record: Record, extends: Authorization | None = None
) -> Authorization:
    """Keep a request or what a payer allowed; an extension is one of its own that names the one before.

    raises  Refused (AUTH-001 ...)
    """
    found = _check(actor, at, client, record, before=extends)
    if extends is not None:
        found += _check_extending(extends, client, record)
    refuse(found)
    made = Authorization(
        organization_id=actor.organization_id,
        client=client,
        extends=extends,
        made_by_id=actor.membership_id,
        **_values(record),
    )
    made.save(force_insert=True)
    return made


@transaction.atomic
def change(*, actor: Member, at: datetime, authorization: Authorization, version: int, record: Record) -> None:
    """Write what changed, such as the payer's decision. Raises Refused (AUTH-001 ..., EDIT-001)."""
    client = authorization.client
    refuse(_check(actor, at, client, record, before=authorization, except_id=authorization.pk))
    save_changed(authorization, version=version, values=_values(record))


@transaction.atomic
def void_authorization(*, actor: Member, at: datetime, authorization: Authorization, reason: str) -> None:
    """Set one aside that was made by mistake. Raises Refused (AUTH-022, VOID-001 ...)."""
    if Authorization.objects.filter(extends=authorization, voided_at=None).exists():
        raise Refused(_FOLLOWED)
    void(authorization, at=at, membership_id=actor.membership_id, reason=reason)


def _check(
    actor: Member, at: datetime, client: Client, record: Record, *, before: Authorization | None,
    except_id: UUID | None = None,
) -> list[Finding]:  # fmt: skip
    found = check(record.terms, on=at.astimezone(actor.zone).date())
    besides = [before.reviewer_id] if before else []
    if is_unfit(record.reviewer_id, roles=[Role.UTILIZATION], site_ids=[client.site_id], besides=besides):
        found.append(_HERE)
    if not record.keep_both:
        others = Authorization.objects.filter(client=client, voided_at=None)
        found += overlaps(record.terms, [_other(other) for other in others if other.pk != except_id])
    return found


def _check_extending(before: Authorization, client: Client, record: Record) -> list[Finding]:
    if before.client_id != client.pk or before.voided_at or before.from_on > record.terms.span.begin:
        return [_NOT_ITS]
    return [_EXTENDED] if Authorization.objects.filter(extends=before, voided_at=None).exists() else []


def _other(row: Authorization) -> Other:
    return Other(row.level, row.payer, Span(row.from_on, row.to_on), Status(row.status))


def _values(record: Record) -> dict[str, Any]:
    terms = record.terms
    return {
        "payer": terms.payer.strip(),
        "number": terms.number.strip(),
        "level": terms.level,
        "codes": list(terms.codes),
        "unit": terms.unit,
        "units_requested": terms.units_requested,
        "units_approved": terms.units_approved,
        "from_on": terms.span.begin,
        "to_on": terms.span.end,
        "requested_on": terms.requested_on,
        "decided_on": terms.decided_on,
        "next_review_on": terms.next_review_on,
        "status": terms.status,
        "units_before": terms.units_before,
        "before_until": terms.before_until,
        "reviewer_id": record.reviewer_id,
        "payer_reviewer": record.payer_reviewer.strip(),
        "payer_reference": record.payer_reference.strip(),
        "notes": record.notes.strip(),
    }
