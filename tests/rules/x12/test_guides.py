"""Claims are checked against the maps of their guides; whatever the file, an answer comes back and no more."""

import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stepwell.x12.guides import check
from stepwell.x12.issues import Issue, Severity

SAMPLES = Path(__file__).parents[2] / "data" / "x12"
PROFESSIONAL = (SAMPLES / "837P.txt").read_text(encoding="ascii")
INSTITUTIONAL = (SAMPLES / "837I-medicare-cmhc.txt").read_text(encoding="ascii")


def changed(old: str, new: str, text: str = PROFESSIONAL) -> tuple[Issue, ...]:
    assert old in text
    return check(text.replace(old, new, 1))


@pytest.mark.parametrize("text", [PROFESSIONAL, INSTITUTIONAL])
def test_a_clean_file_has_no_issues(text: str) -> None:
    assert check(text) == ()


@pytest.mark.parametrize(
    ("old", "new", "code", "sentence"),
    [
        ("NM1*IL*1*TESTER*PAT****MI*W123456789", "NM1*IL*1*TESTER*PAT", "X12-511", "NM109 is missing"),
        ("NM1*IL*1*TESTER*PAT****MI*W123456789", "NM1*IL*1*TESTER*PAT****MI", "X12-524", "NM1 has too many elements"),
        ("CI~", "~", "X12-524", "SBR ends with empty elements"),
        ("*Y*A*Y*Y~", "*Y*A*Y~", "X12-511", "CLM09 is missing"),
        ("OH*432150001", "OH*4321500012345678", "X12-513", "N403 is too long"),
        ("TESTER", "TÉSTER", "X12-514", "NM103 has characters"),
        ("OH*43215~", "XX*43215~", "X12-515", "N402 is none of the codes"),
        ("D8*20260311", "D8*20260231", "X12-516", "DTP03 is no day"),
        ("CLM*EP1001-W11*1050*", "CLM*EP1001-W11*1050*CI", "X12-517", "CLM03 stands where"),
        ("NM1*41", "ZZZ*41", "X12-521", "ZZZ cannot stand here"),
        ("HI*ABK:F1020*ABF:F331~\n", "", "X12-522", "HI is missing before"),
        ("REF*G1*AUTH123456~", "REF*G1*AUTH123456~REF*G1*AUTH9~", "X12-523", "REF is there too often"),
        ("HL*2*1*", "HL*2*7*", "X12-525", "HL names a level above"),
        ("HL*2*1*", "HL*3*1*", "X12-525", "HL is not counted on"),
        ("LX*2~", "LX*5~", "X12-525", "LX is not counted on"),
        ("SE*39*", "SE*38*", "X12-533", "The set's count"),
        ("GE*1*101", "GE*1*102", "X12-532", "The group's count"),
        ("IEA*1*", "IEA*2*", "X12-531", "The interchange's count"),
        ("ISA*00*", "ISA*77*", "X12-534", "ISA has an element"),
    ],
)
def test_a_fault_is_named(old: str, new: str, code: str, sentence: str) -> None:
    issues = changed(old, new)
    assert any(issue.code == code and issue.sentence.startswith(sentence) for issue in issues), issues
    assert all(issue.severity is Severity.ERROR for issue in issues)


def test_a_fault_has_its_place_and_its_claim() -> None:
    (issue,) = changed("D8*20260311", "D8*20260231")
    place = issue.position
    assert (place.interchange, place.group, place.set, place.segment, place.in_set) == (1, 1, 1, 35, 33)
    assert (place.segment_id, place.element, place.component) == ("DTP", 3, 0)
    assert place.offset == PROFESSIONAL.index("DTP*472*D8*20260311")
    assert issue.subject == "EP1001-W11"


def test_a_fault_before_the_claims_belongs_to_none() -> None:
    (issue,) = changed("OH*432150001", "OH*4321500012345678")
    assert issue.subject == ""


def test_no_sentence_repeats_what_stands_in_the_file() -> None:
    issues = changed("TESTER*PAT", "TÉSTER*" + "PAT" * 30)
    assert len(issues) == 2
    assert not any("ESTER" in issue.sentence or "PAT" in issue.sentence for issue in issues)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "X12-501"),
        ("%PDF-1.7 " * 40, "X12-501"),
        (PROFESSIONAL[:60], "X12-501"),
        (PROFESSIONAL.replace("*00501*", "*00402*"), "X12-501"),
        (PROFESSIONAL.replace("X222A1", "X222A2"), "X12-502"),
        ((SAMPLES / "270.txt").read_text(encoding="ascii"), "X12-502"),
        (PROFESSIONAL.replace("GE*1*", "GE*ONE*"), "X12-503"),
        (PROFESSIONAL.replace("HC:H0015:HF*", "HC:H0015:HF::::A:B:C*"), "X12-503"),
    ],
)
def test_what_cannot_be_checked_is_an_issue(text: str, code: str) -> None:
    (issue,) = check(text)
    assert (issue.code, issue.severity) == (code, Severity.ERROR)


@pytest.mark.parametrize("cut", range(0, len(PROFESSIONAL), 173))
def test_a_file_that_was_cut_off_raises_nothing(cut: int) -> None:
    assert check(PROFESSIONAL[:cut])


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_whatever_is_done_to_a_file_an_answer_comes_back(data: st.DataObject) -> None:
    rows = data.draw(st.sampled_from([PROFESSIONAL, INSTITUTIONAL])).split("~")
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(1, len(rows) - 1))
        row, noise = rows[place], data.draw(st.text(st.sampled_from("AZ09*:^ é\n"), max_size=12))
        rows[place : place + 1] = data.draw(st.sampled_from([[], [row, row], [row[::-1]], [f"{row}{noise}"], [noise]]))
    for issue in check("~".join(rows)):
        assert issue.code.startswith("X12-5")
        assert issue.sentence.endswith(".")


def test_nothing_is_printed_logged_or_left_behind(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with caplog.at_level(logging.DEBUG):
        changed("TESTER", "TÉSTER")
    assert capfd.readouterr() == ("", "")
    assert caplog.records == []
    assert list(tmp_path.iterdir()) == []


def test_threads_do_not_disturb_each_other() -> None:
    texts = [PROFESSIONAL, PROFESSIONAL.replace("OH*43215~", "XX*43215~"), INSTITUTIONAL] * 3
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(check, texts))
    assert [len(issues) for issues in found] == [0, 1, 0] * 3
