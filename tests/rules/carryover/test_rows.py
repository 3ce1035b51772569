"""Cells and rows: what is read, what is missing, what does not fit together."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.carryover.rules import cells, reading, rows
from stepwell.carryover.rules.columns import BY_NAME, COLUMNS, REQUIRED
from stepwell.carryover.rules.rows import Places, ProgramFacts, Row
from stepwell.placement.rules.ordering import Part
from stepwell.placement.vocabulary import Per, Service

ON = date(2026, 3, 4)
SITE, PERSON, OTHER = UUID(int=1), UUID(int=2), UUID(int=3)
PLACES = Places(
    sites={"north": SITE},
    programs={
        (SITE, "evening"): ProgramFacts(UUID(int=4), "Evening", "2.1"),
        (SITE, "day hospital"): ProgramFacts(UUID(int=5), "Day Hospital", "2.5"),
    },
    staff={"dana sample": (PERSON,), "dana@x.example": (PERSON,), "pat lee": (PERSON, OTHER)},
)
EXAMPLE = {column.name: column.example for column in COLUMNS} | {"primary_clinician": "Dana  SAMPLE"}
LEAN = {name: EXAMPLE[name] for name in REQUIRED}


def built(**changes: str) -> Row:
    values, found = cells.read(EXAMPLE | changes)
    assert found == []
    row, wrong = reading.build(values, PLACES)
    assert row, wrong
    return row


def faults(**changes: str) -> list[tuple[str, str]]:
    values, found = cells.read(EXAMPLE | changes)
    if not found:
        _, found = reading.build(values, PLACES)
    return [(finding.code, finding.field) for finding in found]


def test_the_example_of_the_template_is_right() -> None:
    row = built()

    assert rows.check(row, on=ON) == []
    assert [(stage.program.level, stage.from_on) for stage in row.stages] == [
        ("2.5", date(2026, 1, 12)),
        ("2.1", date(2026, 2, 2)),
    ]
    assert row.primary_id == PERSON
    assert row.order
    assert (row.order.starts_on, row.order.minutes_per_week) == (date(2026, 3, 4), 540)
    assert row.authorization
    assert (row.authorization.units_before, row.authorization.before_until) == (7, date(2026, 3, 3))
    assert [paper.kind for paper in row.papers] == ["plan", "consent"]


def test_only_what_is_needed_is_needed() -> None:
    values, found = cells.read(LEAN | {"program_since": ""})
    row, wrong = reading.build(values, PLACES)

    assert (found, wrong) == ([], [])
    assert row
    assert rows.check(row, on=ON) == []
    assert (row.order, row.authorization, row.papers, row.primary_id, row.contacts) == (None, None, (), None, ())


@pytest.mark.parametrize("name", REQUIRED)
def test_what_is_needed_is_named(name: str) -> None:
    assert faults(**{name: " "}) == [("CAR-010", name)]


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"birth_date": "30.4.1988"}, "CAR-010", "birth_date"),
        ({"birth_date": "2026-02-30"}, "CAR-010", "birth_date"),
        ({"birth_date": "4/30/88"}, "CAR-010", "birth_date"),
        ({"days_attended": "12.5"}, "CAR-010", "days_attended"),
        ({"days_attended": "-1"}, "CAR-010", "days_attended"),
        ({"days_attended": "१२"}, "CAR-010", "days_attended"),
        ({"hours_per_week": "9.1"}, "CAR-010", "hours_per_week"),
        ({"hours_per_week": "NaN"}, "CAR-010", "hours_per_week"),
        ({"hours_per_week": "41"}, "CAR-010", "hours_per_week"),
        ({"taper": "perhaps"}, "CAR-010", "taper"),
        ({"language": "Klingon"}, "CAR-010", "language"),
        ({"services": "group 60"}, "CAR-010", "services"),
        ({"services": "individual many a week"}, "CAR-010", "services"),
        ({"first_name": "x" * 61}, "CAR-010", "first_name"),
        ({"birth_date": "1" * 10_000}, "CAR-010", "birth_date"),
        ({"site": "South"}, "CAR-020", "site"),
        ({"program": "Morning"}, "CAR-028", "program"),
        ({"earlier_program_1": "Morning"}, "CAR-028", "earlier_program_1"),
        ({"earlier_from_1": ""}, "CAR-025", "earlier_from_1"),
        ({"program_since": ""}, "CAR-026", "program_since"),
        ({"earlier_from_1": "2026-01-13"}, "CAR-027", "earlier_from_1"),
        ({"earlier_program_1": "", "earlier_from_1": ""}, "CAR-027", "program_since"),
        ({"hours_per_week": ""}, "CAR-030", "hours_per_week"),
        ({"days_max": ""}, "CAR-031", "days_max"),
        ({"payer": ""}, "CAR-032", "payer"),
        ({"authorized_from": "2026-03-10"}, "CAR-033", "units_used"),
        ({"plan_dated": ""}, "CAR-034", "plan_dated"),
        ({"consent_signed_on": ""}, "CAR-035", "consent_signed_on"),
        ({"primary_clinician": "Nobody"}, "CAR-036", "primary_clinician"),
        ({"primary_clinician": "Pat Lee"}, "CAR-036", "primary_clinician"),
        ({"safe_phone": "555"}, "CAR-037", "safe_phone"),
        ({"safe_email": "mia"}, "CAR-038", "safe_email"),
    ],
)
def test_what_is_wrong_names_its_column(changes: dict[str, str], code: str, field: str) -> None:
    assert faults(**changes) == [(code, field)]


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"admitted_on": "2026-03-05", "earlier_from_1": "2026-03-05"}, "CAR-021", "admitted_on"),
        ({"birth_date": "2026-01-12"}, "CAR-022", "admitted_on"),
        ({"program_since": "2026-01-12"}, "CAR-023", "program_since"),
        ({"as_of": "2026-02-01", "units_used": "", "plan_dated": "2026-01-20"}, "CAR-024", "program_since"),
        ({"plan_kept_at": ""}, "CAR-041", "plan_kept_at"),
        ({"plan_signed_by": ""}, "CAR-042", "plan_signed_by"),
        ({"plan_review_by": "2026-02-09"}, "CAR-043", "plan_review_by"),
        ({"consent_kept_at": ""}, "CAR-041", "consent_kept_at"),
        ({"consent_signed_on": "1920-01-01"}, "CAR-040", "consent_signed_on"),
    ],
)
def test_what_does_not_fit_together_is_named(changes: dict[str, str], code: str, field: str) -> None:
    found = rows.check(built(**changes), on=ON)

    assert (code, field) in [(finding.code, finding.field) for finding in found]
    assert {finding.field for finding in found} <= set(BY_NAME)


@pytest.mark.parametrize("text", ["2026-03-01", "3/1/2026", "03/01/2026", "2026-3-1"])
def test_a_day_is_read_in_both_ways(text: str) -> None:
    assert cells.day_of(text) == date(2026, 3, 1)


def test_services_are_read_by_name_or_label() -> None:
    mix = cells.services_of("Individual sessions 60; family 60 per month ; group therapy 120 minutes a week;")
    assert mix == (
        Part(Service.INDIVIDUAL, 60), Part(Service.FAMILY, 60, Per.MONTH), Part(Service.GROUP_THERAPY, 120),
    )  # fmt: skip


_PARTS = st.builds(Part, st.sampled_from([str(s) for s in Service]), st.integers(1, 2400), st.sampled_from(list(Per)))


@given(st.lists(_PARTS, max_size=6).map(tuple))
def test_services_written_are_read_again(mix: tuple[Part, ...]) -> None:
    written = "; ".join(f"{part.kind} {part.minutes} a {part.per}" for part in mix)
    assert cells.services_of(written) == mix


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_days_written_are_read_again(day: date) -> None:
    assert cells.day_of(day.isoformat()) == cells.day_of(f"{day.month}/{day.day}/{day.year}") == day


@given(st.fixed_dictionaries({name: st.text(max_size=30) for name in BY_NAME}))
def test_any_text_is_read_or_named(given_cells: dict[str, str]) -> None:
    values, found = cells.read(given_cells)

    assert set(values) == set(BY_NAME)
    assert {finding.field for finding in found} <= set(BY_NAME)


def test_the_same_row_has_the_same_fingerprint_however_it_is_spelled() -> None:
    one, other = cells.read(EXAMPLE)[0], cells.read(EXAMPLE | {"birth_date": "4/30/1988", "another_person": "yes"})[0]
    changed: dict[str, Any] = one | {"days_attended": 13}

    assert reading.fingerprint_of(one) == reading.fingerprint_of(other)
    assert reading.fingerprint_of(one) != reading.fingerprint_of(changed)
    assert reading.fingerprint_of(one | {"hours_per_week": Decimal("9.00")}) == reading.fingerprint_of(one)


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"site": "Nowhere"}, ["site"]),
        ({"program": "Night"}, ["program"]),
        ({"site": "Nowhere", "primary_clinician": "Pat Lee"}, ["site", "primary_clinician"]),
        ({"site": "", "program": "Night"}, []),
        ({}, []),
    ],
)
def test_names_nobody_knows_are_told_beside_other_faults(changes: dict[str, str], fields: list[str]) -> None:
    values, found = cells.read(EXAMPLE | {"days_attended": ""} | changes)

    assert "days_attended" in [finding.field for finding in found]
    assert [finding.field for finding in reading.unknown(values, PLACES)] == fields
