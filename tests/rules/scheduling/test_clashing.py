"""Conflicts between clients: each is proven, irreducible, and says what alone resolves it."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from stepwell.scheduling.optimizer.clashing import clashes
from stepwell.scheduling.optimizer.instance import instance
from tests.rules.scheduling.weekly import MORNINGS, document

Found = list[dict[str, Any]]


def conflicts(change: Callable[[dict[str, Any]], object], short: int = 0) -> Found:
    """Return the conflicts of the small instance in which everybody needs all three mornings."""
    given = document()["instance"]
    given["clients"].append(given["clients"][1] | {"id": "cy"})
    for client in given["clients"]:
        client["available"] = [f"{day} 08:00-14:00" for day in MORNINGS]
    change(given)
    return clashes(instance(given), {short}, time.time() + 60)


def members(found: dict[str, Any]) -> set[tuple[str, str]]:
    return {(one["what"], one.get("client") or one["session"]) for one in found["members"]}


def test_without_a_conflict_none_is_told() -> None:
    assert conflicts(lambda given: None) == []


def test_two_who_must_not_meet_and_need_the_same_sessions() -> None:
    (found,) = conflicts(lambda given: given.update(never_together=[["ana", "bo"]]))

    assert members(found) == {("order", "ana"), ("order", "bo"), ("never_together", "ana")}
    assert found["is_irreducible"]
    assert all(one["resolves"] for one in found["members"])
    assert "ana and bo must not be in one session" in found["sentence"]
    assert "cy" not in found["sentence"]


def test_two_pairs_are_two_conflicts_and_neither_pair_alone_resolves_them() -> None:
    found = conflicts(lambda given: given.update(never_together=[["ana", "bo"], ["bo", "cy"]]), 1)

    assert len(found) == 2
    assert {one["client"] for each in found for one in each["members"] if one["what"] == "order"} == {"ana", "bo", "cy"}
    assert all(not one["resolves"] for each in found for one in each["members"] if one["what"] == "never_together")


def test_a_place_too_few_names_those_who_need_it() -> None:
    (found,) = conflicts(lambda given: given["groups"][2].update(capacity=2))

    assert members(found) == {("order", "ana"), ("order", "bo"), ("order", "cy"), ("places", "wed-0")}
    assert all(one["resolves"] for one in found["members"])
    assert "wed-0 (wed 09:00-10:30) has 2 places" in found["sentence"]


def test_two_who_are_pinned_to_the_last_seat() -> None:
    thursday = {"available": ["thu 08:00-14:00"], "pinned": ["kim-1"], "minutes": 0, "taper": True}
    thursday |= {"days_least": 0}

    (found,) = conflicts(lambda given: [one.update(thursday) for one in given["clients"][:2]])

    assert {(one["what"], one.get("client"), one["session"]) for one in found["members"]} == {
        ("pin", "ana", "kim-1"),
        ("pin", "bo", "kim-1"),
        ("places", None, "kim-1"),
    }
    assert {one["resolve"] for one in found["members"] if one["resolves"]} == {
        "Take away the pin of ana in kim-1.",
        "Take away the pin of bo in kim-1.",
        "One more place in kim-1.",
    }
    assert "cannot all have the seats that are pinned" in found["sentence"]
    assert "ana is pinned to kim-1 (thu 09:00-11:00)" in found["sentence"]


def test_a_group_that_too_few_can_come_to() -> None:
    (found,) = conflicts(lambda given: given["groups"][0].update(minimum=4))

    assert ("minimum", "mon-0") in members(found)
    assert next(one["resolves"] for one in found["members"] if one["what"] == "minimum")


@pytest.mark.parametrize("field", ["sentence", "members", "clients", "is_irreducible"])
def test_a_conflict_says_the_same_as_others_do(field: str) -> None:
    assert field in conflicts(lambda given: given.update(never_together=[["ana", "cy"]]))[0]
