"""What is wrong with a group as it is planned."""

from dataclasses import replace
from datetime import date, time
from typing import Any
from uuid import UUID

import pytest

from stepwell.scheduling.rules.profiles import profile_for
from stepwell.scheduling.rules.series import SeriesFacts, check_series
from stepwell.scheduling.vocabulary import Mode, SessionKind

ON = date(2026, 10, 5)
GENERAL, TEXAS = profile_for("default", on=ON), profile_for("TX", on=ON)
ROOM, SOMEBODY = UUID(int=1), UUID(int=2)
GROUP = SeriesFacts(
    name="Evening", kind=SessionKind.PROCESS, weekdays=frozenset({0, 2}), local_start=time(18), minutes=180,
    from_on=ON, break_minutes=15, room_id=ROOM, leader_id=SOMEBODY,
)  # fmt: skip


def codes(facts: SeriesFacts, profile: Any = GENERAL, seats: int | None = 15) -> list[str]:
    return [finding.code for finding in check_series(facts, profile=profile, seats=seats)]


def test_a_group_as_it_should_be() -> None:
    assert codes(GROUP) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": "  2 "}, "SCH-010"),
        ({"weekdays": frozenset()}, "SCH-011"),
        ({"to_on": date(2026, 10, 4)}, "SCH-012"),
        ({"co_leader_id": SOMEBODY}, "SCH-013"),
        ({"minimum": 13}, "SCH-014"),
        ({"is_shared": True}, "SCH-024"),
        ({"capacity": 16}, "SCH-015"),
        ({"minutes": 4}, "SCH-016"),
        ({"break_minutes": 180}, "SCH-017"),
    ],
)
def test_what_is_wrong_is_named(changes: dict[str, Any], code: str) -> None:
    assert code in codes(replace(GROUP, **changes), seats=40)


@pytest.mark.parametrize(
    ("kind", "seats", "fits"),
    [
        (SessionKind.PROCESS, 16, True),
        (SessionKind.PROCESS, 17, False),
        (SessionKind.PSYCHOEDUCATION, 35, True),
        (SessionKind.FAMILY_EDUCATION, 35, True),
        (SessionKind.SKILLS, 35, True),
        (SessionKind.SKILLS, 36, False),
    ],
)
def test_texas_lets_more_people_be_taught_than_treated_together(kind: SessionKind, seats: int, fits: bool) -> None:
    facts = replace(GROUP, kind=kind, capacity=seats)

    assert ("SCH-015" not in codes(facts, TEXAS, 40)) is fits
    assert "SCH-015" in codes(facts)


@pytest.mark.parametrize(
    ("changes", "seats", "code"),
    [({"room_id": None}, None, "SCH-019"), ({}, 11, "SCH-020"), ({"mode": Mode.VIDEO}, 15, "SCH-018")],
)
def test_room_and_way_of_meeting_fit(changes: dict[str, Any], seats: int | None, code: str) -> None:
    assert codes(replace(GROUP, **changes), seats=seats) == [code]
