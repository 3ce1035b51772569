"""Programs, rooms and their closing."""

from datetime import date

import pytest

from stepwell.people.rules.places import (
    MOST_SEATS,
    ProgramRecord,
    RoomRecord,
    closing_findings,
    program_findings,
    room_findings,
)

OPENED, TODAY = date(2026, 1, 5), date(2026, 11, 21)


@pytest.mark.parametrize(
    ("record", "codes"),
    [
        (ProgramRecord(name="Evening", level="2.1", kind="addiction"), []),
        (ProgramRecord(name="  ", level="2.1", kind="addiction"), ["PROG-001"]),
        (ProgramRecord(name="Evening", level="3.7", kind="addiction"), ["PROG-002"]),
        (ProgramRecord(name="Evening", level="2.1", kind="other"), ["PROG-003"]),
    ],
)
def test_a_program_has_a_name_a_level_and_what_it_treats(record: ProgramRecord, codes: list[str]) -> None:
    assert [finding.code for finding in program_findings(record.tidied)] == codes


@pytest.mark.parametrize(
    ("seats", "codes"), [(0, ["ROOM-002"]), (1, []), (MOST_SEATS, []), (MOST_SEATS + 1, ["ROOM-002"])]
)
def test_a_room_seats_somebody_and_not_a_stadium(seats: int, codes: list[str]) -> None:
    assert [finding.code for finding in room_findings(RoomRecord(name="2", seats=seats).tidied)] == codes


def test_a_room_has_a_name() -> None:
    assert [finding.code for finding in room_findings(RoomRecord(name="·", seats=3))] == ["ROOM-001"]


@pytest.mark.parametrize(
    ("closes_on", "closed_on", "left_open", "codes"),
    [
        (TODAY, None, 0, []),
        (OPENED, None, 0, []),
        (date(2026, 1, 4), None, 0, ["CLOSE-002"]),
        (TODAY, TODAY, 3, ["CLOSE-001"]),
        (TODAY, None, 1, ["CLOSE-003"]),
        (date(2026, 1, 4), None, 2, ["CLOSE-002", "CLOSE-003"]),
    ],
)
def test_a_place_closes_once_empty_and_not_before_it_was_there(
    closes_on: date, closed_on: date | None, left_open: int, codes: list[str]
) -> None:
    found = closing_findings(opened_on=OPENED, closes_on=closes_on, closed_on=closed_on, left_open=left_open)

    assert [finding.code for finding in found] == codes
