"""Files about somebody else, of last year, of coverage that ended: said, and never swallowed."""

from datetime import date

import pytest

from stepwell.coverage.rules.answering import understand
from stepwell.coverage.rules.doubting import SOMEBODY_ELSE, Person, doubt_days
from tests.rules.coverage.test_verifying import STORY

BORN, ON = date(1990, 2, 14), date(2026, 3, 10)
PAT = Person(frozenset({"Tester"}), frozenset({BORN}))


def trouble(person: Person, text: str = STORY) -> str:
    return understand(text, member_id="W123456789", addiction=True, person=person).trouble


@pytest.mark.parametrize(
    ("person", "is_else"),
    [
        (PAT, False),
        (Person(frozenset({"TESTER"}), frozenset()), False),
        (Person(frozenset({"López"}), frozenset({BORN})), False),  # married, or misspelled
        (Person(frozenset({"López"}), frozenset({date(1991, 5, 5)})), True),
    ],
)
def test_a_file_about_somebody_else_says_so(person: Person, is_else: bool) -> None:
    assert (SOMEBODY_ELSE in trouble(person)) is is_else


def test_a_file_that_names_nobody_is_not_held_against_the_client() -> None:
    text = STORY.replace("NM1*IL*1*TESTER*PAT****", "NM1*IL*1******").replace("DMG*D8*19900214*F", "DMG***F")

    assert SOMEBODY_ELSE not in trouble(Person(frozenset({"López"}), frozenset()), text)


@pytest.mark.parametrize(
    ("old", "new", "on", "said"),
    [
        ("", "", ON, []),
        (
            "",
            "",
            date(2026, 5, 1),
            ["wrote this file on March 2, 2026: what is met has changed since"],
        ),
        ("", "", date(2026, 2, 1), ["in the future"]),
        ("DTP*346*D8*20260101", "DTP*347*D8*20260131", ON, ["By this file the coverage ended on January 31, 2026."]),
        ("DTP*346*D8*20260101", "DTP*291*RD8*20250101-20251231", ON, ["the coverage ended on December 31, 2025"]),
        ("DTP*346*D8*20260101", "DTP*346*D8*20260401", ON, ["the coverage begins only on April 1, 2026"]),
    ],
)
def test_days_that_do_not_fit_are_said(old: str, new: str, on: date, said: list[str]) -> None:
    reading = understand(STORY.replace(old, new) if old else STORY, member_id="W123456789", addiction=True, person=PAT)
    assert reading.content

    found = doubt_days(reading.content, on)

    assert len(found) == len(said)
    assert all(words in sentence for words, sentence in zip(said, found, strict=True))
