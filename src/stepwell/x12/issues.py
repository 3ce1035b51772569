"""What is wrong with an X12 file: where it stands, and in plain words what it means.

Codes, by their first digit: 0 the file as such, 1 envelopes and counts, 2 segments and where they stand, 3 values,
4 money that does not add up, 5 the implementation guides. What a writer refuses has codes that begin with 6.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How far what was read can be relied on."""

    ERROR = "error"  # something is missing, contradicts itself or cannot be understood: do not post or send
    WARNING = "warning"  # read and kept, but somebody should look
    NOTE = "note"  # an oddity that changes nothing


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a file. Everything counts from 1; 0 stands for "none" or "the whole".

    interchange  which ISA..IEA of the file
    group        which GS..GE of that interchange
    set          which ST..SE of that group
    segment      which segment of the file
    in_set       which segment of the set, ST being 1, as a 999 counts
    segment_id   such as "CLP"
    element      which element, as in CLP04: 4
    component    which component of that element
    offset       bytes from the beginning of the file to the segment; None if not known
    """

    interchange: int = 0
    group: int = 0
    set: int = 0
    segment: int = 0
    in_set: int = 0
    segment_id: str = ""
    element: int = 0
    component: int = 0
    offset: int | None = None


NOWHERE = Position()


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing that is wrong with a file.

    code      stable, such as "X12-401"
    severity  how far it can be relied on
    sentence  what is wrong and what it means; amounts and codes, never a person's data
    position  where
    subject   whose it is, such as the patient control number of a claim; may lead to a person, so not for logs
    """

    code: str
    severity: Severity
    sentence: str
    position: Position = NOWHERE
    subject: str = ""


def worst(issues: Iterable[Issue]) -> Severity | None:
    """Return the gravest severity among the issues; None if there are none."""
    found = {issue.severity for issue in issues}
    return next((severity for severity in Severity if severity in found), None)
