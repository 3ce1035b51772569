"""Keeping the answers of payers as they came."""

from datetime import datetime

from stepwell.coverage.actions.policies import VOIDED
from stepwell.coverage.models import EligibilityAnswer, Policy
from stepwell.kernel.findings import Finding, Refused
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls import editing

MOST_BYTES = 1_000_000  # one answer has a few thousand


def keep_answer(*, actor: Member, at: datetime, policy: Policy, content: bytes) -> EligibilityAnswer:
    """Keep the file of a payer with a policy, whatever it says: what it cannot be read as, the page tells.

    raises  Refused: COV-021, COV-050 for a file that is empty or too large
    """
    if policy.voided_at:
        raise Refused(VOIDED)
    if not content.strip():
        raise Refused(Finding("COV-050", "This file is empty. Choose the one that the payer sent.", "file"))
    if len(content) > MOST_BYTES:
        raise Refused(Finding("COV-050", "This file is too large for one answer: at most one megabyte.", "file"))
    return EligibilityAnswer.objects.create(
        organization_id=actor.organization_id,
        client_id=policy.client_id,
        policy=policy,
        text=content.decode("latin-1"),  # keeps every byte
        received_at=at,
        received_by_id=actor.membership_id,
    )


def void_answer(*, actor: Member, at: datetime, answer: EligibilityAnswer, reason: str) -> None:
    """Set a file aside that belongs elsewhere; it stays, with the reason. Raises Refused."""
    editing.void(answer, at=at, membership_id=actor.membership_id, reason=reason)
