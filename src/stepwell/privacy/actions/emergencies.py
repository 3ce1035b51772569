"""Opening a closed chart in an emergency, and judging that afterwards."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from stepwell.clients.models import Client
from stepwell.kernel.findings import Refused, refuse
from stepwell.platform.outbox import actions as outbox
from stepwell.platform.outbox.rules.wording import Template
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.scope import current
from stepwell.privacy.models import EmergencyAccess, EmergencyReview
from stepwell.privacy.queries import emergencies
from stepwell.privacy.rules.emergencies import ALREADY_OPEN, REVIEWED, check_reason, check_review


@transaction.atomic
def open_emergency_access(*, actor: Member, at: datetime, client_id: UUID, reason: str) -> EmergencyAccess:
    """Open one client's chart to the actor for an hour, and tell every privacy officer of the client's site at once.

    actor      in a role that emergency access opens something for
    at         now
    client_id  as `queries.emergencies.person` found it
    reason     why it cannot wait, in the actor's words
    returns    the access; the caller leaves the access event
    raises     Refused: no reason (EMG-003), the chart is open to the actor already (EMG-004)
    """
    refuse(check_reason(reason))
    if emergencies.is_open(client_id):
        raise Refused(ALREADY_OPEN)
    access = EmergencyAccess(
        organization_id=actor.organization_id, account_id=actor.account_id, client_id=client_id, reason=reason.strip()
    )
    access.save(force_insert=True)
    _tell_officers(actor, at, client_id)
    return access


def _tell_officers(actor: Member, at: datetime, client_id: UUID) -> None:
    # The e-mail only says that something waits after sign-in; what it is stands on the officer's Today.
    site = Client.objects.filter(pk=client_id).values_list("site_id", flat=True).first()
    for address in emergencies.officers_to_tell(site_id=site, besides=actor.account_id):
        outbox.send(actor=current.get(), at=at, to=address, template=Template.ATTENTION)


@transaction.atomic
def review_emergency_access(*, actor: Member, access: emergencies.Row, justified: bool, note: str) -> EmergencyReview:
    """Write down whether an emergency access was justified. Once, by somebody else, for good.

    note    what was found; required where it was not justified
    raises  Refused (EMG-005, EMG-006, EMG-007)
    """
    refuse(check_review(is_own=access.account_id == actor.account_id, justified=justified, note=note))
    review = EmergencyReview(
        organization_id=actor.organization_id,
        access_id=access.id,
        account_id=actor.account_id,
        justified=justified,
        note=note.strip(),
    )
    try:
        with transaction.atomic():
            review.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(REVIEWED) from error
    return review
