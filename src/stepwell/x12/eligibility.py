"""What a 271 says about benefits, row by row as the payer wrote it, and what a 270 asks."""

from dataclasses import dataclass
from decimal import Decimal

from stepwell.x12.parts import (
    Amount,
    Beginning,
    Dated,
    Delivery,
    Party,
    Procedure,
    Reference,
    Rejection,
    Segment,
    Trace,
)


@dataclass(frozen=True, slots=True)
class Benefit:
    """An EB with all that belongs to it.

    information      1 to 5 active, 6 to 8 inactive, A coinsurance, B copay, C deductible, F limit, G most to pay,
                     I not covered, R another payer, U ask another, and others
    coverage_level   IND the person, FAM the family, and others
    service_types    codes, such as MH, AI, CJ, 30; the row is about each of them
    insurance_type   PR for a PPO, HM for an HMO, and others
    plan             its name, as the payer writes it
    period           23 calendar year, 29 remaining, 27 visit, 24 year to date, and others
    amount           dollars
    fraction         of what is allowed, that the client pays: 0.2 for 20 %
    quantity_kind    VS visits, DY days, HS hours, and others
    authorization    Y needed, N not, U not known
    network          Y in network, N out of network, W either, U not known
    inquired         III segments: what further the row is about, such as a place of service
    parties          who else is named (loop 2120): the payer of a carve-out, a clinician
    bounds           what LS and LE say
    segment          which segment of the file it begins with
    """

    information: str
    coverage_level: str
    service_types: tuple[str, ...]
    insurance_type: str
    plan: str
    period: str
    amount: Decimal | None
    fraction: Decimal | None
    quantity_kind: str
    quantity: Decimal | None
    authorization: str
    network: str
    procedure: Procedure | None
    pointers: str
    deliveries: tuple[Delivery, ...]
    references: tuple[Reference, ...]
    dates: tuple[Dated, ...]
    rejections: tuple[Rejection, ...]
    messages: tuple[str, ...]
    inquired: tuple[Segment, ...]
    parties: tuple[Party, ...]
    bounds: tuple[str, ...]
    segment: int


@dataclass(frozen=True, slots=True)
class Inquiry:
    """An EQ of a 270: what is asked. `service_types` and `procedure` as in a benefit."""

    service_types: tuple[str, ...]
    procedure: Procedure | None
    coverage_level: str
    insurance_type: str
    pointers: str
    amounts: tuple[Amount, ...]
    references: tuple[Reference, ...]
    dates: tuple[Dated, ...]
    inquired: tuple[Segment, ...]
    segment: int


@dataclass(frozen=True, slots=True)
class EligibilityLevel:
    """An HL: payer (20), provider who asks (21), subscriber (22) or dependent (23).

    number   HL01
    parent   number of the level it belongs to
    parties  who it is; one, as a rule
    segment  which segment of the file it begins with
    """

    number: str
    parent: str
    code: str
    has_child: str
    traces: tuple[Trace, ...]
    parties: tuple[Party, ...]
    rejections: tuple[Rejection, ...]
    benefits: tuple[Benefit, ...]
    inquiries: tuple[Inquiry, ...]
    segment: int

    @property
    def all_rejections(self) -> tuple[Rejection, ...]:
        """Why something was not answered: at the level, at who it is, at single rows."""
        of_parties = tuple(one for party in self.parties for one in party.rejections)
        return self.rejections + of_parties + tuple(one for row in self.benefits for one in row.rejections)


@dataclass(frozen=True, slots=True)
class Eligibility:
    """One 271 or 270: its levels in their order."""

    beginning: Beginning | None
    levels: tuple[EligibilityLevel, ...]

    @property
    def benefits(self) -> tuple[tuple[EligibilityLevel, Benefit], ...]:
        """Every row, with the level (whose benefit it is) that it belongs to."""
        return tuple((level, row) for level in self.levels for row in level.benefits)
