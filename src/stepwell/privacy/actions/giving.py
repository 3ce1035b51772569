"""Texts by a one-time link: asking a client to read what is still missing, and their signing on a telephone."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.links import actions as links
from stepwell.platform.signatures import actions as signatures
from stepwell.platform.signatures.rules.marks import Mark
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.scope import Scope
from stepwell.privacy.actions import linking
from stepwell.privacy.actions.linking import Sent
from stepwell.privacy.actions.notices import GIVEN, NO_NAME, PURPOSE, end_links, signed_words
from stepwell.privacy.models import Acknowledgement, NoticeRequest, NoticeVersion
from stepwell.privacy.queries.notices import Asked, given_to
from stepwell.privacy.vocabulary import AcknowledgementWay

NOTHING = Finding("TXT-014", "Choose at least one text.", "notices")
NOT_MISSING = Finding(
    "TXT-015",
    "One of these texts was given meanwhile, or is no longer in force. Load the page again and choose.",
    "notices",
)
NO_LINK = Finding("TXT-016", "No link waits for this client any more. Load the page again.")


@transaction.atomic
def print_texts(*, actor: Member, at: datetime, client_id: UUID, notices: Sequence[UUID]) -> Sent:
    """Make a link for a letter that carries these texts; links with texts before open nothing any more.

    notices  versions in force that the client was not given yet
    raises   Refused: CON-031, TXT-014, TXT-015
    """
    missing = [row.notice.pk for row in given_to(client_id, on=at.astimezone(actor.zone).date()) if not row.is_current]
    chosen = [key for key in missing if key in set(notices)]
    wrong = {NOTHING: not notices, NOT_MISSING: len(chosen) < len(set(notices))}
    refuse(finding for finding, is_wrong in wrong.items() if is_wrong)
    end_links(client_id, at=at)
    request = NoticeRequest.objects.create(
        organization_id=actor.organization_id,
        client_id=client_id,
        notices=chosen,
        asked_at=at,
        asked_by_id=actor.membership_id,
    )
    return linking.new_link(at=at, purpose=PURPOSE, subject=request.pk, client_id=client_id)


@transaction.atomic
def send_texts(*, actor: Member, at: datetime, client_id: UUID, notices: Sequence[UUID], contact_id: UUID) -> Sent:
    """Send a link that carries these texts to an address marked safe.

    returns  the link, and the code to tell the client by telephone or in person
    raises   Refused: CON-031, CON-035, TXT-014, TXT-015
    """
    address = linking.safe_mail(client_id, contact_id)
    sent = print_texts(actor=actor, at=at, client_id=client_id, notices=notices)
    linking.mail(sent, at=at, to=address, client_id=client_id)
    return sent


@transaction.atomic
def take_back(*, actor: Member, at: datetime, client_id: UUID) -> None:
    """End the link that waits for a client to read texts; what they signed stays. Raises Refused (TXT-016)."""
    del actor  # the end of the link names who acts
    if not end_links(client_id, at=at):
        raise Refused(NO_LINK)


@transaction.atomic
def acknowledge_by_link(
    *, actor: Scope, at: datetime, asked: Asked, notice: NoticeVersion, link_id: UUID, name: str, mark: Mark
) -> bool:
    """Record that the client signed for one of the texts of their link.

    actor    the visitor's scope
    returns  whether that was the last of them: then the link opens nothing any more
    raises   Refused: TXT-011, TXT-013, LINK-001, LINK-002, SIGN-003
    """
    refuse([] if name.strip() else [NO_NAME])
    if notice.pk in asked.signed:
        raise Refused(GIVEN)
    what = signed_words(asked.request.client_id, notice)
    signature = signatures.sign(actor=actor, at=at, what=what, mark=mark, signer=name.strip())
    given = Acknowledgement(
        organization_id=asked.request.organization_id,
        client_id=asked.request.client_id,
        notice=notice,
        way=AcknowledgementWay.SIGNED,
        given_at=at,
        signature_id=signature.pk,
        request=asked.request,
        link_id=link_id,
    )
    try:
        with transaction.atomic():
            given.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(GIVEN) from error
    is_last = asked.signed | {notice.pk} >= {one.pk for one in asked.notices}
    if is_last:
        links.use(actor=actor, at=at)
    return is_last
