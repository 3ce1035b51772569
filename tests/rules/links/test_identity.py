"""Names are compared so that spelling does not keep anybody out, and another person does not get in."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.platform.links.rules.identity import name_key, statement

BORN = date(1990, 1, 2)


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("José Núñez", "jose nunez"),
        ("Mary-Ann O'Neill", "Maryann ONeill"),
        ("Mary Ann Smith", "Mary AnnSmith"),
        ("Søren Łukasz", "soren lukasz"),
        ("Strauß", "STRAUSS"),
        ("Æthel", "aethel"),
        ("D’Angelo", "D'Angelo"),
        ("  Ana   López ", "Ana Lopez"),
        ("ANA LÓPEZ", "ana lópez"),
        ("Nguyễn Văn", "nguyen van"),
    ],
)
def test_the_same_name_however_it_is_typed(written: str, typed: str) -> None:
    assert name_key(written) == name_key(typed)


@pytest.mark.parametrize(("one", "other"), [("Ana López", "Anna López"), ("Bo Li", "Bo Lee"), ("José", "Jos")])
def test_another_name_stays_another(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@given(st.text())
def test_a_key_is_its_own_key(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


def test_the_whole_answer_counts() -> None:
    right = statement("Ana López", BORN, "123 456")

    assert right == statement("ana lopez", BORN, "123456")
    assert right != statement("Ana López", date(1990, 2, 1), "123456")
    assert right != statement("Ana López", BORN, "123457")
    assert right != statement("Ana López", BORN, "")
