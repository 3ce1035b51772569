"""What somebody types for a diagnosis, as terms of official titles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.clients.rules.wording import MOST_WORDS, Term, terms_of

ABUSE_OR_DEPENDENCE = Term("", (("dependence",), ("abuse",)))


def plain(word: str) -> Term:
    return Term(word, ((word,),))


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("", []),
        (" - % _ ", []),
        ("Depression", [plain("depression")]),
        ("opioid, opioid", [plain("opioid")]),
        ("heroin", [Term("heroin", (("heroin",), ("opioid",)))]),
        ("AUD", [ABUSE_OR_DEPENDENCE, plain("alcohol")]),
        ("alcohol use disorder", [ABUSE_OR_DEPENDENCE, plain("alcohol")]),
        ("alcohol use disorder, severe", [Term("", (("dependence",),)), plain("alcohol")]),
        ("mild OUD in early remission", [Term("", (("abuse",),)), Term("", (("remission",),)), plain("opioid"),
                                         plain("in")]),
        ("depressive disorder", [plain("depressive"), plain("disorder")]),
        ("trauma", [Term("trauma", (("trauma",), ("traumatic", "stress")))]),
    ],
)  # fmt: skip
def test_terms(typed: str, terms: list[Term]) -> None:
    assert terms_of(typed) == terms


@given(st.text())
def test_whatever_is_typed_gives_words_that_a_search_may_be_made_of(typed: str) -> None:
    terms = terms_of(typed)

    assert len(terms) <= 4 * MOST_WORDS
    assert all(word.isalnum() for term in terms for words in term.meant for word in words)
