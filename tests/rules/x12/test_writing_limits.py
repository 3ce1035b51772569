"""The longest value that fits goes out and the guide's map takes it; one character more is refused."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from stepwell.kernel.findings import Refused
from stepwell.x12.guides import check
from stepwell.x12.writing.claims import Contract
from stepwell.x12.writing.parties import Address, Contact, Organization, Payer, Person
from stepwell.x12.writing.set_837p import ProfessionalClaim
from tests.rules.x12.building import (
    CARVE_OUT_COVERAGE,
    HOME,
    MEMBER,
    billing,
    professional,
    professional_file,
    professional_line,
)


def of_coverage(**changes: Any) -> ProfessionalClaim:
    return professional(coverage=replace(CARVE_OUT_COVERAGE, **changes))


def of_member(**changes: Any) -> ProfessionalClaim:
    return of_coverage(member=replace(MEMBER, **changes))


def of_address(**changes: Any) -> ProfessionalClaim:
    return of_member(address=replace(HOME, **changes))


def of_contact(**changes: Any) -> ProfessionalClaim:
    values: dict[str, Any] = {"name": "Desk", "phone": "555-555-0100"}
    return professional(billing=replace(billing(), contact=Contact(**values | changes)))


def of_box(text: str) -> ProfessionalClaim:
    box = Address(street=text, city="Columbus", state="OH", zip_code="43215")
    return professional(billing=replace(billing(), pay_to=box))


LIMITS: list[tuple[int, Callable[[str], ProfessionalClaim]]] = [
    (60, lambda text: of_member(name=Person(last=text, first="Pat"))),
    (35, lambda text: of_member(name=Person(last="Tester", first=text))),
    (25, lambda text: of_member(name=Person(last="Tester", middle=text))),
    (10, lambda text: of_member(name=Person(last="Tester", suffix=text))),
    (80, lambda text: of_member(member_id=text)),
    (55, lambda text: of_address(street=text)),
    (55, lambda text: of_address(street_2=text)),
    (55, of_box),
    (30, lambda text: of_address(city=text)),
    (50, lambda text: of_coverage(group_number=text)),
    (60, lambda text: of_coverage(group_number="", group_name=text)),
    (60, lambda text: of_coverage(payer=Payer(name=text, id="88888"))),
    (80, lambda text: of_coverage(payer=Payer(name="Plan", id=text))),
    (60, lambda text: professional(billing=replace(billing(), name=Organization(text)))),
    (60, lambda text: of_contact(name=text)),
    (256, lambda text: of_contact(email=text)),
    (20, lambda text: professional(number=text)),
    (50, lambda text: professional(authorization=text)),
    (50, lambda text: professional(referral=text)),
    (50, lambda text: professional(record_number=text)),
    (50, lambda text: professional(frequency="7", original_number=text)),
    (80, lambda text: professional(note=text)),
    (50, lambda text: professional(contract=Contract(kind="02", code=text))),
    (30, lambda text: professional(contract=Contract(kind="02", version=text))),
    (30, lambda text: professional(lines=(professional_line(9, 1, control_number=text),))),
    (50, lambda text: professional(lines=(professional_line(9, 1, authorization=text),))),
    (80, lambda text: professional(lines=(professional_line(9, 1, description=text),))),
]


@pytest.mark.parametrize(("most", "claim"), LIMITS)
def test_one_character_too_many(most: int, claim: Callable[[str], ProfessionalClaim]) -> None:
    assert "X" * most in professional_file(claim("X" * most))
    with pytest.raises(Refused) as refusal:
        professional_file(claim("X" * (most + 1)))
    assert [finding.code for finding in refusal.value.findings] == ["X12-602"]


def test_the_guide_takes_the_longest_of_everything() -> None:
    claims = [claim("X" * most) for most, claim in LIMITS]
    numbered = [claim if len(claim.number) == 20 else replace(claim, number=f"N{n}") for n, claim in enumerate(claims)]
    assert check(professional_file(*numbered)) == ()
