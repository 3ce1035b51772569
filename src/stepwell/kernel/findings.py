"""What a rule has to say: a finding names what is wrong and what would fix it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, in words its reader can act on.

    code      stable, such as "ORG-002": tests and translations hold on to it
    sentence  what is wrong and what would fix it; never a person's data
    field     the form field it belongs to, if it belongs to one
    """

    code: str
    sentence: str
    field: str = ""


class Refused(Exception):
    """An action was not carried out; `findings` say why. Nothing was written."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__(", ".join(finding.code for finding in findings))
        self.findings = findings


def refuse(findings: Iterable[Finding]) -> None:
    """Raise Refused if there is at least one finding, else return."""
    found = tuple(findings)
    if found:
        raise Refused(*found)
