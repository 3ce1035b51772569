"""A claim is kept as text, and comes back as it was."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest

from stepwell.claims.rules.packing import packed, unpacked
from stepwell.claims.rules.scrubbing.rules import AnyClaim
from stepwell.x12.writing.health_codes import Occurrence, Value
from tests.rules.x12 import building

CLAIMS: list[AnyClaim] = [
    building.professional(),
    building.professional(signed=False, client_paid=Decimal("20.50"), rendering=None, admitted=date(2026, 3, 1)),
    building.secondary(),
    building.institutional(),
    building.institutional(
        admitted=date(2026, 3, 2), admission_hour=time(9), occurrences=(Occurrence("11", date(2026, 3, 1)),),
        values=(Value("80", Decimal(3)),), lines=(building.institutional_line("0905", None),),
    ),
]  # fmt: skip


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_claim_comes_back_as_it_was(claim: AnyClaim) -> None:
    assert unpacked(packed(claim)) == claim


def test_the_text_is_the_same_for_the_same_claim_and_another_for_another() -> None:
    claim = CLAIMS[0]

    assert packed(claim) == packed(unpacked(packed(claim)))
    assert packed(claim) != packed(replace(claim, diagnoses=("F11.20",)))
