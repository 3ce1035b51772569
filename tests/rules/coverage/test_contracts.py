"""What a contract must say, and which one holds for a day."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from stepwell.coverage.contracting import ClaimForm, Family, ServiceKind, ServiceUnit
from stepwell.coverage.rules.contracts import Contract, Service, check_contract, check_service, contract_for
from tests.rules.coverage.contracts import DAY, MEDICARE, PPO, TALK, TALK_LONG

SITE, OTHER_SITE, PROGRAM, OTHER_PROGRAM = (UUID(int=number) for number in range(1, 5))
ON = date(2026, 3, 2)


def said(findings: list[Any]) -> list[tuple[str, str]]:
    return [(each.code, each.field) for each in findings]


@pytest.mark.parametrize("contract", [PPO, MEDICARE])
def test_a_whole_contract_is_taken(contract: Contract) -> None:
    assert check_contract(contract) == []


@pytest.mark.parametrize(
    ("contract", "changes", "finding"),
    [
        (PPO, {"name": " "}, ("CTR-001", "name")),
        (PPO, {"to_on": date(2025, 12, 31)}, ("CTR-002", "to_on")),
        (PPO, {"npi": "1234567890"}, ("CTR-003", "npi")),
        (PPO, {"taxonomy": "261QR"}, ("CTR-004", "taxonomy")),
        (PPO, {"video_modifier": "9"}, ("CTR-005", "video_modifier")),
        (PPO, {"audio_modifier": "933"}, ("CTR-005", "audio_modifier")),
        (PPO, {"licenses": {"LPC": "HO", "LSW": "H"}}, ("CTR-005", "licenses")),
        (PPO, {"type_of_bill": "89"}, ("CTR-006", "type_of_bill")),
        (PPO, {"condition_codes": ("92",)}, ("CTR-006", "type_of_bill")),
        (MEDICARE, {"condition_codes": ("92", "9")}, ("CTR-006", "condition_codes")),
        (MEDICARE, {"many_services": None}, ("CTR-007", "few_services")),
        (MEDICARE, {"many_services": Decimal(1)}, ("CTR-007", "few_services")),
        (MEDICARE, {"type_of_bill": "89"}, ("CTR-008", "form")),
        (MEDICARE, {"condition_codes": ()}, ("CTR-008", "condition_codes")),
        (MEDICARE, {"pays_video": True}, ("CTR-008", "pays_video")),
        (MEDICARE, {"pays_audio": True}, ("CTR-008", "pays_video")),
        (PPO, {"filing_days": 0}, ("CTR-009", "filing_days")),
        (PPO, {"appeal_days": 0}, ("CTR-009", "filing_days")),
        (PPO, {"corrected_days": 0}, ("CTR-009", "filing_days")),
    ],
)
def test_what_is_wrong_is_named(contract: Contract, changes: dict[str, Any], finding: tuple[str, str]) -> None:
    assert said(check_contract(replace(contract, **changes))) == [finding]


def test_a_clinic_of_its_own_has_no_contract_with_traditional_medicare() -> None:
    clinic = replace(MEDICARE, form=ClaimForm.PROFESSIONAL, type_of_bill="", few_services=None, many_services=None)

    assert ("CTR-008", "form") in said(check_contract(clinic))


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        ({"code": "H15"}, ("CTR-010", "code")),
        ({"code": ""}, ("CTR-010", "code")),
        ({"revenue_code": "0906"}, ("CTR-011", "revenue_code")),
        ({"modifiers": ("HF", "H")}, ("CTR-012", "modifiers")),
        ({"modifiers": ("H1", "H2", "H3", "H4", "H5")}, ("CTR-012", "modifiers")),
        ({"kinds": frozenset()}, ("CTR-013", "kinds")),
        ({"rate": Decimal(-1)}, ("CTR-014", "rate")),
        ({"rate": Decimal("0.001")}, ("CTR-014", "rate")),
        ({"rate": Decimal("NaN")}, ("CTR-014", "rate")),
        ({"charge": Decimal(0)}, ("CTR-014", "charge")),
        ({"least_minutes": 1441}, ("CTR-015", "least_minutes")),
        ({"most_a_day": 2}, ("CTR-016", "most_a_day")),
    ],
)
def test_what_is_wrong_with_a_service_is_named(changes: dict[str, Any], finding: tuple[str, str]) -> None:
    assert said(check_service(replace(DAY, **changes), form=ClaimForm.PROFESSIONAL)) == [finding]


def test_a_facility_names_the_revenue_code_and_may_leave_out_the_procedure() -> None:
    plain = replace(DAY, code="", revenue_code="0906")

    assert check_service(plain, form=ClaimForm.INSTITUTIONAL) == []
    assert said(check_service(DAY, form=ClaimForm.INSTITUTIONAL)) == [("CTR-011", "revenue_code")]


@pytest.mark.parametrize(
    ("service", "other", "is_twice"),
    [
        (DAY, replace(DAY, kinds=frozenset({ServiceKind.PEER})), True),
        (DAY, replace(DAY, treats="mental_health"), False),
        (DAY, replace(DAY, level="2.5"), False),
        (DAY, replace(DAY, family=Family.MENTAL), False),
        (TALK, TALK_LONG, False),
        (TALK, replace(TALK_LONG, least_minutes=38), True),
        (TALK, replace(TALK, kinds=frozenset({ServiceKind.FAMILY})), False),
        (TALK, replace(TALK, unit=ServiceUnit.HOUR), False),
    ],
)
def test_a_session_has_one_price(service: Service, other: Service, is_twice: bool) -> None:
    found = check_service(service, form=ClaimForm.PROFESSIONAL, others=[other])

    assert said(found) == ([("CTR-017", "kinds")] if is_twice else [])


def test_the_contract_that_says_most_exactly_what_it_is_for_holds() -> None:
    everywhere = replace(PPO, name="all")
    at_site = replace(PPO, name="site", site_id=SITE)
    of_program = replace(PPO, name="program", program_id=PROGRAM)
    contracts = [everywhere, at_site, of_program]

    def name(site_id: UUID, program_id: UUID, on: date = ON) -> str | None:
        found = contract_for(contracts, site_id=site_id, program_id=program_id, on=on)
        return found.name if found else None

    assert name(SITE, PROGRAM) == "program"
    assert name(SITE, OTHER_PROGRAM) == "site"
    assert name(OTHER_SITE, OTHER_PROGRAM) == "all"
    assert name(SITE, PROGRAM, date(2025, 12, 31)) is None
    assert contract_for([replace(PPO, to_on=ON)], site_id=SITE, program_id=PROGRAM, on=date(2026, 3, 3)) is None
