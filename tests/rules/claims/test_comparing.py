"""What a corrected claim says otherwise than the one it corrects."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from stepwell.claims.rules.comparing import changes, reason_for
from stepwell.claims.rules.correcting import REASON_LABELS, Reason
from stepwell.x12.writing.procedures import Procedure
from tests.rules.x12.building import institutional, professional


def line(claim: Any, **values: Any) -> Any:
    return replace(claim, lines=(replace(claim.lines[0], **values), *claim.lines[1:]))


def test_our_own_numbers_and_the_frequency_change_nothing() -> None:
    for claim in (professional(), institutional()):
        renumbered = line(claim, control_number="X-1")
        again: Any = replace(renumbered, number="X", frequency="7", original_number="ICN1", conditions=("D2",))
        before: Any = replace(claim, conditions=())
        assert changes(before, again) == ()


@pytest.mark.parametrize(
    ("change", "about", "what"),
    [
        (lambda one: replace(one, diagnoses=("F1120",)), Reason.DIAGNOSES, "Diagnoses"),
        (lambda one: replace(one, authorization="NEW1"), Reason.OTHER, "Authorization"),
        (lambda one: line(one, procedure=Procedure("H0015", ("HQ",))), Reason.CODES, None),
        (lambda one: line(one, units=Decimal(2)), Reason.CODES, None),
        (lambda one: line(one, charge=Decimal(1)), Reason.CHARGES, None),
        (lambda one: replace(one, lines=one.lines[1:]), Reason.DAYS, None),
    ],
)
def test_each_change_is_told_with_what_it_is_about(change: Any, about: Reason, what: str | None) -> None:
    before = professional()
    found = changes(before, change(before))
    assert [one.about for one in found] == [about]
    assert what in {None, found[0].what}
    assert found[0].before != found[0].after
    assert reason_for(found) is about


def test_several_things_are_something_else_unless_days_changed() -> None:
    before = professional()
    both = replace(line(before, charge=Decimal(1)), authorization="NEW1")
    assert reason_for(changes(before, both)) is Reason.OTHER
    assert reason_for(changes(before, replace(both, lines=both.lines[1:]))) is Reason.DAYS
    assert set(REASON_LABELS) == set(Reason)
