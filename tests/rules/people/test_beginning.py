"""What is left to begin."""

from dataclasses import fields, replace

import pytest

from stepwell.people.rules.beginning import Beginning, steps

NOTHING = Beginning(**{field.name: 0 for field in fields(Beginning)})


def test_a_new_organization_has_everything_before_it() -> None:
    assert [step.is_done for step in steps(NOTHING)] == [False] * 7


@pytest.mark.parametrize("name", [field.name for field in fields(Beginning)])
def test_each_fact_ticks_one_step(name: str) -> None:
    assert sum(step.is_done for step in steps(replace(NOTHING, **{name: 1}))) == 1
