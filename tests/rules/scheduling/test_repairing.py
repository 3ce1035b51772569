"""Make-ups: what was missed is made up where there is a seat, and nobody else moves."""

from typing import Any

import pytest

from stepwell.scheduling.checker.certificate import Verdict, certify
from stepwell.scheduling.optimizer.generating import Wanted, generate
from stepwell.scheduling.optimizer.repairing import repair
from tests.rules.scheduling.weekly import document

Document = dict[str, Any]


def happened(what: str, **facts: str) -> Document:
    """Return the small week in which bo has five half days to choose from, with an event."""
    made = document()
    made["instance"]["slots"].append(made["instance"]["slots"][1] | {"id": "lee-2", "time": "thu 11:10-13:10"})
    made["instance"]["clients"][1]["minutes"] = 660
    made["event"] = {"what": what, **facts}
    return made


def seats(week: Document, client: str) -> set[str]:
    return {seat["session"] for seat in week["seats"] if seat["client"] == client}


def verdict(made: Document, answer: Document) -> str:
    return str(certify({"instance": made["instance"], "week": answer["week"]})["verdict"])


def test_an_absence_is_made_up_later_in_the_week() -> None:
    made = happened("absence", client="bo", **{"from": "mon 09:00-12:10"})

    answer = repair(made)

    (bo,) = answer["clients"]
    assert [one["session"] for one in bo["lost"]] == ["mon-0", "mon-1"]
    assert all(one["time"] >= "t" or one["time"][:3] in {"wed", "fri"} for one in bo["options"][0]["add"])
    assert bo["options"][0]["is_complete"]
    assert bo["options"][0]["leave"] == []
    assert seats(answer["week"], "ana") == seats(made["week"], "ana")
    assert not seats(answer["week"], "bo") & {"mon-0", "mon-1"}
    assert verdict(made, answer) == Verdict.CERTIFIED


def test_options_come_best_first_and_differ() -> None:
    answer = repair(happened("absence", client="bo", **{"from": "mon 09:00-12:10"}))

    options = answer["clients"][0]["options"]
    assert len(options) > 1
    assert len({str(option["add"]) for option in options}) == len(options)
    assert [option["is_complete"] for option in options] == sorted(
        (one["is_complete"] for one in options), reverse=True
    )


def test_what_has_begun_before_stays() -> None:
    made = happened("absence", client="bo", **{"from": "fri 09:00-12:10"})

    answer = repair(made)

    assert seats(answer["week"], "bo") == {"mon-0", "mon-1", "wed-0", "wed-1", "tue-v"}
    assert not answer["clients"][0]["options"][0]["is_complete"]
    assert verdict(made, answer) == Verdict.PARTIAL


def test_a_cancelled_session_is_made_up_by_all_who_were_in_it() -> None:
    made = happened("cancellation", session="tue-v", **{"from": "mon 08:00-09:00"})

    answer = repair(made)

    assert {one["client"] for one in answer["clients"]} == {"ana", "bo"}
    assert "tue-v" not in {one["group"] for one in answer["week"]["groups"]}
    assert verdict(made, answer) == Verdict.CERTIFIED


def test_somebody_else_who_was_offered_holds_the_sessions_of_who_is_ill() -> None:
    made = happened("staff_away", staff="lee", **{"from": "fri 00:00-24:00"})

    answer = repair(made)

    assert answer["substitutes"] == [{"session": "fri-0", "staff": "kim"}, {"session": "fri-1", "staff": "kim"}]
    assert answer["clients"] == []
    assert {one["group"]: one["staff"] for one in answer["week"]["groups"]}["fri-0"] == "kim"
    assert verdict(made, answer) == Verdict.CERTIFIED


def test_without_a_substitute_those_in_the_session_make_it_up() -> None:
    made = happened("staff_away", staff="kim", **{"from": "thu 00:00-24:00"})

    answer = repair(made)

    assert [one["client"] for one in answer["clients"]] == ["ana"]
    assert [one["session"] for one in answer["clients"][0]["lost"]] == ["kim-1"]
    assert verdict(made, answer) == Verdict.CERTIFIED


def test_who_is_admitted_gets_a_week_among_the_seats_still_free() -> None:
    made = happened("admission", client="new", **{"from": "mon 00:00-01:00"})
    made["instance"]["clients"].append(made["instance"]["clients"][1] | {"id": "new", "minutes": 540})

    answer = repair(made)

    assert answer["clients"][0]["options"][0]["is_complete"]
    assert {one["client"] for one in answer["week"]["seats"]} == {"ana", "bo", "new"}
    assert verdict(made, answer) == Verdict.CERTIFIED


@pytest.mark.parametrize("seed", range(6))
def test_in_generated_weeks_nobody_else_moves(seed: int) -> None:
    made = generate(Wanted(40, 0.7, seed))
    absent = made["instance"]["clients"][seed]["id"]
    made["event"] = {"what": "absence", "client": absent, "from": "mon 00:00-24:00"}

    answer = repair(made)

    for client in made["instance"]["clients"]:
        if client["id"] != absent:
            assert seats(answer["week"], client["id"]) == seats(made["week"], client["id"])
    broken = certify({"instance": made["instance"], "week": answer["week"]})["violations"]
    assert {one["rule"] for one in broken} <= {"hours_least", "days_least", "kinds", "minimum"}
