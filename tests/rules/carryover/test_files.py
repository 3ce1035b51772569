"""Files: letters, separators, quotes, headers, size; and that what is written is read again."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.carryover.rules import files
from stepwell.carryover.rules.columns import COLUMNS, REQUIRED
from stepwell.kernel.findings import Refused

HEAD = ",".join(REQUIRED)
ROW = ",".join(["x"] * len(REQUIRED))


def codes(content: bytes) -> list[str]:
    with pytest.raises(Refused) as refusal:
        files.lines_of(content)
    return [finding.code for finding in refusal.value.findings]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_file_is_read_however_a_spreadsheet_wrote_it(separator: str, encoding: str, ending: str) -> None:
    row = ROW.replace("x", "José", 1)
    text = f"{HEAD}{ending}{row}{ending}".replace(",", separator)

    [line] = files.lines_of(text.encode(encoding))

    assert (line.number, line.cells[REQUIRED[0]]) == (2, "José")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "CAR-001"),
        (b"\xef\xbb\xbf\r\n \r\n", "CAR-001"),
        (b",,,\n,,\n", "CAR-001"),
        (b"PK\x03\x04\x14\x00", "CAR-002"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"x", "CAR-002"),
        (b"first\x00name", "CAR-003"),
        (b"\x81\x8d\x8f", "CAR-003"),
        (f"{ROW}\n{ROW}".encode(), "CAR-004"),
        (f"{HEAD},shoe_size\n{ROW},9".encode(), "CAR-004"),
        (f"{HEAD},{REQUIRED[0]}\n{ROW},x".encode(), "CAR-004"),
        (f"{HEAD}\n{(ROW + chr(10)) * 5001}".encode(), "CAR-005"),
        (b"x" * (files.MOST_BYTES + 1), "CAR-006"),
        (f'{HEAD}\n"x,{ROW}'.encode(), "CAR-007"),
        (f"{HEAD}\n".encode(), "CAR-008"),
        (f"{HEAD}\n{ROW},y".encode(), "CAR-009"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content: bytes, code: str) -> None:
    assert codes(content) == [code]


def test_no_message_repeats_what_a_file_says() -> None:
    with pytest.raises(Refused) as refusal:
        files.lines_of(f"{HEAD},Maria Example\n{ROW},x".encode())
    assert "Maria" not in refusal.value.findings[0].sentence


def test_five_thousand_rows_are_read() -> None:
    assert len(files.lines_of(f"{HEAD}\n{(ROW + chr(10)) * 5000}".encode())) == 5000


def test_names_of_columns_may_be_written_freely_and_empty_lines_are_passed_over() -> None:
    head = HEAD.replace("first_name", " First Name ").replace("as_of", "AS-OF")

    [line] = files.lines_of(f"\n{head},,\n\n{ROW},,\n,,\n".encode())

    assert (line.number, set(line.cells)) == (4, set(REQUIRED))


def test_the_template_is_read_as_one_row() -> None:
    [line] = files.lines_of(files.template())
    assert line.cells["last_name"] == "Example"
    assert list(line.cells) == [column.name for column in COLUMNS]


@given(st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40))
def test_what_is_written_to_be_mended_is_read_again(text: str) -> None:
    cells = {column.name: "x" for column in COLUMNS} | {"source": text}

    [line] = files.lines_of(files.to_mend([(cells, "source: =cmd() is wrong")]))

    assert line.cells["source"] == text
    assert "reason" not in line.cells


@pytest.mark.parametrize("cell", ["=1+1", "+1 937", "-1", "@x", "\tx"])
def test_no_cell_begins_as_a_formula(cell: str) -> None:
    assert files.written([["x", cell]]).decode("utf-8-sig").partition(",")[2].lstrip('"').startswith("'")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with suppress(Refused):
        assert files.lines_of(content)
