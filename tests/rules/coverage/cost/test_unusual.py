"""Unusual plans, worked out by hand to the cent: each switch alone and where two of them meet."""

from dataclasses import replace
from datetime import date

import pytest

from stepwell.coverage.figures import published
from stepwell.coverage.rules.cost.accumulators import HouseholdPaid, Met, PlanYear, State, Used
from stepwell.coverage.rules.cost.lines import Line
from stepwell.coverage.rules.cost.medicare import Medicare, adjudicate_part_b
from stepwell.coverage.rules.cost.part_b import PaidAs
from stepwell.coverage.rules.cost.plans import (
    Cap,
    CapPeriod,
    CapUnit,
    Copay,
    CopayMode,
    Deductible,
    DeductibleKind,
    HouseholdLimit,
    Maximum,
    Network,
    Period,
    Plan,
    Terms,
    Tier,
)
from stepwell.coverage.rules.cost.results import Why, totals
from stepwell.coverage.rules.cost.secondary import Method, Secondary, Supplement, coordinate
from stepwell.coverage.vocabulary import CopayUnit
from tests.rules.coverage.cost.examples import lines, met, money, network, priced
from tests.rules.coverage.cost.test_examples import TWO_SERVICES, Example, example, unfolded
from tests.rules.coverage.cost.test_medicare import HOSPITAL, part_b, sums

WINTER = date(2025, 12, 26)
SHARE = network(coinsurance="20")
VISITS = Cap("therapy", CapUnit.VISITS, money(20), services=("H0015", "97110"))
EIGHTEEN = State((PlanYear(date(2026, 1, 1), used=(Used("therapy", money(18)),)),))
PHYSICAL = Line(date(2026, 3, 4), "97110", money(120), money(100))
OUT = {"charge": "600", "rate": "250", "tier": Tier.OUT}
MEDICAID = Plan(network(copay=Copay(money(4))), household=HouseholdLimit(money(12000)))
QUARTER = (HouseholdPaid(date(2026, 1, 1), money(140)),)


def in_a_plan(plan: Plan, of: list[Line], client: str, pays: str, by_day: str, state: State | None = None) -> Example:
    return Example(plan, of, client, pays, by_day, state or State())


def paid(amount: str, per: CopayUnit, mode: CopayMode = CopayMode.INSTEAD) -> Network:
    return network(copay=Copay(money(amount), per, mode))


