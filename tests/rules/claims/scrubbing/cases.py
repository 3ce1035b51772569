"""For each scrub rule a claim that breaks it and one that keeps it, with what is known about them."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from stepwell.claims.rules.scrubbing.facts import AttendedDay, Authorization, Billed, Clinician, Facts, Span
from stepwell.claims.rules.scrubbing.rules import AnyClaim
from stepwell.coverage.contracting import Asking, Delivery, Family
from stepwell.x12.writing.procedures import Procedure
from stepwell.x12.writing.set_837i import InstitutionalClaim
from stepwell.x12.writing.set_837p import ProfessionalClaim
from tests.rules.coverage.contracts import DAY, MEDICARE, PPO
from tests.rules.x12.building import (
    CHILD,
    CLINICIAN_NPI,
    COUNSELOR,
    MEMBER,
    STREET,
    billing,
    institutional,
    professional,
    professional_line,
)

MARCH = Span(date(2026, 3, 1), date(2026, 3, 31))
D9, D11, D13 = date(2026, 3, 9), date(2026, 3, 11), date(2026, 3, 13)
CLAIM = professional()
AUTHORIZATION = Authorization(number="AUTH123456", span=MARCH, codes=frozenset({"H0015"}), units=Decimal(12))
FACTS = Facts(
    today=date(2026, 3, 17),
    contract=PPO,
    days={
        D9: AttendedDay(minutes=180),
        D11: AttendedDay(minutes=200),
        D13: AttendedDay(minutes=185, delivery=Delivery.VIDEO),
    },
    charges={f"EP1001-L{number}": Decimal("350.00") for number in (1, 2, 3)},
    diagnoses={"F1020": Span(), "F331": Span()},
    taxonomies=frozenset({"261QR0405X", "101YA0400X", "261QM0801X"}),
    authorizations=(AUTHORIZATION,),
    eligible=(MARCH,),
    clinicians={CLINICIAN_NPI: Clinician(license="LPC", span=Span())},
    consent=Span(date(2026, 2, 1), date(2027, 2, 1)),
)
FACILITY = institutional(lines=tuple(
    replace(line, control_number=f"EP2001-L{number}") for number, line in enumerate(institutional().lines, 1)
))  # fmt: skip
FACILITY_FACTS = replace(
    FACTS,
    contract=replace(MEDICARE, authorization=Asking.NEVER),
    days={date(2026, 3, 2): AttendedDay(minutes=180)},
    charges={f"EP2001-L{number}": Decimal(150) for number in (1, 2, 3)},
    certified_on=date(2026, 2, 15),
)
Pair = tuple[AnyClaim, Facts]


@dataclass(frozen=True)
class Case:
    """What breaks a rule, what keeps it, and how often it is broken."""

    fails: Pair
    passes: Pair = (CLAIM, FACTS)
    times: int = 1


def claim(**changes: Any) -> Pair:
    """The sample claim with some of it changed."""
    return replace(CLAIM, **changes), FACTS


def facts(**changes: Any) -> Pair:
    """The sample claim, and something else known."""
    return CLAIM, replace(FACTS, **changes)


def first(**changes: Any) -> ProfessionalClaim:
    """The sample claim with its first line changed."""
    return replace(CLAIM, lines=(replace(CLAIM.lines[0], **changes), *CLAIM.lines[1:]))


def line(**changes: Any) -> Pair:
    """The sample claim with its first line changed, and what is known of it."""
    return first(**changes), FACTS


def contract(**changes: Any) -> Facts:
    """Other terms."""
    return replace(FACTS, contract=replace(PPO, **changes))


def day(on: date, **changes: Any) -> Facts:
    """One day of care otherwise."""
    return replace(FACTS, days={**FACTS.days, on: replace(FACTS.days[on], **changes)})


def facility(**changes: Any) -> Pair:
    """The institutional claim with some of it changed."""
    return replace(FACILITY, **changes), FACILITY_FACTS


def facility_first(**changes: Any) -> InstitutionalClaim:
    """The institutional claim with its first line changed."""
    return replace(FACILITY, lines=(replace(FACILITY.lines[0], **changes), *FACILITY.lines[1:]))


def member(**changes: Any) -> Pair:
    """Who holds the policy otherwise."""
    return claim(coverage=replace(CLAIM.coverage, member=replace(MEMBER, **changes)))


def earlier(*lines: Billed) -> Facts:
    """Other claims that are alive."""
    return replace(FACTS, earlier=lines)


def authorized(**changes: Any) -> Facts:
    """The authorization otherwise."""
    return replace(FACTS, authorizations=(replace(AUTHORIZATION, **changes),))


FEBRUARY = first(first=date(2026, 2, 27))
VIDEO = Procedure("H0015", ("HF", "95"))
GROUP = replace(professional_line(9, 4), procedure=Procedure("90853", ()), control_number="EP1001-L4")
PARTIAL_BEFORE = Billed(claim="OTHER", code="H0035", day=D9)
SAME_BEFORE = Billed(claim="OTHER", code="H0015", day=D9)
REPLACES = claim(frequency="7", original_number="ICN1")[0]
SUBSTANCE = contract(services=(replace(DAY, family=Family.SUBSTANCE),))
NOT_ASKED = contract(authorization=Asking.NEVER)
TWELFTH = tuple(f"F10.{number}" for number in range(10, 23))
MEDICARE_FACTS = replace(FACTS, contract=replace(FACILITY_FACTS.contract))

CASES: dict[str, Case] = {
    "SCR-101": Case(claim(billing=replace(billing(), npi="1993999999"))),
    "SCR-102": Case(claim(rendering=replace(COUNSELOR, taxonomy=""))),
    "SCR-103": Case(claim(billing=billing(taxonomy="261QR9999X"))),
    "SCR-104": Case(claim(billing=replace(billing(), address=replace(STREET, zip_code="43215")))),
    "SCR-105": Case(member(address=replace(STREET, state="OX"))),
    "SCR-106": Case(claim(billing=replace(billing(), tax_id=""))),
    "SCR-107": Case(member(birth_date=None, sex=""), passes=claim(dependent=CHILD), times=2),
    "SCR-108": Case(claim(coverage=replace(CLAIM.coverage, filing=""))),
    "SCR-109": Case(member(member_id="w123456789")),
    "SCR-110": Case(claim(coverage=replace(CLAIM.coverage, payer=replace(CLAIM.coverage.payer, id="")))),
    "SCR-111": Case(member(address=None), passes=claim(dependent=CHILD)),
    "SCR-201": Case(claim(diagnoses=()), passes=claim(diagnoses=TWELFTH[:12])),
    "SCR-202": Case(claim(diagnoses=("F10.20", "33.1"))),
    "SCR-203": Case(facts(diagnoses={"F1020": Span(), "F331": Span(last=D9)})),
    "SCR-204": Case(claim(diagnoses=("F10.20", "F1020"))),
    "SCR-205": Case(line(pointers=(1, 3))),
    "SCR-206": Case(line(pointers=()), passes=line(pointers=(1,))),
    "SCR-207": Case((replace(CLAIM, diagnoses=("F33.1", "F10.20")), SUBSTANCE), (CLAIM, SUBSTANCE), times=3),
    "SCR-208": Case(claim(frequency="9"), passes=claim(frequency="7")),
    "SCR-209": Case((REPLACES, FACTS), passes=(REPLACES, replace(FACTS, replaces_sent=frozenset({"ICN1"})))),
    "SCR-301": Case(line(procedure=Procedure("H015", ("HF",)))),
    "SCR-302": Case(line(procedure=Procedure("H0015", ("HF", "U1", "U2", "U3", "U4")))),
    "SCR-303": Case(line(procedure=Procedure("H0015"))),
    "SCR-304": Case(claim(place="98")),
    "SCR-305": Case(line(place="02"), passes=line(place="02", procedure=VIDEO)),
    "SCR-306": Case((CLAIM, day(D9, delivery=Delivery.VIDEO))),
    "SCR-307": Case((CLAIM, contract(pays_video=False)), passes=(CLAIM, contract(pays_video=True))),
    "SCR-308": Case((facility_first(revenue="0914"), FACILITY_FACTS), passes=facility()),
    "SCR-309": Case(line(units=Decimal(0))),
    "SCR-310": Case(line(unit="DA"), passes=line(unit="MJ")),
    "SCR-311": Case(line(charge=Decimal("350.001"))),
    "SCR-312": Case(line(charge=Decimal(425))),
    "SCR-313": Case(claim(lines=(replace(CLAIM.lines[0], charge=Decimal(0)),))),
    "SCR-314": Case(claim(lines=CLAIM.lines * 17), passes=claim(lines=(CLAIM.lines * 17)[:50])),
    "SCR-315": Case(line(control_number="")),
    "SCR-401": Case(facts(today=date(2026, 3, 12)), passes=facts(today=D13)),
    "SCR-402": Case(line(last=date(2026, 3, 8)), passes=line(last=D9)),
    "SCR-403": Case(line(first=date(2026, 3, 10))),
    "SCR-404": Case(line(units=Decimal(2))),
    "SCR-405": Case(line(first=D11), times=2),
    "SCR-406": Case((CLAIM, day(D9, minutes=179)), passes=(CLAIM, day(D9, minutes=180))),
    "SCR-407": Case(claim(lines=(*CLAIM.lines, GROUP)), passes=claim(lines=(*CLAIM.lines[1:], GROUP))),
    "SCR-408": Case((CLAIM, earlier(SAME_BEFORE)), passes=(CLAIM, earlier(replace(SAME_BEFORE, claim=CLAIM.number)))),
    "SCR-409": Case((CLAIM, earlier(PARTIAL_BEFORE)), passes=(CLAIM, earlier(replace(PARTIAL_BEFORE, code="99214")))),
    "SCR-410": Case(line(first=date(2026, 2, 27))),
    "SCR-411": Case((FEBRUARY, replace(FACTS, year_begins=3)), passes=(FEBRUARY, FACTS)),
    "SCR-412": Case((facility_first(first=date(2026, 3, 7)), FACILITY_FACTS), passes=facility()),
    "SCR-413": Case(
        (replace(FACILITY, frequency="3"), replace(FACILITY_FACTS, bill_before=False)),
        passes=(replace(FACILITY, frequency="3"), replace(FACILITY_FACTS, bill_before=True)),
    ),
    "SCR-414": Case(
        (replace(FACILITY, frequency="3"), replace(FACILITY_FACTS, is_told_last=True)),
        passes=(replace(FACILITY, frequency="3"), FACILITY_FACTS),
    ),
    "SCR-501": Case(claim(authorization=""), passes=(replace(CLAIM, authorization=""), NOT_ASKED), times=3),
    "SCR-502": Case(line(authorization="AUTH9")),
    "SCR-503": Case((CLAIM, authorized(span=Span(D9, D11)))),
    "SCR-504": Case((CLAIM, authorized(codes=frozenset({"S9480"}))), passes=(CLAIM, authorized(codes=frozenset())),
                    times=3),
    "SCR-505": Case((CLAIM, authorized(used=Decimal(10))), passes=(CLAIM, authorized(used=Decimal(9)))),
    "SCR-506": Case(line(authorization="AUTH123456")),
    "SCR-507": Case(facts(eligible=(Span(D9, D11),))),
    "SCR-508": Case(facts(eligible=None)),
    "SCR-509": Case(facts(today=date(2026, 6, 8)), passes=facts(today=date(2026, 6, 7))),
    "SCR-510": Case(facts(clinicians={CLINICIAN_NPI: Clinician(license="LPC", span=Span(last=D11))})),
    "SCR-601": Case((CLAIM, day(D11, is_signed=False))),
    "SCR-602": Case((CLAIM, day(D11, is_planned=False))),
    "SCR-603": Case(facts(consent=Span(last=date(2026, 3, 16))), passes=facts(consent=None, is_protected=False)),
    "SCR-604": Case(facts(may_bill=False)),
    "SCR-701": Case((CLAIM, MEDICARE_FACTS), passes=facility()),
    "SCR-702": Case(facility(conditions=()), passes=facility()),
    "SCR-703": Case((facility_first(procedure=Procedure("90853", ("95",))), FACILITY_FACTS), passes=facility()),
    "SCR-704": Case((facility_first(procedure=Procedure("S9480")), FACILITY_FACTS), passes=facility()),
    "SCR-705": Case((FACILITY, replace(FACILITY_FACTS, certified_on=date(2025, 12, 31))),
                    passes=(FACILITY, replace(FACILITY_FACTS, certified_on=date(2026, 1, 1))), times=3),
}  # fmt: skip
