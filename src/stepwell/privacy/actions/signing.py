"""Signing a consent: here on the screen, or by a one-time link that is sent or printed."""

from dataclasses import replace
from datetime import datetime, tzinfo
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.links import actions as links
from stepwell.platform.signatures import actions as signatures
from stepwell.platform.signatures.rules.marks import Mark
from stepwell.platform.signatures.rules.verification import digest_of
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import Scope, current
from stepwell.privacy.actions import linking
from stepwell.privacy.actions.consents import PURPOSE, SETTLED, refuse_settled, subject_of
from stepwell.privacy.actions.linking import Sent
from stepwell.privacy.models import Consent
from stepwell.privacy.queries.consents import terms_of
from stepwell.privacy.rules import wording
from stepwell.privacy.rules.consents import Record, check_signing
from stepwell.privacy.rules.elements import Signing
from stepwell.privacy.vocabulary import Kind, Signer

CHANGED = Finding(
    "CON-033", "The text changed while you were reading, so nothing was signed. Read it once more, and sign again."
)
OUTDATED = Finding(
    "CON-034",
    "The client’s name, birth date or our wording changed after this was written. Save the draft again, then sign.",
)


@transaction.atomic
def sign_here(
    *,
    actor: Member,
    at: datetime,
    consent: Consent,
    mark: Mark,
    signing: Signing,
    shown: str,
    declines_fundraising: bool = False,
) -> None:
    """Record that the client, or whoever may sign for them, signed on this screen. It is in force from now on.

    signing  who signs; its instant is `at`
    shown    digest of the text that was on the page
    raises   Refused: CON-012, CON-015, CON-022, CON-032 to CON-034
    """
    refuse_settled(consent)
    subject, terms = subject_of(consent.client_id), terms_of(consent)
    now = replace(signing, signed_at=at)
    refuse(check_signing(Record(terms, now, born=subject.born), at=at, zone=actor.zone))
    if wording.text_of(terms, subject) != consent.text:
        raise Refused(OUTDATED)
    _sign(current.get(), at, consent, mark, now, shown=shown, declines=declines_fundraising)
    links.revoke_all(actor=current.get(), at=at, purpose=PURPOSE, subject=consent.pk)


@transaction.atomic
def sign_by_link(
    *,
    actor: Scope,
    at: datetime,
    consent: Consent,
    mark: Mark,
    name: str,
    shown: str,
    zone: tzinfo,
    declines_fundraising: bool = False,
) -> None:
    """Record that the client signed through the link; afterwards it opens nothing.

    actor   the visitor's scope
    zone    of the organization
    raises  Refused: CON-011, CON-012, CON-032, CON-033, LINK-001, LINK-002
    """
    refuse_settled(consent)
    now = Signing(Signer.CLIENT, name, at)
    refuse(check_signing(Record(terms_of(consent), now), at=at, zone=zone))
    _sign(actor, at, consent, mark, now, shown=shown, declines=declines_fundraising)
    links.use(actor=actor, at=at)


@transaction.atomic
def send_link(*, actor: Member, at: datetime, consent: Consent, contact_id: UUID) -> Sent:
    """Send a link by e-mail to an address marked safe; links before open nothing any more.

    returns  the link, and the code to tell the client by telephone or in person
    raises   Refused: CON-031, CON-032, CON-035
    """
    address = linking.safe_mail(consent.client_id, contact_id)
    sent = print_link(actor=actor, at=at, consent=consent)
    linking.mail(sent, at=at, to=address, client_id=consent.client_id)
    return sent


@transaction.atomic
def print_link(*, actor: Member, at: datetime, consent: Consent) -> Sent:
    """Make a link for a letter; links before open nothing any more. Raises Refused: CON-031, CON-032."""
    del actor  # the link names who made it
    refuse_settled(consent)
    links.revoke_all(actor=current.get(), at=at, purpose=PURPOSE, subject=consent.pk)
    return linking.new_link(at=at, purpose=PURPOSE, subject=consent.pk, client_id=consent.client_id)


def _sign(
    scope: Scope, at: datetime, consent: Consent, mark: Mark, signing: Signing, *, shown: str, declines: bool
) -> None:
    content = consent.text.encode()
    if shown != digest_of(content):
        raise Refused(CHANGED)
    what = signatures.Subject(wording.title_of(Kind(consent.kind)), content, Category.CONSENTS, consent.client_id)
    signature = signatures.sign(actor=scope, at=at, what=what, mark=mark, signer=signing.name)
    values: dict[str, Any] = {
        "signed_at": at,
        "signer": signing.signer,
        "signer_name": signing.name.strip(),
        "relation": signing.relation.strip() or None,
        "authority": signing.authority.strip() or None,
        "signature": signature,
        "declines_fundraising": declines if consent.names_fundraising else None,
    }
    unsigned = Consent.objects.filter(pk=consent.pk, version=consent.version, signed_at=None, voided_at=None)
    if not unsigned.update(**values, version=F("version") + 1):
        raise Refused(SETTLED)
