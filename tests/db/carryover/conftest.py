"""A clinic that brings its clients over: programs at North, an admissions coordinator, rows as they stand in a file."""

from datetime import UTC, datetime
from typing import Any

import pytest

from stepwell.carryover.actions.carrying import carry_over
from stepwell.carryover.queries.places import places
from stepwell.carryover.rules import cells, reading
from stepwell.carryover.rules.rows import Row
from stepwell.clients.models import Client
from stepwell.people.models import Program
from stepwell.platform.tenancy.members import Member, member_of
from stepwell.platform.walls.scope import acting
from tests.worlds import Clinic, Person

AT = datetime(2026, 3, 4, 15, tzinfo=UTC)
CELLS = {
    "client_number": "OLD-1042", "first_name": "Maria", "last_name": "Example", "birth_date": "1988-04-30",
    "site": "North", "program": "Evening", "admitted_on": "2026-01-12", "program_since": "2026-02-02",
    "earlier_program_1": "Day Hospital", "earlier_from_1": "1/12/2026", "as_of": "2026-03-03", "days_attended": "12",
    "minutes_attended": "2,160", "source": "Attendance sheets", "hours_per_week": "9", "days_min": "3",
    "days_max": "4", "services": "group_therapy 360 a week; family 60 a month", "ordered_by": "Dana Sample, LPC",
    "payer": "Example Health", "authorization_number": "A-1", "authorization_codes": "H0015",
    "authorization_unit": "day", "units_approved": "20", "units_used": "7", "authorized_from": "2026-02-02",
    "authorized_to": "2026-03-31", "authorized_on": "2026-01-30", "next_review_on": "2026-03-24",
    "plan_dated": "2026-02-09", "plan_signed_by": "Dana Sample, LPC", "plan_review_by": "2026-03-11",
    "plan_kept_at": "Paper chart", "consent_signed_on": "2026-01-12", "consent_kept_at": "Paper chart",
    "primary_clinician": "clinician@riverbend.example", "safe_phone": "937-555-0142", "safe_email": "mia@mail.example",
}  # fmt: skip


def member(person: Person) -> Member:
    with acting(person.scope):
        found = member_of(person.scope)
    assert found
    return found


@pytest.fixture
def running(clinic: Clinic) -> Clinic:
    """A clinic with two programs, whose clinician works there."""
    for name, level in (("Evening", "2.1"), ("Day Hospital", "2.5")):
        with acting(clinic["administrator everywhere"].scope):
            Program.objects.create(
                organization=clinic.organization, site=clinic.north, name=name, level=level, kind="addiction"
            )
    clinic["clinician"], clinic["admissions"]
    return clinic


def row_of(clinic: Clinic, **changes: str) -> Row:
    """Return the row of the cells above, with some of them changed; asked as the admissions coordinator."""
    values, found = cells.read(CELLS | changes)
    assert found == []
    with acting(clinic["admissions"].scope):
        row, wrong = reading.build(values, places())
    assert row, wrong
    return row


def bring(clinic: Clinic, row: Row | None = None, **options: Any) -> Client:
    """Bring a row over as the admissions coordinator."""
    person = clinic[options.pop("by", "admissions")]
    row = row or row_of(clinic)
    with acting(person.scope):
        return carry_over(actor=member(person), at=AT, row=row)
