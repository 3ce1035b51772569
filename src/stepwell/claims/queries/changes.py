"""Claims whose charges do not stand any more, and charges that stand in their place."""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from stepwell.billing.models import Charge
from stepwell.claims.models import Claim, ClaimLine
from stepwell.claims.rules.states import RETURNED, UNSENT, WITH_PAYER
from stepwell.claims.vocabulary import State
from stepwell.x12.writing.codes import VOID


def unsent_and_changed() -> list[UUID]:
    """Return claims that no payer has and that bill what is not charged any more. One query.

    One that is about to leave is not among them: it leaves, and is corrected then.
    """
    states = (UNSENT | RETURNED) - {State.QUEUED}
    return list(Claim.objects.filter(Exists(_ended()), state__in=states).values_list("pk", flat=True))


def sent_and_changed() -> QuerySet[Claim]:
    """Return claims that payers have and that bill what is not charged any more, and that nothing corrects yet."""
    corrected = Claim.objects.filter(replaces=OuterRef("pk")).exclude(state=State.DROPPED)
    return Claim.objects.filter(Exists(_ended()), ~Exists(corrected), state__in=WITH_PAYER).exclude(frequency=VOID)


def standing_instead(claim: Claim) -> list[Charge]:
    """Return what is charged now for the days of a claim, under its policy. One query."""
    days = ClaimLine.objects.filter(claim=claim).values("day")
    found = Charge.objects.filter(client=claim.client_id, policy=claim.policy_id, ended_at=None, day__in=days)
    return list(found.select_related("authorization").order_by("day"))


def _ended() -> QuerySet[ClaimLine]:
    return ClaimLine.objects.filter(claim=OuterRef("pk"), is_live=True, charge_line__charge__ended_at__isnull=False)
