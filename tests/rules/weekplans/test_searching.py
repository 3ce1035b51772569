"""Looking twice where groups may move: a week in which they do has to be better."""

from typing import Any
from unittest.mock import patch

import pytest

from stepwell.weekplans import searching, solving
from stepwell.weekplans.actions.proposals import Asked
from stepwell.weekplans.rules.opening import opened
from tests.rules.weekplans.test_instance import ANY, MONDAY, client, facts

BO = client("bo", free=ANY | {MONDAY: [(0, 900)]}, last_week=frozenset({"s0", "s2", "s3"}))
STANDS = {"time": "mon 18:00-21:00", "room": "r1", "staff": "kim"}


def answer(document: dict[str, Any], *, without: str = "", bound: int = 0, **moves: dict[str, str]) -> dict[str, Any]:
    week = document["week"]
    groups = [one | moves.get(one["group"], {}) for one in week["groups"]]
    seats = [one for one in week["seats"] if (one["client"], one["session"]) != ("bo", without)]
    return {"week": {"groups": groups, "seats": seats}, "result": {"bound": bound, "conflicts": []}}


def search(asked: Asked, *answers: dict[str, Any] | None) -> tuple[dict[str, Any] | None, list[int]]:
    """Return what is found if the planner answers so, and how many ways the groups were offered in each time."""
    with patch.object(solving, "solve", side_effect=answers) as solve:
        found = searching.search(asked, tell=lambda _: None, is_canceled=lambda: False)
    return found, [
        max(len(one["times"]) for one in call.args[0]["instance"]["groups"]) for call in solve.call_args_list
    ]


@pytest.fixture
def asked() -> Asked:
    made = opened(facts(clients=(client("ana"), BO)))
    return Asked(made.document, {}, 20, 1, opens=True)


def test_a_better_week_with_a_group_elsewhere_is_taken(asked: Asked) -> None:
    still, moves = answer(asked.document, without="s0"), answer(asked.document, s0={"time": "tue 18:00-21:00"})

    found, ways = search(asked, still, moves)

    assert found is not None
    assert found["week"]["groups"][0] == {"group": "s0", **STANDS, "time": "tue 18:00-21:00"}
    assert ways == [1, 5]


def test_a_week_that_is_no_better_moves_nothing_and_keeps_the_bound_of_both(asked: Asked) -> None:
    still = answer(asked.document, without="s0", bound=1240)
    worse = answer(asked.document, without="s0", bound=3, s2={"time": "fri 18:00-21:00"})

    found, _ = search(asked, still, worse)

    assert found is not None
    assert (found["week"], found["result"]["bound"]) == (still["week"], 3)


def test_nothing_is_looked_for_twice_where_nothing_can_be_better() -> None:
    made = opened(facts())

    found, ways = search(Asked(made.document, {}, 20, 1, opens=True), answer(made.document))

    assert (found is not None, ways) == (True, [1])


@pytest.mark.parametrize("answers", [[None], ["still", None]])
def test_canceled_is_canceled(asked: Asked, answers: list[str | None]) -> None:
    still = answer(asked.document, without="s0")

    found, ways = search(asked, *[one and still for one in answers])

    assert (found, len(ways)) == (None, len(answers))
