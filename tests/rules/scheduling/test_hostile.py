"""Whatever a document says: it is refused with a sentence, or it can be read, checked and planned from."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stepwell.cli.dispatch import main
from stepwell.scheduling.checker.certificate import certify
from stepwell.scheduling.checker.reading import problems
from stepwell.scheduling.optimizer.instance import instance
from stepwell.scheduling.optimizer.repairing import repair
from tests.rules.scheduling.weekly import document

HOSTILE = [
    None, True, -1, 0, 1, 10**30, 1.5, float("nan"), float("inf"), "", "x", "\ud800", "mon 24:00-25:00",
    "mon 09:00-09:00", "ana", "mon-0", [], [[]], {}, {"id": "x"}, ["mon 00:00-24:00"], [None],
]  # fmt: skip
EVENT = {"what": "staff_away", "from": "mon 08:00-24:00", "staff": "kim"}


def places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the paths to everything within a document."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(path for key, each in inside for path in places(each, (*at, key)))]


PLACES = places(document() | {"event": EVENT})[1:]


@settings(max_examples=250, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from([*HOSTILE, "gone", "new"])), min_size=1, max_size=3))
def test_what_is_not_refused_can_be_used(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    made = document() | {"event": dict(EVENT)}
    for path, value in changes:
        changed(made, path, value)

    wrong = problems(made, ("instance", "week", "event"))

    assert all(problem.sentence for problem in wrong)
    if not wrong:
        certify(made)
        instance(made["instance"])
        repair(made)


def changed(made: Any, path: tuple[Any, ...], value: Any) -> None:
    for key in path[:-1]:
        try:
            made = made[key]
        except (KeyError, IndexError, TypeError):
            return
    if value == "new" and isinstance(made, dict):
        made["unknown"] = 1
    elif value == "gone" and isinstance(made, dict):
        made.pop(path[-1], None)
    elif isinstance(made, dict) or (isinstance(made, list) and path[-1] in range(len(made))):
        made[path[-1]] = value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[" * 100_000, "is not a JSON document"),
        ('{"format": ', "is not a JSON document"),
        ("9" * 5000, "is not a JSON document"),
        ("[]", "must be object"),
        ('{"format": "stepwell-week/1", "instance": {"week": NaN}}', "/instance/week must be string"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "week.json"
    file.write_text(text)

    assert main(["schedule", "solve", str(file)]) == 2
    assert words in capsys.readouterr().err


def test_a_million_clients_are_refused_before_each_is_looked_at() -> None:
    made = document()
    made["instance"]["clients"] = [{}] * 1_000_000

    assert [(one.position, one.sentence) for one in problems(made)] == [
        ("/instance/clients", "has 1,000,000 entries; at the most 10,000 are taken")
    ]


def test_a_number_that_nothing_could_hold_is_refused() -> None:
    made = json.loads(json.dumps(document()).replace('"capacity": 4', '"capacity": 1e400'))
    made["instance"]["rooms"][0]["seats"] = 10**30

    assert {one.sentence for one in problems(made)} == {"must be integer", "must be 10000 or less"}
