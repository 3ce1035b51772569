"""Claims whose charges do not stand any more."""

from uuid import UUID

from django.db.models import Exists, OuterRef

from stepwell.claims.models import Claim, ClaimLine
from stepwell.claims.rules.states import RETURNED, UNSENT
from stepwell.claims.vocabulary import State


def unsent_and_changed() -> list[UUID]:
    """Return claims that no payer has and that bill what is not charged any more. One query.

    One that is about to leave is not among them: it leaves, and is corrected then.
    """
    ended = ClaimLine.objects.filter(claim=OuterRef("pk"), charge_line__charge__ended_at__isnull=False)
    states = (UNSENT | RETURNED) - {State.QUEUED}
    return list(Claim.objects.filter(Exists(ended), state__in=states).values_list("pk", flat=True))
