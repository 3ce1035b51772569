"""What cannot be used is refused with its place; what is hardly meant is asked about."""

from dataclasses import replace
from datetime import date

import pytest

from stepwell.coverage.figures import published
from stepwell.coverage.rules.cost import checks, questions
from stepwell.coverage.rules.cost.accumulators import CopayTaken, PlanYear, State, Used
from stepwell.coverage.rules.cost.limits import question_limits
from stepwell.coverage.rules.cost.lines import Line
from stepwell.coverage.rules.cost.medicare import Medicare
from stepwell.coverage.rules.cost.part_b import PaidAs, PartBYear, PerDiem
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
    Terms,
    Tier,
)
from stepwell.coverage.rules.cost.secondary import Method, Secondary, Supplement
from stepwell.kernel.findings import Finding
from tests.rules.coverage.cost.examples import START, lines, met, money, network

LINE = lines(1)[0]
NEW_YEAR = date(2026, 1, 1)
CAPS = (Cap("iop", CapUnit.DAYS, money(30)),)


def places(found: list[Finding]) -> list[str]:
    return [f"{finding.code} {finding.field}" for finding in found]


@pytest.mark.parametrize(
    ("some", "expected"),
    [
        ([LINE], []),
        ([], ["COST-001 /lines"]),
        ([LINE] * 5001, ["COST-001 /lines"]),
        ([LINE, replace(LINE, charge=money("-0.01"))], ["COST-002 /lines/1/charge"]),
        ([replace(LINE, rate=money("1.005"))], ["COST-002 /lines/0/rate"]),
        ([replace(LINE, if_not_covered=money("1e30"))], ["COST-002 /lines/0/if_not_covered"]),
        ([replace(LINE, on=date(226, 1, 1))], ["COST-014 /lines/0/on"]),
        ([replace(LINE, hours=money(-1))], ["COST-004 /lines/0"]),
        ([replace(LINE, hours=money(25))], ["COST-004 /lines/0"]),
        ([replace(LINE, services=0)], ["COST-004 /lines/0"]),
    ],
)
def test_lines_that_cannot_be_priced(some: list[Line], expected: list[str]) -> None:
    assert places(checks.check_lines(some)) == expected


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (Plan(), []),
        (Plan(network(deductible="1", maximum="1", copay=Copay(money(1)), coinsurance="100"), caps=CAPS), []),
        (Plan(year_starts_month=13), ["COST-003 /plan/year_starts_month"]),
        (Plan(network(deductible="-1")), ["COST-002 /plan/in_network/deductible/individual"]),
        (
            Plan(out_of_network=network(maximum=Maximum(money(1), money("0.001")))),
            ["COST-002 /plan/out_of_network/maximum/family"],
        ),
        (Plan(network(copay=Copay(money(-1)))), ["COST-002 /plan/in_network/terms/0/copay/amount"]),
        (Plan(network(coinsurance="101")), ["COST-006 /plan/in_network/terms/0/coinsurance"]),
        (Plan(network(coinsurance="-1")), ["COST-006 /plan/in_network/terms/0/coinsurance"]),
        (Plan(Network(terms=())), ["COST-007 /plan/in_network/terms"]),
        (Plan(Network(terms=(Terms(), Terms()))), ["COST-007 /plan/in_network/terms"]),
        (Plan(caps=(*CAPS, *CAPS)), ["COST-005 /plan/caps/1/name"]),
        (Plan(caps=(replace(CAPS[0], limit=money(-1)),)), ["COST-002 /plan/caps/0/limit"]),
    ],
)
def test_plans_that_cannot_be_used(plan: Plan, expected: list[str]) -> None:
    assert places(checks.check_plan(plan)) == expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State((PlanYear(NEW_YEAR, used=(Used("iop", money(3)),)),)), []),
        (State((PlanYear(START),)), ["COST-008 /state/years/0/starts_on"]),
        (State((PlanYear(date(1, 1, 1)),)), ["COST-014 /state/years/0/starts_on"]),
        (State((PlanYear(NEW_YEAR), PlanYear(NEW_YEAR))), ["COST-008 /state/years/1/starts_on"]),
        (met(deductible="-1"), ["COST-002 /state/years/0/in_network/deductible"]),
        (met(tier=Tier.OUT, out_of_pocket="-1"), ["COST-002 /state/years/0/out_of_network/out_of_pocket"]),
        (State((PlanYear(NEW_YEAR, used=(Used("php", money(3)),)),)), ["COST-009 /state/years/0/used/0/cap"]),
        (State(lifetime=(Used("iop", money(-3)),)), ["COST-002 /state/lifetime/0/amount"]),
        (State(copays=(CopayTaken(Tier.IN, 0, None, money("1e99")),)), ["COST-002 /state/copays/0/amount"]),
    ],
)
def test_amounts_met_that_cannot_be_used(state: State, expected: list[str]) -> None:
    assert places(checks.check_state(state, Plan(caps=CAPS))) == expected


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (PartBYear(2026, money(283), money(20)), []),
        (PartBYear(2026, money(-1), money(20)), ["COST-002 /medicare/years/0/deductible"]),
        (PartBYear(2026, money(283), money(120)), ["COST-006 /medicare/years/0/coinsurance"]),
        (
            PartBYear(2026, money(283), money(20), {PaidAs.CMHC: PerDiem(money(1), money(-1))}),
            ["COST-002 /medicare/years/0/per_diems/cmhc"],
        ),
    ],
)
def test_medicare_s_amounts_that_cannot_be_used(year: PartBYear, expected: list[str]) -> None:
    assert places(checks.check_medicare(Medicare(PaidAs.HOSPITAL, (year,)))) == expected


