"""Scrub rules about diagnoses, their pointers, frequency and the number of the claim that is corrected."""

import re
from collections.abc import Iterable, Iterator

from stepwell.claims.rules.scrubbing.facts import Facts
from stepwell.claims.rules.scrubbing.rules import AnyClaim, Gravity, Rule, lines_of
from stepwell.coverage.contracting import Family
from stepwell.x12.writing.codes import (
    INSTITUTIONAL_FREQUENCIES,
    PROFESSIONAL_FREQUENCIES,
    REPLACEMENT,
    VOID,
)
from stepwell.x12.writing.set_837p import ProfessionalClaim

_DIAGNOSIS = re.compile(r"[A-Z][0-9][0-9A-Z](?:\.?[0-9A-Z]{1,4})?")
_FIRST_LETTERS = {Family.SUBSTANCE: ("F1",), Family.MENTAL: ("F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9")}
_MOST_POINTERS = 4


def most_of(claim: AnyClaim) -> tuple[int, int]:
    """Return how many lines and how many diagnoses the form takes."""
    return (50, 12) if isinstance(claim, ProfessionalClaim) else (999, 25)


def _count(claim: AnyClaim, _: Facts) -> Iterator[str]:
    if not 0 < len(claim.diagnoses) <= most_of(claim)[1]:
        yield "diagnoses"


def _form(claim: AnyClaim, _: Facts) -> Iterable[str]:
    return (f"diagnoses[{index}]" for index, code in enumerate(claim.diagnoses) if not _DIAGNOSIS.fullmatch(code))


def _valid(claim: AnyClaim, facts: Facts) -> Iterator[str]:
    days = {line.first for line in claim.lines} | {line.last for line in claim.lines if line.last}
    for index, code in enumerate(claim.diagnoses):
        span = facts.diagnoses.get(code.replace(".", ""))
        if span is None or not all(span.covers(day) for day in days):
            yield f"diagnoses[{index}]"


def _twice(claim: AnyClaim, _: Facts) -> Iterator[str]:
    bare = [code.replace(".", "") for code in claim.diagnoses]
    if len(set(bare)) < len(bare):
        yield "diagnoses"


def _beyond(claim: AnyClaim, _: Facts) -> Iterator[str]:
    if isinstance(claim, ProfessionalClaim):
        for index, line in enumerate(claim.lines):
            if any(not 0 < pointer <= len(claim.diagnoses) for pointer in line.pointers):
                yield f"lines[{index}].pointers"


def _pointers(claim: AnyClaim, _: Facts) -> Iterator[str]:
    if isinstance(claim, ProfessionalClaim):
        for index, line in enumerate(claim.lines):
            if not 0 < len(line.pointers) <= _MOST_POINTERS or len(set(line.pointers)) < len(line.pointers):
                yield f"lines[{index}].pointers"


def _family(claim: AnyClaim, facts: Facts) -> Iterator[str]:
    """Yield lines whose code the contract pays for another family of first diagnoses only."""
    first = claim.diagnoses[0] if claim.diagnoses else ""
    for index, line in enumerate(lines_of(claim)):
        code = line.procedure.code if line.procedure else ""
        families = {service.family for service in facts.contract.services if service.code == code}
        letters = tuple(letter for family in families if family for letter in _FIRST_LETTERS[family])
        if families and None not in families and not first.startswith(letters):
            yield f"lines[{index}].procedure"


def _frequency(claim: AnyClaim, _: Facts) -> Iterator[str]:
    is_professional = isinstance(claim, ProfessionalClaim)
    if claim.frequency not in (PROFESSIONAL_FREQUENCIES if is_professional else INSTITUTIONAL_FREQUENCIES):
        yield "frequency"


def _original(claim: AnyClaim, facts: Facts) -> Iterator[str]:
    corrects = claim.frequency in {REPLACEMENT, VOID}
    is_known = claim.original_number in facts.replaces_sent
    if corrects != bool(claim.original_number) or (corrects and not is_known):
        yield "original_number"


RULES = (
    Rule(
        "SCR-201",
        "A claim has at least one diagnosis, and at most 12 (837P) or 25 (837I). Keep the most important ones.",
        "x12-codes", _count,
    ),
    Rule(
        "SCR-202", "This has not the form of an ICD-10-CM code, such as F10.20. Choose it from the list.",
        "icd-10-cm", _form,
    ),
    Rule(
        "SCR-203",
        "The official list has no such code for every day billed. Choose one that is valid, or split the claim.",
        "icd-10-cm", _valid,
    ),
    Rule("SCR-204", "A diagnosis stands there twice. Leave it out once, and mind the pointers.", "x12-codes", _twice),
    Rule("SCR-205", "This line points at a diagnosis that the claim does not have. Correct the pointers.", "x12-codes",
         _beyond),
    Rule("SCR-206", "A line points at 1 to 4 different diagnoses: those that it treats. Correct the pointers.",
         "x12-codes", _pointers),
    Rule(
        "SCR-207",
        "The contract pays this code for other first diagnoses. Check which one comes first, or which code is meant.",
        "contracts", _family, Gravity.WARNING,
    ),
    Rule(
        "SCR-208",
        "This frequency is none: 1 for a new claim, 7 if it replaces one, 8 if it voids one; on an 837I also 2, 3, 4.",
        "x12-codes", _frequency, of_voids=True, is_fixed=True,
    ),
    Rule(
        "SCR-209",
        "What replaces or voids a claim names the payer’s number of one that was sent, and a new claim names none. "
        "Take the number from the remittance or from the payer’s answer.",
        "x12-codes", _original, of_voids=True,
    ),
)  # fmt: skip
