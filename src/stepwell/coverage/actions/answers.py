"""Keeping the answers of payers as they came."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from stepwell.coverage.actions.policies import VOIDED
from stepwell.coverage.asking import LEFT, Asked
from stepwell.coverage.models import EligibilityAnswer, EligibilityRequest, Policy
from stepwell.coverage.rules.answering import alone, asked_by, legible
from stepwell.kernel.findings import Finding, Refused
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls import editing
from stepwell.platform.walls.scope import Scope
from stepwell.x12.eligibility import Eligibility
from stepwell.x12.reading.sets import ReadSet, read

MOST_BYTES = 1_000_000  # one answer has a few thousand


@transaction.atomic
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
    text = content.decode("latin-1")  # keeps every byte
    request = _question(policy, text)
    answer = EligibilityAnswer.objects.create(
        organization_id=actor.organization_id, client_id=policy.client_id, policy=policy, text=text, received_at=at,
        received_by_id=actor.membership_id, request=request,
    )  # fmt: skip
    if request:
        _answered(request, at=at)
    return answer


def take_up(*, actor: Scope, at: datetime, answer: ReadSet) -> bool:
    """Keep the answer to a question of ours with its policy; return whether it is one. Done again, it changes nothing.

    actor  the scope of a job: a payer's file came by itself
    """
    number = asked_by(answer)
    request = _locked(number) if number is not None else None
    if request is None:
        return False
    text = alone(answer.transaction)
    if not any(each.text == text for each in EligibilityAnswer.objects.filter(request=request)):
        EligibilityAnswer.objects.create(
            organization_id=actor.tenant, client_id=request.client_id, policy_id=request.policy_id, text=text,
            received_at=at, request=request,
        )  # fmt: skip
        _answered(request, at=at)
    return True


def _question(policy: Policy, text: str) -> EligibilityRequest | None:
    """Return the question about a policy that a file answers."""
    sets = read(legible(text)).sets
    answers = [one for one in sets if isinstance(one.content, Eligibility) and one.transaction.code == "271"]
    numbers = [number for one in answers if (number := asked_by(one)) is not None]
    request = _locked(numbers[-1]) if numbers else None
    return request if request and request.policy_id == policy.pk else None


def _locked(number: int) -> EligibilityRequest | None:
    left = EligibilityRequest.objects.filter(number=number, state__in=sorted(LEFT))
    return left.select_for_update().first()


def _answered(request: EligibilityRequest, *, at: datetime) -> None:
    state = {} if request.state == Asked.ANSWERED else {"state": Asked.ANSWERED, "state_at": at}
    EligibilityRequest.objects.filter(pk=request.pk).update(answers=F("answers") + 1, **state)


def void_answer(*, actor: Member, at: datetime, answer: EligibilityAnswer, reason: str) -> None:
    """Set a file aside that belongs elsewhere; it stays, with the reason. Raises Refused."""
    editing.void(answer, at=at, membership_id=actor.membership_id, reason=reason)
