"""A part's week as an integer program: it is bettered, and keeps the rules that the linear program leaves out."""

import time
from typing import Any

from stepwell.scheduling.checker.certificate import Verdict, certify
from stepwell.scheduling.optimizer import working
from stepwell.scheduling.optimizer.instance import instance
from stepwell.scheduling.optimizer.parts import parts
from stepwell.scheduling.optimizer.solving import process
from stepwell.scheduling.optimizer.working import Asked, Begun, Better, Found
from stepwell.scheduling.optimizer.writing import written
from tests.rules.scheduling.weekly import document


def polished(given: dict[str, Any]) -> dict[str, Any]:
    """Return the certificate of the week found for all parts, begun with nobody seated."""
    whole, held = instance(given), {}
    seats: list[tuple[int, ...]] = [() for _ in whole.clients]
    with process(working.relax, given) as pipe:
        for part in parts(whole):
            pipe.send(Asked(part, time.time() + 60))
            assert isinstance(pipe.recv(), Found)
            pipe.send(Begun(part, Better(0, frozenset(), {}, {}), 20.0, time.time() + 60))
            found = pipe.recv()
            held |= found.held if found else {}
            for client, mine in (found.seats if found else {}).items():
                seats[client] = mine
    return certify({"instance": given, "week": written(whole, seats, held)})


def test_a_week_is_bettered_and_keeps_what_the_linear_program_leaves_out() -> None:
    given = document()["instance"]
    third = given["clients"][1] | {"id": "cy", "therapist": None, "state": "IN", "contract": None}
    given["clients"] += [third, third | {"id": "di"}]
    given["staff"][1]["caseload_most"] = 0
    given["staff"][0]["states"] = ["OH", "IN"]
    for slot in given["slots"]:
        slot["kinds"] = ["individual"]
    for client in given["clients"]:
        client["required"] = [{"kinds": ["individual"], "sessions": 1}]
    given["groups"][0] |= {"minimum": 4}
    given["groups"][6] |= {"staff": ["lee", "kim"], "times": ["tue 09:00-11:00", "tue 08:30-10:30"]}
    given["never_together"] = [["ana", "bo"]]

    certificate = polished(given)

    assert certificate["verdict"] == Verdict.PARTIAL
    assert {one["rule"] for one in certificate["violations"]} <= {"hours_least", "days_least", "kinds"}
    assert sum(one["verdict"] == Verdict.CERTIFIED for one in certificate["clients"]) >= 1


def test_the_small_week_is_found_whole() -> None:
    certificate = polished(document()["instance"])

    assert certificate["verdict"] == Verdict.CERTIFIED
