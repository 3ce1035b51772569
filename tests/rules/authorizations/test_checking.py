"""What is wrong with an authorization as typed."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from stepwell.authorizations.rules.checking import Other, Terms, check, overlaps
from stepwell.authorizations.vocabulary import Status
from stepwell.clients.rules.enrollment import Span

DAY = date(2026, 3, 20)
ALLOWED = Terms(
    payer="Buckeye Health", level="2.1", codes=("H0015",), unit="day", span=Span(DAY, DAY + timedelta(days=20)),
    requested_on=DAY - timedelta(days=3), status=Status.APPROVED, number="A-1", units_requested=9, units_approved=9,
    decided_on=DAY, next_review_on=DAY + timedelta(days=17),
)  # fmt: skip
WAITING = replace(ALLOWED, status=Status.REQUESTED, units_approved=None, decided_on=None, number="")


@pytest.mark.parametrize("terms", [ALLOWED, WAITING, replace(WAITING, status=Status.DENIED, decided_on=DAY),
                                   replace(WAITING, status=Status.WITHDRAWN)])  # fmt: skip
def test_what_is_right(terms: Terms) -> None:
    assert check(terms, on=DAY) == []


@pytest.mark.parametrize(
    ("terms", "changed", "code"),
    [
        (ALLOWED, {"payer": " "}, "AUTH-001"),
        (ALLOWED, {"level": "3.1"}, "AUTH-002"),
        (ALLOWED, {"unit": "week"}, "AUTH-003"),
        (ALLOWED, {"codes": ()}, "AUTH-004"),
        (ALLOWED, {"codes": ("",)}, "AUTH-004"),
        (ALLOWED, {"codes": ("H-15",)}, "AUTH-004"),
        (ALLOWED, {"units_approved": 0, "units_requested": None}, "AUTH-005"),
        (ALLOWED, {"span": Span(DAY, DAY - timedelta(days=1)), "next_review_on": None}, "AUTH-006"),
        (ALLOWED, {"span": Span(DAY, DAY + timedelta(days=401))}, "AUTH-007"),
        (
            ALLOWED,
            {"span": Span(DAY - timedelta(days=401), DAY - timedelta(days=90)), "next_review_on": None},
            "AUTH-008",
        ),
        (WAITING, {"requested_on": DAY + timedelta(days=1)}, "AUTH-009"),
        (ALLOWED, {"next_review_on": DAY + timedelta(days=51)}, "AUTH-010"),
        (ALLOWED, {"number": ""}, "AUTH-011"),
        (ALLOWED, {"units_approved": None}, "AUTH-012"),
        (WAITING, {"units_approved": 3}, "AUTH-013"),
        (ALLOWED, {"units_approved": 8}, "AUTH-014"),
        (ALLOWED, {"decided_on": None}, "AUTH-015"),
        (WAITING, {"decided_on": DAY}, "AUTH-016"),
        (ALLOWED, {"decided_on": DAY + timedelta(days=1)}, "AUTH-017"),
        (ALLOWED, {"decided_on": DAY - timedelta(days=4)}, "AUTH-017"),
    ],
)
def test_what_is_wrong(terms: Terms, changed: dict[str, Any], code: str) -> None:
    assert {finding.code for finding in check(replace(terms, **changed), on=DAY)} == {code}


@pytest.mark.parametrize(
    ("other", "warns"),
    [
        (Other("2.1", "BUCKEYE HEALTH", Span(DAY + timedelta(days=20), None), Status.APPROVED), True),
        (Other("2.1", "Buckeye Health", Span(DAY + timedelta(days=21), None), Status.APPROVED), False),
        (Other("2.5", "Buckeye Health", Span(DAY, None), Status.APPROVED), False),
        (Other("2.1", "Another", Span(DAY, None), Status.APPROVED), False),
        (Other("2.1", "Buckeye Health", Span(DAY, None), Status.DENIED), False),
    ],
)
def test_two_for_the_same_days_are_asked_about(other: Other, warns: bool) -> None:
    assert bool(overlaps(ALLOWED, [other])) is warns
    assert overlaps(WAITING, [other]) == []
