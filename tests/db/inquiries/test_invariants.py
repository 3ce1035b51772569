"""What the database refuses, asked in raw SQL as the application's role."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from stepwell.inquiries.actions import taking
from stepwell.inquiries.models import Inquiry
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.scope import acting
from tests.db.inquiries.conftest import AT, MOTHER, OWN
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db


def fails(sql: str, values: list[Any]) -> str:
    with pytest.raises(DatabaseError) as failure, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
    return str(failure.value)


@pytest.fixture
def inquiry(clinic: Clinic, coordinator: Member) -> Inquiry:
    """A mother's call."""
    with acting(clinic["admissions"].scope):
        return taking.take_inquiry(actor=coordinator, at=AT, site_id=clinic.north.pk, told=MOTHER)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("person_phone = 'x'", "inquiry_no_number_before_they_agree"),
        ("person_email_index = 'x'", "inquiry_no_number_before_they_agree"),
        ("agreed_at = now()", "inquiry_agreed_whole"),
        ("urgency = 'danger'", "inquiry_danger_until_settled"),
        ("urgency = 'never'", "inquiry_urgency"),
        ("danger = true, danger_settled_at = now()", "inquiry_danger_whole"),
        ("is_adult = false", "inquiry_nothing_of_minors"),
        ("age = 17", "inquiry_age"),
        ("relation = ''", "inquiry_relation"),
        ("caller = 'person'", "inquiry_relation"),
        ("next_due = now()", "inquiry_due_of_step"),
        ("same_as_id = id", "inquiry_not_its_own_double"),
        ("voided_at = now()", "inquiries_inquiry_void"),
    ],
)
def test_an_inquiry_cannot_say_what_is_not_so(clinic: Clinic, inquiry: Inquiry, change: str, constraint: str) -> None:
    with acting(clinic["admissions"].scope):
        said = fails(f"UPDATE inquiries_inquiry SET {change} WHERE id = %s", [inquiry.pk])

    assert constraint in said


_ENTRY = """
INSERT INTO inquiries_inquiryentry (id, organization_id, inquiry_id, number, at, by_id, kind, toward, outcome, ending,
  before, after)
VALUES (gen_random_uuid(), %s, %s, %s, now(), %s, %s, '', '', %s, %s, %s)
"""


@pytest.mark.parametrize(
    ("number", "kind", "ending", "before", "after", "why"),
    [
        (3, "note", "", "new", "new", "does not follow"),
        (1, "note", "", "", "new", "inquiry_entry_number"),
        (2, "note", "", "", "new", "does not follow"),
        (2, "note", "", "reached", "reached", "does not follow"),
        (2, "converted", "", "new", "converted", "inquiry_entry_move"),
        (2, "closed", "", "new", "closed", "inquiry_entry_ending"),
        (2, "note", "unwanted", "new", "new", "inquiry_entry_ending"),
        (2, "gossip", "", "new", "new", "inquiry_entry_kind"),
    ],
)
def test_entries_follow_each_other(
    clinic: Clinic, inquiry: Inquiry, number: int, kind: str, ending: str, before: str, after: str, why: str
) -> None:
    people = clinic["admissions"].membership.pk
    with acting(clinic["admissions"].scope):
        values = [clinic.organization.pk, inquiry.pk, number, people, kind, ending, before, after]
        said = fails(_ENTRY, values)

    assert why in said


@pytest.mark.parametrize(
    "sql", ["UPDATE inquiries_inquiryentry SET kind = 'note'", "DELETE FROM inquiries_inquiryentry"]
)
def test_entries_stay_as_they_are(clinic: Clinic, inquiry: Inquiry, sql: str) -> None:
    assert inquiry.pk
    with acting(clinic["admissions"].scope):
        assert "permission denied" in fails(sql, [])


@pytest.mark.parametrize("who", ["director", "admissions south", "clinician"])
def test_nobody_else_adds_an_entry(clinic: Clinic, inquiry: Inquiry, who: str) -> None:
    values = [clinic.organization.pk, inquiry.pk, 2, clinic[who].membership.pk, "note", "", "new", "new"]
    with acting(clinic[who].scope):
        said = fails(_ENTRY, values)

    assert "row-level security" in said or "does not follow" in said


def test_what_was_said_is_sealed(clinic: Clinic, coordinator: Member) -> None:
    with acting(clinic["admissions"].scope):
        taking.take_inquiry(actor=coordinator, at=AT, site_id=clinic.north.pk, told=OWN)
        with connection.cursor() as cursor:
            cursor.execute("SELECT i::text FROM inquiries_inquiry i UNION SELECT e::text FROM inquiries_inquiryevent e")
            text = " ".join(row for (row,) in cursor.fetchall())

    assert [said for said in ("I drink", "9375550142", "mail.example", "W123") if said in text] == []
