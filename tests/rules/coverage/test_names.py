"""Names and addresses as people type them, in the parts of a claim."""

import pytest

from stepwell.coverage.rules.names import address_of, person_of, relationship_of


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("1 Elm St, Columbus, OH 43215", ("1 Elm St", "", "Columbus", "OH", "43215")),
        ("1 Elm St\nApt 2\nColumbus, oh 43215-0001", ("1 Elm St", "Apt 2", "Columbus", "OH", "43215-0001")),
    ],
)
def test_an_address_is_told_apart(typed: str, parts: tuple[str, ...]) -> None:
    found = address_of(typed)

    assert found is not None
    assert (found.street, found.street_2, found.city, found.state, found.zip_code) == parts


@pytest.mark.parametrize(
    "typed", ["", "1 Elm St", "1 Elm St, Columbus", "1 Elm St, Columbus, XX 43215", "Columbus 43215"]
)
def test_what_cannot_be_told_is_not_guessed(typed: str) -> None:
    assert address_of(typed) is None


@pytest.mark.parametrize(
    ("typed", "last", "first"),
    [("Rosa López", "López", "Rosa"), ("López, Rosa Maria", "López", "Rosa Maria"), ("Cher", "Cher", "")],
)
def test_a_name_is_told_apart(typed: str, last: str, first: str) -> None:
    assert (person_of(typed).last, person_of(typed).first) == (last, first)


@pytest.mark.parametrize(
    ("words", "code"), [("mother", "19"), ("Spouse", "01"), ("life partner", "53"), ("aunt", "G8"), ("", "G8")]
)
def test_the_holder_s_mother_makes_the_client_a_child(words: str, code: str) -> None:
    assert relationship_of(words) == code
