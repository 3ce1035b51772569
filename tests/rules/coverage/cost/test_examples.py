"""Worked examples of the field, to the cent: what the client owes, what the plan pays, and each day."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pytest

from stepwell.coverage.rules.cost.accumulators import PlanYear, State, Used
from stepwell.coverage.rules.cost.lines import Line
from stepwell.coverage.rules.cost.plans import (
    Cap,
    CapUnit,
    Copay,
    CopayMode,
    Deductible,
    DeductibleKind,
    Maximum,
    Network,
    Plan,
    Tier,
)
from tests.rules.coverage.cost.examples import START, lines, met, money, network, priced

AFTER = Copay(money(50), mode=CopayMode.AFTER)
FAMILY = Deductible(money(3000), money(6000))
AGGREGATE = Deductible(money(5000), money(5000), DeductibleKind.AGGREGATE)
THIRTY_DAYS = Cap("iop", CapUnit.DAYS, money(30))
TWO_SERVICES = [
    Line(START, "99214", money(220), money("128.40")),
    Line(START, "H0015", money(350), money(275)),
]


@dataclass(frozen=True)
class Example:
    """A case and its answer.

    client, plan  dollars in all
    by_day        what the client owes of each line, in order
    """

    plan: Plan
    lines: list[Line]
    client: str
    pays: str
    by_day: str
    state: State = State()  # noqa: RUF009 - a frozen value


def example(half: Network, priced_lines: list[Line], client: str, pays: str, by_day: str) -> Example:
    return Example(Plan(half), priced_lines, client, pays, by_day)


EXAMPLES = {
    "E1 copay a day, deductible waived": example(
        network(deductible="1500", copay=Copay(money(40))), lines(24), "960.00", "5640.00", "40.00 x24"
    ),
    "E2 deductible met in the middle of a day": example(
        network(deductible="1500", coinsurance="20"), lines(9), "1695.00", "780.00", "275.00 x5, 155.00, 55.00 x3"
    ),
    "E3 deductible ends with a day": replace(
        example(network(deductible="2500", coinsurance="20"), lines(6), "1210.00", "440.00", "275.00 x4, 55.00 x2"),
        state=met(deductible="1400"),
    ),
    "E4 maximum reached": replace(
        example(
            network(deductible="2500", coinsurance="30", maximum="3000"),
            lines(12, charge="500", rate="412.50"),
            "1000.00",
            "3950.00",
            "412.50, 185.00, 123.75 x3, 31.25, 0.00 x6",
        ),
        state=met(deductible="2000", out_of_pocket="2000"),
    ),
    "E5a copay after the deductible, none on the day between": example(
        network(deductible="600", copay=AFTER), lines(6), "750.00", "900.00", "275.00 x2, 50.00 x4"
    ),
    "E5b copay after the deductible, on the day between too": example(
        network(deductible="600", copay=replace(AFTER, on_crossing_day=True)),
        lines(6),
        "800.00",
        "850.00",
        "275.00 x2, 100.00, 50.00 x3",
    ),
    "E6 copay above the allowed amount": example(
        network(copay=Copay(money(60))), lines(2, charge="90", rate="45.20"), "90.40", "0.00", "45.20 x2"
    ),
    "E7 embedded family deductible": replace(
        example(network(deductible=FAMILY, coinsurance="20"), lines(4), "540.00", "560.00", "275.00, 155.00, 55.00 x2"),
        state=met(deductible="500", family_deductible="5600"),
    ),
    "E8 aggregate family deductible": replace(
        example(
            network(deductible=AGGREGATE, coinsurance="10"), lines(6), "1245.00", "405.00", "275.00 x4, 117.50, 27.50"
        ),
        state=met(family_deductible="3800"),
    ),
    "E9a plan year turns on January 1": replace(
        example(
            network(deductible="1000", coinsurance="20"),
            lines(7, start=date(2025, 12, 26)),
            "1185.00",
            "740.00",
            "55.00 x3, 275.00 x3, 195.00",
        ),
        state=met(on=date(2025, 1, 1), deductible="1000"),
    ),
    "E9b plan year turns on July 1": Example(
        Plan(network(deductible="1000", coinsurance="20"), year_starts_month=7),
        lines(7, start=date(2025, 12, 26)),
        "385.00",
        "1540.00",
        "55.00 x7",
        met(on=date(2025, 7, 1), deductible="1000"),
    ),
    "E10 limit of days used up": Example(
        Plan(network(copay=Copay(money(25))), caps=(THIRTY_DAYS,)),
        lines(6, if_not_covered="200"),
        "675.00",
        "750.00",
        "25.00 x3, 200.00 x3",
        State((PlanYear(date(2026, 1, 1), used=(Used("iop", money(27)),)),)),
    ),
    "E11 out of network with the balance billed": Example(
        Plan(out_of_network=network(deductible="3000", coinsurance="50", bills_balance=True)),
        lines(4, charge="650", rate="260", tier=Tier.OUT),
        "2280.00",
        "320.00",
        "650.00, 590.00, 520.00 x2",
        met(tier=Tier.OUT, deductible="2600"),
    ),
    "E13 charge below the contract, lesser of the two": example(
        network(coinsurance="20"), lines(1, charge="250"), "50.00", "200.00", "50.00"
    ),
    "E13 charge below the contract, contract holds": example(
        network(coinsurance="20", lesser_of=False), lines(1, charge="250"), "55.00", "220.00", "55.00"
    ),
    "E14 half a cent is rounded up": example(
        network(coinsurance="15"), lines(2, rate="170.30"), "51.10", "289.50", "25.55 x2"
    ),
    "E15 two services, one day, one copay": example(
        network(copay=Copay(money(40))), TWO_SERVICES, "40.00", "363.40", "40.00, 0.00"
    ),
    "E16 family maximum nearly met": replace(
        example(
            network(coinsurance="20", maximum=Maximum(money(8000), money(8000))),
            lines(4),
            "130.00",
            "970.00",
            "55.00 x2, 20.00, 0.00",
        ),
        state=met(family_out_of_pocket="7870"),
    ),
    "E17 less left of the maximum than of the deductible": replace(
        example(network(deductible="1000", maximum="2000"), lines(2), "200.00", "350.00", "200.00, 0.00"),
        state=met(deductible="500", out_of_pocket="1800"),
    ),
    "E18 eight weeks of a high-deductible plan": example(
        network(deductible="1700", coinsurance="20", maximum="4000"),
        lines(24),
        "2680.00",
        "3920.00",
        "275.00 x6, 95.00, 55.00 x17",
    ),
}


@pytest.mark.parametrize("case", EXAMPLES.values(), ids=EXAMPLES.keys())
def test_worked_examples(case: Example) -> None:
    sums, results = priced(case.plan, case.lines, case.state)

    assert (sums.client_owes, sums.primary_paid) == (money(case.client), money(case.pays))
    assert [result.amounts.client_owes for result in results] == unfolded(case.by_day)


def unfolded(by_day: str) -> list[Decimal]:
    """Return "275.00 x2, 50.00" as three amounts."""
    pairs = (part.partition(" x") for part in by_day.split(", "))
    return [money(amount) for amount, _, times in pairs for _ in range(int(times or 1))]


def test_the_parts_of_a_day_are_told_apart() -> None:
    case = EXAMPLES["E2 deductible met in the middle of a day"]

    _, results = priced(case.plan, case.lines)

    crossing = results[5].amounts
    assert (crossing.contractual, crossing.deductible, crossing.coinsurance, crossing.primary_paid) == (
        money("75.00"), money("125.00"), money("30.00"), money("120.00"),
    )  # fmt: skip
    assert [(reason.code, reason.amount) for reason in results[5].reasons] == [
        ("CO-45", money("75.00")), ("PR-1", money("125.00")), ("PR-2", money("30.00")), ("", money("120.00")),
    ]  # fmt: skip
    assert results[5].reasons[1].sentence == "$125.00 goes to the deductible."


def test_only_the_share_of_what_is_allowed_counts_out_of_network() -> None:
    case = EXAMPLES["E11 out of network with the balance billed"]

    sums, _ = priced(case.plan, case.lines, case.state)

    assert (sums.cost_share, sums.balance_billed) == (money("720.00"), money("1560.00"))


def test_a_contract_above_the_charge_is_an_adjustment_below_zero() -> None:
    case = EXAMPLES["E13 charge below the contract, contract holds"]

    sums, results = priced(case.plan, case.lines)

    assert sums.contractual == money("-25.00")
    assert results[0].reasons[0].code == "CO-94"


def test_a_day_past_the_limit_says_so() -> None:
    case = EXAMPLES["E10 limit of days used up"]

    sums, results = priced(case.plan, case.lines, case.state)

    assert (sums.not_covered, sums.written_off) == (money("600.00"), money("450.00"))
    assert [reason.code for reason in results[3].reasons] == ["PR-119", ""]
