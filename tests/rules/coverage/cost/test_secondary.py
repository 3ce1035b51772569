"""A second payer: charge $350, the first allows $275 and pays $220, the second allows $260 at 90 percent."""

from decimal import Decimal

import pytest

from stepwell.coverage.rules.cost.accumulators import NOTHING_MET
from stepwell.coverage.rules.cost.adjudication import adjudicate
from stepwell.coverage.rules.cost.lines import Line
from stepwell.coverage.rules.cost.plans import Cap, CapUnit, Network, Plan, Tier
from stepwell.coverage.rules.cost.results import Amounts, Result, totals
from stepwell.coverage.rules.cost.secondary import Method, Secondary, Supplement, coordinate, supplemented
from tests.rules.coverage.cost.examples import lines, money, network

FIRST = Plan(network(coinsurance="20"))


def second(method: Method, rate: str = "260", coinsurance: str = "10") -> Secondary:
    return Secondary(method, Plan(network(coinsurance=coinsurance)), {"H0015": money(rate)})


def coordinated(secondary: Secondary, first: Plan = FIRST, days: list[Line] | None = None) -> Amounts:
    results, _ = adjudicate(first, NOTHING_MET, days or lines(1))
    return totals(coordinate(secondary, NOTHING_MET, results)[0])


@pytest.mark.parametrize(
    ("secondary", "paid", "owed", "written_off"),
    [
        pytest.param(second(Method.STANDARD), "55.00", "0.00", "0.00", id="COB1 standard"),
        pytest.param(second(Method.NON_DUPLICATION), "14.00", "41.00", "0.00", id="COB2 non-duplication"),
        pytest.param(second(Method.MEDICAID, "170.03", "0"), "0.00", "0.00", "55.00", id="COB3 Medicaid below"),
        pytest.param(second(Method.MEDICAID, "250.00", "0"), "30.00", "0.00", "25.00", id="COB4 Medicaid above"),
        pytest.param(second(Method.MAINTENANCE), "36.00", "19.00", "0.00", id="maintenance of benefits"),
        pytest.param(second(Method.MAINTENANCE, "200"), "0.00", "55.00", "0.00", id="maintenance, nothing left"),
        pytest.param(
            second(Method.NON_DUPLICATION, "200"), "0.00", "55.00", "0.00", id="non-duplication, nothing left"
        ),
        pytest.param(second(Method.MEDICAID, "400", "0"), "55.00", "0.00", "0.00", id="Medicaid far above"),
    ],
)
def test_worked_examples(secondary: Secondary, paid: str, owed: str, written_off: str) -> None:
    sums = coordinated(secondary)

    assert (sums.primary_paid, sums.contractual) == (money("220.00"), money("75.00"))
    assert (sums.secondary_paid, sums.client_owes, sums.written_off) == (money(paid), money(owed), money(written_off))


def test_a_second_plan_has_a_deductible_of_its_own() -> None:
    secondary = Secondary(Method.STANDARD, Plan(network(deductible="300")), {"H0015": money(260)})
    results, _ = adjudicate(FIRST, NOTHING_MET, lines(3))

    after, state = coordinate(secondary, NOTHING_MET, results)

    assert [result.amounts.secondary_paid for result in after] == [0, 55, 55]
    assert state.years[0].in_network.deductible == 300


def test_a_second_plan_pays_toward_what_the_first_does_not_cover_but_no_balance() -> None:
    limited = Plan(Network(), caps=(Cap("iop", CapUnit.DAYS, money(0)),))
    outside = Plan(out_of_network=network(coinsurance="50", bills_balance=True))

    assert coordinated(second(Method.STANDARD), limited).secondary_paid == 234
    balance = coordinated(second(Method.STANDARD), outside, lines(1, charge="650", rate="260", tier=Tier.OUT))
    assert (balance.secondary_paid, balance.client_owes) == (130, 390)


def test_under_medicaid_nobody_bills_a_balance() -> None:
    outside = Plan(out_of_network=network(coinsurance="50", bills_balance=True))

    sums = coordinated(second(Method.MEDICAID, "170.03"), outside, lines(1, charge="650", rate="260", tier=Tier.OUT))

    assert (sums.secondary_paid, sums.client_owes, sums.written_off) == (money("40.03"), 0, money("479.97"))


@pytest.mark.parametrize(("method", "owed"), [(Method.STANDARD, "55.00"), (Method.MEDICAID, "0.00")])
def test_a_service_whose_rate_is_not_known_gets_nothing_from_the_second(method: Method, owed: str) -> None:
    sums = coordinated(Secondary(method, Plan(Network()), {}))

    assert (sums.secondary_paid, sums.client_owes) == (0, money(owed))


@pytest.mark.parametrize(
    ("supplement", "paid"),
    [
        (Supplement(), "75.00"),
        (Supplement(deductible=True), "175.00"),
        (Supplement(coinsurance=Decimal(50)), "37.50"),
    ],
)
def test_medigap_pays_coinsurance_and_only_some_pay_the_deductible(supplement: Supplement, paid: str) -> None:
    first = Plan(network(deductible="100", coinsurance="50"))
    results, _ = adjudicate(first, NOTHING_MET, lines(1, rate="250"))

    after: tuple[Result, ...] = supplemented(supplement, results)

    assert totals(after).secondary_paid == money(paid)
    assert after[0].reasons[-1].sentence == f"The second payer pays ${paid}."
