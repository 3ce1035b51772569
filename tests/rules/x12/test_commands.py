"""`stepwell x12`: what is printed, and statuses that scripts can trust."""

import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from pydantic import TypeAdapter

from stepwell.cli.dispatch import main
from stepwell.kernel.shapes import problems
from stepwell.x12.reading.report import Report, report
from stepwell.x12.reading.sets import read
from tests.rules.x12.files import FOLDER, SAMPLES, changed, sample

REMITTANCE = str(FOLDER / "835.txt")


@pytest.mark.parametrize("name", SAMPLES)
def test_read_prints_what_its_schema_says(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["x12", "read", "--schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert main(["x12", "read", str(FOLDER / name)]) == 0
    printed = capsys.readouterr().out
    assert list(problems(json.loads(printed), schema, root=schema)) == []
    assert TypeAdapter(Report).validate_json(printed) == report(read(sample(name)))


def test_read_prints_amounts_as_they_are_written(capsys: pytest.CaptureFixture[str]) -> None:
    main(["x12", "read", REMITTANCE])
    [one] = json.loads(capsys.readouterr().out)["sets"]
    claim = one["content"]["batches"][0]["claims"][0]
    assert (claim["control"], claim["paid"], claim["lines"][2]["adjustments"][1]["amount"]) == (
        "EP1001-W11",
        "200",
        "50",
    )


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(sample("835.txt").encode())))
    assert main(["x12", "explain", "-"]) == 0
    assert "pays HARBOR IOP LLC $200.00" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["read", "check", "explain"])
@pytest.mark.parametrize(
    ("text", "status"),
    [
        (sample("835.txt"), 0),
        (changed("835.txt", "BPR*I*200*", "BPR*I*201*"), 1),
        ("%PDF-1.7", 2),
        ("", 2),
    ],
)
def test_statuses(command: str, text: str, status: int, tmp_path: Path) -> None:
    file = tmp_path / "a file"
    file.write_text(text, encoding="ascii")
    assert main(["x12", command, str(file)]) == status


@pytest.mark.parametrize("command", ["read", "check", "explain"])
def test_a_file_that_is_not_there(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["x12", command, "/nowhere/at/all"]) == 2
    assert "No such file" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["check", "explain"])
def test_a_file_cannot_steer_the_terminal(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "835"
    file.write_text(changed("835.txt", "CLP*EP1001-W11*1*1050*", "CLP*\x1b[2J\x07EP1*1*1051*"), encoding="ascii")
    assert main(["x12", command, str(file)]) == 1
    printed = capsys.readouterr().out
    assert "EP1" in printed
    assert all(character.isprintable() or character == "\n" for character in printed)


def test_read_needs_a_file_or_the_schema() -> None:
    assert main(["x12", "read"]) == 2


def test_check_names_place_claim_and_amounts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "835"
    file.write_text(changed("835.txt", "CAS*PR*2*50~", "CAS*PR*2*40~"), encoding="ascii")
    assert main(["x12", "check", str(file)]) == 1
    lines = capsys.readouterr().out.splitlines()
    line = next(one for one in lines if one.startswith("X12-401"))
    assert "error  segment 30 (SVC), byte " in line
    assert "claim EP1001-W11" in line
    assert "$140.00" in line


def test_check_holds_claims_against_their_guide(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["x12", "check", str(FOLDER / "837P.txt")]) == 0
    capsys.readouterr()
    file = tmp_path / "837"
    file.write_text("\ufeff\n" + changed("837P.txt", "HI*ABK:F1020*ABF:F331~", ""), encoding="utf-8")
    assert main(["x12", "check", str(file)]) == 1
    assert "X12-5" in capsys.readouterr().out


def test_check_says_so_when_nothing_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "835"
    file.write_text(sample("835.txt").replace("*T*:~", "*P*:~"), encoding="ascii")
    assert main(["x12", "check", str(file)]) == 0
    assert capsys.readouterr().out == "Nothing is wrong.\n"