def test_medigap_pays_a_percent() -> None:
    medicare = Medicare(PaidAs.HOSPITAL, supplement=Supplement(money(101)))

    assert places(checks.check_medicare(medicare)) == ["COST-006 /medicare/supplement/coinsurance"]


AGGREGATE = Deductible(money(3000), money(3000), DeductibleKind.AGGREGATE)


@pytest.mark.parametrize(
    ("half", "state", "expected"),
    [
        (network(deductible="500", maximum="500", coinsurance="1"), met(deductible="500", out_of_pocket="500"), []),
        (network(deductible=AGGREGATE), met(deductible="100", family_deductible="100"), []),
        (network(coinsurance="0.2"), State(), ["COST-040 /plan/in_network/terms/0/coinsurance"]),
        (network(coinsurance="80"), State(), ["COST-049 /plan/in_network/terms/0/coinsurance"]),
        (network(coinsurance="59"), State(), []),
        (network(coinsurance="100"), State(), []),
        (network(deductible="500", maximum="499"), State(), ["COST-041 /plan/in_network/maximum/individual"]),
        (
            network(deductible="500", maximum=Maximum(money(499), counts_deductible=False)),
            State(),
            [],
        ),
        (
            network(deductible=Deductible(money(500), money(400))),
            State(),
            ["COST-042 /plan/in_network/deductible/family"],
        ),
        (network(maximum=Maximum(money(500), money(400))), State(), ["COST-042 /plan/in_network/maximum/family"]),
        (network(deductible="500"), met(deductible="500.01"), ["COST-043 /state/years/0/in_network/deductible"]),
        (network(maximum="500"), met(out_of_pocket="501"), ["COST-043 /state/years/0/in_network/out_of_pocket"]),
        (
            network(deductible=Deductible(money(500), money(900))),
            met(family_deductible="901"),
            ["COST-043 /state/years/0/in_network/family_deductible"],
        ),
        (
            network(maximum=Maximum(money(500), money(900))),
            met(out_of_pocket="300", family_out_of_pocket="200"),
            ["COST-044 /state/years/0/in_network/family_out_of_pocket"],
        ),
    ],
)
def test_amounts_that_do_not_go_together_are_asked_about(half: Network, state: State, expected: list[str]) -> None:
    assert places(questions.question_plan(Plan(half), state)) == expected


def test_the_question_about_coinsurance_names_what_is_probably_meant() -> None:
    found = questions.question_plan(Plan(network(coinsurance="0.20")), State())

    assert found[0].sentence == "0.20 is less than one percent. If 20 percent is meant, give 20."


