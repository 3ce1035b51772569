"""Which payers are offered, and whether an authorization is of one of the client's policies."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.authorizations.rules.payers import Insured, offered, remark
from stepwell.clients.rules.enrollment import Span

MARCH = Span(date(2026, 3, 1), date(2026, 3, 31))
FIRST = Insured("Buckeye Health", "", Span(date(2026, 1, 1)))
SECOND = Insured("Plan of the State", "Minds First", Span(date(2026, 1, 1), date(2026, 6, 30)))
OVER = Insured("Old Mutual", "", Span(date(2025, 1, 1), date(2025, 12, 31)))
OF_OTHERS = "Not a payer of the client’s policies on these days, which are with Buckeye Health and Plan of the State."


def test_payers_in_force_are_offered_and_first_who_decides() -> None:
    assert offered([FIRST, SECOND, OVER, FIRST], on=MARCH.begin) == [
        "Buckeye Health", "Minds First", "Plan of the State",
    ]  # fmt: skip
    assert offered([OVER], on=MARCH.begin) == []


@pytest.mark.parametrize(
    ("payer", "policies", "words"),
    [
        ("Buckeye Health", [FIRST], ""),
        ("  buckeye  HEALTH ", [FIRST], ""),
        ("Minds First", [FIRST, SECOND], ""),
        ("Plan of the State", [FIRST, SECOND], ""),
        ("Old Mutual", [FIRST, OVER], "The policy with Old Mutual covers none of these days."),
        ("Aetna", [FIRST, SECOND], OF_OTHERS),
        ("Aetna", [OVER], "No policy of the client on these days is on record."),
        ("Aetna", [], "No policy of the client on these days is on record."),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said(payer: str, policies: list[Insured], words: str) -> None:
    assert remark(payer, MARCH, policies) == words


days = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(days, st.integers(0, 300), days, st.integers(0, 300))
def test_whoever_is_offered_on_a_day_fits_an_authorization_of_it(
    begin: date, length: int, on: date, allowed: int
) -> None:
    policy = Insured("Payer", "Carve-out", Span(begin, begin + timedelta(days=length)))
    for name in offered([policy], on=on):
        assert remark(name, Span(on, on + timedelta(days=allowed)), [policy]) == ""
