"""Made-up instances: the planted week is certified, and one planted violation is found and named."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stepwell.scheduling.checker.certificate import Verdict, certify
from stepwell.scheduling.checker.plan import Rule
from stepwell.scheduling.checker.reading import problems
from stepwell.scheduling.optimizer.generating import Wanted, generate
from tests.rules.scheduling.planted import PLANTED, Plant, at_group


@settings(max_examples=30, deadline=None)
@given(
    size=st.integers(1, 70),
    tightness=st.floats(0.3, 1),
    seed=st.integers(0, 10_000),
    free=st.sampled_from([0.0, 0.3, 1.0]),
)
def test_the_planted_week_is_certified(size: int, tightness: float, seed: int, free: float) -> None:
    made = generate(Wanted(size, tightness, seed, free))

    assert len(made["instance"]["clients"]) == size
    assert problems(made, ("instance", "week")) == []
    assert certify(made)["verdict"] == Verdict.CERTIFIED


def test_the_same_seed_makes_the_same_instance() -> None:
    assert generate(Wanted(30, seed=4)) == generate(Wanted(30, seed=4)) != generate(Wanted(30, seed=5))


@pytest.mark.parametrize("conflict", ["seats", "availability", "authorized"])
def test_a_planted_conflict_spoils_the_week(conflict: str) -> None:
    assert certify(generate(Wanted(40, conflict=conflict)))["verdict"] == Verdict.REFUSED


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize(("rule", "plant"), PLANTED, ids=[rule for rule, _ in PLANTED])
def test_one_planted_violation_is_named(rule: Rule, plant: Plant, seed: int) -> None:
    made = generate(Wanted(40, seed=seed))
    plant(made, *at_group(made, Random(seed)))

    found = {one["rule"] for one in certify(made)["violations"]}

    assert found == {rule}


def test_every_rule_is_planted() -> None:
    assert {rule for rule, _ in PLANTED} == set(Rule)
