from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.clients.rules.searching import Query, read

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("", Query()),
        ("   ", Query()),
        ("garcia", Query(words=("garcia",))),
        ("García, Ana", Query(words=("garcia", "ana"))),
        ("o'neill", Query(words=("oneill",))),
        ("3/14/1988", Query(birth_date=date(1988, 3, 14))),
        ("1988-03-14", Query(birth_date=date(1988, 3, 14))),
        ("3/14/88", Query(birth_date=date(1988, 3, 14))),
        ("3/14/05", Query(birth_date=date(2005, 3, 14))),
        ("garcia 3/14/1988", Query(words=("garcia",), birth_date=date(1988, 3, 14))),
        ("20418", Query(record_number="20418")),
        ("#20418", Query(record_number="20418")),
        ("mr-20418", Query(record_number="MR-20418")),
        ("(937) 555-0111", Query(phone="+19375550111")),
        ("+1 937 555 0111", Query(phone="+19375550111")),
        ("937.555.0111 lopez", Query(words=("lopez",), phone="+19375550111")),
        ("13/45/1988", Query(record_number="13")),
        ("robert'); drop table", Query(words=("robert", "drop", "table"))),
        ("100%", Query(record_number="100")),
    ],
)
def test_what_is_typed_is_read_as_what_is_meant(typed: str, asked: Query) -> None:
    assert read(typed, on=TODAY) == asked


@given(st.text(max_size=80))
def test_nothing_typed_breaks_the_search(text: str) -> None:
    query = read(text, on=TODAY)
    assert query.birth_date is None or query.birth_date.year > 0
    assert all(word and "%" not in word and "_" not in word for word in query.words)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2026, 11, 21)))
def test_a_date_is_found_however_it_is_written(born: date) -> None:
    assert read(f"{born:%m/%d/%Y}", on=TODAY).birth_date == born
    assert read(f"lopez {born.isoformat()}", on=TODAY).birth_date == born
