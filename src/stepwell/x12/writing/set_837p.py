"""The 837P: professional claims. Guide 005010X222A1; source: docs/sources.md#x12."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from stepwell.x12.writing.balance import check_coverages, decisions_of
from stepwell.x12.writing.claims import Claim, Line, add_claim, add_references, check_claim
from stepwell.x12.writing.codes import PROFESSIONAL_FREQUENCIES
from stepwell.x12.writing.coverages import add_decisions, add_other_coverage
from stepwell.x12.writing.envelope import Envelope, Guide, interchange
from stepwell.x12.writing.health_codes import add_codes, conditions, diagnoses
from stepwell.x12.writing.parties import RENDERING, Provider, add_place, add_provider
from stepwell.x12.writing.procedures import Procedure, procedure
from stepwell.x12.writing.set_837 import ClaimSet, write_claim_set
from stepwell.x12.writing.sheet import Sheet, composite

_PLACE = re.compile(r"[0-9]{2}")
_NO_PLACE = "is no place of service: two digits, such as 57."
_MOST_LINES = 50
_MOST_DIAGNOSES = 12
_MOST_POINTERS = 4
_UNITS = {"UN": "units", "MJ": "minutes"}


@dataclass(frozen=True, kw_only=True)
class ProfessionalLine(Line):
    """A line of a professional claim.

    unit       UN units, MJ minutes
    place      place of service, if it is another one than the claim's
    pointers   which diagnoses of the claim it treats, counted from 1, the most important one first
    rendering  who rendered it, if it is another one than the claim's
    """

    procedure: Procedure
    unit: str = "UN"
    place: str = ""
    pointers: tuple[int, ...]
    emergency: bool = False
    rendering: Provider | None = None


@dataclass(frozen=True, kw_only=True)
class ProfessionalClaim(Claim):
    """A professional claim.

    place        place of service, such as 57
    signed       the provider's signature is on file
    client_paid  dollars the client paid for these services
    onset, first_treated, admitted, discharged  days, where the payer wants them
    conditions   condition codes
    """

    place: str
    signed: bool = True
    client_paid: Decimal | None = None
    onset: date | None = None
    first_treated: date | None = None
    admitted: date | None = None
    discharged: date | None = None
    conditions: tuple[str, ...] = ()
    supervising: Provider | None = None
    lines: tuple[ProfessionalLine, ...]


def write_837p(envelope: Envelope, sets: Sequence[ClaimSet[ProfessionalClaim]]) -> str:
    """Return an interchange of professional claims.

    Raises Refused with everything that is wrong.
    """
    return interchange(envelope, Guide.PROFESSIONAL, sets, _write_set)


def _write_set(sheet: Sheet, claim_set: ClaimSet[ProfessionalClaim]) -> None:
    write_claim_set(sheet, claim_set, _claim)


def _claim(sheet: Sheet, claim: ProfessionalClaim) -> None:
    check_claim(sheet, claim, most_lines=_MOST_LINES, most_diagnoses=_MOST_DIAGNOSES)
    check_coverages(sheet, claim)
    place = sheet.like(_PLACE, "place", claim.place, _NO_PLACE)
    add_claim(sheet, claim, place, "B", PROFESSIONAL_FREQUENCIES, "Y" if claim.signed else "N")
    for qualifier, field, day in (
        ("431", "onset", claim.onset),
        ("454", "first_treated", claim.first_treated),
        ("435", "admitted", claim.admitted),
        ("096", "discharged", claim.discharged),
    ):
        if day:
            sheet.add("DTP", qualifier, "D8", sheet.day(field, day))
    add_references(sheet, claim, "F5", "client_paid", claim.client_paid)
    sheet.add("HI", *diagnoses(sheet, claim.diagnoses))
    add_codes(sheet, "conditions", conditions(sheet, claim.conditions))
    _providers(sheet, claim)
    for index, other in enumerate(claim.other_coverages):
        with sheet.within(f"other_coverages[{index}]"):
            add_other_coverage(sheet, other, dated=not decisions_of(claim, other.coverage.payer.id))
    for index, line in enumerate(claim.lines):
        with sheet.within(f"lines[{index}]"):
            _line(sheet, claim, index + 1, line)


def _providers(sheet: Sheet, claim: ProfessionalClaim) -> None:
    if claim.referring:
        with sheet.within("referring"):
            add_provider(sheet, "DN", claim.referring)
    if claim.rendering:
        with sheet.within("rendering"):
            add_provider(sheet, "82", claim.rendering, RENDERING)
    if claim.facility:
        with sheet.within("facility"):
            add_place(sheet, "77", claim.facility)
    if claim.supervising:
        with sheet.within("supervising"):
            add_provider(sheet, "DQ", claim.supervising)


def _line(sheet: Sheet, claim: ProfessionalClaim, number: int, line: ProfessionalLine) -> None:
    sheet.add("LX", str(number))
    sheet.add(
        "SV1",
        procedure(sheet, line.procedure, line.description),
        sheet.money("charge", line.charge, needed=True),
        sheet.code("unit", line.unit, _UNITS, needed=True),
        sheet.quantity("units", line.units, needed=True),
        sheet.like(_PLACE, "place", line.place, _NO_PLACE, needed=False),
        "",
        _pointers(sheet, line.pointers, len(claim.diagnoses)),
        "",
        "Y" if line.emergency else "",
    )
    sheet.add("DTP", "472", *sheet.days("first", line.first, line.last))
    if line.authorization:
        sheet.add("REF", "G1", sheet.identifier("authorization", line.authorization, 50))
    if line.control_number:
        sheet.add("REF", "6R", sheet.identifier("control_number", line.control_number, 30))
    if line.rendering:
        with sheet.within("rendering"):
            add_provider(sheet, "82", line.rendering, RENDERING)
    add_decisions(sheet, line.decisions, claim.other_coverages, line.procedure)


def _pointers(sheet: Sheet, pointers: tuple[int, ...], diagnoses: int) -> str:
    if not 0 < len(pointers) <= _MOST_POINTERS or len(set(pointers)) < len(pointers):
        sheet.note(
            "X12-625",
            "pointers",
            f"are to be 1 to {_MOST_POINTERS} different ones: name the diagnoses that the line treats.",
        )
    if any(not 0 < pointer <= diagnoses for pointer in pointers):
        sheet.note(
            "X12-625", "pointers", f"point beyond the list: the claim has {diagnoses} diagnoses, counted from 1."
        )
    return composite(*[str(pointer) for pointer in pointers])
