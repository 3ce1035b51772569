"""What a scrub rule is, and what it finds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from stepwell.claims.rules.scrubbing.facts import Facts
from stepwell.kernel.findings import Finding
from stepwell.x12.writing.set_837i import InstitutionalClaim, InstitutionalLine
from stepwell.x12.writing.set_837p import ProfessionalClaim, ProfessionalLine

AnyClaim = ProfessionalClaim | InstitutionalClaim
AnyLine = ProfessionalLine | InstitutionalLine
Check = Callable[[AnyClaim, Facts], Iterable[str]]


class Gravity(StrEnum):
    """What follows from a finding."""

    ERROR = "error"  # the claim does not go out
    WARNING = "warning"  # it goes out if somebody looked
    OFF = "off"  # the rule is not asked


@dataclass(frozen=True)
class Rule:
    """One thing that may be wrong with a claim.

    code       stable, such as "SCR-301"
    sentence   what is wrong and what mends it
    source     an anchor of docs/sources.md
    check      yields the fields that are wrong, such as "lines[2].charge"; "" for the claim as a whole
    of_voids   it is asked of a claim that voids another one too
    is_fixed   no payer's settings change it: it is law, or a claim without it cannot be read
    """

    code: str
    sentence: str
    source: str
    check: Check
    gravity: Gravity = Gravity.ERROR
    of_voids: bool = False
    is_fixed: bool = False


@dataclass(frozen=True, kw_only=True)
class ScrubFinding(Finding):
    """What a rule found at a field of a claim."""

    gravity: Gravity = Gravity.ERROR


def lines_of(claim: AnyClaim) -> tuple[AnyLine, ...]:
    """Return the lines of a claim of either form."""
    return claim.lines
