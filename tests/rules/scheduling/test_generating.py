"""Made-up instances: the planted week is certified, and one planted violation is found and named."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stepwell.scheduling.checker.certificate import Verdict, certify
from stepwell.scheduling.checker.plan import Rule
from stepwell.scheduling.checker.reading import problems
from stepwell.scheduling.optimizer.generating import Wanted, generate
from stepwell.scheduling.optimizer.shapes import SHAPES
from tests.rules.scheduling.planted import PLANTED, Plant, at_group


@settings(max_examples=30, deadline=None)
@given(
    size=st.integers(1, 70),
    tightness=st.floats(0.3, 1),
    seed=st.integers(0, 10_000),
    free=st.sampled_from([0.0, 0.3, 1.0]),
    shape=st.sampled_from([*SHAPES]),
)
def test_the_planted_week_is_certified(size: int, tightness: float, seed: int, free: float, shape: str) -> None:
    made = generate(Wanted(size, tightness, seed, free, shape=shape))

    assert len(made["instance"]["clients"]) == size
    assert problems(made, ("instance", "week")) == []
    assert certify(made)["verdict"] == Verdict.CERTIFIED


def test_the_same_seed_makes_the_same_instance() -> None:
    assert generate(Wanted(30, seed=4)) == generate(Wanted(30, seed=4)) != generate(Wanted(30, seed=5))


@pytest.mark.parametrize("shape", [*SHAPES])
@pytest.mark.parametrize("conflict", ["seats", "availability", "authorized", "pin", "mixed"])
def test_a_planted_conflict_spoils_the_week(conflict: str, shape: str) -> None:
    made = generate(Wanted(40, conflict=conflict, shape=shape))

    assert problems(made, ("instance", "week")) == []
    assert certify(made)["verdict"] == (Verdict.PARTIAL if conflict == "pin" else Verdict.REFUSED)


def test_several_conflicts_are_planted() -> None:
    violations = certify(generate(Wanted(150, conflict="authorized", conflicts=5)))["violations"]

    assert {one["rule"] for one in violations} == {"authorized_days"}
    assert len({one["client"] for one in violations}) == 5


@pytest.mark.parametrize(
    ("shape", "holds"),
    [
        ("evening", lambda made: all(one["times"][0][4:] > "17" for one in made["groups"])),
        ("video", lambda made: made["rooms"] == []),
        ("one-room", lambda made: len(made["rooms"]) == 1),
        ("one-therapist", lambda made: sum(one["caseload_most"] == 12 for one in made["staff"]) == 1),
        ("pairs", lambda made: len(made["never_together"]) > 20),
        ("gender", lambda made: all(one["gender"] for one in made["groups"])),
        ("languages", lambda made: {one["language"] for one in made["groups"]} == {"en", "es", "fr"}),
        ("services", lambda made: {one["contract"] for one in made["clients"]} == {"services"}),
        ("blocks", lambda made: made["contracts"][0]["gap_minutes"] == 5),
        ("authorized", lambda made: all(one["authorized_days"] == one["days_least"] for one in made["clients"])),
        ("phases", lambda made: sum(one["taper"] for one in made["clients"]) > 20),
        ("repeats", lambda made: len(lessons(made)) < len(lessons(generate(Wanted(40))["instance"]))),
        ("shared", lambda made: all("shared_with" in one for one in made["groups"] if one["mode"] == "video")),
    ],
)
def test_a_shape_is_what_it_says(shape: str, holds: Callable[[dict[str, Any]], bool]) -> None:
    assert holds(generate(Wanted(40, shape=shape))["instance"])


def lessons(made: dict[str, Any]) -> set[str]:
    return {one["curriculum"] for one in made["groups"]}


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize(("rule", "plant"), PLANTED, ids=[rule for rule, _ in PLANTED])
def test_one_planted_violation_is_named(rule: Rule, plant: Plant, seed: int) -> None:
    made = generate(Wanted(40, seed=seed))
    plant(made, *at_group(made, Random(seed)))

    found = {one["rule"] for one in certify(made)["violations"]}

    assert found == {rule}


def test_every_rule_is_planted() -> None:
    assert {rule for rule, _ in PLANTED} == set(Rule)
