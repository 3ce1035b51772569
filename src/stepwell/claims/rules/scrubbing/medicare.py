"""Scrub rules of traditional Medicare for intensive outpatient care. Source: docs/sources.md#medicare-iop."""

from collections.abc import Iterator
from datetime import timedelta

from stepwell.claims.rules.scrubbing.facts import Facts
from stepwell.claims.rules.scrubbing.rules import AnyClaim, Gravity, Rule, lines_of
from stepwell.claims.rules.scrubbing.services import (
    BY_VIDEO_OR_TELEPHONE,
    PLACES_AFAR,
    code_of,
    modifiers_of,
    place_of,
)
from stepwell.coverage.contracting import MEDICARE_CONDITION, MEDICARE_SETTINGS
from stepwell.coverage.vocabulary import PayerKind
from stepwell.x12.writing.set_837i import InstitutionalClaim
from stepwell.x12.writing.set_837p import ProfessionalLine

_CERTIFIED_FOR = timedelta(days=60)
_NEVER_PAID = frozenset({"S9480"})


def _is_program(facts: Facts) -> bool:
    return facts.contract.payer_kind is PayerKind.MEDICARE and facts.is_program


def _setting(claim: AnyClaim, facts: Facts) -> Iterator[str]:
    if _is_program(facts) and not (isinstance(claim, InstitutionalClaim) and claim.bill_type in MEDICARE_SETTINGS):
        yield "bill_type"


def _condition(claim: AnyClaim, facts: Facts) -> Iterator[str]:
    if _is_program(facts) and MEDICARE_CONDITION not in claim.conditions:
        yield "conditions"


def _afar(claim: AnyClaim, facts: Facts) -> Iterator[str]:
    if not _is_program(facts):
        return
    for index, line in enumerate(lines_of(claim)):
        is_placed_afar = isinstance(line, ProfessionalLine) and (line.place or place_of(claim)) in PLACES_AFAR
        if BY_VIDEO_OR_TELEPHONE & modifiers_of(line) or is_placed_afar:
            yield f"lines[{index}]"


def _never_paid(claim: AnyClaim, facts: Facts) -> Iterator[str]:
    if facts.contract.payer_kind is PayerKind.MEDICARE:
        yield from (
            f"lines[{index}].procedure" for index, line in enumerate(lines_of(claim)) if code_of(line) in _NEVER_PAID
        )


def _certified(claim: AnyClaim, facts: Facts) -> Iterator[str]:
    if not _is_program(facts):
        return
    for index, line in enumerate(lines_of(claim)):
        certified = facts.certified_on
        if certified is None or not certified <= line.first <= certified + _CERTIFIED_FOR:
            yield f"lines[{index}].first"


RULES = (
    Rule(
        "SCR-701",
        "Traditional Medicare pays this care only to some facilities, on an 837I. Bill it as one of them, or tell the "
        "client beforehand who pays.",
        "medicare-iop", _setting,
    ),
    Rule("SCR-702", "Medicare asks for condition code 92 on this claim. Add it in the contract.", "medicare-iop",
         _condition),
    Rule("SCR-703", "Traditional Medicare pays no day of this care by video or telephone. Take the line out.",
         "medicare-iop", _afar),
    Rule("SCR-704", "Medicare does not pay this code. Bill the services of the day.", "medicare-iop", _never_paid),
    Rule(
        "SCR-705",
        "No physician’s certification of the last 60 days covers this day. Have the plan certified again.",
        "medicare-iop", _certified, Gravity.WARNING,
    ),
)  # fmt: skip
