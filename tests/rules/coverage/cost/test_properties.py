"""What holds for every plan and every day."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from stepwell.coverage.rules.cost.accumulators import NOTHING_MET
from stepwell.coverage.rules.cost.adjudication import adjudicate
from stepwell.coverage.rules.cost.lines import Line, order
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
from stepwell.coverage.rules.cost.results import Amounts, totals
from stepwell.coverage.rules.cost.secondary import Method, Secondary, coordinate
from stepwell.coverage.vocabulary import CopayUnit

SERVICES = ("H0015", "99214", "80305")


def dollars(most: int) -> st.SearchStrategy[Decimal]:
    return st.integers(0, most * 100).map(lambda cents: Decimal(cents) / 100)


copays = st.builds(
    Copay, dollars(100), st.sampled_from(CopayUnit), st.sampled_from(CopayMode), on_crossing_day=st.booleans()
)
terms = st.builds(
    Terms,
    services=st.just(()),
    covered=st.sampled_from([True, True, True, False]),
    authorization_required=st.booleans(),
    deductible_applies=st.booleans(),
    coinsurance=st.integers(0, 100).map(Decimal),
    copay=st.none() | copays,
)
own_terms = st.builds(replace, terms, services=st.sampled_from([("99214",), ("80305", "99214")]))
deductibles = st.builds(Deductible, dollars(2000), st.none() | dollars(4000), st.sampled_from(DeductibleKind))
maximums = st.builds(Maximum, dollars(3000), st.none() | dollars(6000), st.booleans(), st.booleans(), st.booleans())
networks = st.builds(
    Network,
    terms=st.tuples(terms) | st.tuples(terms, own_terms),
    deductible=st.none() | deductibles,
    maximum=st.none() | maximums,
    lesser_of=st.booleans(),
    bills_balance=st.booleans(),
    bills_not_covered=st.booleans(),
)
caps = st.builds(
    Cap,
    st.sampled_from(["a", "b"]),
    st.sampled_from(CapUnit),
    dollars(20),
    services=st.sampled_from([(), ("H0015",)]),
    period=st.sampled_from(CapPeriod),
)
plans = st.builds(
    Plan,
    networks,
    st.none() | networks,
    st.lists(caps, max_size=2, unique_by=lambda cap: cap.name).map(tuple),
    st.integers(1, 12),
    st.booleans(),
    st.booleans(),
    st.none() | st.builds(HouseholdLimit, dollars(20_000), per=st.sampled_from(Period)),
)
days = st.integers(0, 60).map(lambda number: date(2025, 12, 1) + timedelta(days=number))
line_of = st.builds(
    Line,
    on=days,
    service=st.sampled_from(SERVICES),
    charge=dollars(600),
    rate=st.none() | dollars(600),
    tier=st.sampled_from(Tier),
    hours=st.integers(0, 6).map(Decimal),
    authorized=st.booleans(),
    if_not_covered=st.none() | dollars(700),
)
episodes = st.lists(line_of, max_size=14)


def is_conserved(amounts: Amounts) -> bool:
    nobody = amounts.contractual + amounts.written_off
    return amounts.charge == nobody + amounts.primary_paid + amounts.secondary_paid + amounts.client_owes


@given(plans, episodes)
def test_the_money_of_every_line_is_conserved(plan: Plan, episode: list[Line]) -> None:
    results, _ = adjudicate(plan, NOTHING_MET, episode)

    for result in results:
        amounts = result.amounts
        assert is_conserved(amounts)
        assert amounts.client_owes == amounts.cost_share + amounts.not_covered + amounts.balance_billed
        assert min(replace(amounts, contractual=Decimal(0)).__getstate__()) >= 0
        assert amounts.client_owes <= max(amounts.charge, amounts.allowed)


@given(plans, episodes, plans, st.sampled_from(Method), st.dictionaries(st.sampled_from(SERVICES), dollars(600)))
def test_a_second_payer_conserves_it_too_and_never_costs_the_client_more(
    plan: Plan, episode: list[Line], other: Plan, method: Method, rates: dict[str, Decimal]
) -> None:
    results, _ = adjudicate(plan, NOTHING_MET, episode)

    after, _ = coordinate(Secondary(method, other, rates), NOTHING_MET, results)

    for before, now in zip(results, after, strict=True):
        assert is_conserved(now.amounts)
        assert 0 <= now.amounts.client_owes <= before.amounts.client_owes


@given(plans, episodes)
def test_the_share_of_a_plan_year_never_exceeds_the_maximum(plan: Plan, episode: list[Line]) -> None:
    half = plan.in_network
    assert half
    everything = Maximum(Decimal(500), Decimal(800))
    plan = replace(plan, in_network=replace(half, maximum=everything))

    results, _ = adjudicate(plan, NOTHING_MET, [replace(line, tier=Tier.IN) for line in episode])

    for year in {plan.year_of(result.line.on) for result in results}:
        of_year = totals(result for result in results if plan.year_of(result.line.on) == year)
        assert of_year.cost_share <= 500


@given(plans, episodes, st.randoms(use_true_random=False))
def test_the_order_of_input_does_not_matter(plan: Plan, episode: list[Line], random: object) -> None:
    shuffled = list(episode)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert adjudicate(plan, NOTHING_MET, shuffled) == adjudicate(plan, NOTHING_MET, episode)


@given(plans, episodes, st.integers(0, 14))
def test_two_parts_equal_the_whole(plan: Plan, episode: list[Line], cut: int) -> None:
    ordered = sorted(episode, key=order)

    first, between = adjudicate(plan, NOTHING_MET, ordered[:cut])
    second, after = adjudicate(plan, between, ordered[cut:])

    assert ((*first, *second), after) == adjudicate(plan, NOTHING_MET, ordered)


@given(plans, episodes, line_of)
@settings(max_examples=300)
def test_an_added_line_never_lowers_what_the_client_owes(plan: Plan, episode: list[Line], added: Line) -> None:
    # Where one half counts for the other, a weekly copay that is due earlier can end the other half's deductible.
    plan = replace(plan, caps=(), cross_accumulate=False)

    before, _ = adjudicate(plan, NOTHING_MET, episode)
    after, _ = adjudicate(plan, NOTHING_MET, [*episode, added])

    assert totals(after).client_owes >= totals(before).client_owes


@given(plans, episodes, line_of, dollars(300))
def test_a_higher_charge_never_lowers_what_the_client_owes(
    plan: Plan, episode: list[Line], line: Line, more: Decimal
) -> None:
    plan, line = replace(plan, caps=()), replace(line, if_not_covered=None)

    before, _ = adjudicate(plan, NOTHING_MET, [*episode, line])
    after, _ = adjudicate(plan, NOTHING_MET, [*episode, replace(line, charge=line.charge + more)])

    assert totals(after).client_owes >= totals(before).client_owes
