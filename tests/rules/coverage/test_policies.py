"""What is checked of a policy."""

from dataclasses import replace
from datetime import date

import pytest

from stepwell.coverage.rules.policies import Terms, check_terms, payer_meant
from stepwell.coverage.vocabulary import Holder, PlanType

TODAY = date(2026, 3, 2)
PPO = Terms(PlanType.PPO, 1, date(2026, 1, 1), member_id="W123")
MOTHERS = replace(PPO, holder=Holder.OTHER, holder_name="Rosa", holder_relation="mother")
SELF = Terms(PlanType.SELF_PAY, 1, TODAY, has_payer=False)


@pytest.mark.parametrize(
    ("terms", "codes"),
    [
        (PPO, []),
        (MOTHERS, []),
        (SELF, []),
        (replace(SELF, has_payer=True), ["COV-002"]),
        (replace(SELF, member_id="W1"), ["COV-002"]),
        (replace(PPO, has_payer=False), ["COV-002"]),
        (replace(PPO, member_id=" - "), ["COV-003"]),
        (replace(PPO, to_on=date(2025, 12, 31)), ["COV-004"]),
        (replace(PPO, to_on=PPO.from_on), []),
        (replace(PPO, from_on=date(1926, 1, 1)), ["COV-004"]),
        (replace(MOTHERS, holder_name=" ", holder_relation=""), ["COV-005", "COV-005"]),
        (replace(MOTHERS, holder_birth_date=date(2026, 3, 3)), ["COV-006"]),
    ],
)
def test_a_policy_is_checked(terms: Terms, codes: list[str]) -> None:
    assert [finding.code for finding in check_terms(terms, on=TODAY)] == codes


@pytest.mark.parametrize(
    ("said", "meant"),
    [("Buckeye Mutual", "Buckeye Mutual"), ("BUCKEYE  mutual.", "Buckeye Mutual"), ("Buckeye", ""), ("", ""),
     ("...", ""), ("Buckeye Mutual of Ohio", ""), ("Blue-Cross", "Blue Cross")],
)  # fmt: skip
def test_a_payer_is_meant_only_by_its_whole_name(said: str, meant: str) -> None:
    assert payer_meant(said, ["Blue Cross", "Buckeye Mutual", "–"]) == meant
