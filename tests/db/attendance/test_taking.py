"""Taking attendance: minutes follow, two people at once lose nothing, and what the database holds it holds."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from stepwell.attendance.actions.taking import Mark, mark_signed, take_back
from stepwell.attendance.models import Attendance, TelehealthPlace
from stepwell.attendance.rules.presence import Stay
from stepwell.attendance.tasks import lock_session
from stepwell.attendance.vocabulary import Absence, Location, Mode, Status
from stepwell.kernel.findings import Refused
from stepwell.platform.tenancy.members import member_of
from stepwell.platform.walls.scope import acting
from stepwell.scheduling.models import Session
from tests.db.attendance.conftest import HERE, Group, make_group, make_session
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
MISSED = Mark(None, reason=Absence.NO_CONTACT)


def codes(refused: Any) -> list[str]:
    return [finding.code for finding in refused.value.findings]


def test_who_leads_the_session_takes_it_and_minutes_follow(group: Group) -> None:
    whole = group.mark("ana")
    part = group.mark("bo", Mark(Mode.IN_PERSON, stay=Stay(group.after(20), group.after(180))))
    corrected = group.mark("bo", MISSED, version=part.version)

    assert (whole.status, whole.minutes) == (Status.PRESENT, 165)
    assert (part.status, part.minutes) == (Status.LATE, 145)
    assert (corrected.status, corrected.minutes, corrected.version) == (Status.ABSENT, 0, 2)


def test_it_locks_the_session_at_once(group: Group) -> None:
    group.mark("ana")

    with acting(group.clinic["director"].scope):
        assert Session.objects.get(pk=group.session.pk).locked_at is not None


def test_who_does_not_lead_it_locks_it_too(group: Group) -> None:
    group.mark("ana", by="clinician")

    with (
        acting(group.clinic["director"].scope),
        pytest.raises(IntegrityError, match="Attendance was taken"),
        transaction.atomic(),
    ):
        Session.objects.filter(pk=group.session.pk).update(cancelled_at=timezone.now(), cancel_reason="other")

    lock_session.run(organization=group.clinic.organization.pk, session_id=group.session.pk)
    with acting(group.clinic["director"].scope):
        assert Session.objects.get(pk=group.session.pk).locked_at is not None


@pytest.mark.parametrize("who", ["biller", "case_manager", "facilitator south", "supervisor", "admissions"])
def test_who_neither_leads_nor_cares_takes_nothing(group: Group, who: str) -> None:
    with pytest.raises(Refused) as refused:
        group.mark("ana", by=who)

    assert codes(refused) == ["ATT-015"]


def test_somebody_faster_is_not_written_over_but_the_same_twice_is_fine(group: Group) -> None:
    group.mark("ana")

    assert group.mark("ana").version == 1
    with pytest.raises(Refused) as refused:
        group.mark("ana", MISSED)

    assert codes(refused) == ["EDIT-001"]


@pytest.mark.parametrize(
    ("mark", "code"),
    [
        (Mark(None), "ATT-014"),
        (lambda group: Mark(Mode.IN_PERSON, stay=Stay(group.after(60), group.after(30))), "ATT-001"),
        (lambda group: Mark(Mode.IN_PERSON, stay=Stay(group.after(-60), group.after(0))), "ATT-002"),
    ],
)
def test_what_cannot_have_been_is_refused_before_anything_is_written(group: Group, mark: Any, code: str) -> None:
    with pytest.raises(Refused) as refused:
        group.mark("ana", mark(group) if callable(mark) else mark)

    assert codes(refused) == [code]
    with acting(group.clinic["facilitator"].scope):
        assert not Attendance.objects.exists()


def test_nobody_is_marked_before_the_day_in_a_canceled_session_or_unplanned(group: Group) -> None:
    later = make_session(group.clinic, group.series, timezone.now() + timedelta(hours=6))
    with pytest.raises(Refused) as early:
        group.mark("ana", session=later)
    with pytest.raises(Refused) as unplanned:
        group.mark("dee", by="prescriber")
    with acting(group.clinic["director"].scope):
        Session.objects.filter(pk=group.session.pk).update(cancelled_at=timezone.now(), cancel_reason="other")
    with pytest.raises(Refused) as cancelled:
        group.mark("ana")

    assert [codes(early), codes(unplanned), codes(cancelled)] == [["ATT-012"], ["ATT-013"], ["ATT-011"]]


def test_a_correction_of_another_day_needs_a_reason_which_stays_in_the_history(clinic: Clinic) -> None:
    group = make_group(clinic, days_ago=2)
    group.mark("ana")

    with pytest.raises(Refused) as refused:
        group.mark("ana", MISSED, version=1)
    group.mark("ana", MISSED, version=1, why="They had gone home at nine")

    assert codes(refused) == ["ATT-016"]
    with acting(clinic["facilitator"].scope), connection.cursor() as cursor:
        cursor.execute("SELECT pgh_context->>'reason' FROM attendance_attendanceevent ORDER BY pgh_id DESC LIMIT 1")
        assert cursor.fetchone() == ("They had gone home at nine",)


def test_under_a_signed_note_it_changes_only_with_a_reason(group: Group) -> None:
    row = group.mark("ana")
    with acting(group.clinic["facilitator"].scope):
        mark_signed(at=timezone.now(), attendance_ids=[row.pk])
        with pytest.raises(IntegrityError, match="say why"), transaction.atomic():
            Attendance.objects.filter(pk=row.pk).update(minutes=10)
    with pytest.raises(Refused) as refused:
        group.mark("ana", MISSED, version=1)

    assert codes(refused) == ["ATT-017"]
    assert group.mark("ana", MISSED, version=1, why="Left before the group began").status == Status.ABSENT


def test_where_somebody_is_stays_apart_and_encrypted(group: Group) -> None:
    group.mark("ana", Mark(Mode.VIDEO, location=Location.ELSEWHERE, place="Library on Main St"))

    with acting(group.clinic["facilitator"].scope), connection.cursor() as cursor:
        assert TelehealthPlace.objects.get().place == "Library on Main St"
        cursor.execute("SELECT place::text FROM attendance_telehealthplace")
        assert "Library" not in cursor.fetchone()[0]
    with acting(group.clinic["biller"].scope):
        assert Attendance.objects.get().location == Location.ELSEWHERE
        assert not TelehealthPlace.objects.exists()


def test_nobody_is_in_two_sessions_at_once(group: Group) -> None:
    following = make_session(group.clinic, group.series, group.after(180))
    row = group.mark("ana")
    group.mark("ana", session=following, at=group.after(180))

    with pytest.raises(Refused) as refused:
        group.mark("ana", Mark(Mode.IN_PERSON, stay=Stay(group.after(0), group.after(200))), version=row.version)
    with (
        acting(group.clinic["facilitator"].scope),
        pytest.raises(IntegrityError) as error,
        transaction.atomic(),
    ):
        Attendance.objects.filter(pk=row.pk).update(left_at=group.after(200))

    assert codes(refused) == ["ATT-004"]
    assert error.value.__cause__.diag.constraint_name == "attendance_one_place"  # type: ignore[union-attr]


BROKEN: dict[str, dict[str, Any]] = {
    "attendance_minutes": {"minutes": 500},
    "attendance_status": {"status": "late"},
    "attendance_absent": {"reason": "sick"},
    "attendance_location": {"location": "home"},
    "attendance_guests": {"guests": 99},
    "attendance_times": {"arrived_at": "-1 day"},
    "attendance_same": {"client_id": "bo"},
}


@pytest.mark.parametrize("constraint", sorted(BROKEN))
def test_the_database_holds_it_against_raw_statements(group: Group, constraint: str) -> None:
    row = group.mark("ana")
    ((column, value),) = BROKEN[constraint].items()
    if column == "arrived_at":
        value = group.after(0) - timedelta(days=1)
    if column == "client_id":
        value = group.client("bo")
    with (
        acting(group.clinic["facilitator"].scope),
        pytest.raises(IntegrityError) as error,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE attendance_attendance SET {column} = %s WHERE id = %s", [value, row.pk])

    assert error.value.__cause__.diag.constraint_name == constraint  # type: ignore[union-attr]


def test_taken_of_the_wrong_person_it_is_set_aside_and_counts_no_more(group: Group) -> None:
    row = group.mark("ana")
    with acting(group.clinic["facilitator"].scope) as scope:
        member = member_of(scope)
        assert member is not None
        take_back(actor=member, at=timezone.now(), attendance_id=row.pk, reason="It was Anna of the other group")

    assert group.mark("ana", HERE).pk != row.pk
