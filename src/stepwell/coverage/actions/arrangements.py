"""Referrals and exceptions: what was arranged with a plan for some days."""

from dataclasses import dataclass
from datetime import date, datetime

from stepwell.coverage.actions.policies import VOIDED
from stepwell.coverage.models import Arrangement, Policy
from stepwell.coverage.vocabulary import Arranged
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls import editing

MOST_DAYS = 731  # two years; more is a slip of the finger


@dataclass(frozen=True)
class Arranging:
    """What was arranged: from a day through a day, with the number that the plan or the doctor gave it."""

    kind: Arranged
    from_on: date
    to_on: date
    number: str = ""


def arrange(*, actor: Member, at: datetime, policy: Policy, what: Arranging) -> Arrangement:
    """Write down a referral or an exception. Raises Refused: COV-021, COV-033, COV-044, COV-045."""
    del at  # it has days of its own
    refuse(_check(policy, what))
    return Arrangement.objects.create(
        organization_id=actor.organization_id,
        client_id=policy.client_id,
        policy=policy,
        kind=what.kind,
        number=what.number.strip(),
        from_on=what.from_on,
        to_on=what.to_on,
        written_by_id=actor.membership_id,
    )


def void_arrangement(*, actor: Member, at: datetime, arrangement: Arrangement, reason: str) -> None:
    """Set a referral or an exception aside that was written down by mistake. Raises Refused."""
    editing.void(arrangement, at=at, membership_id=actor.membership_id, reason=reason)


def _check(policy: Policy, what: Arranging) -> list[Finding]:
    if policy.voided_at:
        raise Refused(VOIDED)
    found = []
    if policy.payer_id is None:
        found.append(Finding("COV-033", "The client pays by themself: there is nobody to arrange anything with."))
    if what.to_on < what.from_on:
        found.append(Finding("COV-044", "It would end before it begins. Check both days.", "to_on"))
    elif (what.to_on - what.from_on).days > MOST_DAYS:
        found.append(Finding("COV-044", "It would last for more than two years. Check the year.", "to_on"))
    if what.kind is not Arranged.REFERRAL and not what.number.strip():
        sentence = "Write under which number or name the plan agreed: without it a claim is paid as out of network."
        found.append(Finding("COV-045", sentence, "number"))
    return found
