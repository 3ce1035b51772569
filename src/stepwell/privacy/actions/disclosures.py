"""Writing down what leaves, before or as it leaves; without such a row nothing may."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.bulk import insert
from stepwell.platform.walls.editing import check_reason
from stepwell.platform.walls.scope import current
from stepwell.privacy.models import Disclosure, DisclosureCorrection
from stepwell.privacy.queries import consents
from stepwell.privacy.rules.disclosures import NO_CONSENT, NOT_PERMITTED, Leaving, check_leaving, not_in_force
from stepwell.privacy.vocabulary import CONSENT_KINDS, State

CORRECTED = Finding("DIS-021", "Somebody struck this out before.")


@transaction.atomic
def disclose(
    *, actor: Member | None, at: datetime, client_id: UUID, leaving: Leaving, disclosed_at: datetime | None = None
) -> Disclosure:
    """Write down that something leaves, in the transaction that lets it out.

    actor         None for a job
    disclosed_at  when it left, if that was before `at`
    raises        Refused: DIS-001 to DIS-014. The database refuses as well what no consent in force permits.
    """
    instant = disclosed_at or at
    refuse(check_leaving(leaving, disclosed_at=instant, at=at))
    _check_consent(client_id, leaving, instant)
    disclosure = _disclosure(actor, client_id, leaving, instant)
    disclosure.save(force_insert=True)
    return disclosure


@transaction.atomic
def disclose_all(
    *,
    actor: Member | None,
    at: datetime,
    leavings: Sequence[tuple[UUID, Leaving]],
    disclosed_at: datetime | None = None,
) -> None:
    """Write down that many things leave at once, each about a client. The caller asked the consents that they name.

    raises  Refused: DIS-001 to DIS-011. The database refuses what no consent in force permits.
    """
    instant = disclosed_at or at
    for _, leaving in leavings:
        refuse(check_leaving(leaving, disclosed_at=instant, at=at))
    insert([_disclosure(actor, client_id, leaving, instant) for client_id, leaving in leavings])


def _disclosure(actor: Member | None, client_id: UUID, leaving: Leaving, instant: datetime) -> Disclosure:
    return Disclosure(
        organization_id=current.get().tenant,
        client_id=client_id,
        basis=leaving.basis,
        consent_id=leaving.consent,
        recipient_kind=leaving.recipient.kind,
        recipient=leaving.recipient.name.strip(),
        affiliation=leaving.affiliation.strip() or None,
        categories=sorted(leaving.categories),
        purpose=leaving.purpose,
        purpose_words=leaving.purpose_words.strip() or None,
        what=leaving.what.strip(),
        grounds=leaving.grounds.strip() or None,
        has_order=leaving.has_order,
        has_mandate=leaving.has_mandate,
        way=leaving.way,
        notice=leaving.notice or "",
        enclosure=leaving.enclosure or "",
        disclosed_at=instant,
        account_id=actor.account_id if actor else None,
    )


def _check_consent(client_id: UUID, leaving: Leaving, instant: datetime) -> None:
    if leaving.consent is None:
        return
    consent = consents.consent(client_id, leaving.consent)
    if consent is None:
        raise Refused(NO_CONSENT)
    state = consent.state(instant)
    if state is not State.IN_FORCE:
        raise Refused(not_in_force(state))
    fits = consent.kind in CONSENT_KINDS.get(leaving.basis, frozenset())
    if not fits or not consent.permits(leaving.use, at=instant):
        raise Refused(NOT_PERMITTED)


@transaction.atomic
def strike_out(*, actor: Member, at: datetime, disclosure: Disclosure, reason: str) -> DisclosureCorrection:
    """Strike out a disclosure that was written down by mistake; it stays, with the reason.

    raises  Refused: VOID-001 without a reason, DIS-021
    """
    refuse(check_reason(reason))
    correction = DisclosureCorrection(
        organization_id=disclosure.organization_id,
        disclosure=disclosure,
        client_id=disclosure.client_id,
        reason=reason.strip(),
        corrected_at=at,
        account_id=actor.account_id,
    )
    try:
        with transaction.atomic():
            correction.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(CORRECTED) from error
    return correction
