"""How a consent ends before its day: taken back, or by the event that it names."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.documents import actions as documents
from stepwell.platform.documents.actions import Upload
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls import editing
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import current
from stepwell.privacy import hooks
from stepwell.privacy.models import Consent, ConsentEnding, ConsentRevocation
from stepwell.privacy.vocabulary import Expiry, RevocationWay

NEVER_SIGNED = Finding("CON-041", "Only a signed consent can be taken back. Set a draft aside instead.")
REVOKED = Finding("CON-042", "This consent was taken back before.")
WHO_ASKED = Finding("CON-043", "Write who took it back: the client, or somebody who may sign for them.", "asked_by")
NO_EVENT = Finding("CON-044", "This consent ends on a date or when it is taken back, not by an event.")
EVENT_WHEN = Finding("CON-045", "The day lies before the signature or in the future. Check it.", "happened_on")
NOTED = Finding("CON-046", "Somebody wrote this event down before.")


@transaction.atomic
def revoke(
    *,
    actor: Member,
    at: datetime,
    consent: Consent,
    way: RevocationWay,
    asked_by: str,
    words: str = "",
    paper: Upload | None = None,
) -> ConsentRevocation:
    """Write down that a consent was taken back. It permits nothing from `at` on, for good.

    asked_by  who took it back
    words     what they said or wrote, if it matters
    paper     a signed paper, kept with the client's documents
    raises    Refused: CON-041 to CON-043, and what is wrong with the file
    """
    if consent.signed_at is None or consent.voided_at is not None:
        raise Refused(NEVER_SIGNED)
    refuse([] if asked_by.strip() else [WHO_ASKED])
    if ConsentRevocation.objects.filter(consent=consent).exists():
        raise Refused(REVOKED)
    revocation = ConsentRevocation(
        organization_id=consent.organization_id,
        consent=consent,
        client_id=consent.client_id,
        revoked_at=at,
        way=way,
        asked_by=asked_by.strip(),
        words=words.strip() or None,
        document_id=_kept(paper, at, consent.client_id),
        account_id=actor.account_id,
    )
    _once(revocation, REVOKED)
    hooks.tell(organization=consent.organization_id, consent_id=consent.pk)
    return revocation


def _kept(paper: Upload | None, at: datetime, client_id: UUID) -> UUID | None:
    if paper is None:
        return None
    scope = current.get()
    kept = documents.add_document(actor=scope, at=at, upload=paper, category=Category.CONSENTS, client=client_id)
    found: UUID = kept.pk
    return found


@transaction.atomic
def note_ending(*, actor: Member, at: datetime, consent: Consent, happened_on: date) -> ConsentEnding:
    """Write down that the event happened which ends a consent: on that day it permits nothing any more.

    raises  Refused: CON-041, CON-044 to CON-046
    """
    if consent.signed_at is None or consent.voided_at is not None:
        raise Refused(NEVER_SIGNED)
    if consent.expiry not in {Expiry.EVENT, Expiry.END_OF_TREATMENT}:
        raise Refused(NO_EVENT)
    signed_on = consent.signed_at.astimezone(actor.zone).date()
    refuse([] if signed_on <= happened_on <= at.astimezone(actor.zone).date() else [EVENT_WHEN])
    if ConsentEnding.objects.filter(consent=consent, voided_at=None).exists():
        raise Refused(NOTED)
    ending = ConsentEnding(
        organization_id=consent.organization_id,
        consent=consent,
        client_id=consent.client_id,
        happened_on=happened_on,
        noted_at=at,
        noted_by_id=actor.membership_id,
    )
    _once(ending, NOTED)
    hooks.tell(organization=consent.organization_id, consent_id=consent.pk)
    return ending


@transaction.atomic
def end_with_treatment(*, actor: Member, at: datetime, client_id: UUID, on: date) -> int:
    """End every consent of a client that lasts until treatment ends; returns how many.

    on  the last day of treatment
    """
    open_ones = Consent.objects.filter(
        client=client_id, expiry=Expiry.END_OF_TREATMENT, voided_at=None, revocations=None, signed_at__isnull=False
    )
    ended = ConsentEnding.objects.filter(client=client_id, voided_at=None).values("consent")
    consents = list(open_ones.exclude(pk__in=ended).order_by("drafted_at"))
    for consent in consents:
        note_ending(actor=actor, at=at, consent=consent, happened_on=on)
    return len(consents)


@transaction.atomic
def void_ending(*, actor: Member, at: datetime, ending: ConsentEnding, reason: str) -> None:
    """Take back that an event happened, because it was written down by mistake. Raises Refused: VOID-001, VOID-002."""
    editing.void(ending, at=at, membership_id=actor.membership_id, reason=reason)


def _once(row: ConsentRevocation | ConsentEnding, taken: Finding) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(taken) from error
