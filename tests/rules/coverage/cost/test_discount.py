"""The sliding fee after everybody else has paid."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.coverage.figures import published
from stepwell.coverage.rules.cost.accumulators import NOTHING_MET
from stepwell.coverage.rules.cost.adjudication import adjudicate
from stepwell.coverage.rules.cost.discount import SlidingFee, discounted
from stepwell.coverage.rules.cost.lines import Line
from stepwell.coverage.rules.cost.plans import Copay, Plan
from stepwell.coverage.rules.cost.results import totals
from stepwell.coverage.rules.sliding_fee import SCHEDULE, FeeClass
from stepwell.kernel.findings import Refused
from tests.rules.coverage.cost.examples import START, lines, money, network
from tests.rules.coverage.cost.test_properties import episodes, is_conserved, plans

A, _, C, *_, F = SCHEDULE
ALONE = Plan()
DRUG_TEST = Line(START, "80305", money(40), if_not_covered=money("25"))


def owes(fee_class: FeeClass, plan: Plan, priced: list[Line]) -> list[Decimal]:
    results, _ = adjudicate(plan, NOTHING_MET, priced)
    return [result.amounts.client_owes for result in discounted(fee_class, results)]


@pytest.mark.parametrize(
    ("fee_class", "plan", "expected"),
    [
        pytest.param(C, Plan(network(copay=Copay(money(60)))), ["60.00"], id="SF7 the copay is lower"),
        pytest.param(C, Plan(network(copay=Copay(money(160)))), ["110.00"], id="the fee is lower"),
        pytest.param(C, ALONE, ["110.00"], id="who pays by themself"),
        pytest.param(A, ALONE, ["10.00"], id="a nominal fee"),
        pytest.param(F, ALONE, ["275.00"], id="no discount"),
    ],
)
def test_the_client_owes_the_lower_of_share_and_fee(fee_class: FeeClass, plan: Plan, expected: list[str]) -> None:
    assert owes(fee_class, plan, lines(1, if_not_covered="275")) == [money(amount) for amount in expected]


def test_a_nominal_fee_holds_for_the_day_and_a_share_for_each_service() -> None:
    priced = [*lines(2, if_not_covered="275"), DRUG_TEST]

    assert owes(A, ALONE, priced) == [10, 0, 10]
    assert owes(C, ALONE, priced) == [110, 10, 110]


def test_what_is_taken_off_says_so() -> None:
    results, _ = adjudicate(ALONE, NOTHING_MET, lines(1, if_not_covered="275"))

    found = discounted(C, results)[0]

    assert found.reasons[-1].sentence == "The sliding fee takes $165.00 off; nobody owes it."
    assert found.amounts.written_off == 75 + 165


@given(plans, episodes, st.sampled_from(SCHEDULE))
def test_money_is_conserved_and_nobody_owes_more(plan: Plan, episode: list[Line], fee_class: FeeClass) -> None:
    results, _ = adjudicate(plan, NOTHING_MET, episode)

    for before, now in zip(results, discounted(fee_class, results), strict=True):
        assert is_conserved(now.amounts)
        assert 0 <= now.amounts.client_owes <= before.amounts.client_owes
    if fee_class.nominal is not None:
        days = {result.line.on for result in results}
        assert totals(discounted(fee_class, results)).client_owes <= fee_class.nominal * len(days)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"income": Decimal(-1)}, [("FEE-002", "/sliding_fee/income")]),
        ({"household": 0}, [("FEE-003", "/sliding_fee/household")]),
        ({"schedule": ()}, [("FEE-010", "/sliding_fee/schedule")]),
        ({"on": START.replace(year=2031)}, [("FEE-001", "/sliding_fee/on")]),
    ],
)
def test_what_cannot_be_told_is_refused_with_its_place(
    changes: dict[str, object], codes: list[tuple[str, str]]
) -> None:
    asked = SlidingFee(income=Decimal(40_000), household=3, on=START)
    assert asked.fee_class(published().guidelines) == C

    with pytest.raises(Refused) as refused:
        replace(asked, **changes).fee_class(published().guidelines)  # type: ignore[arg-type]

    assert [(finding.code, finding.field) for finding in refused.value.findings] == codes
