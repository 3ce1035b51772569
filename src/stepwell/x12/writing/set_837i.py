"""The 837I: institutional claims of outpatient services. Guide 005010X223A2; source: docs/sources.md#x12."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from stepwell.x12.writing.balance import check_coverages, decisions_of
from stepwell.x12.writing.claims import Claim, Line, add_claim, add_references, check_claim
from stepwell.x12.writing.codes import (
    CONTINUING_INTERIM,
    FIRST_INTERIM,
    INSTITUTIONAL_FREQUENCIES,
    LAST_INTERIM,
    STILL_PATIENT,
)
from stepwell.x12.writing.coverages import add_decisions, add_other_coverage
from stepwell.x12.writing.envelope import Envelope, Guide, interchange
from stepwell.x12.writing.health_codes import Occurrence, Value, add_codes, conditions, diagnoses, occurrences, values
from stepwell.x12.writing.parties import ATTENDING, Provider, add_place, add_provider
from stepwell.x12.writing.procedures import Procedure, procedure
from stepwell.x12.writing.set_837 import ClaimSet, write_claim_set
from stepwell.x12.writing.sheet import Sheet, composite

_BILL_TYPE = re.compile(r"[1-9][0-9]")
_ADMISSION_TYPE = re.compile(r"[1-59]")
_ADMISSION_SOURCE = re.compile(r"[0-9A-Z]")
_STATUS = re.compile(r"[0-9]{2}")
_MOST_LINES = 999
_MOST_DIAGNOSES = 25
_MOST_REASONS = 3
_UNITS = {"UN": "units", "DA": "days"}


@dataclass(frozen=True, kw_only=True)
class InstitutionalLine(Line):
    """A line of an institutional claim.

    unit         UN units, DA days
    non_covered  dollars of the charge that are not asked for
    """

    revenue: str
    procedure: Procedure | None
    unit: str = "UN"
    non_covered: Decimal | None = None
    rendering: Provider | None = None


@dataclass(frozen=True, kw_only=True)
class InstitutionalClaim(Claim):
    """An institutional claim of outpatient services.

    bill_type       kind of facility and of care, such as 13, 76, 85; the frequency is the third digit
    first, last     days that the statement covers
    admitted        day of admission or of the start of care, and its hour if known
    discharge_hour  on the last statement, where the payer wants it
    admission_type  such as 3 elective; source such as 1; status such as 30 still a client
    attending       who is responsible for the care
    client_owes     dollars that the client is expected to pay
    """

    bill_type: str
    first: date
    last: date
    admitted: date | None = None
    admission_hour: time | None = None
    discharge_hour: time | None = None
    admission_type: str
    admission_source: str = ""
    status: str
    attending: Provider
    client_owes: Decimal | None = None
    admitting_diagnosis: str = ""
    reasons_for_visit: tuple[str, ...] = ()
    occurrences: tuple[Occurrence, ...] = ()
    spans: tuple[Occurrence, ...] = ()
    values: tuple[Value, ...] = ()
    conditions: tuple[str, ...] = ()
    lines: tuple[InstitutionalLine, ...]


def write_837i(envelope: Envelope, sets: Sequence[ClaimSet[InstitutionalClaim]]) -> str:
    """Return an interchange of institutional claims.

    Raises Refused with everything that is wrong.
    """
    return interchange(envelope, Guide.INSTITUTIONAL, sets, _write_set)


def _write_set(sheet: Sheet, claim_set: ClaimSet[InstitutionalClaim]) -> None:
    write_claim_set(sheet, claim_set, _claim)


def _claim(sheet: Sheet, claim: InstitutionalClaim) -> None:
    check_claim(sheet, claim, most_lines=_MOST_LINES, most_diagnoses=_MOST_DIAGNOSES)
    check_coverages(sheet, claim)
    _check(sheet, claim)
    bill_type = sheet.like(
        _BILL_TYPE, "bill_type", claim.bill_type, "is no type of bill: its first two digits, such as 76."
    )
    add_claim(sheet, claim, bill_type, "A", INSTITUTIONAL_FREQUENCIES, "")
    _days(sheet, claim)
    sheet.add(
        "CL1",
        sheet.like(_ADMISSION_TYPE, "admission_type", claim.admission_type, "is no type of admission, such as 3."),
        sheet.like(
            _ADMISSION_SOURCE, "admission_source", claim.admission_source, "is no source of admission.", needed=False
        ),
        sheet.like(_STATUS, "status", claim.status, "is no patient status: two digits, such as 30."),
    )
    add_references(sheet, claim, "F3", "client_owes", claim.client_owes)
    _codes(sheet, claim)
    _providers(sheet, claim)
    for index, other in enumerate(claim.other_coverages):
        with sheet.within(f"other_coverages[{index}]"):
            add_other_coverage(sheet, other, dated=not decisions_of(claim, other.coverage.payer.id))
    for index, line in enumerate(claim.lines):
        with sheet.within(f"lines[{index}]"):
            _line(sheet, claim, index + 1, line)


def _check(sheet: Sheet, claim: InstitutionalClaim) -> None:
    if any(line.first < claim.first or (line.last or line.first) > claim.last for line in claim.lines):
        sheet.note("X12-614", "lines", "have a day outside of the statement: move the line or widen the statement.")
    still = claim.status == STILL_PATIENT
    if claim.frequency in {FIRST_INTERIM, CONTINUING_INTERIM} and not still:
        sheet.note(
            "X12-636",
            "status",
            f"contradicts an interim bill that others follow: {STILL_PATIENT}, or another frequency.",
        )
    if claim.frequency == LAST_INTERIM and still:
        sheet.note("X12-636", "status", "contradicts the last bill: say how the client left, or use another frequency.")
    if claim.coverage.medicare_second or any(each.coverage.medicare_second for each in claim.other_coverages):
        sheet.note(
            "X12-637",
            "coverage.medicare_second",
            "is not said on institutional claims: leave it out and use a value code.",
        )


def _days(sheet: Sheet, claim: InstitutionalClaim) -> None:
    if claim.discharge_hour is not None:
        sheet.add("DTP", "096", "TM", f"{claim.discharge_hour:%H%M}")
    sheet.add("DTP", "434", *sheet.days("first", claim.first, claim.last, span=True))
    if admitted := sheet.day("admitted", claim.admitted, needed=claim.admission_hour is not None):
        hour = claim.admission_hour
        sheet.add("DTP", "435", "DT" if hour else "D8", f"{admitted}{hour:%H%M}" if hour else admitted)


def _codes(sheet: Sheet, claim: InstitutionalClaim) -> None:
    """Add the code lists in the guide's order: diagnoses, then those of the uniform bill."""
    codes = diagnoses(sheet, claim.diagnoses)
    sheet.add("HI", *codes[:1])
    if claim.admitting_diagnosis:
        sheet.add("HI", composite("ABJ", sheet.diagnosis("admitting_diagnosis", claim.admitting_diagnosis)))
    reasons = [
        composite("APR", sheet.diagnosis(f"reasons_for_visit[{index}]", code))
        for index, code in enumerate(claim.reasons_for_visit)
    ]
    add_codes(sheet, "reasons_for_visit", reasons, most=_MOST_REASONS)
    add_codes(sheet, "diagnoses", codes[1:])
    add_codes(sheet, "spans", occurrences(sheet, "spans", "BI", claim.spans))
    add_codes(sheet, "occurrences", occurrences(sheet, "occurrences", "BH", claim.occurrences))
    add_codes(sheet, "values", values(sheet, claim.values))
    add_codes(sheet, "conditions", conditions(sheet, claim.conditions))


