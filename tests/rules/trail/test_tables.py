"""No cell of an export is a formula in a spreadsheet."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.platform.trail.rules import tables


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_a_formula_becomes_plain_text(text: str) -> None:
    assert tables.cell(text) == f"'{text}"


@pytest.mark.parametrize(("value", "text"), [("Ana López", "Ana López"), ("", ""), (3, "3"), ("a=b", "a=b")])
def test_other_cells_stay_as_they_are(value: object, text: str) -> None:
    assert tables.cell(value) == text


@given(st.lists(st.lists(st.text(st.characters(exclude_characters="\x00\r")), min_size=1, max_size=4), max_size=4))
def test_a_file_reads_back_as_it_was_written(rows: list[list[str]]) -> None:
    read = list(csv.reader(io.StringIO(tables.lines(rows), newline="")))

    assert [row or [""] for row in read] == [[tables.cell(value) for value in row] for row in rows]
