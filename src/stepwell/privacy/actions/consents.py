"""Writing a consent, changing the draft, setting one aside."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from stepwell.clients import queries as clients
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.links import actions as links
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls import editing
from stepwell.platform.walls.scope import current
from stepwell.privacy import hooks
from stepwell.privacy.models import Consent
from stepwell.privacy.rules import elements, wording
from stepwell.privacy.rules.elements import Terms, check_terms
from stepwell.privacy.rules.wording import Subject

PURPOSE = "consent"  # of one-time links
HIDDEN = Finding(
    "CON-031", "This client’s demographics are not shown to you. Somebody who sees them writes the consent."
)
SETTLED = Finding("CON-032", "This consent was signed or set aside meanwhile. Load the page again.")


@transaction.atomic
def draft_consent(*, actor: Member, at: datetime, client_id: UUID, terms: Terms) -> Consent:
    """Write a consent for a client to sign; it permits nothing before.

    terms    what it says; the client's name comes from the record
    returns  the draft, with the text exactly as the client will read it
    raises   Refused: a code for each missing element (CON-001 to CON-025), CON-011 if it would have ended, CON-031
    """
    subject = subject_of(client_id)
    whole = _checked(terms, subject, at, actor)
    consent = Consent(
        organization_id=actor.organization_id,
        client_id=client_id,
        drafted_at=at,
        drafted_by_id=actor.membership_id,
        **_columns(whole, subject),
    )
    consent.save(force_insert=True)
    return consent


@transaction.atomic
def change_draft(*, actor: Member, at: datetime, consent: Consent, version: int, terms: Terms) -> None:
    """Change what an unsigned consent says. Links to the text before open nothing any more.

    version  of the draft, as it was shown
    raises   Refused as `draft_consent`, CON-032, EDIT-001
    """
    refuse_settled(consent)
    subject = subject_of(consent.client_id)
    whole = _checked(terms, subject, at, actor)
    editing.save_changed(consent, version=version, values=_columns(whole, subject))
    links.revoke_all(actor=current.get(), at=at, purpose=PURPOSE, subject=consent.pk)


@transaction.atomic
def void_consent(*, actor: Member, at: datetime, consent: Consent, reason: str) -> None:
    """Set a consent aside that was made by mistake, such as for another client; it stays, struck out.

    raises  Refused: VOID-001 without a reason, VOID-002 if it was set aside before
    """
    editing.void(consent, at=at, membership_id=actor.membership_id, reason=reason)
    links.revoke_all(actor=current.get(), at=at, purpose=PURPOSE, subject=consent.pk)
    if consent.signed_at is not None:
        hooks.tell(organization=consent.organization_id, consent_id=consent.pk)


def subject_of(client_id: UUID) -> Subject:
    """Return whose consent it is, as its text says it; raises Refused (CON-031)."""
    client, demographics = clients.get(client_id), clients.demographics_of(client_id)
    if client is None or demographics is None:
        raise Refused(HIDDEN)
    return Subject(client.legal_name, demographics.birth_date)


def refuse_settled(consent: Consent) -> None:
    """Raise Refused (CON-032) unless a consent is still to be signed."""
    if consent.signed_at is not None or consent.voided_at is not None:
        raise Refused(SETTLED)


def _checked(terms: Terms, subject: Subject, at: datetime, actor: Member) -> Terms:
    whole = replace(terms, client_name=subject.name)
    found = check_terms(whole)
    if whole.expires_on is not None and whole.expires_on < at.astimezone(actor.zone).date():
        found.append(elements.ENDS_BEFORE)
    refuse(found)
    return whole


def _columns(terms: Terms, subject: Subject) -> dict[str, Any]:
    return {
        "kind": terms.kind,
        "discloser": terms.discloser.strip(),
        "recipient_kind": terms.recipient.kind,
        "recipient": terms.recipient.name.strip(),
        "recipient_is_class": terms.recipient.is_class,
        "intermediary": terms.intermediary.strip() or None,
        "intermediary_members": terms.intermediary_members.strip() or None,
        "categories": sorted(terms.categories),
        "details": terms.details.strip() or None,
        "purpose": terms.purpose,
        "purpose_words": terms.purpose_words.strip() or None,
        "expiry": terms.expiry,
        "expires_on": terms.expires_on,
        "expiry_event": terms.expiry_event.strip() or None,
        "names_fundraising": terms.names_fundraising,
        "statements": sorted(terms.statements),
        "text_version": wording.VERSION,
        "text": wording.text_of(terms, subject),
    }
