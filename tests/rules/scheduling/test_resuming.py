"""A former week to begin with: what still fits is kept, and nothing else."""

from typing import Any

import pytest

from stepwell.cli.dispatch import main
from stepwell.scheduling.checker.certificate import Verdict, certify
from stepwell.scheduling.optimizer.instance import instance
from stepwell.scheduling.optimizer.parts import parts
from stepwell.scheduling.optimizer.resuming import former_weeks
from stepwell.scheduling.optimizer.solving import Limits, solve
from stepwell.scheduling.optimizer.writing import written
from tests.rules.scheduling.weekly import document


def kept(given: dict[str, Any]) -> dict[str, int]:
    """Return how many seats each client keeps."""
    whole = instance(given["instance"])
    (found,) = former_weeks(whole, [part for part in parts(whole) if part.sessions], given["week"])
    return {whole.clients[client].id: len(seats) for client, seats in found.seats.items()}


def test_a_week_that_fits_is_kept_whole() -> None:
    given = document()
    whole = instance(given["instance"])
    (found,) = former_weeks(whole, [part for part in parts(whole) if part.sessions], given["week"])

    assert kept(given) == {"ana": 8, "bo": 7}
    week = written(whole, [found.seats[client] for client in range(2)], found.held)
    assert certify({"instance": given["instance"], "week": week})["verdict"] == Verdict.CERTIFIED


@pytest.mark.parametrize(
    ("facts", "seats"),
    [({"available": [f"{day} 08:00-14:00" for day in ("mon", "tue", "wed", "thu")]}, 6), ({"days_most": 4}, 0)],
)
def test_a_seat_that_is_no_longer_offered_is_left_out_and_a_week_that_breaks_an_order(
    facts: dict[str, Any], seats: int
) -> None:
    given = document()
    given["instance"]["clients"][0].update(facts)

    assert kept(given) == {"ana": seats, "bo": 7}


@pytest.mark.slow
def test_a_search_begins_with_the_former_week() -> None:
    given = document()

    _, progress = solve(given["instance"], Limits(60), former=given["week"])

    assert progress.best is not None
    assert progress.best.cost == progress.bound


def test_without_a_week_there_is_nothing_to_resume(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "week.json"
    assert main(["schedule", "generate", "--clients", "1"]) == 0
    file.write_text(capsys.readouterr().out)

    assert main(["schedule", "solve", str(file), "--resume"]) == 2
    assert capsys.readouterr().err == "/ lacks 'week'\n"
