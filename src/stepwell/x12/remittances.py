"""What an 835 says: a payment, what it was paid for, and why less was paid than charged."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from stepwell.x12.parts import (
    Adjustment,
    Amount,
    Contact,
    Dated,
    Party,
    Procedure,
    Quantity,
    Reference,
    Remark,
    Segment,
    Trace,
)

REVERSAL: Final = "22"
DENIED: Final = "4"
FORWARDED: Final = frozenset({"19", "20", "21", "23"})


@dataclass(frozen=True, slots=True)
class Account:
    """A bank account: number of its bank and its own, each with a code that says of what kind it is."""

    bank_qualifier: str
    bank: str
    account_qualifier: str
    account: str


@dataclass(frozen=True, slots=True)
class Payment:
    """A BPR: the money that is moved.

    handling       I remittance with the payment, H information only, C payment with the remittance
    amount         what is paid, in dollars
    credit         C paid to the provider, D taken from them
    method         ACH, CHK check, FWT wire, BOP, NON nothing is paid
    form           CCP, CTX or empty
    originator     payer's own number
    supplement     a further one
    day            when it takes effect, or the day of the check
    """

    handling: str
    amount: Decimal
    credit: str
    method: str
    form: str
    sender: Account
    originator: str
    supplement: str
    receiver: Account
    day: date | None


@dataclass(frozen=True, slots=True)
class Adjudication:
    """A MIA or MOA: further results for a whole claim, as written, and the remark codes among them."""

    kind: str
    values: tuple[str, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A SVC: one line of a claim as it was paid.

    revenue_code   where the procedure is something else
    paid_units     units paid; None if left out, which means one
    billed         what was billed, where the payer paid it as something else
    billed_units   units billed, where they differ
    segment        which segment of the file it begins with
    """

    procedure: Procedure | None
    charge: Decimal
    paid: Decimal
    revenue_code: str
    paid_units: Decimal | None
    billed: Procedure | None
    billed_units: Decimal | None
    dates: tuple[Dated, ...]
    adjustments: tuple[Adjustment, ...]
    references: tuple[Reference, ...]
    amounts: tuple[Amount, ...]
    quantities: tuple[Quantity, ...]
    remarks: tuple[Remark, ...]
    segment: int

    @property
    def control(self) -> str:
        """The number the clinic gave this line (REF*6R); empty if the payer left it out."""
        return next((one.value for one in self.references if one.qualifier == "6R"), "")

    @property
    def allowed(self) -> Decimal | None:
        """What the payer allows for it (AMT*B6)."""
        return next((one.amount for one in self.amounts if one.qualifier == "B6"), None)


@dataclass(frozen=True, slots=True)
class RemittedClaim:
    """A CLP: one claim, or its reversal.

    control                 the number the clinic gave it (CLM01 of its 837)
    status                  CLP02: 1 to 3 paid as primary to tertiary, 4 denied, 19 to 21 the same and
                            forwarded, 22 reversal, 23 forwarded only
    client_responsibility   what the payer says the client owes (CLP05)
    filing                  kind of plan (CLP06)
    payer_control           the payer's number of the claim
    facility, frequency     CLP08 and CLP09
    more                    CLP10 to CLP14 as written
    segment                 which segment of the file it begins with
    """

    control: str
    status: str
    charge: Decimal
    paid: Decimal
    client_responsibility: Decimal | None
    filing: str
    payer_control: str
    facility: str
    frequency: str
    more: tuple[str, ...]
    adjustments: tuple[Adjustment, ...]
    parties: tuple[Party, ...]
    adjudications: tuple[Adjudication, ...]
    references: tuple[Reference, ...]
    dates: tuple[Dated, ...]
    contacts: tuple[Contact, ...]
    amounts: tuple[Amount, ...]
    quantities: tuple[Quantity, ...]
    lines: tuple[ServiceLine, ...]
    segment: int

    @property
    def is_reversal(self) -> bool:
        """Whether it takes back what an earlier remittance said, with its signs turned."""
        return self.status == REVERSAL

    @property
    def is_denied(self) -> bool:
        """Whether the payer denied it as a whole."""
        return self.status == DENIED

    @property
    def is_forwarded(self) -> bool:
        """Whether the payer sent it on to another payer."""
        return self.status in FORWARDED

    @property
    def all_adjustments(self) -> tuple[Adjustment, ...]:
        """Those of the claim as a whole, then those of its lines."""
        return self.adjustments + tuple(one for line in self.lines for one in line.adjustments)

    def party(self, entity: str) -> Party | None:
        """Return whoever plays a part: QC patient, IL insured, 74 name as the payer corrects it, 82 clinician."""
        return next((one for one in self.parties if one.entity == entity), None)


@dataclass(frozen=True, slots=True)
class Totals:
    """A TS3 or TS2: totals of a batch of claims, as written."""

    kind: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """The claims behind an LX. `number` is empty for claims that stand without one."""

    number: str
    totals: tuple[Totals, ...]
    claims: tuple[RemittedClaim, ...]


@dataclass(frozen=True, slots=True)
class ProviderAdjustment:
    """A reason of a PLB: money that belongs to no claim of this remittance. Above zero it lowers the payment.

    reason     WO recovery, FB carried forward, L6 interest, 72 returned by the provider, 50 late, AH fee
    reference  number that says what it is about, often of a claim
    segment    which segment of the file it stands in
    """

    provider: str
    year_end: date | None
    reason: str
    reference: str
    amount: Decimal
    segment: int


@dataclass(frozen=True, slots=True)
class Remittance:
    """One 835: one payment.

    payment  None if there is no BPR
    trace    the number that stands on the check or with the bank transfer; None if there is no TRN
    more     CUR (currency), as written
    """

    payment: Payment | None
    trace: Trace | None
    references: tuple[Reference, ...]
    dates: tuple[Dated, ...]
    payer: Party | None
    payee: Party | None
    other_parties: tuple[Party, ...]
    batches: tuple[Batch, ...]
    provider_adjustments: tuple[ProviderAdjustment, ...]
    more: tuple[Segment, ...]

    @property
    def claims(self) -> tuple[RemittedClaim, ...]:
        """The claims of all batches, in their order."""
        return tuple(claim for batch in self.batches for claim in batch.claims)
