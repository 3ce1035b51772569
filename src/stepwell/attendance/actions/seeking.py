"""Writing down how somebody who did not come was sought."""

from datetime import datetime
from uuid import UUID

from stepwell.attendance.models import Outreach
from stepwell.attendance.vocabulary import Outcome, Way
from stepwell.clients.models import Client
from stepwell.kernel.findings import Finding, Refused
from stepwell.platform.tenancy.members import Member

_NO_CLIENT = Finding("ATT-030", "This record is not open to you.")
_NO_REVIEW = Finding(
    "ATT-031", "A case review ends with a decision. Choose “The team decided what comes next”.", "outcome"
)
_NO_DECISION = Finding("ATT-032", "Only a case review decides. Choose what came of the attempt.", "outcome")
_NO_WORDS = Finding("ATT-033", "Write what the team decided.", "words")


def note_outreach(
    *, actor: Member, at: datetime, client_id: UUID, way: Way, outcome: Outcome, words: str = ""
) -> Outreach:
    """Write down an attempt to reach somebody, or a case review about somebody who does not come.

    raises  Refused
    """
    if not Client.objects.filter(pk=client_id).exists():
        raise Refused(_NO_CLIENT)
    if way is Way.REVIEW and outcome is not Outcome.DECIDED:
        raise Refused(_NO_REVIEW)
    if way is not Way.REVIEW and outcome is Outcome.DECIDED:
        raise Refused(_NO_DECISION)
    if way is Way.REVIEW and not words.strip():
        raise Refused(_NO_WORDS)
    return Outreach.objects.create(
        organization_id=actor.organization_id, client_id=client_id, at=at, day=at.astimezone(actor.zone).date(),
        by_id=actor.membership_id, way=way, outcome=outcome, words=words.strip(),
    )  # fmt: skip
