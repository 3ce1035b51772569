"""Lessons as somebody types them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stepwell.weekplans.rules.lessons import Lessons, begins_module, check, read

TYPED = """Welcome

# Distress tolerance
  STOP
TIPP
# Emotions
Naming them
"""


def test_lessons_are_read_with_their_modules() -> None:
    found = read(TYPED)

    assert found.titles == ("Welcome", "STOP", "TIPP", "Naming them")
    assert found.modules == ("", "Distress tolerance", "Distress tolerance", "Emotions")
    assert [begins_module(found.modules, number) for number in range(4)] == [True, True, False, True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", "WEEK-060"), ("# only a module", "WEEK-060"), ("one\n" * 121, "WEEK-061"), ("x" * 81, "WEEK-062"),
     (f"# {'x' * 61}\none", "WEEK-062"), (TYPED, None)],
)  # fmt: skip
def test_what_is_no_curriculum_is_said(text: str, expected: str | None) -> None:
    assert [one.code for one in check(read(text))] == ([expected] if expected else [])


WORD = st.text("abc", min_size=1, max_size=3)


@settings(max_examples=30)
@given(st.lists(st.tuples(WORD, st.lists(WORD, min_size=1, max_size=3)), min_size=1, max_size=4))
def test_what_was_read_is_typed_the_same(modules: list[tuple[str, list[str]]]) -> None:
    rows = [(title, module) for module, titles in modules for title in titles]
    made = Lessons(tuple(title for title, _ in rows), tuple(module for _, module in rows))

    assert read(made.typed()) == made
