"""`stepwell score`: JSON in, JSON out, and statuses that scripts can trust."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from stepwell.assessments import library
from stepwell.cli.dispatch import main
from stepwell.kernel.shapes import problems

NINE = {f"q{number}": 1 for number in range(1, 9)} | {"q9": 0, "q10": 0}


def ask(folder: Path, asked: Any) -> int:
    file = folder / "answers.json"
    file.write_text(asked if isinstance(asked, str) else json.dumps(asked), encoding="utf-8")
    return main(["score", str(file)])


def test_answers_are_scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = ask(tmp_path, {"instrument": "phq-9", "version": "1", "answers": NINE})

    said = json.loads(capsys.readouterr().out)
    assert status == 0
    assert (said["total"], said["band"], said["algorithm"], said["issues"]) == (8, "Mild", "sum/1", [])
    assert list(problems(said, library.schema()["$defs"]["output"], root=library.schema())) == []


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO('{"instrument": "audit-c", "version": "1", "answers": {"q1": 0}}'))

    assert main(["score", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["total"] == 0


def test_what_is_to_be_looked_at_gives_status_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = ask(tmp_path, {"instrument": "phq-9", "version": "1", "answers": {**NINE, "q1": 4, "q2": None, "q9": 1}})

    said = json.loads(capsys.readouterr().out)
    assert status == 1
    assert said["total"] is None
    assert [issue["position"] for issue in said["issues"]] == ["/answers/q1", "/answers/q1", "/answers/q2"]
    assert [one["item"] for one in said["critical"]] == ["q9"]


@pytest.mark.parametrize(
    ("asked", "complaint"),
    [
        ("{", "Expecting"),
        ([], "/ must be object"),
        ({"instrument": "phq-9", "version": "1"}, "lacks 'answers'"),
        ({"instrument": "phq-9", "version": "1", "answers": {"q1": "1"}}, "/answers/q1 must be integer or null"),
        ({"instrument": "bdi", "version": "1", "answers": {}}, "no instrument 'bdi'"),
    ],
)
def test_what_cannot_be_used_gives_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: Any, complaint: str
) -> None:
    status = ask(tmp_path, asked)

    said = capsys.readouterr()
    assert (status, said.out) == (2, "")
    assert complaint in said.err


def test_a_file_that_is_not_there_and_none_named_are_unusable(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "/nowhere.json"]) == 2
    assert main(["score"]) == 2
    assert "Name a file" in capsys.readouterr().err


def test_the_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "--schema"]) == 0
    assert set(json.loads(capsys.readouterr().out)["$defs"]) >= {"input", "output", "definition"}