def _providers(sheet: Sheet, claim: InstitutionalClaim) -> None:
    with sheet.within("attending"):
        add_provider(sheet, "71", claim.attending, ATTENDING)
    if claim.rendering:
        with sheet.within("rendering"):
            add_provider(sheet, "82", claim.rendering)
    if claim.facility:
        with sheet.within("facility"):
            add_place(sheet, "77", claim.facility)
    if claim.referring:
        with sheet.within("referring"):
            add_provider(sheet, "DN", claim.referring)


def _line(sheet: Sheet, claim: InstitutionalClaim, number: int, line: InstitutionalLine) -> None:
    revenue = sheet.revenue("revenue", line.revenue)
    sheet.add("LX", str(number))
    sheet.add(
        "SV2",
        revenue,
        procedure(sheet, line.procedure, line.description) if line.procedure else "",
        sheet.money("charge", line.charge, needed=True),
        sheet.code("unit", line.unit, _UNITS, needed=True),
        sheet.quantity("units", line.units, needed=True),
        "",
        sheet.money("non_covered", line.non_covered),
    )
    sheet.add("DTP", "472", *sheet.days("first", line.first, line.last))
    if line.control_number:
        sheet.add("REF", "6R", sheet.identifier("control_number", line.control_number, 30))
    if line.authorization:
        sheet.note(
            "X12-638", "authorization", "stands at a line: an institutional claim has one for all; split the claim."
        )
    if line.rendering:
        with sheet.within("rendering"):
            add_provider(sheet, "82", line.rendering)
    add_decisions(sheet, line.decisions, claim.other_coverages, line.procedure, revenue)
