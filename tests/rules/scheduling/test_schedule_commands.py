"""`stepwell schedule`: JSON in, JSON out, and an exit status that scripts can trust."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from stepwell.cli.dispatch import main
from stepwell.kernel.shapes import problems
from stepwell.scheduling.checker.reading import schema
from tests.rules.scheduling.weekly import document

Said = pytest.CaptureFixture[str]


def written(tmp_path: Path, given: Any) -> str:
    file = tmp_path / "week.json"
    file.write_text(json.dumps(given))
    return str(file)


def test_a_good_week_is_certified(tmp_path: Path, capsys: Said) -> None:
    assert main(["schedule", "check", written(tmp_path, document())]) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "certified"


def test_a_spoiled_week_is_a_finding(tmp_path: Path, capsys: Said) -> None:
    given = document()
    given["instance"]["clients"][0]["authorized_days"] = 1

    assert main(["schedule", "check", written(tmp_path, given)]) == 1
    violations = json.loads(capsys.readouterr().out)["violations"]
    assert violations == [
        {"rule": "authorized_days", "client": "ana", "sentence": "ana comes on 5 days, and 1 are authorized."}
    ]


def test_what_cannot_be_used_is_said_with_its_position(tmp_path: Path, capsys: Said) -> None:
    given = document()
    del given["week"]
    given["instance"]["clients"][0]["level"] = "9"

    assert main(["schedule", "check", written(tmp_path, given)]) == 2
    assert capsys.readouterr().err == "/ lacks 'week'\n"
    assert main(["schedule", "check", str(tmp_path / "none.json")]) == 2
    assert main(["schedule", "check"]) == 2


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(document())))

    assert main(["schedule", "check", "-"]) == 0


def test_the_schema_is_the_one_that_is_checked(capsys: Said) -> None:
    assert main(["schedule", "check", "--schema"]) == 0
    assert json.loads(capsys.readouterr().out) == schema()


def test_what_is_generated_has_the_shape_and_can_be_checked(tmp_path: Path, capsys: Said) -> None:
    assert main(["schedule", "generate", "--clients", "12", "--seed", "3", "--with-week"]) == 0
    made = json.loads(capsys.readouterr().out)

    assert list(problems(made, schema(), root=schema())) == []
    assert main(["schedule", "check", written(tmp_path, made)]) == 0
    assert main(["schedule", "generate", "--clients", "0"]) == 2


@pytest.mark.slow
def test_a_week_is_planned_and_then_checked(tmp_path: Path, capsys: Said) -> None:
    file = written(tmp_path, {name: part for name, part in document().items() if name != "week"})

    assert main(["schedule", "solve", file, "--seconds", "15"]) == 0
    said = capsys.readouterr()
    planned = json.loads(said.out)
    assert planned["result"]["verdict"] == "certified"
    assert planned["result"]["gap"] == 0
    assert "short 0" in said.err
    assert main(["schedule", "check", written(tmp_path, planned)]) == 0
    assert json.loads(capsys.readouterr().out)["sha256"] == planned["result"]["sha256"]
    assert main(["schedule", "solve", file, "--seconds", "0"]) == 2


def test_what_happened_is_made_up(tmp_path: Path, capsys: Said) -> None:
    given = document()
    assert main(["schedule", "makeup", written(tmp_path, given)]) == 2
    assert capsys.readouterr().err == "/ lacks 'event'\n"
    given["event"] = {"what": "absence", "from": "mon 09:00-12:00"}
    assert main(["schedule", "makeup", written(tmp_path, given)]) == 2
    assert "/event lacks 'client'" in capsys.readouterr().err

    given["event"]["client"] = "ana"
    assert main(["schedule", "makeup", written(tmp_path, given)]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["makeup"]["verdict"] == "certified"
    assert answer["makeup"]["clients"][0]["options"][0]["is_complete"]
