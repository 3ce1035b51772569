"""What a payer decides about a claim, by the claim's number."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum, auto

from stepwell.demo.payer.writing import composite
from stepwell.x12.claims import Claim, ClaimLine
from stepwell.x12.parts import Procedure

Allowing = Callable[[ClaimLine], Decimal]
"""What the contract allows for a line, in dollars."""


class Fate(StrEnum):
    """What becomes of a claim."""

    PAID = auto()
    COINSURANCE = auto()
    COPAY = auto()
    DEDUCTIBLE = auto()  # nothing is paid: the client owes all of it
    REDUCED = auto()  # less is allowed than the contract says
    UNAUTHORIZED = auto()
    UNNECESSARY = auto()
    INCOMPLETE = auto()
    PARTLY = auto()  # the last day is denied
    REVERSED = auto()  # paid too low, taken back and paid anew
    RECOUPED = auto()  # paid, and kept back from the next payment
    PENDED = auto()  # paid late, with interest
    FORWARDED = auto()  # paid and sent on to the next payer
    MISNUMBERED = auto()  # paid under a wrong number; its lines are told by theirs
    REJECTED = auto()  # comes back before it is decided
    LOST = auto()  # nothing ever comes


CYCLE = (
    Fate.PAID, Fate.COINSURANCE, Fate.UNAUTHORIZED, Fate.DEDUCTIBLE, Fate.PAID, Fate.REJECTED, Fate.REDUCED,
    Fate.REVERSED, Fate.PAID, Fate.INCOMPLETE, Fate.COPAY, Fate.LOST, Fate.PENDED, Fate.PARTLY, Fate.RECOUPED,
    Fate.UNNECESSARY, Fate.PAID, Fate.FORWARDED, Fate.MISNUMBERED, Fate.COINSURANCE,
)  # fmt: skip
SILENT = frozenset({Fate.REJECTED, Fate.LOST})  # nothing is remitted, now or later
_DENIALS = {Fate.UNAUTHORIZED: ("197", "M62"), Fate.UNNECESSARY: ("50", "N115"), Fate.INCOMPLETE: ("16", "M76")}
_TOO_MANY = ("151", "N362")
_CENT = Decimal("0.01")
_COPAY, _COINSURANCE, _REDUCED = Decimal(30), Decimal("0.2"), Decimal("0.9")
_PRIMARY, _SECONDARY, _DENIED, _FORWARDED, REVERSAL = "1", "2", "4", "19", "22"
Why = tuple[str, str, Decimal]
"""Group and reason of an adjustment, and dollars."""


@dataclass(frozen=True)
class DecidedLine:
    """A line as it is answered; `procedure` and `revenue_code` as written."""

    control: str
    procedure: str
    revenue_code: str
    units: Decimal
    day: date | None
    charge: Decimal
    allowed: Decimal
    why: tuple[Why, ...]
    remark: str = ""

    @property
    def paid(self) -> Decimal:
        """What is left of the charge."""
        return self.charge - sum((amount for _, _, amount in self.why), Decimal(0))


@dataclass(frozen=True)
class Decision:
    """A claim as it is answered.

    number         as the answer calls it
    payer_control  the payer's number of it
    """

    number: str
    payer_control: str
    status: str
    facility: str
    frequency: str
    lines: tuple[DecidedLine, ...]

    @property
    def charge(self) -> Decimal:
        """Of all lines."""
        return sum((line.charge for line in self.lines), Decimal(0))

    @property
    def paid(self) -> Decimal:
        """For all lines."""
        return sum((line.paid for line in self.lines), Decimal(0))

    @property
    def client_owes(self) -> Decimal:
        """What is left to the client."""
        return sum((amount for line in self.lines for group, _, amount in line.why if group == "PR"), Decimal(0))


def fate_of(number: str) -> Fate:
    """Return what becomes of a claim: its last digits count through the cycle."""
    digits = re.search(r"([0-9]+)[^0-9]*$", number)
    return CYCLE[int(digits[1]) % len(CYCLE)] if digits else Fate.PAID


def payer_number(number: str) -> str:
    """Return the payer's number of a claim."""
    return f"PC{int.from_bytes(hashlib.blake2b(number.encode(), digest_size=5).digest()):013}"


def decide(claim: Claim, allowing: Allowing, fate: Fate) -> Decision:
    """Return how a claim is answered, the first time."""
    is_later_payer = any(line.adjudications for line in claim.lines)
    lines = tuple(
        _after_another(line) if is_later_payer else _line(line, allowing(line), fate, is_last=line is claim.lines[-1])
        for line in claim.lines
    )
    number = "0" if fate is Fate.MISNUMBERED else claim.control
    status = _SECONDARY if is_later_payer else _status(fate)
    return Decision(number, payer_number(claim.control), status, claim.facility, claim.frequency, lines)


def reversed_(decision: Decision) -> Decision:
    """Return what takes a decision back: all its signs turned."""
    lines = tuple(
        replace(
            line, charge=-line.charge, allowed=-line.allowed, remark="",
            why=tuple((group, reason, -amount) for group, reason, amount in line.why),
        )
        for line in decision.lines
    )  # fmt: skip
    return replace(decision, status=REVERSAL, lines=lines)


def _status(fate: Fate) -> str:
    if fate in _DENIALS:
        return _DENIED
    return _FORWARDED if fate is Fate.FORWARDED else _PRIMARY


def _line(line: ClaimLine, contract: Decimal, fate: Fate, *, is_last: bool) -> DecidedLine:
    denial = _TOO_MANY if fate is Fate.PARTLY and is_last else _DENIALS.get(fate)
    if denial:
        reason, remark = denial
        return _decided(line, Decimal(0), (("CO", reason, line.charge),), remark)
    is_low = fate in {Fate.REDUCED, Fate.REVERSED}
    allowed = min(line.charge, (contract * _REDUCED).quantize(_CENT) if is_low else contract)
    share = _share(fate, allowed)
    off = ("CO", "45", line.charge - allowed)
    return _decided(line, allowed, tuple(why for why in (off, *share) if why[2]))


def _share(fate: Fate, allowed: Decimal) -> tuple[Why, ...]:
    """Return what of an allowed amount is left to the client."""
    if fate is Fate.DEDUCTIBLE:
        return (("PR", "1", allowed),)
    if fate is Fate.COPAY:
        return (("PR", "3", min(_COPAY, allowed)),)
    if fate in {Fate.COINSURANCE, Fate.FORWARDED}:
        return (("PR", "2", (allowed * _COINSURANCE).quantize(_CENT)),)
    return ()


def _after_another(line: ClaimLine) -> DecidedLine:
    """Return a line of a claim that another payer decided first: what that one left to the client is paid."""
    left = sum(
        (one.amount for one in line.adjudications[-1].adjustments if one.group == "PR") if line.adjudications else (),
        Decimal(0),
    )
    return _decided(line, left, tuple(why for why in (("OA", "23", line.charge - left),) if why[2]))


def _decided(line: ClaimLine, allowed: Decimal, why: tuple[Why, ...], remark: str = "") -> DecidedLine:
    day = next((one.first for one in line.dates if one.qualifier == "472"), None)
    revenue = line.revenue_code
    written = _written(line.procedure) if line.procedure else composite("NU", revenue)
    return DecidedLine(
        line.control, written, revenue if line.procedure else "", line.units or Decimal(1), day, line.charge, allowed,
        why, remark,
    )  # fmt: skip


def _written(procedure: Procedure) -> str:
    return composite(procedure.qualifier, procedure.code, *procedure.modifiers)
