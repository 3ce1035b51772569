"""What was sent to a payer, what was posted since, and what a remittance adds to it."""

import hashlib
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from stepwell.billing.rules.ledger import Owed, Posting
from stepwell.remittances.rules.posting.shares import Shares
from stepwell.x12.remittances import ServiceLine

_DIGEST = 20  # bytes


def key_of(*parts: object) -> str:
    """Return the key of a fact: the same for the same parts, and short enough for the ledger."""
    return hashlib.blake2b(repr(parts).encode(), digest_size=_DIGEST).hexdigest()


@dataclass(frozen=True, kw_only=True)
class SentLine:
    """A line of a claim as it was sent. Amounts are whole cents.

    control   our number of the line (REF*6R)
    code      procedure code, or revenue code where there is none
    charge    as billed
    owed      what this payer was asked for: the charge, or for a later payer what the one before left
    expected  what the contract allows for the line; None if no contract says it
    line_id   the row it is kept in
    """

    control: str
    day: date
    code: str
    charge: int
    owed: int
    expected: int | None = None
    line_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class SentClaim:
    """A claim as it was sent.

    number          our number of it (CLM01)
    payer_controls  the payer's numbers of it, as far as known
    owed_by         the payer under the client's policy
    then_by         the payer to come after it, to whom the client's share is billed first
    sent_on_as      our number of the claim as the payer sent it on to the next one, who names it by `number`
    chain           the same for claims that replace one another, "" for one that stands alone; `made` orders them
    """

    number: str
    client_id: UUID
    owed_by: Owed
    lines: tuple[SentLine, ...]
    payer_controls: frozenset[str] = frozenset()
    then_by: Owed | None = None
    sent_on_as: str = ""
    chain: str = ""
    made: str = ""


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A transaction to be posted.

    key       the same for the same fact, however often the file comes
    answer    which answer of the remittance it follows from, from 0; None where it follows from none
    claim     number of the claim; "" for what belongs to none
    line      control number of the line
    reverses  key of what it negates
    """

    key: str
    posting: Posting
    answer: int | None = None
    client_id: UUID | None = None
    claim: str = ""
    line: str = ""
    line_id: UUID | None = None
    service_day: date | None = None
    reverses: str = ""


@dataclass(frozen=True, kw_only=True)
class PostedClaim:
    """What one answer to a claim posted, and was not reversed since.

    charge, paid  cents
    answer        which answer of the remittance that is read now; None for an earlier one
    answer_id     the row that an earlier one is kept in
    is_replaced   a newer decision took its place: of its postings only the payer's money is left
    """

    number: str
    payer_control: str
    charge: int
    paid: int
    postings: tuple[Planned, ...]
    answer: int | None = None
    answer_id: UUID | None = None
    is_replaced: bool = False


@dataclass(frozen=True, kw_only=True)
class WorkItem:
    """What nobody but a person can decide.

    code       stable, such as "POS-005"
    sentence   what is the matter; never a person's data
    next_step  what to do now
    cents      how much it is about
    segment    which segment of the file it begins with; 0 for the file as such
    answer     which answer of the remittance, from 0; None for the remittance as such
    """

    code: str
    sentence: str
    next_step: str
    claim: str = ""
    line: str = ""
    cents: int = 0
    segment: int = 0
    answer: int | None = None


@dataclass(frozen=True)
class Denied:
    """A line, or part of one, that a payer denied: reason and remarks as codes, cents; by which answer, from 0."""

    claim: str
    line: str
    group: str
    reason: str
    remarks: tuple[str, ...]
    cents: int
    answer: int = 0


@dataclass(frozen=True)
class Answered:
    """A line of ours with what its charge came to, and the payer's line if it gave one."""

    sent: SentLine
    shares: Shares
    line: ServiceLine | None = None


@dataclass(frozen=True, kw_only=True)
class Settled:
    """An answer that was carried out.

    answer      which of its remittance, from 0
    claim       number of the claim
    lines       what each line came to; none of a reversal
    taken_back  what a reversal negates
    replaced    what decisions about earlier claims of the chain took off, which this one takes the place of
    """

    answer: int
    claim: str
    lines: tuple[Answered, ...] = ()
    taken_back: PostedClaim | None = None
    replaced: tuple[PostedClaim, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What follows from one remittance.

    settled   the answers that were posted, and those that took one back
    told      the answers that there is nothing to post of, nor to do about
    alive     what stands of this and earlier remittances, for the next one
    unposted  cents of the payment that belong to nothing yet: they wait with the work
    refusal   code of why nothing of it is posted; "" if it may be
    """

    postings: tuple[Planned, ...] = ()
    settled: tuple[Settled, ...] = ()
    told: frozenset[int] = frozenset()
    alive: tuple[PostedClaim, ...] = ()
    items: tuple[WorkItem, ...] = ()
    denials: tuple[Denied, ...] = ()
    unposted: int = 0
    refusal: str = ""
