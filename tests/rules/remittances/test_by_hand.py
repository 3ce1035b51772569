"""What somebody types from a paper: what is refused, and that the file that is made of it says the same."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stepwell.remittances.rules import by_hand
from stepwell.remittances.rules.by_hand import Claim, Line, Paper, Why
from stepwell.remittances.rules.recognizing import is_clear, recognized
from stepwell.x12.reading.sets import read
from stepwell.x12.remittances import Remittance

DAY, NPI = date(2026, 3, 9), "1234567893"


def line(*why: tuple[str, str, int], charge: int = 42_500, number: int = 1) -> Line:
    reasons = tuple(Why(group=group, reason=reason, cents=cents) for group, reason, cents in why)
    paid = charge - sum(cents for _, _, cents in why)
    return Line(control=f"C1-{number}", code="H0015", day=DAY, charge=charge, paid=paid, why=reasons, field="0_0_paid")


def paper(*lines: Line, cents: int | None = None, number: str = "4711") -> Paper:
    claim = Claim(number="C1", sequence=1, lines=lines, payer_control="ICN7")
    total = claim.paid if cents is None else cents
    return Paper(number=number, method="CHK", day=DAY, cents=total, payer="Búckeye * Mutual", claims=(claim,), key="k")


GOOD = line(("CO", "45", 14_000), ("PR", "3", 3_000))


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        (paper(GOOD), []),
        (paper(replace(GOOD, paid=GOOD.paid + 1)), ["HND-001"]),
        (paper(replace(GOOD, paid=GOOD.paid - 1), GOOD), ["HND-001"]),
        (paper(GOOD, cents=GOOD.paid + 1), ["HND-002"]),
        (paper(GOOD, number="47*11"), ["HND-003"]),
        (paper(line(("CO", "4~5", 100))), ["HND-004"]),
        (paper(line(("CO", "", 100))), ["HND-004"]),
    ],
)
def test_what_does_not_add_up_is_named(typed: Paper, codes: list[str]) -> None:
    assert [finding.code for finding in by_hand.check(typed)] == codes


def test_the_sentence_says_how_much_is_missing() -> None:
    found = by_hand.check(paper(replace(GOOD, paid=20_000)))[0]

    assert "$425.00 was charged for March 9, and paid and taken off come to $370.00: $55.00 missing." in found.sentence
    assert found.field == "0_0_paid"


def _read(typed: Paper) -> Remittance:
    text = by_hand.written(typed, payee=NPI)
    found = read(text.encode())
    assert not recognized(text.encode()).refusal
    assert all(is_clear(one) for one in found.sets)
    content = found.sets[0].content
    assert isinstance(content, Remittance)
    return content


_CENTS = st.integers(0, 20_000)


@settings(max_examples=40)
@given(st.lists(st.tuples(_CENTS, _CENTS, _CENTS), min_size=1, max_size=4))
def test_the_file_says_what_the_paper_says_and_its_taking_back_negates_it(taken: list[tuple[int, int, int]]) -> None:
    lines = [
        line(
            *((g, r, c) for (g, r), c in zip((("CO", "45"), ("PR", "1"), ("CO", "197")), each, strict=True) if c),
            number=n,
        )
        for n, each in enumerate(taken, 1)
    ]
    lines = [one for one in lines if one.paid >= 0]
    typed = paper(*lines)
    again = by_hand.paper_of(_read(typed), day=DAY, key="k")

    assert [replace(one, field="") for one in lines] == list(again.claims[0].lines)
    assert (again.number, again.cents, again.claims[0].payer_control) == ("4711", typed.cents, "ICN7")
    back = _read(by_hand.taken_back(again, key="b"))
    assert back.claims[0].is_reversal
    assert back.claims[0].paid == -sum(one.paid for one in _read(typed).claims)


def test_the_same_paper_makes_the_same_file() -> None:
    assert by_hand.written(paper(GOOD), payee=NPI) == by_hand.written(paper(GOOD), payee=NPI)
    assert by_hand.written(paper(GOOD), payee=NPI) != by_hand.written(replace(paper(GOOD), key="x"), payee=NPI)
