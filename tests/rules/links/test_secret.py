"""The secret of a link survives printing, reading out and typing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.platform.links.rules import secret as rule

LETTERS = st.lists(st.sampled_from(rule.ALPHABET), min_size=rule.LETTERS, max_size=rule.LETTERS).map("".join)
SEPARATORS = st.sampled_from(["", "-", " ", " - ", "\N{EN DASH}", "\n"])


def printed(letters: str) -> str:
    return "-".join(letters[start : start + 5] for start in range(0, 20, 5))


def test_a_secret_is_four_groups_of_five_and_never_the_same() -> None:
    made = {rule.new_secret() for _ in range(500)}

    assert len(made) == 500
    assert all(rule.read_secret(secret) == secret for secret in made)


def test_a_secret_holds_one_hundred_bits() -> None:
    assert len(rule.ALPHABET) == len(set(rule.ALPHABET)) == 32
    assert rule.LETTERS * 5 == 100


def test_every_letter_comes_up_in_every_place() -> None:
    made = [rule.new_secret().replace("-", "") for _ in range(2000)]

    assert all(len({secret[place] for secret in made}) == 32 for place in range(rule.LETTERS))


@given(letters=LETTERS, separator=SEPARATORS, lower=st.booleans())
def test_any_way_of_typing_it_is_understood(letters: str, separator: str, lower: bool) -> None:
    typed = separator.join([*letters])

    assert rule.read_secret(typed.lower() if lower else typed) == printed(letters)


@given(letters=LETTERS, look_alikes=st.tuples(st.sampled_from("1iIlL"), st.sampled_from("0oO")))
def test_letters_taken_for_digits_are_understood(letters: str, look_alikes: tuple[str, str]) -> None:
    one, zero = look_alikes

    assert rule.read_secret(letters.replace("1", one).replace("0", zero)) == printed(letters)


@given(st.text(max_size=60))
def test_anything_else_is_no_secret_and_never_an_error(typed: str) -> None:
    read = rule.read_secret(typed)

    assert read == "" or rule.read_secret(read) == read


@pytest.mark.parametrize("typed", ["", "ABCDE", "U" * 20, "A" * 19, "A" * 21, "../../etc/passwd0000", "é" * 20])
def test_what_cannot_be_a_secret_is_refused(typed: str) -> None:
    assert rule.read_secret(typed) == ""


def test_the_digest_does_not_show_the_secret() -> None:
    assert rule.digest("A" * 20) == rule.digest("A" * 20)
    assert len(rule.digest("A" * 20)) == 64
    assert "AAAA" not in rule.digest("A" * 20)


def test_a_code_has_six_digits() -> None:
    codes = [rule.new_code() for _ in range(300)]

    assert all(len(code) == 6 and code.isdecimal() for code in codes)
    assert len(set(codes)) > 290
