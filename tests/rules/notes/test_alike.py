"""Parts that read alike are named, whichever comes first."""

from hypothesis import given
from hypothesis import strategies as st

from stepwell.notes.rules.alike import LEAST, compare, is_like

ONE = "Named three triggers from last payday and planned a way out."
NEARLY = "Named three triggers from his payday and planned a way out."
OTHER = "Taught her exit, call before cashing, to two others."
NAMES = {"a": "Ana", "b": "Bo", "c": "Cy"}


def test_parts_that_are_nearly_the_same_name_each_other() -> None:
    found = compare({"a": ONE, "b": NEARLY, "c": OTHER}, NAMES)

    assert {key: alike.others for key, alike in found.items()} == {"a": ("Bo",), "b": ("Ana",)}
    assert found["a"].in_words == "Reads like the part of Bo."


def test_the_shared_part_is_compared_too_line_by_line() -> None:
    found = compare({"a": ONE, "b": OTHER}, NAMES, shared=f"Led a check-in.\n{NEARLY}")

    assert found["a"].shared
    assert found["a"].in_words == "Nearly the words of the shared part."
    assert "b" not in found


def test_short_parts_are_not_compared() -> None:
    assert compare({"a": "Did well.", "b": "Did well."}, NAMES) == {}


@given(st.text(min_size=LEAST, max_size=60), st.text(max_size=60))
def test_the_order_of_the_two_never_matters(one: str, other: str) -> None:
    assert is_like(one, other) == is_like(other, one)
    assert is_like(one, one) == (len(one) >= LEAST)
