"""Groups that may move: where they may, what keeps its place, and moves that win nothing undone."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from stepwell.scheduling.checker.certificate import certify
from stepwell.scheduling.checker.reading import problems
from stepwell.weekplans.rules.facts import StaffFacts, WeekFacts
from stepwell.weekplans.rules.opening import MOST_TIMES, calmed, moved, opened
from tests.rules.weekplans.test_instance import ANY, MONDAY, client, facts, session

THURSDAY = MONDAY + timedelta(days=3)
SAM = StaffFacts("sam", ANY, {}, frozenset({"license"}), frozenset({"OH"}))


def ways(given: WeekFacts, name: str = "s0") -> dict[str, Any]:
    made = opened(given)
    assert problems(made.document, ("instance", "week")) == []
    assert certify(made.document)["verdict"] != "refused"
    return next(one for one in made.document["instance"]["groups"] if one["id"] == name)


def later(name: str, day: int, *people: str, hours: int, **more: Any) -> Any:
    made = session(name, day, *people, **more)
    return replace(made, starts=made.starts + timedelta(hours=hours), ends=made.ends + timedelta(hours=hours))


def test_a_group_may_meet_when_groups_of_the_week_begin_on_days_that_are_open() -> None:
    morning = later("early", 1, hours=-9)

    found = ways(facts(sessions=(session("s0", 0, "ana"), morning), closed=frozenset({THURSDAY})))

    assert found["times"] == [
        "mon 18:00-21:00", "tue 18:00-21:00", "wed 18:00-21:00", "fri 18:00-21:00", "mon 09:00-12:00",
        "tue 09:00-12:00", "wed 09:00-12:00", "fri 09:00-12:00",
    ]  # fmt: skip
    assert (found["rooms"], found["staff"]) == (["r1"], ["kim"])


def test_only_so_many_ways_are_tried_the_nearest_first() -> None:
    many = [later(f"e{hours}", 1, hours=-hours) for hours in range(3, 12)]

    found = ways(facts(sessions=(session("s0", 0, "ana"), *many)))

    assert len(found["times"]) == MOST_TIMES
    assert found["times"][:3] == ["mon 18:00-21:00", "tue 18:00-21:00", "wed 18:00-21:00"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"rooms": {"r1": 10, "r2": 4, "tiny": 1}}, (["r1", "r2"], ["kim"])),
        ({"spare": (SAM,)}, (["r1"], ["kim", "sam"])),
        ({"spare": (replace(SAM, credentials=frozenset({"yoga"})),)}, (["r1"], ["kim"])),
    ],
)
def test_rooms_with_seats_enough_and_leaders_with_the_credential_are_offered(
    change: dict[str, Any], expected: tuple[list[str], list[str]]
) -> None:
    group = session("s0", 0, "ana", "bo", credentials=frozenset({"license"}))

    found = ways(facts(sessions=(group,), **change))

    assert (found["rooms"], found["staff"]) == expected


def test_what_is_taken_by_others_is_not_offered() -> None:
    appointment = session("a", 1, "ana", series=None, leader="sam", room="r1")
    elsewhere = session("b", 2, series=None, leader="sam", room="r2")

    found = ways(facts(sessions=(session("s0", 0, "bo"), appointment, elsewhere), rooms={"r1": 9, "r2": 9}))

    assert [time[:3] for time in found["times"]] == ["mon", "wed", "thu", "fri"]
    assert found["rooms"] == ["r1"]


@pytest.mark.parametrize(
    ("change", "people"),
    [
        ({"is_co_led": True}, ("ana", "bo")),
        ({}, ("ana", "bo", "somebody of another site")),
        ({}, ("ana", "stays")),
    ],
)
def test_two_leaders_somebody_pinned_or_from_elsewhere_keep_a_group_where_it_is(
    change: dict[str, Any], people: tuple[str, ...]
) -> None:
    clients = (client("ana"), client("bo"), client("stays", is_pinned=True))

    found = ways(facts(clients=clients, sessions=(session("s0", 0, *people, **change),)))

    assert found["times"] == ["mon 18:00-21:00"]


def test_what_is_to_stay_stays_and_a_canceled_group_stays_canceled() -> None:
    lost = session("thanks", 3)
    given = facts(sessions=(session("s0", 0, "ana"), session("s2", 2)), lost=(lost,), closed=frozenset({THURSDAY}))

    made = opened(given, fixed={"s0", "thanks"})

    assert {one["id"]: len(one["times"]) for one in made.document["instance"]["groups"]} == {"s0": 1, "s2": 4}


def test_lessons_of_a_week_keep_their_order() -> None:
    taught = [session(f"s{day}", day, "ana", series="matrix", lesson=f"matrix:{day}") for day in (0, 2)]
    alone = session("s3", 3, "ana", series="skills", lesson="skills:4")

    given = facts(sessions=(*taught, alone))

    assert [len(ways(given, name)["times"]) for name in ("s0", "s2", "s3")] == [1, 1, 5]


def test_a_group_whose_day_is_closed_is_offered_on_other_days_and_is_not_there_now() -> None:
    lost = session("thanks", 3)

    made = opened(facts(sessions=(session("s0", 0, "ana"),), lost=(lost,), closed=frozenset({THURSDAY})))

    group = next(one for one in made.document["instance"]["groups"] if one["id"] == "thanks")
    assert [time[:3] for time in group["times"]] == ["wed", "fri", "tue", "mon"]
    assert [one["group"] for one in made.document["week"]["groups"]] == ["s0"]
    held = {"group": "thanks", "time": "fri 18:00-21:00", "room": "r1", "staff": "kim"}
    assert moved(made.document["instance"], {"groups": [held]}, {"thanks"}) == [
        {"session": "thanks", "was": None, "then": {"time": "fri 18:00-21:00", "room": "r1", "staff": "kim"}}
    ]


def test_nothing_begins_in_the_break_of_another() -> None:
    with_break = later("early", 0, hours=-9, break_minutes=30)  # 9:00 to 12:00, counted to 11:30
    inside = replace(later("inside", 1, hours=-6), break_minutes=0)
    inside = replace(inside, starts=inside.starts - timedelta(minutes=15), ends=inside.ends - timedelta(minutes=15))

    found = ways(facts(sessions=(session("s0", 0, "ana"), with_break, inside)))

    assert {time[4:9] for time in found["times"]} == {"18:00", "09:00"}


def test_moves_that_win_nothing_are_undone_one_by_one() -> None:
    """Bo cannot come on Monday evening, so that group moves; why the other one would, nobody could say."""
    bo = client("bo", free=ANY | {MONDAY: [(0, 900)]})
    made = opened(facts(clients=(client("ana"), bo), rooms={"r1": 10, "r2": 10}, spare=(SAM,)))
    instance, week = made.document["instance"], made.document["week"]
    moves = {"s0": {"time": "tue 18:00-21:00", "room": "r2", "staff": "sam"}, "s2": {"room": "r2", "staff": "sam"}}
    proposed = {**week, "groups": [one | moves.get(one["group"], {}) for one in week["groups"]]}

    def worth(tried: dict[str, Any]) -> tuple[bool, int]:
        found = certify({"instance": instance, "week": tried})
        return found["verdict"] == "refused", found["cost"]["total"]

    calm = calmed(instance, proposed, worth)

    usual = {"time": "mon 18:00-21:00", "room": "r1", "staff": "kim"}
    assert moved(instance, calm) == [{"session": "s0", "was": usual, "then": usual | {"time": "tue 18:00-21:00"}}]
    assert worth(calm) == worth(proposed) < worth(week)
