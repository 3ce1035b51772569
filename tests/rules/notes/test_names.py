"""Names of clients in shared text: found however they are written; words that are only words are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.notes.rules.names import COMMON, Person, find, folded

ROSTER = [
    Person("Ana", "López", "Nita"),
    Person("Bo", "O'Neill"),
    Person("Will", "Grace"),
    Person("Mary-Jane", "van der Berg"),
]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Ana spoke of sleep.", ["Ana"]),
        ("ana spoke", ["ana"]),
        ("We heard from LOPEZ and lópez.", ["LOPEZ", "lópez"]),
        ("A. López gave an example", ["A. López"]),
        ("Nita’s plan was discussed", ["Nita’s"]),
        ("Ana's and O’Neill's plans", ["Ana's", "O’Neill's"]),
        ("Mary spoke, then Jane", ["Mary", "Jane"]),
        ("a member named Berg", ["Berg"]),
        ("Then Will spoke", ["Will"]),
        ("one of them, Grace, said", ["Grace"]),
    ],
)
def test_a_name_is_found_however_it_is_written(text: str, named: list[str]) -> None:
    assert [found.word for found in find(text, ROSTER)] == named


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Members will practice at home.",
        "Will they call before cashing the check?",
        "Talked about grace and forgiveness. Grace was the word of the day.",
        "Banana bread, analysis, bodies and boredom.",
        "- Will power is no plan",
        "WILL POWER",
    ],
)
def test_words_are_not_names(text: str) -> None:
    assert find(text, ROSTER) == []


def test_nobody_in_the_roster_names_nobody() -> None:
    assert find("Ana and Bo", []) == []
    assert find("Anything at all", [Person("", ""), Person("X", "")]) == []


NAMES = st.text(alphabet="abcdefghijklmnopqrstuvwxyzáéíóúñü", min_size=2, max_size=12).filter(
    lambda name: folded(name) not in COMMON
)


@given(
    first=NAMES, last=NAMES, before=st.sampled_from(["", "Then ", "with "]), after=st.sampled_from(["", ".", "’s turn"])
)
def test_a_name_that_is_no_word_is_always_found(first: str, last: str, before: str, after: str) -> None:
    person = [Person(first, last)]
    for name in (first, last, first.upper(), last.title(), folded(first)):
        text = f"{before}{name}{after}"
        found = find(text, person)
        assert found, text
        assert text[found[0].start : found[0].end] == found[0].word
