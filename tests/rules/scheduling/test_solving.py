"""The optimizer: planted weeks are found, bounds are bounds, conflicts leave a week that can be held."""

from typing import Any
from unittest.mock import patch

import pytest

from stepwell.scheduling.checker.certificate import Verdict, certify
from stepwell.scheduling.optimizer import solving
from stepwell.scheduling.optimizer.generating import Wanted, generate
from stepwell.scheduling.optimizer.solving import Limits, Progress, solve
from tests.rules.scheduling.weekly import document

LIMIT = 100  # seconds: a busy machine needs more than an idle one, and a search ends by itself
Planned = tuple[dict[str, Any], Progress]


def planned(made: dict[str, Any], gap: float = 0.0) -> Planned:
    """Solve and certify; a week that breaks a rule fails every test."""
    week, progress = solve(made["instance"], Limits(LIMIT, gap=gap))
    certificate = certify({"instance": made["instance"], "week": week})
    assert certificate["verdict"] != Verdict.REFUSED, certificate["violations"][:3]
    assert progress.best is not None
    assert progress.best.cost == certificate["cost"]["total"]
    return certificate, progress


@pytest.mark.slow
@pytest.mark.parametrize(("tightness", "free"), [(0.8, 0.0), (1.0, 0.0), (0.9, 0.3)])
def test_a_planted_week_leaves_nobody_short(tightness: float, free: float) -> None:
    made = generate(Wanted(40, tightness, seed=2, free=free))

    certificate, progress = planned(made, 0.2)

    assert certificate["verdict"] == Verdict.CERTIFIED
    assert progress.bound <= certificate["cost"]["total"] <= certify(made)["cost"]["total"]


@pytest.mark.slow
@pytest.mark.parametrize("conflict", ["seats", "availability", "authorized"])
def test_a_conflict_leaves_one_client_short(conflict: str) -> None:
    certificate, progress = planned(generate(Wanted(20, seed=3, conflict=conflict)), 0.03)

    assert certificate["verdict"] == Verdict.PARTIAL
    assert [one["verdict"] for one in certificate["clients"]].count(Verdict.PARTIAL) == 1
    assert progress.bound >= 1000
    (found,) = progress.conflicts
    assert found["is_irreducible"]
    assert all(member["resolves"] for member in found["members"])
    assert {"seats": "places", "availability": "availability", "authorized": "authorized_days"}[conflict] in {
        member["what"] for member in found["members"]
    }
    (short,) = [one["client"] for one in certificate["clients"] if one["violations"]]
    assert short in found["clients"]


@pytest.mark.slow
def test_the_small_week_is_planned_at_its_bound() -> None:
    certificate, progress = planned(document())

    assert certificate["verdict"] == Verdict.CERTIFIED
    assert progress.bound == certificate["cost"]["total"]
    assert progress.gap == 0
    assert progress.seconds < LIMIT


@pytest.mark.slow
def test_pins_are_kept_and_seats_by_video_shared_between_sites() -> None:
    made = document()
    tuesday = made["instance"]["groups"][6] | {"shared_with": ["west"], "minimum": 3, "pinned": {"staff": "kim"}}
    made["instance"]["groups"][6] = tuesday
    far = {"id": "cy", "sites": ["west"], "minutes": 120, "taper": True, "days_least": 1, "therapist": None}
    made["instance"]["clients"].append(made["instance"]["clients"][1] | far)
    made["instance"]["clients"][0].update(pinned=["lee-1", "tue-v"])

    certificate, progress = planned(made)

    assert certificate["verdict"] == Verdict.CERTIFIED
    assert progress.bound == certificate["cost"]["total"] == 20


@pytest.mark.slow
def test_an_interruption_leaves_the_best_week_so_far() -> None:
    made, told = generate(Wanted(30, seed=6)), []

    def report(progress: Progress) -> None:
        if progress.best and not told:
            told.append(progress.best.cost)
            raise KeyboardInterrupt

    week, progress = solve(made["instance"], Limits(LIMIT), report)

    certificate = certify({"instance": made["instance"], "week": week})
    assert progress.is_interrupted
    assert progress.seconds < LIMIT
    assert certificate["verdict"] != Verdict.REFUSED
    assert certificate["cost"]["total"] <= told[0]


@pytest.mark.slow
def test_an_interruption_after_the_last_word_loses_nothing() -> None:
    """The processes that better weeks have ended by then: nobody is there to be asked."""
    made = generate(Wanted(6, seed=6))

    with patch.object(solving._Run, "explain", side_effect=KeyboardInterrupt):
        week, progress = solve(made["instance"], Limits(5))

    assert progress.is_interrupted
    assert certify({"instance": made["instance"], "week": week})["verdict"] != Verdict.REFUSED
