"""What an 837 says: claims of professionals (837P) and of institutions (837I), as they were or will be sent."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from stepwell.x12.parts import (
    Adjustment,
    Amount,
    Beginning,
    Coded,
    Contact,
    Dated,
    Demographics,
    Party,
    Procedure,
    Provider,
    Quantity,
    Reference,
    Segment,
)


@dataclass(frozen=True, slots=True)
class Coverage:
    """A SBR: which payer this is for somebody, and how.

    responsibility  P primary, S secondary, T tertiary
    relationship    of the person insured to the subscriber: 18 self
    group           number of the group
    group_name      its name
    filing          kind of plan: CI commercial, MB Medicare Part B, MC Medicaid, and others
    more            elements not named here, as written, with their numbers (SBR05: "05")
    """

    responsibility: str
    relationship: str
    group: str
    group_name: str
    filing: str
    more: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineAdjudication:
    """A SVD: what another payer decided about a line.

    payer       that payer's number
    paid        dollars
    bundled_in  number of the line it was paid with
    """

    payer: str
    paid: Decimal
    procedure: Procedure | None
    revenue_code: str
    units: Decimal | None
    bundled_in: str
    adjustments: tuple[Adjustment, ...]
    dates: tuple[Dated, ...]
    amounts: tuple[Amount, ...]
    segment: int


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """An LX with its SV1 or SV2: one service.

    number        LX01
    charge        dollars
    unit          UN units, MJ minutes, DA days
    place         place of service, where it is not that of the claim (837P)
    pointers      which diagnoses it is for, counting from 1 (837P)
    revenue_code  (837I)
    more          further segments as written, and elements of SV1 and SV2 that are not named here
    """

    number: str
    procedure: Procedure | None
    charge: Decimal
    unit: str
    units: Decimal | None
    place: str
    pointers: tuple[str, ...]
    revenue_code: str
    dates: tuple[Dated, ...]
    references: tuple[Reference, ...]
    amounts: tuple[Amount, ...]
    quantities: tuple[Quantity, ...]
    parties: tuple[Party, ...]
    adjudications: tuple[LineAdjudication, ...]
    more: tuple[Segment, ...]
    segment: int

    @property
    def control(self) -> str:
        """The number the clinic gave this line (REF*6R)."""
        return next((one.value for one in self.references if one.qualifier == "6R"), "")


@dataclass(frozen=True, slots=True)
class OtherCoverage:
    """Loop 2320: another payer of the same claim, and what it decided.

    more  further segments as written: OI, MIA, MOA
    """

    coverage: Coverage
    adjustments: tuple[Adjustment, ...]
    amounts: tuple[Amount, ...]
    parties: tuple[Party, ...]
    more: tuple[Segment, ...]
    segment: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A CLM with all that belongs to it.

    control         the clinic's number (CLM01), which comes back in the 835 and 277CA
    charge          dollars
    facility        place of service (837P) or first digits of the type of bill (837I)
    facility_list   B for the one, A for the other
    frequency       1 original, 7 replacement, 8 void, 2 to 4 interim
    options         CLM06 and on, as written: signatures, assignment, related causes
    codes           diagnoses and, on an 837I, conditions, occurrences and values
    more            further segments as written: CL1, PWK, NTE, CRC, HCP, and others
    segment         which segment of the file it begins with
    """

    control: str
    charge: Decimal
    facility: str
    facility_list: str
    frequency: str
    options: tuple[str, ...]
    dates: tuple[Dated, ...]
    references: tuple[Reference, ...]
    amounts: tuple[Amount, ...]
    quantities: tuple[Quantity, ...]
    codes: tuple[Coded, ...]
    parties: tuple[Party, ...]
    other_coverages: tuple[OtherCoverage, ...]
    lines: tuple[ClaimLine, ...]
    more: tuple[Segment, ...]
    segment: int

    @property
    def authorization(self) -> str:
        """The payer's number of the prior authorization (REF*G1); empty if there is none."""
        return next((one.value for one in self.references if one.qualifier == "G1"), "")

    @property
    def original(self) -> str:
        """The payer's number of the claim that this one replaces or voids (REF*F8); empty if there is none."""
        return next((one.value for one in self.references if one.qualifier == "F8"), "")


@dataclass(frozen=True, slots=True)
class PatientRelation:
    """A PAT: how the patient relates to the subscriber, and the date of death, as written."""

    relationship: str
    died: date | None
    more: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimLevel:
    """An HL: billing provider (20), subscriber (22) or patient who is not the subscriber (23).

    parties  with their addresses and numbers: 85 billing provider, 87 where to pay, IL subscriber, PR payer, QC patient
    more     further segments as written
    """

    number: str
    parent: str
    code: str
    has_child: str
    provider: Provider | None
    coverage: Coverage | None
    patient: PatientRelation | None
    demographics: Demographics | None
    parties: tuple[Party, ...]
    claims: tuple[Claim, ...]
    more: tuple[Segment, ...]
    segment: int

    def party(self, entity: str) -> Party | None:
        """Return whoever plays a part at this level."""
        return next((one for one in self.parties if one.entity == entity), None)


@dataclass(frozen=True, slots=True)
class ClaimFile:
    """One 837: who sends it to whom (41 submitter, 40 receiver), and its levels in their order."""

    beginning: Beginning | None
    parties: tuple[Party, ...]
    references: tuple[Reference, ...]
    contacts: tuple[Contact, ...]
    levels: tuple[ClaimLevel, ...]

    @property
    def claims(self) -> tuple[tuple[ClaimLevel, Claim], ...]:
        """Each claim with the level it hangs on: the subscriber's, or that of a patient who is another."""
        return tuple((level, claim) for level in self.levels for claim in level.claims)
