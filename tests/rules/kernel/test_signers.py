"""Names with licenses: each title once, whoever wrote it where; and no page joins the two by itself."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import stepwell
from stepwell.kernel.signers import signed_name

TEMPLATES = Path(stepwell.__file__).parent.rglob("*/templates/**/*.html")
JOINED = re.compile(r",\s*\{\{\s*[\w.]*credential\s*\}\}")
WORDS = st.text(st.characters(categories=["L"]), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("name", "credential", "line"),
    [
        ("Dana Lutz", "", "Dana Lutz"),
        ("Dana Lutz, LPC", "", "Dana Lutz, LPC"),
        ("Dana Lutz", "LPC, OH 12345", "Dana Lutz, LPC, OH 12345"),
        ("Dana Lutz, LPC", "LPC, OH 12345", "Dana Lutz, LPC, OH 12345"),
        ("Dana Lutz, L.P.C.", "LPC, OH 12345", "Dana Lutz, LPC, OH 12345"),
        ("Dana Lutz LPC", "LPC, OH 12345", "Dana Lutz, LPC, OH 12345"),
        ("Dana Lutz, MA, LPC", "LPC", "Dana Lutz, MA, LPC"),
        ("Dana Lutz, LPC, MA", "LPC, OH 1", "Dana Lutz, MA, LPC, OH 1"),
        ("Dana Lutz, LPCC-S", "LPC, OH 1", "Dana Lutz, LPCC-S, LPC, OH 1"),
        ("Yo Ma", "MA", "Yo Ma, MA"),
        ("Kim MA", "MA", "Kim MA, MA"),
        ("Dana Lutz, Jr.", "LPC", "Dana Lutz, Jr., LPC"),
    ],
)
def test_a_title_stands_once(name: str, credential: str, line: str) -> None:
    assert signed_name(name, credential) == line


@given(WORDS, WORDS, WORDS)
def test_the_license_ends_the_line_and_nothing_else_is_lost(first: str, last: str, title: str) -> None:
    line = signed_name(f"{first} {last}, {title}", f"{title}, OH 1")

    assert line == f"{first} {last}, {title}, OH 1"


def test_no_page_joins_them_by_itself() -> None:
    assert [page.name for page in TEMPLATES if JOINED.search(page.read_text())] == []