UNUSUAL = {
    "copay and share after the deductible, the day between with the share alone": example(
        network(deductible="300", coinsurance="10", copay=Copay(money(30), mode=CopayMode.AFTER)),
        lines(4), "434.00", "666.00", "275.00, 50.00, 54.50 x2",
    ),
    "copay and share, no deductible": example(
        network(coinsurance="10", copay=Copay(money(40))), lines(2), "127.00", "423.00", "63.50 x2"
    ),
    "copay of an admission": example(paid("250", CopayUnit.ADMISSION), lines(4), "250.00", "850.00", "250.00, 0.00 x3"),
    "copay of an admission above the first day": example(
        paid("400", CopayUnit.ADMISSION), lines(4), "400.00", "700.00", "275.00, 125.00, 0.00 x2"
    ),
    "copay of a week": example(
        paid("60", CopayUnit.WEEK), lines(6), "120.00", "1530.00", "60.00, 0.00 x2, 60.00, 0.00 x2"
    ),
    "copay of a visit, two on a day": example(
        paid("20", CopayUnit.VISIT), TWO_SERVICES, "40.00", "363.40", "20.00 x2"
    ),
    "copay of a day above the first service": example(
        paid("300", CopayUnit.DAY), TWO_SERVICES, "300.00", "103.40", "275.00, 25.00"
    ),
    "copay above what is left of the maximum": replace(
        example(network(copay=Copay(money(40)), maximum="500"), lines(2), "30.00", "520.00", "30.00, 0.00"),
        state=met(out_of_pocket="470"),
    ),
    "copays that do not count toward the maximum": example(
        network(copay=Copay(money(50)), maximum=Maximum(money(100), counts_copay=False)),
        lines(4), "200.00", "900.00", "50.00 x4",
    ),
    "a deductible that does not count toward the maximum": example(
        network(deductible="500", coinsurance="20", maximum=Maximum(money(100), counts_deductible=False)),
        lines(5), "600.00", "775.00", "275.00, 235.00, 55.00, 35.00, 0.00",
    ),
    "a share of a third": example(network(coinsurance="33.33"), lines(2), "183.32", "366.68", "91.66 x2"),
    "two services, the deductible ends with the second": example(
        network(deductible="300", coinsurance="20"), TWO_SERVICES, "320.68", "82.72", "275.00, 45.68"
    ),
    "visits shared with physical therapy": in_a_plan(
        Plan(SHARE, caps=(VISITS,)), [*lines(4, if_not_covered="200"), PHYSICAL], "630.00", "440.00",
        "55.00 x2, 120.00, 200.00 x2", EIGHTEEN,
    ),
    "dollars of the plan used up within a day": in_a_plan(
        Plan(SHARE, caps=(Cap("dollars", CapUnit.DOLLARS, money(500)),)), lines(4), "675.00", "500.00",
        "55.00 x2, 215.00, 350.00",
    ),
    "hours used up within a day, which counts": in_a_plan(
        Plan(network(copay=Copay(money(25))), caps=(Cap("hours", CapUnit.HOURS, money(10)),)),
        [replace(line, hours=money(3)) for line in lines(5)], "450.00", "1000.00", "25.00 x4, 350.00",
    ),
    "days of a lifetime over the turn of the year": in_a_plan(
        Plan(network(copay=Copay(money(25))), caps=(Cap("ever", CapUnit.DAYS, money(3), period=CapPeriod.LIFETIME),)),
        lines(3, start=date(2026, 12, 30)), "400.00", "500.00", "25.00 x2, 350.00",
        State(lifetime=(Used("ever", money(1)),)),
    ),
    "a family's whole deductible, one member at the law's limit for a person": example(
        network(
            deductible=Deductible(money(12000), money(12000), DeductibleKind.AGGREGATE),
            maximum=Maximum(money(10600), money(21200)),
        ),
        lines(15, charge="900", rate="800"), "10600.00", "1400.00", "800.00 x13, 200.00, 0.00",
    ),
    "the maximum nearly met as the year turns": replace(
        example(
            network(deductible="500", coinsurance="20", maximum="1000"), lines(5, start=date(2026, 12, 28)),
            "575.00", "800.00", "10.00, 0.00, 275.00, 235.00, 55.00",
        ),
        state=met(deductible="500", out_of_pocket="990"),
    ),
    "a plan year from October": in_a_plan(
        Plan(network(deductible="1000", coinsurance="20"), year_starts_month=10), lines(3, start=date(2026, 9, 28)),
        "385.00", "440.00", "55.00 x2, 275.00", met(on=date(2025, 10, 1), deductible="1000"),
    ),
    "out of network with a deductible of its own, the balance written off": in_a_plan(
        Plan(network(deductible="1000"), network(deductible="400", coinsurance="40")), lines(3, **OUT),
        "540.00", "210.00", "250.00, 190.00, 100.00", met(deductible="1000"),
    ),
    "in network counts out of network too": in_a_plan(
        Plan(network(deductible="1000"), network(deductible="400", coinsurance="40"), cross_accumulate=True),
        [*lines(1), *lines(1, start=date(2026, 3, 4), **OUT)], "450.00", "75.00", "275.00, 175.00",
    ),
    "a contract above the charge": example(
        network(copay=Copay(money(40)), lesser_of=False), lines(1, charge="250"), "40.00", "235.00", "40.00"
    ),
    "not authorized from the third day": example(
        Network((Terms(coinsurance=money(20), authorization_required=True),)),
        [replace(line, authorized=number < 2) for number, line in enumerate(lines(4))],
        "110.00", "440.00", "55.00 x2, 0.00 x2",
    ),
    "not covered, at the price of who pays alone": example(
        Network((Terms(covered=False),)), lines(2, if_not_covered="200"), "400.00", "0.00", "200.00 x2"
    ),
    "not covered under Medicaid, which protects": example(
        Network((Terms(covered=False),), bills_not_covered=False), lines(2), "0.00", "0.00", "0.00 x2"
    ),
    "the last quarter carries over": in_a_plan(
        Plan(network(deductible="1000", coinsurance="20"), carries_over=True), lines(5, start=WINTER),
        "1075.00", "300.00", "275.00 x3, 195.00, 55.00",
    ),
    "what was met in the last quarter before carries over": in_a_plan(
        Plan(network(deductible="1000", coinsurance="20"), carries_over=True), lines(7, start=WINTER),
        "1025.00", "900.00", "55.00 x3, 275.00 x2, 255.00, 55.00",
        met(on=date(2025, 1, 1), deductible="1000", late="200"),
    ),
    "what was met before the last quarter does not": in_a_plan(
        Plan(network(deductible="1000", coinsurance="20"), carries_over=True), lines(5, start=WINTER),
        "715.00", "660.00", "55.00 x3, 275.00 x2", met(on=date(2025, 1, 1), deductible="1000"),
    ),
    "a household at its limit of a quarter": in_a_plan(
        MEDICAID, lines(4), "10.00", "1090.00", "4.00 x2, 2.00, 0.00", State(household=QUARTER)
    ),
    "a household whose next quarter begins": in_a_plan(
        MEDICAID, lines(4, start=date(2026, 3, 27)), "10.00", "1090.00", "2.00, 0.00, 4.00 x2",
        State(household=(HouseholdPaid(date(2026, 1, 1), money(148)),)),
    ),
    "a household by the month, without a fraction of a cent": in_a_plan(
        replace(MEDICAID, household=HouseholdLimit(money(500), per=Period.MONTH)), lines(2), "2.08", "547.92",
        "2.08, 0.00",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", UNUSUAL.values(), ids=UNUSUAL.keys())
def test_unusual_plans(case: Example) -> None:
    found, results = priced(case.plan, case.lines, case.state)

    assert [result.amounts.client_owes for result in results] == unfolded(case.by_day)
    assert (found.client_owes, found.primary_paid) == (money(case.client), money(case.pays))


def test_what_a_household_is_spared_is_told_apart_from_the_maximum() -> None:
    _, results = priced(MEDICAID, lines(3), State(household=QUARTER))

    spared = {reason.why: reason.amount for reason in results[2].reasons}
    assert (spared[Why.HOUSEHOLD], Why.MAXIMUM in spared) == (money("2.00"), False)


@pytest.mark.parametrize(
    ("method", "by_day"),
    [
        (Method.STANDARD, "0.00 x3"),
        (Method.NON_DUPLICATION, "55.00, 41.00 x2"),
        (Method.MAINTENANCE, "55.00 x2, 37.00"),
        (Method.MEDICAID, "0.00 x3"),
    ],
)
def test_a_second_payer_with_a_deductible_of_its_own(method: Method, by_day: str) -> None:
    _, results = priced(Plan(SHARE), lines(3))
    second = Secondary(method, Plan(network(deductible="100", coinsurance="10")), {"H0015": money(260)})

    after, _ = coordinate(second, State(), results)

    assert [result.amounts.client_owes for result in after] == unfolded(by_day)


@pytest.mark.parametrize(
    ("supplement", "client"),
    [(Supplement(deductible=True), "0.00"), (Supplement(money(50)), "414.40"), (Supplement(money(75)), "348.70")],
)
def test_medigap_plans_that_pay_all_a_half_or_three_quarters(supplement: Supplement, client: str) -> None:
    assert sums(replace(HOSPITAL, supplement=supplement), part_b(5)).client_owes == money(client)


def test_medicare_over_the_turn_of_the_year() -> None:
    state = State((PlanYear(date(2025, 1, 1), Met(deductible=money(257))),))

    results, _ = adjudicate_part_b(HOSPITAL, state, part_b(3, start=date(2025, 12, 29)))

    assert [one.amounts.client_owes for one in results] == unfolded("53.84 x2, 290.28")


def test_each_day_is_paid_by_its_own_number_of_services() -> None:
    busy, short = part_b(1, services=5), part_b(1, start=date(2026, 3, 4), services=2)

    results, _ = adjudicate_part_b(Medicare(PaidAs.HOSPITAL, published().medicare), State(), [*busy, *short])

    assert [one.amounts.allowed for one in results] == [money("418.45"), money("319.38")]
    assert totals(results).client_owes == money("373.97")
