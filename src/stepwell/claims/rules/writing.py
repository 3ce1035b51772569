"""Claims as a file; and what the writer refuses, found before there is one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from stepwell.claims.rules.scrubbing.rules import AnyClaim, Gravity, ScrubFinding
from stepwell.kernel.findings import Refused
from stepwell.x12.writing.envelope import Envelope, Mailbox
from stepwell.x12.writing.parties import Contact, Organization
from stepwell.x12.writing.set_837 import ClaimSet, Receiver, Submitter
from stepwell.x12.writing.set_837i import InstitutionalClaim, write_837i
from stepwell.x12.writing.set_837p import ProfessionalClaim, write_837p


@dataclass(frozen=True, kw_only=True)
class Ends:
    """Who sends a file and who gets it, as they are called inside of it and on its envelope.

    production  whether the file counts, or is a test
    """

    sender: Mailbox
    receiver: Mailbox
    submitter: Submitter
    received_by: Receiver
    production: bool


def write(claims: Sequence[AnyClaim], ends: Ends, *, at: datetime, numbers: tuple[int, int, int]) -> str:
    """Return the file of some claims of one form, in one set.

    at       the sender's local time
    numbers  ISA13, GS06 and ST02
    raises   Refused with everything that is wrong
    """
    interchange, group, set_number = numbers
    envelope = Envelope(
        sender=ends.sender, receiver=ends.receiver, at=at, interchange=interchange, group=group,
        production=ends.production,
    )  # fmt: skip
    reference = f"{set_number:09}"
    if isinstance(claims[0], InstitutionalClaim):
        facility = tuple(one for one in claims if isinstance(one, InstitutionalClaim))
        return write_837i(
            envelope,
            [ClaimSet(number=set_number, reference=reference, submitter=ends.submitter, receiver=ends.received_by,
                      claims=facility)],
        )  # fmt: skip
    clinic = tuple(one for one in claims if isinstance(one, ProfessionalClaim))
    return write_837p(
        envelope,
        [ClaimSet(number=set_number, reference=reference, submitter=ends.submitter, receiver=ends.received_by,
                  claims=clinic)],
    )  # fmt: skip


_NAME = "TRIAL"
_TRIAL = Ends(
    sender=Mailbox(id=_NAME), receiver=Mailbox(id=_NAME), production=False,
    submitter=Submitter(name=Organization(_NAME), id=_NAME, contact=Contact(name=_NAME, phone="2125550100")),
    received_by=Receiver(name=Organization(_NAME), id=_NAME),
)  # fmt: skip


def trial(claim: AnyClaim, *, at: datetime) -> str:
    """Return the file of one claim, to nobody. Raises Refused with everything that is wrong."""
    return write([claim], _TRIAL, at=at, numbers=(1, 1, 1))


def unwritable(claim: AnyClaim, *, at: datetime) -> list[ScrubFinding]:
    """Return what the writer refuses in one claim: it is written to nobody, and what comes out is thrown away."""
    try:
        trial(claim, at=at)
    except Refused as refused:
        return [
            ScrubFinding(each.code, each.sentence, each.field.rpartition("claims[0].")[2], gravity=Gravity.ERROR)
            for each in refused.findings
        ]
    return []
