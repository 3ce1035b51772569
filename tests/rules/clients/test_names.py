import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.clients.rules.names import fits, search_key, words


@pytest.mark.parametrize(
    ("typed", "compared"),
    [
        ("Ana María López", ["ana", "maria", "lopez"]),
        ("O'Neill", ["oneill"]),
        ("O’Neill", ["oneill"]),
        ("Smith-Jones", ["smith", "jones"]),
        ("Ana-María O'Neill", ["ana", "maria", "oneill"]),
        ("  Søren   Müller, Jr. ", ["soren", "muller", "jr"]),
        ("ŁUKASZ Weiß", ["lukasz", "weiss"]),
        ("Nguyễn", ["nguyen"]),
        ("", []),
        (" ' - ", []),
    ],
)
def test_words_are_compared_without_case_accents_and_joints(typed: str, compared: list[str]) -> None:
    assert words(typed) == compared


def test_a_key_holds_each_word_once_between_spaces() -> None:
    assert search_key("Ana", "Lopez", "López", "Annie") == " lopez ana annie "


def test_a_joined_name_is_in_the_key_whole_and_in_parts() -> None:
    assert search_key("Imani", "", "Brown-Baptiste", "") == " brown baptiste brownbaptiste imani "
    assert search_key("Bo", "", "O'Neill", "") == " oneill o neill bo "


@given(st.text(max_size=60))
def test_words_of_words_are_the_same_words(text: str) -> None:
    once = words(text)
    assert words(" ".join(once)) == once


@given(st.text(max_size=30), st.text(max_size=30))
def test_every_word_of_a_name_is_in_the_key(first: str, last: str) -> None:
    key = search_key(first, "", last, "")
    assert all(f" {word} " in key for word in words(first) + words(last))


@pytest.mark.parametrize(
    ("wanted", "fitting"),
    [
        (["lopez"], True),
        (["lopes", "ana"], True),
        (["lop"], True),
        (["annie"], True),
        (["garcia"], False),
        (["lopez", "maria"], False),
        ([], True),
    ],
)
def test_a_key_fits_words_that_are_whole_begun_or_nearly_so(wanted: list[str], fitting: bool) -> None:
    assert fits(wanted, " lopez ana annie ") == fitting
