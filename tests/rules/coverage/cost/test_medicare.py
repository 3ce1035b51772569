"""Part B: by year, by the number of services, with Medigap, for a QMB; a year that is missing is refused."""

from dataclasses import replace
from datetime import date

import pytest

from stepwell.coverage.figures import published
from stepwell.coverage.rules.cost.accumulators import NOTHING_MET
from stepwell.coverage.rules.cost.lines import Line
from stepwell.coverage.rules.cost.medicare import Medicare, adjudicate_part_b, question_rates
from stepwell.coverage.rules.cost.part_b import PaidAs, PartBYear, PerDiem
from stepwell.coverage.rules.cost.results import Amounts, totals
from stepwell.coverage.rules.cost.secondary import Supplement
from stepwell.kernel.findings import Refused
from tests.rules.coverage.cost.examples import START, days, lines, money

HOSPITAL = Medicare(PaidAs.HOSPITAL, published().medicare)


def part_b(count: int, start: date = START, services: int = 3) -> list[Line]:
    return [Line(day, "IOP", money(350), services=services) for day in days(count, start)]


def sums(medicare: Medicare, priced: list[Line]) -> Amounts:
    return totals(adjudicate_part_b(medicare, NOTHING_MET, priced)[0])


@pytest.mark.parametrize(
    ("start", "client", "pays"),
    [
        pytest.param(START, "545.80", "1051.10", id="E12 2026"),
        pytest.param(date(2024, 3, 4), "451.15", "844.50", id="E12b 2024"),
    ],
)
def test_worked_examples(start: date, client: str, pays: str) -> None:
    found = sums(HOSPITAL, part_b(5, start))

    assert (found.client_owes, found.primary_paid) == (money(client), money(pays))


def test_the_first_day_takes_the_deductible_and_a_fifth_of_the_rest() -> None:
    results, _ = adjudicate_part_b(HOSPITAL, NOTHING_MET, part_b(2))

    assert [(one.amounts.deductible, one.amounts.coinsurance) for one in results] == [
        (money("283.00"), money("7.28")), (0, money("63.88")),
    ]  # fmt: skip


def test_medigap_g_pays_the_fifth_and_not_the_deductible() -> None:
    found = sums(replace(HOSPITAL, supplement=Supplement()), part_b(5))

    assert (found.client_owes, found.secondary_paid) == (money("283.00"), money("262.80"))


def test_a_qmb_owes_nothing() -> None:
    found = sums(replace(HOSPITAL, qmb=True), part_b(5))

    assert (found.client_owes, found.written_off, found.primary_paid) == (0, money("545.80"), money("1051.10"))


@pytest.mark.parametrize(("services", "rate"), [(1, "319.38"), (3, "319.38"), (4, "418.45"), (6, "418.45")])
def test_the_rate_follows_the_number_of_services_even_above_the_charge(services: int, rate: str) -> None:
    assert sums(HOSPITAL, part_b(1, services=services)).allowed == money(rate)


def test_each_year_has_its_own_amounts() -> None:
    years = tuple(
        PartBYear(year, money(deductible), money(20), {PaidAs.CMHC: PerDiem(money(100), money(150))})
        for year, deductible in ((2025, 50), (2026, 80))
    )

    results, state = adjudicate_part_b(Medicare(PaidAs.CMHC, years), NOTHING_MET, part_b(4, start=date(2025, 12, 29)))

    assert [one.amounts.client_owes for one in results] == [60, 20, 84, 20]
    assert [year.in_network.deductible for year in state.years] == [50, 80]


def test_a_service_without_coinsurance_still_takes_the_deductible() -> None:
    weekly = [Line(START, "G0137", money(500), money(400)), Line(date(2026, 3, 9), "G0137", money(500), money(400))]

    results, _ = adjudicate_part_b(HOSPITAL, NOTHING_MET, weekly)

    assert [one.amounts.client_owes for one in results] == [283, 0]


@pytest.mark.parametrize(
    ("medicare", "priced", "code"),
    [
        (HOSPITAL, part_b(1, start=date(2027, 1, 4)), "COST-020"),
        (replace(HOSPITAL, paid_as=PaidAs.CMHC), part_b(1, start=date(2025, 1, 6)), "COST-021"),
        (HOSPITAL, part_b(1, start=date(2024, 1, 8), services=4), "COST-021"),
        (HOSPITAL, [*part_b(1), *part_b(1)], "COST-022"),
        (Medicare(PaidAs.HOSPITAL), lines(1), "COST-020"),
    ],
)
def test_what_is_missing_is_refused_and_never_guessed(medicare: Medicare, priced: list[Line], code: str) -> None:
    with pytest.raises(Refused) as refused:
        adjudicate_part_b(medicare, NOTHING_MET, priced)

    assert [finding.code for finding in refused.value.findings] == [code]


def test_what_is_paid_beside_the_day_has_a_rate_of_its_own() -> None:
    visit = Line(START, "99214", money(220), money("100.00"))

    found = sums(HOSPITAL, [*part_b(1), visit])

    assert found.allowed == money("419.38")


def test_what_medicare_holds_back_is_never_a_part_of_the_share() -> None:
    found = sums(HOSPITAL, part_b(5))
    held = sums(replace(HOSPITAL, supplement=Supplement()), part_b(5))

    assert (found.client_owes, found.primary_paid, found.sequestered) == (
        money("545.80"), money("1051.10"), money("21.02"),
    )  # fmt: skip
    assert (held.client_owes, held.secondary_paid, held.sequestered) == (
        money("283.00"), money("262.80"), money("21.02"),
    )  # fmt: skip


def test_a_mental_health_center_is_paid_by_its_own_rates_with_a_question_while_they_are_not_verified() -> None:
    center = replace(HOSPITAL, paid_as=PaidAs.CMHC)
    days_of_four = part_b(3, services=4)

    found = sums(center, days_of_four)

    assert (found.allowed, found.client_owes) == (money("502.14"), money("326.83"))
    assert [one.code for one in question_rates(center, days_of_four)] == ["COST-053"]
    assert not question_rates(HOSPITAL, days_of_four)
