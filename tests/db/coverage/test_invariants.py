"""What the database refuses, asked in raw SQL as the application's role."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from stepwell.coverage.actions.checks import Found, record_check
from stepwell.coverage.models import BenefitCheck, Policy
from stepwell.coverage.rules.benefits import Benefits
from stepwell.coverage.vocabulary import CheckWay
from stepwell.platform.tenancy.members import Member
from tests.db.coverage.conftest import AT

pytestmark = pytest.mark.django_db


def fails(sql: str, values: list[Any]) -> str:
    with pytest.raises(DatabaseError) as failure, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
    return str(failure.value)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("payer_id = NULL", "policy_has_a_payer"),
        ("plan_type = 'self_pay'", "policy_has_a_payer"),
        ("member_id = NULL", "policy_has_a_payer"),
        ("plan_type = 'secret'", "policy_plan_type"),
        ("rank = 4", "policy_rank"),
        ("holder = 'other'", "policy_holder"),
        ("holder_relation = 'mother'", "policy_holder"),
        ("to_on = from_on - 1", "policy_forward"),
        ("voided_at = now()", "coverage_policy_void"),
    ],
)
def test_a_policy_cannot_say_what_is_not_so(policy: Policy, change: str, constraint: str) -> None:
    assert constraint in fails(f"UPDATE coverage_policy SET {change} WHERE id = %s", [policy.pk])


@pytest.fixture
def check(coordinator: Member, policy: Policy) -> BenefitCheck:
    """What stands on a card."""
    return record_check(actor=coordinator, at=AT, policy=policy, found=Found(CheckWay.CARD, Benefits()))


_AGAIN = """
INSERT INTO coverage_benefitcheck
SELECT (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid()) || %s::jsonb)).*
FROM coverage_benefitcheck c WHERE c.id = %s
"""


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ('{"way": "call"}', "check_asked_on_a_disclosure"),
        ('{"copay": -1, "copay_unit": "day"}', "check_copay_not_below_zero"),
        ('{"deductible": -0.01}', "check_deductible_not_below_zero"),
        ('{"deductible": 1, "deductible_met": 2}', "check_deductible_met_within"),
        ('{"out_of_pocket": 1, "out_of_pocket_met": 2}', "check_out_of_pocket_met_within"),
        ('{"limit_total": 1, "limit_used": 2, "limit_unit": "days"}', "check_limit_used_within"),
        ('{"limit_total": 1}', "check_limit_unit"),
        ('{"copay": 1}', "check_copay_whole"),
        ('{"coinsurance": 101}', "check_coinsurance"),
        ('{"network": "maybe"}', "check_network"),
        ('{"effective_from": "2026-02-01", "effective_to": "2026-01-01"}', "check_forward"),
    ],
)
def test_a_check_cannot_say_what_cannot_be(check: BenefitCheck, values: str, constraint: str) -> None:
    assert constraint in fails(_AGAIN, [values, check.pk])


def test_what_was_said_stays_as_it_was_said(check: BenefitCheck) -> None:
    assert "stays as it is" in fails("UPDATE coverage_benefitcheck SET copay = 1, copay_unit = 'day'", [])
    assert "permission denied" in fails("DELETE FROM coverage_benefitcheck WHERE id = %s", [check.pk])


def test_a_payer_is_not_its_own_carve_out(policy: Policy) -> None:
    said = fails("UPDATE coverage_payer SET carve_out_id = id WHERE id = %s", [policy.payer_id])

    assert "payer_not_its_carve_out" in said


def test_member_numbers_are_sealed(policy: Policy) -> None:
    assert policy.pk
    with connection.cursor() as cursor:
        cursor.execute("SELECT p::text FROM coverage_policy p UNION SELECT e::text FROM coverage_policyevent e")
        text = " ".join(row for (row,) in cursor.fetchall())

    assert "W-123" not in text
