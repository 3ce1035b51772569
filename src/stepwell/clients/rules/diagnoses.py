"""Which diagnoses may stand together, and when. Source: docs/sources.md#icd-10-cm."""

import re
from dataclasses import dataclass
from datetime import date

from stepwell.kernel.findings import Finding

MOST = 12  # diagnoses that a claim carries
_SUBSTANCE = re.compile(r"^(?P<substance>F1[0-9])\.(?P<pattern>[129])")
_PATTERNS = {"1": "abuse", "2": "dependence", "9": "unspecified use"}


@dataclass(frozen=True)
class Code:
    """A code of the official list."""

    code: str
    title: str
    is_billable: bool
    valid_from: date | None = None
    valid_to: date | None = None

    def is_valid(self, on: date) -> bool:
        """Return whether the code stood in the list on a day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


def tidy(text: str) -> str:
    """Return a code as the list writes it: capitals, with the point after the third letter."""
    bare = re.sub(r"[\s.]", "", text).upper()
    return bare if len(bare) <= len("F10") else f"{bare[:3]}.{bare[3:]}"


def check(code: Code | None, *, from_on: date, held: list[str], on: date, born: date | None) -> list[Finding]:
    """Return what is in the way of adding a diagnosis.

    code  None if the list has no such code
    held  codes of the diagnoses in force
    on    today
    """
    if code is None:
        return [Finding("DX-001", "The official list has no such code. Search for words of its title.", "code")]
    found = [*_check_days(code, from_on, on, born), *_check_beside(code.code, held)]
    if not code.is_billable:
        found.append(
            Finding("DX-002", f"{code.code} is a heading and cannot be diagnosed. Choose a code below it.", "code")
        )
    if len(held) >= MOST:
        found.append(Finding("DX-003", f"There are {MOST} diagnoses already. End one that is resolved first.", "code"))
    return found


def _check_days(code: Code, from_on: date, on: date, born: date | None) -> list[Finding]:
    found = []
    if from_on > on:
        found.append(Finding("DX-004", "The diagnosis lies in the future. Check the date.", "from_on"))
    if born and from_on < born:
        found.append(Finding("DX-005", "The diagnosis lies before the birth date. Check the date.", "from_on"))
    if not code.is_valid(from_on):
        found.append(Finding("DX-006", f"{code.code} was not in the list on that day. Choose one that was.", "code"))
    return found


def _check_beside(code: str, held: list[str]) -> list[Finding]:
    """Return conflicts with other codes: of one substance, abuse, dependence and use exclude each other (Excludes1)."""
    if code in held:
        return [Finding("DX-007", f"{code} is among the diagnoses already.", "code")]
    new = _SUBSTANCE.match(code)
    if new is None:
        return []
    return [
        Finding(
            "DX-008",
            f"{other} says {_PATTERNS[old['pattern']]} of the same substance, {code} says {_PATTERNS[new['pattern']]}: "
            "one excludes the other. End the one that is no longer right.",
            "code",
        )
        for other in held
        if (old := _SUBSTANCE.match(other))
        and old["substance"] == new["substance"]
        and old["pattern"] != new["pattern"]
    ]


def ranked(codes: list[str], code: str, rank: int) -> list[str]:
    """Return the codes in a new order, with one of them at a rank (1 is first); ranks beyond the end mean last."""
    others = [each for each in codes if each != code]
    place = max(0, min(rank - 1, len(others)))
    return [*others[:place], code, *others[place:]]