def test_more_used_than_a_limit_allows_is_asked_about() -> None:
    state = State((PlanYear(NEW_YEAR, used=(Used("iop", money(31)),)),))

    assert places(questions.question_plan(Plan(Network(), caps=CAPS), state)) == [
        "COST-045 /state/years/0/used/0/amount"
    ]


@pytest.mark.parametrize(
    ("plan", "asked"),
    [
        (Plan(), False),
        (Plan(Network()), False),
        (Plan(Network(terms=(Terms(services=("99214",)),))), True),
        (Plan(out_of_network=Network()), True),
    ],
)
def test_a_service_of_which_nothing_is_said_is_asked_about_once(plan: Plan, asked: bool) -> None:
    assert places(questions.question_lines(plan, lines(2))) == ["COST-046 /plan"] * asked


@pytest.mark.parametrize(("method", "asked"), [(Method.STANDARD, True), (Method.MEDICAID, False)])
def test_a_second_payer_s_rate_that_is_missing_is_asked_about(method: Method, asked: bool) -> None:
    secondary = Secondary(method, Plan(), {"99214": money(1)})

    assert places(questions.question_secondary(secondary, lines(2))) == ["COST-047 /secondary/rates"] * asked


@pytest.mark.parametrize(("used", "asked"), [("30", False), ("31", True)])
def test_a_limit_of_hours_that_ends_within_a_day_is_asked_about(used: str, asked: bool) -> None:
    plan = Plan(caps=(Cap("hours", CapUnit.HOURS, money(30)), *CAPS))
    after = State((PlanYear(NEW_YEAR, used=(Used("hours", money(used)), Used("iop", money(99)))),))

    assert places(questions.question_hours(plan, after)) == ["COST-048 /plan/caps"] * asked


FAMILY = Deductible(money(3400), money(3400))


@pytest.mark.parametrize(
    ("half", "year", "high_deductible", "expected"),
    [
        (network(maximum="10600"), 2026, False, []),
        (network(maximum="10600.01"), 2026, False, ["COST-050 /plan/in_network/maximum/individual"]),
        (network(maximum="99999"), 2031, False, []),
        (network(maximum="8500.01"), 2026, True, ["COST-050 /plan/in_network/maximum/individual"]),
        (network(maximum="8500.01"), 2025, True, []),
        (network(deductible="1700"), 2026, True, []),
        (network(deductible="1699"), 2026, True, ["COST-052 /plan/in_network/deductible"]),
        (network(deductible="1699"), 2026, False, []),
        (network(deductible=FAMILY), 2026, True, []),
        (
            network(deductible=replace(FAMILY, individual=money(1700))),
            2026,
            True,
            ["COST-052 /plan/in_network/deductible"],
        ),
        (network(deductible=replace(FAMILY, individual=money(1), kind=DeductibleKind.AGGREGATE)), 2026, True, []),
        (
            network(deductible=replace(FAMILY, family=money(3399))),
            2026,
            True,
            ["COST-052 /plan/in_network/deductible"],
        ),
        (network(copay=Copay(money(40))), 2026, True, ["COST-051 /plan/in_network/terms"]),
        (network(copay=Copay(money(40), mode=CopayMode.AFTER)), 2026, True, []),
    ],
)
def test_plans_are_held_against_the_limits_of_their_year(
    half: Network, year: int, high_deductible: bool, expected: list[str]
) -> None:
    found = question_limits(Plan(half), [year], published().limits, high_deductible=high_deductible)

    assert places(found) == expected


def test_a_plan_without_a_half_in_network_has_no_limits() -> None:
    assert question_limits(Plan(), [2026], published().limits, high_deductible=True) == []


def test_published_amounts_are_whole_cents_and_in_order() -> None:
    figures = published()

    assert [year.year for year in figures.medicare] == [2024, 2025, 2026]
    assert [year.deductible for year in figures.medicare] == [240, 257, 283]
    assert sorted(figures.limits) == [2025, 2026, 2027]
    assert checks.check_medicare(Medicare(PaidAs.HOSPITAL, figures.medicare)) == []
