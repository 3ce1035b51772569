"""What a 277 says about claims: a 277CA when they come in, a 277 when somebody asked with a 276."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from stepwell.x12.parts import (
    Amount,
    Beginning,
    Dated,
    Demographics,
    Party,
    Procedure,
    Quantity,
    Reference,
    Trace,
)

_REJECTED: Final = frozenset({"A3", "A4", "A6", "A7", "A8"})
_ACCEPTED: Final = frozenset({"A0", "A1", "A2", "A5"})


@dataclass(frozen=True, slots=True)
class StatusCode:
    """What became of it (category), of what kind (status), and whose doing it is (entity): codes."""

    category: str
    status: str
    entity: str = ""
    code_list: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """An STC.

    codes       one to three
    action      WQ accepted, U rejected
    charge      what was charged
    paid        what was paid
    paid_on     when it was decided
    check_date  of the check or transfer
    check       its number
    message     words of the payer
    """

    codes: tuple[StatusCode, ...]
    day: date | None
    action: str
    charge: Decimal | None
    paid: Decimal | None
    paid_on: date | None
    method: str
    check_date: date | None
    check: str
    message: str
    segment: int

    @property
    def is_rejected(self) -> bool:
        """Whether one of its categories says that it came back and was not taken up."""
        return any(code.category in _REJECTED for code in self.codes)

    @property
    def is_accepted(self) -> bool:
        """Whether it was taken in, and not rejected."""
        return not self.is_rejected and any(code.category in _ACCEPTED for code in self.codes)


@dataclass(frozen=True, slots=True)
class StatusLine:
    """A SVC: one line of a claim."""

    procedure: Procedure | None
    charge: Decimal | None
    paid: Decimal | None
    revenue_code: str
    paid_units: Decimal | None
    billed: Procedure | None
    units: Decimal | None
    statuses: tuple[Status, ...]
    references: tuple[Reference, ...]
    dates: tuple[Dated, ...]
    segment: int


@dataclass(frozen=True, slots=True)
class Traced:
    """A TRN and what is said under it. At a patient's level it is a claim, and `trace.number` its CLM01."""

    trace: Trace
    statuses: tuple[Status, ...]
    references: tuple[Reference, ...]
    dates: tuple[Dated, ...]
    amounts: tuple[Amount, ...]
    quantities: tuple[Quantity, ...]
    lines: tuple[StatusLine, ...]
    segment: int

    def reference(self, qualifier: str) -> str:
        """Return a number: 1K the payer's of the claim, D9 the clearinghouse's; empty if it was left out."""
        return next((one.value for one in self.references if one.qualifier == qualifier), "")

    @property
    def is_rejected(self) -> bool:
        """Whether a status of it, its lines left aside, is a rejection."""
        return any(status.is_rejected for status in self.statuses)


@dataclass(frozen=True, slots=True)
class StatusLevel:
    """An HL: payer (20), receiver (21), provider (19), patient (PT in a 277CA, else 22 or 23)."""

    number: str
    parent: str
    code: str
    has_child: str
    parties: tuple[Party, ...]
    demographics: Demographics | None
    traced: tuple[Traced, ...]
    segment: int


@dataclass(frozen=True, slots=True)
class ClaimStatuses:
    """One 277CA or 277 (or the 276 that asks): its levels in their order."""

    beginning: Beginning | None
    levels: tuple[StatusLevel, ...]

    @property
    def claims(self) -> tuple[tuple[StatusLevel, Traced], ...]:
        """Each claim with the level of its patient."""
        return tuple((level, one) for level in self.levels if level.code in PATIENT_LEVELS for one in level.traced)


PATIENT_LEVELS: Final = frozenset({"PT", "22", "23"})
