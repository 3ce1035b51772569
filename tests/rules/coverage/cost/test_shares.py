"""The switches of a plan, one by one: copays, deductibles, maximums, limits, halves, what is not covered."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from stepwell.coverage.rules.cost.accumulators import NOTHING_MET, Met, PlanYear, State, Used
from stepwell.coverage.rules.cost.adjudication import adjudicate
from stepwell.coverage.rules.cost.lines import Line
from stepwell.coverage.rules.cost.plans import (
    Cap,
    CapPeriod,
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
from stepwell.coverage.rules.cost.results import Result, Why
from stepwell.coverage.vocabulary import CopayUnit
from tests.rules.coverage.cost.examples import START, lines, met, money, network, priced

DRUG_TEST = Line(START, "80305", money(40), money("12.60"))
VISIT = Line(START, "99214", money(220), money("128.40"))


def owes(results: list[Result]) -> list[Decimal]:
    return [result.amounts.client_owes for result in results]


@pytest.mark.parametrize(
    ("per", "by_day"),
    [
        (CopayUnit.DAY, [40, 40, 40, 40]),
        (CopayUnit.VISIT, [40, 40, 40, 40]),
        (CopayUnit.WEEK, [40, 0, 0, 40]),
        (CopayUnit.ADMISSION, [40, 0, 0, 0]),
    ],
)
def test_a_copay_is_due_once_each_day_visit_week_or_admission(per: CopayUnit, by_day: list[int]) -> None:
    _, results = priced(Plan(network(copay=Copay(money(40), per))), lines(4))

    assert owes(results) == [money(amount) for amount in by_day]


@pytest.mark.parametrize(("per", "total"), [(CopayUnit.DAY, 40), (CopayUnit.VISIT, 80)])
def test_two_services_of_a_day_share_a_copay_unless_it_is_by_visit(per: CopayUnit, total: int) -> None:
    sums, _ = priced(Plan(network(copay=Copay(money(40), per))), [*lines(1), VISIT])

    assert sums.copay == total


def test_what_a_small_service_leaves_of_the_copay_is_taken_from_the_next() -> None:
    small = replace(DRUG_TEST, rate=money(30))

    _, results = priced(Plan(network(copay=Copay(money(40)))), [small, replace(small, service="80307")])

    assert owes(results) == [money(30), money(10)]


def test_services_under_terms_of_their_own_have_a_copay_of_their_own() -> None:
    half = Network(terms=(Terms(copay=Copay(money(40))), Terms(services=("99214",), copay=Copay(money(25)))))

    _, results = priced(Plan(half), [*lines(1), VISIT])

    assert owes(results) == [money(40), money(25)]


def test_a_copay_instead_of_the_deductible_leaves_coinsurance_on_the_rest() -> None:
    _, results = priced(Plan(network(deductible="1000", copay=Copay(money(75)), coinsurance="10")), lines(1))

    assert (results[0].amounts.deductible, results[0].amounts.copay, results[0].amounts.coinsurance) == (0, 75, 20)


def test_a_day_of_which_a_line_met_the_deductible_takes_no_copay_on_its_other_lines() -> None:
    after = Copay(money(50), mode=CopayMode.AFTER)
    plan = Plan(network(deductible="275", copay=after))

    _, none = priced(plan, [*lines(1), VISIT])
    _, some = priced(
        replace(plan, in_network=network(deductible="275", copay=replace(after, on_crossing_day=True))),
        [*lines(1), VISIT],
    )

    assert owes(none) == [275, 0]
    assert owes(some) == [275, 50]


def test_the_deductible_can_be_waived_for_some_services() -> None:
    half = Network(
        terms=(Terms(coinsurance=money(20)), Terms(services=("99214",), deductible_applies=False)),
        deductible=Deductible(money(1000)),
    )

    _, results = priced(Plan(half), [*lines(1), VISIT])

    assert owes(results) == [money(275), money(0)]


def test_the_first_of_person_and_family_ends_an_embedded_deductible() -> None:
    half = network(deductible=Deductible(money(500), money(5000)))

    _, results = priced(Plan(half), lines(3))

    assert [result.amounts.deductible for result in results] == [275, 225, 0]


def test_one_person_alone_does_not_end_an_aggregate_deductible() -> None:
    half = network(deductible=Deductible(money(500), money(5000), DeductibleKind.AGGREGATE))

    _, results = priced(Plan(half), lines(3))

    assert [result.amounts.deductible for result in results] == [275, 275, 275]


def test_more_met_than_there_is_leaves_nothing() -> None:
    sums, _ = priced(Plan(network(deductible="500", maximum="1000", coinsurance="20")), lines(2), met(deductible="900"))
    over, _ = priced(Plan(network(maximum="1000", coinsurance="20")), lines(2), met(out_of_pocket="1200"))

    assert (sums.deductible, sums.coinsurance, over.client_owes) == (0, 110, 0)


@pytest.mark.parametrize(
    ("maximum", "shares"),
    [
        (Maximum(money(100)), "100 0 0"),
        (Maximum(money(100), counts_deductible=False), "200 50 50"),
        (Maximum(money(100), counts_copay=False), "100 50 0"),
        (Maximum(money(100), counts_deductible=False, counts_copay=False), "200 50 100"),
        (Maximum(money(0), counts_coinsurance=False), "0 0 112.50"),
    ],
)
def test_what_does_not_count_toward_the_maximum_is_due_beyond_it(maximum: Maximum, shares: str) -> None:
    copay = Copay(money(50), mode=CopayMode.AFTER, on_crossing_day=True)
    half = network(deductible="200", copay=copay, coinsurance="50", maximum=maximum)

    sums, results = priced(Plan(half), lines(1, charge="500", rate="475"))

    assert [sums.deductible, sums.copay, sums.coinsurance] == [money(share) for share in shares.split()]
    assert Why.MAXIMUM in [reason.why for reason in results[0].reasons]
    assert sums.over_maximum == money("362.50") - sums.cost_share


def test_a_limit_of_visits_counts_every_line_and_days_only_days() -> None:
    same_day = [*lines(1), VISIT, DRUG_TEST]
    days = Plan(Network(), caps=(Cap("days", CapUnit.DAYS, money(1)),))
    visits = Plan(Network(), caps=(Cap("visits", CapUnit.VISITS, money(2)),))

    assert priced(days, same_day)[0].not_covered == 0
    assert priced(visits, same_day)[0].not_covered == DRUG_TEST.charge
    assert owes(priced(days, lines(2))[1]) == [0, 350]


def test_a_limit_of_hours_ends_once_none_are_left() -> None:
    days = [replace(line, hours=money(3)) for line in lines(4)]

    _, results = priced(Plan(Network(), caps=(Cap("hours", CapUnit.HOURS, money(7)),)), days)

    assert owes(results) == [0, 0, 0, 350]


def test_a_limit_of_dollars_leaves_the_rest_of_a_line_to_the_client() -> None:
    _, results = priced(Plan(network(coinsurance="20"), caps=(Cap("most", CapUnit.DOLLARS, money(300)),)), lines(3))

    assert [result.amounts.primary_paid for result in results] == [220, 80, 0]
    assert [result.amounts.not_covered for result in results] == [0, 140, 350]
    assert owes(results) == [55, 195, 350]


def test_a_limit_is_shared_by_its_services_and_no_others() -> None:
    cap = Cap("iop", CapUnit.VISITS, money(2), services=("H0015", "99214"))

    _, results = priced(Plan(Network(), caps=(cap,)), [*lines(2), VISIT, DRUG_TEST])

    assert [(result.line.service, result.amounts.not_covered) for result in results] == [
        ("H0015", 0), ("99214", 0), ("80305", 0), ("H0015", 350),
    ]  # fmt: skip


def test_a_limit_can_hold_for_one_half_only() -> None:
    cap = Cap("iop", CapUnit.DAYS, money(0), tiers=(Tier.OUT,))

    assert priced(Plan(Network(), Network(), caps=(cap,)), lines(1))[0].not_covered == 0
    assert priced(Plan(Network(), Network(), caps=(cap,)), lines(1, tier=Tier.OUT))[0].not_covered == 350


@pytest.mark.parametrize(
    ("period", "by_day"), [(CapPeriod.YEAR, [0, 0, 0, 350]), (CapPeriod.LIFETIME, [0, 0, 350, 350])]
)
def test_a_limit_of_a_lifetime_does_not_begin_anew(period: CapPeriod, by_day: list[int]) -> None:
    cap = Cap("iop", CapUnit.DAYS, money(30), period=period)
    used = (Used("iop", money(28)),)
    state = State((PlanYear(date(2025, 1, 1), used=used), PlanYear(date(2026, 1, 1), used=(Used("iop", money(29)),))))
    state = state if period is CapPeriod.YEAR else State(lifetime=used)

    _, results = priced(Plan(Network(), caps=(cap,)), lines(4, start=date(2025, 12, 29)), state)

    assert owes(results) == by_day


@pytest.mark.parametrize(("crosses", "second"), [(True, 0), (False, 275)])
def test_what_is_met_out_of_network_counts_in_network_only_with_cross_accumulation(crosses: bool, second: int) -> None:
    plan = Plan(network(deductible="275"), network(deductible="1000"), cross_accumulate=crosses)
    outside, inside = lines(2)

    _, results = priced(plan, [replace(outside, tier=Tier.OUT), inside])

    assert owes(results) == [275, second]


def test_out_of_network_the_balance_is_billed_only_where_that_is_allowed() -> None:
    day = lines(1, charge="650", rate="260", tier=Tier.OUT)

    billed, _ = priced(Plan(out_of_network=network(bills_balance=True)), day)
    forgiven, results = priced(Plan(out_of_network=network()), day)

    assert (billed.balance_billed, billed.client_owes) == (390, 390)
    assert (forgiven.written_off, forgiven.client_owes) == (390, 0)
    assert results[0].reasons[0].why is Why.WRITTEN_OFF


def test_a_usual_rate_above_the_charge_leaves_no_balance() -> None:
    day = lines(1, charge="200", rate="260", tier=Tier.OUT)

    sums, _ = priced(Plan(out_of_network=network(bills_balance=True, lesser_of=False)), day)

    assert (sums.contractual, sums.balance_billed, sums.primary_paid) == (-60, 0, 260)


def test_without_a_rate_the_charge_is_allowed() -> None:
    sums, _ = priced(Plan(network(coinsurance="20")), [replace(lines(1)[0], rate=None)])

    assert (sums.allowed, sums.client_owes) == (350, 70)


NOT_COVERED = Network(terms=(Terms(covered=False),))


@pytest.mark.parametrize(
    "plan",
    [
        Plan(),
        Plan(out_of_network=Network()),
        Plan(NOT_COVERED),
        Plan(Network(terms=(Terms(services=("99214",)),))),
    ],
)
@pytest.mark.parametrize(("if_not_covered", "owed"), [(None, 350), ("200", 200), ("400", 350)])
def test_what_is_not_covered_is_the_client_s(plan: Plan, if_not_covered: str | None, owed: int) -> None:
    sums, results = priced(plan, lines(1, if_not_covered=if_not_covered))

    assert (sums.client_owes, sums.not_covered, sums.written_off) == (owed, owed, 350 - owed)
    assert results[0].reasons[0].code == "PR-96"


def test_a_plan_can_protect_the_client_from_what_it_does_not_cover() -> None:
    protects = replace(NOT_COVERED, bills_not_covered=False)
    limited = Plan(Network(bills_not_covered=False), caps=(Cap("most", CapUnit.DOLLARS, money(300)),))

    assert priced(Plan(protects), lines(1))[0].client_owes == 0
    sums, results = priced(limited, lines(2))
    assert (sums.client_owes, sums.written_off, sums.primary_paid) == (0, 250, 300)
    assert [reason.why for reason in results[1].reasons] == [Why.CONTRACTUAL, Why.LIMIT, Why.WRITTEN_OFF, Why.PLAN]


@pytest.mark.parametrize(("tier", "owed", "code"), [(Tier.IN, 0, "CO-197"), (Tier.OUT, 350, "PR-197")])
def test_a_day_without_authorization_is_the_program_s_loss_in_network(tier: Tier, owed: int, code: str) -> None:
    half = Network(terms=(Terms(authorization_required=True),))
    without = [replace(line, authorized=False) for line in lines(1, tier=tier)]

    sums, results = priced(Plan(half, half), without)

    assert (sums.client_owes, sums.written_off, sums.primary_paid) == (owed, 350 - owed, 0)
    assert results[0].reasons[0].code == code
    assert priced(Plan(half, half), lines(1, tier=tier))[0].primary_paid == 275
    assert priced(Plan(Network(), Network()), [replace(line, tier=tier) for line in without])[0].primary_paid == 275


def test_facts_that_come_later_replace_what_was_thought() -> None:
    _, thought = adjudicate(Plan(network(deductible="1000")), NOTHING_MET, lines(2))
    fact = PlanYear(date(2026, 1, 1), in_network=Met(deductible=money(800)))
    other = PlanYear(date(2025, 1, 1))

    known = thought.with_facts(fact).with_facts(other)

    assert thought.years[0].in_network.deductible == 550
    assert known.years == (other, fact)


def test_a_deductible_and_a_maximum_begin_anew_with_the_plan_year() -> None:
    plan = Plan(network(deductible="275", maximum="275"), year_starts_month=7)

    _, results = priced(plan, lines(4, start=date(2026, 6, 26)))

    assert owes(results) == [275, 0, 275, 0]
