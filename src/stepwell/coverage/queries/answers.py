"""Files of payers as pages show them: read anew each time, so that nothing stands beside what the payer wrote."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stepwell.coverage.models import EligibilityAnswer
from stepwell.coverage.rules.answering import Reading, understand
from stepwell.coverage.rules.benefits import Benefits
from stepwell.coverage.rules.combining import benefits_of
from stepwell.coverage.rules.cost.plans import Tier
from stepwell.people.models import Program


@dataclass(frozen=True)
class AnswerRow:
    """A file and what it says."""

    id: UUID
    received_at: datetime
    by: str
    reading: Reading
    void_reason: str

    def benefits(self, tier: Tier = Tier.IN) -> Benefits | None:
        """Return what it says of one half of the plan, as it would be written down."""
        return benefits_of(self.reading.found, tier) if self.reading.found else None


def answers_of(policy_id: UUID, *, member_id: str, addiction: bool) -> list[AnswerRow]:
    """Return the files kept with a policy, the latest first, those set aside too. One query."""
    found = EligibilityAnswer.objects.filter(policy=policy_id).select_related("received_by")
    return [_row(one, member_id, addiction=addiction) for one in found.order_by("-received_at", "-id")]


def newest(policy_id: UUID, *, member_id: str, addiction: bool) -> AnswerRow | None:
    """Return the latest file that says something about the member. One query."""
    found = EligibilityAnswer.objects.filter(policy=policy_id, voided_at=None).select_related("received_by")
    rows = (_row(one, member_id, addiction=addiction) for one in found.order_by("-received_at", "-id")[:5])
    return next((row for row in rows if row.reading.found), None)


def get(client_id: UUID, answer_id: UUID) -> EligibilityAnswer | None:
    """Return a file kept for a client, or None."""
    return EligibilityAnswer.objects.select_related("policy").filter(pk=answer_id, client=client_id).first()


def treats_addiction(site_id: UUID) -> bool:
    """Return whether the programs of a site treat addiction: which rows of an answer are the nearest. One query."""
    kinds = set(Program.objects.filter(site=site_id).values_list("kind", flat=True))
    return not kinds or kinds != {"mental_health"}


def _row(one: EligibilityAnswer, member_id: str, *, addiction: bool) -> AnswerRow:
    reading = understand(one.text, member_id=member_id, addiction=addiction)
    return AnswerRow(one.pk, one.received_at, str(one.received_by), reading, one.void_reason)
