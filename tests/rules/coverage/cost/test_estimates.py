"""How much a cost could come differently, and why."""

from dataclasses import replace
from decimal import Decimal

import pytest

from stepwell.coverage.rules.cost.estimates import (
    Attendance,
    Doubt,
    Estimate,
    Part,
    Value,
    attended,
    changed,
    check_doubts,
    estimate,
)
from stepwell.coverage.rules.cost.lines import Line
from stepwell.coverage.rules.cost.plans import Deductible, Network, Plan
from stepwell.coverage.rules.cost.request import Coverage, price
from stepwell.coverage.rules.cost.results import totals
from stepwell.coverage.rules.cost.secondary import Method, Secondary
from stepwell.kernel.findings import Refused
from tests.rules.coverage.cost.examples import days, lines, met, money, network

COVERAGE = Coverage(Plan(network(deductible="1500", coinsurance="20")), state=met(deductible="400"))
DEDUCTIBLE = "/plan/in_network/deductible/individual"
COINSURANCE = "/plan/in_network/terms/0/coinsurance"


def owed(coverage: Coverage, priced: object) -> Decimal:
    return totals(price(coverage, priced)[0]).client_owes  # type: ignore[arg-type]


def of(attendance: Attendance | None = None, *doubts: Doubt) -> Estimate:
    return estimate(COVERAGE, lines(9), owed, attendance=attendance, doubts=doubts)


def test_without_doubts_there_is_no_range() -> None:
    assert of() == Estimate(money("1375.00"), money("1375.00"), money("1375.00"))


def test_days_that_are_missed_make_it_cheaper() -> None:
    # 4, 7 and 9 days: 4 x 275; 1,100 + 3 x 55; 1,100 + 5 x 55
    found = of(Attendance(money(45), money(80), money(100)))

    assert (found.low, found.expected, found.high) == (1100, 1265, 1375)
    assert found.parts == (Part("Days that are missed", money(165), money(110)),)


def test_a_benefit_that_is_not_sure_says_what_it_alone_would_change() -> None:
    found = of(None, Doubt(DEDUCTIBLE, money(1000), money(2000), "The deductible is from the card"))

    assert found == Estimate(
        money(975), money(1375), money(1775), (Part("The deductible is from the card", money(400), money(400)),)
    )


def test_doubts_together_can_reach_further_than_their_sum() -> None:
    found = of(
        None,
        Doubt(DEDUCTIBLE, money(400), money(1500), "deductible"),
        Doubt(COINSURANCE, money(20), money(40), "coinsurance"),
    )

    assert found.parts == (Part("deductible", money(880), money(0)), Part("coinsurance", money(0), money(275)))
    assert (found.low, found.high) == (495, 1650)


def test_what_is_expected_need_not_lie_at_an_end() -> None:
    found = of(None, Doubt(DEDUCTIBLE, money(400), money(400), "deductible"))

    assert (found.low, found.expected, found.high) == (495, 1375, 1375)


@pytest.mark.parametrize(
    ("percent", "kept"),
    [(0, ""), (33, "1 4 7"), (50, "0 2 4 6 8"), (85, "0 1 2 4 5 6 7 8"), (100, "0 1 2 3 4 5 6 7 8")],
)
def test_missed_days_are_spread_evenly(percent: int, kept: str) -> None:
    planned = days(9)

    found = attended(lines(9), Decimal(percent))

    assert [str(planned.index(line.on)) for line in found] == kept.split()


def test_a_day_is_missed_with_everything_on_it() -> None:
    planned = lines(4)
    extra = [Line(line.on, "80305", money(40)) for line in planned]

    found = attended([*planned, *extra], Decimal(50))

    assert len(found) == 4
    assert len({line.on for line in found}) == 2


@pytest.mark.parametrize("percents", [(-1, 50, 100), (50, 40, 100), (50, 80, 101), (0, 100, 90)])
def test_attendance_out_of_order_is_refused(percents: tuple[int, int, int]) -> None:
    with pytest.raises(Refused, match="COST-030"):
        of(Attendance(*map(Decimal, percents)))


@pytest.mark.parametrize(
    ("at", "value"),
    [
        ("/plan/in_network/deductible/individuel", money(1)),
        ("/plan/out_of_network/deductible/individual", money(1)),
        ("/plan/in_network/terms/1/coinsurance", money(1)),
        ("/plan/in_network/terms/x/coinsurance", money(1)),
        ("/plan/in_network/terms", money(1)),
        ("/plan/in_network/lesser_of", money(1)),
        ("/plan/year_starts_month", money(1)),
        (DEDUCTIBLE, True),
        ("", money(1)),
        ("/secondary/rates/99214", money(1)),
    ],
)
def test_a_doubt_must_point_to_a_value_of_its_kind(at: str, value: Value) -> None:
    coverage = replace(COVERAGE, secondary=Secondary(Method.STANDARD, Plan(), {"H0015": money(1)}))

    found = check_doubts(coverage, [Doubt(at, value, value, "why")])

    assert [(finding.code, finding.field) for finding in found] == [("COST-032", "/unverified/0/at")]


def test_values_are_changed_where_the_pointer_points() -> None:
    coverage = Coverage(Plan(Network()), secondary=Secondary(Method.STANDARD, Plan(), {"H0015": money(1)}))

    rated = changed(coverage, "/secondary/rates/H0015", money(2))
    crossing = changed(coverage, "/plan/cross_accumulate", True)

    assert rated.secondary
    assert rated.secondary.rates == {"H0015": 2}
    assert crossing.plan == Plan(Network(), cross_accumulate=True)
    assert changed(COVERAGE, DEDUCTIBLE, money(7)).plan == Plan(
        replace(network(coinsurance="20"), deductible=Deductible(money(7)))
    )


def test_only_so_many_doubts_are_combined() -> None:
    with pytest.raises(Refused, match="COST-031"):
        of(None, *[Doubt(COINSURANCE, money(0), money(1), "why")] * 7)
