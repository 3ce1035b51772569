from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from stepwell.kernel.findings import Refused
from stepwell.scheduling.actions import booking, series, sessions
from stepwell.scheduling.models import GroupMembership, GroupSeries, Seat, Session, SessionStaff
from stepwell.scheduling.vocabulary import CancelReason, Guest, Mode, SessionKind, StaffRole
from tests.db.scheduling.conftest import AT, MONDAY, Plan
from tests.db.scheduling.test_groups import codes, sentence
from tests.undoing import undone

SIX = AT + timedelta(hours=10)  # when the group begins


def test_a_clinician_books_for_somebody_they_care_for(plan: Plan) -> None:
    session = plan.book("ana", leader_id=plan.who("clinician"))

    assert (session.title, session.capacity) == ("Individual session", 1)


def test_nobody_books_for_a_client_whose_schedule_they_do_not_write(plan: Plan) -> None:
    for role, name in (("clinician", "dee"), ("facilitator", "ana"), ("director south", "ana")):
        with pytest.raises((Refused, DatabaseError)), transaction.atomic():
            plan.book(name, role=role)


def test_a_client_is_not_in_an_appointment_and_their_group_at_once(plan: Plan) -> None:
    group = plan.group()
    plan.join(group, "ana")

    with pytest.raises(Refused) as refusal:
        plan.book("ana", starts_at=SIX + timedelta(hours=2))

    assert sentence(refusal) == ("The client is in Evening skills on Mon, Oct 5, 6:00 to 9:00 PM. Choose another time.")


def test_a_client_does_not_join_a_group_that_meets_during_an_appointment(plan: Plan) -> None:
    plan.book("ana", starts_at=SIX)
    group = plan.group()

    with pytest.raises(Refused) as refusal:
        plan.join(group, "ana")

    assert codes(refusal) == ["SCH-005"]


def test_a_group_does_not_move_onto_an_appointment_of_somebody_in_it_and_names_nobody(plan: Plan) -> None:
    group = plan.group()
    plan.join(group, "ana")
    plan.book("ana", starts_at=SIX - timedelta(hours=2))
    first = plan.sessions(group)[0]

    with plan.as_("director") as director, pytest.raises(Refused) as refusal:
        sessions.move_session(
            actor=director, at=AT, session_id=first.pk, version=1, starts_at=SIX - timedelta(hours=2), minutes=60,
            room_id=plan.room.pk, mode=Mode.IN_PERSON,
        )  # fmt: skip

    assert sentence(refusal) == "Somebody planned for it is planned elsewhere then. Choose another time."


def test_a_family_session_brings_guests_by_relation(plan: Plan) -> None:
    session = plan.book("ana", kind=SessionKind.FAMILY, guests=(Guest.PARENT, Guest.PARTNER))

    with plan.as_("clinician"):
        assert Seat.objects.get(session=session).guests == ["parent", "partner"]
    with pytest.raises(Refused) as refusal:
        plan.book("ana", starts_at=AT + timedelta(days=3), guests=(Guest.PARENT,))
    assert codes(refusal) == ["SCH-062"]


def test_a_seat_in_another_group_makes_up_for_a_missed_one_until_it_is_full(plan: Plan) -> None:
    group = plan.group(capacity=2, minimum=1)
    plan.join(group, "bo")
    first = plan.sessions(group)[0]
    with plan.as_("director") as director:
        booking.take_seat(actor=director, at=AT, client_id=plan.client("ana"), session_id=first.pk)

        with pytest.raises(Refused) as refusal:
            booking.take_seat(actor=director, at=AT, client_id=plan.client("dee"), session_id=first.pk)

    assert codes(refusal) == ["SCH-004"]
    with pytest.raises(Refused) as joining:
        plan.join(group, "dee")
    assert codes(joining) == ["SCH-003"]


def test_an_appointment_that_nobody_sits_in_any_more_is_canceled(plan: Plan) -> None:
    session = plan.book("ana")
    with plan.as_("clinician") as clinician:
        seat = Seat.objects.get(session=session)
        booking.give_up_seat(actor=clinician, at=AT, seat_id=seat.pk, reason=CancelReason.CLIENT_ASKED)
        session.refresh_from_db()

    assert session.cancel_reason == CancelReason.CLIENT_ASKED


def test_the_last_seat_of_an_appointment_that_was_written_about_stays(plan: Plan) -> None:
    session = plan.book("ana")
    with plan.as_("clinician") as clinician:
        assert Session.objects.filter(pk=session.pk).update(locked_at=AT) == 1
        seat = Seat.objects.get(session=session)
        with pytest.raises(Refused, match="SCH-007"), transaction.atomic():
            booking.void_seat(actor=clinician, at=AT, seat_id=seat.pk, reason="Booked for the wrong person")
        seat.refresh_from_db()

    assert seat.voided_at is None


def test_a_moved_appointment_takes_its_people_along(plan: Plan) -> None:
    session = plan.book("ana", leader_id=plan.who("clinician"))
    with plan.as_("clinician") as clinician:
        sessions.move_session(
            actor=clinician, at=AT, session_id=session.pk, version=1, starts_at=session.starts_at + timedelta(days=1),
            minutes=30, room_id=None, mode=Mode.VIDEO,
        )  # fmt: skip
        moved = Session.objects.get(pk=session.pk)
        slots = {SessionStaff.objects.get(session=session).slot, Seat.objects.get(session=session).slot}

    assert slots == {moved.slot}
    assert moved.moved_from == session.starts_at - timedelta(days=1) or moved.moved_from is not None


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"minutes": 4}, "SCH-016"),
        ({"minutes": 481}, "SCH-016"),
        ({"break_minutes": 50}, "SCH-017"),
        ({"starts_at": AT + timedelta(weeks=9)}, "SCH-053"),
        ({"starts_at": AT - timedelta(days=32)}, "SCH-054"),
        ({"kind": SessionKind.SKILLS}, "SCH-060"),
        ({"mode": Mode.IN_PERSON}, "SCH-019"),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(plan: Plan, facts: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        plan.book("ana", **facts)

    assert codes(refusal) == [code]


BAD = {
    "room twice": "UPDATE scheduling_session SET room_id = %(room)s, starts_at = %(six)s, ends_at = %(nine)s"
    " WHERE series_id IS NULL",
    "backward": "UPDATE scheduling_session SET ends_at = starts_at - interval '1 hour' WHERE series_id IS NULL",
    "nine hours": "UPDATE scheduling_session SET ends_at = starts_at + interval '9 hours' WHERE series_id IS NULL",
    "all break": "UPDATE scheduling_session SET break_minutes = 50 WHERE series_id IS NULL",
    "canceled without a reason": "UPDATE scheduling_session SET cancelled_at = now() WHERE series_id IS NULL",
    "another slot": "UPDATE scheduling_seat SET slot = 'empty'",
    "another site": "UPDATE scheduling_seat SET site_id = %(south)s",
    "a guest's name": "UPDATE scheduling_seat SET guests = '{Sam}'",
    "backward membership": "UPDATE scheduling_groupmembership SET to_on = from_on - 1",
    "past the seats": "UPDATE scheduling_groupseries SET capacity = 0",
}


@pytest.mark.parametrize("name", BAD)
def test_the_database_refuses_what_must_never_be(plan: Plan, name: str) -> None:
    plan.join(plan.group(), "ana")
    plan.book("ana")
    asked = {"room": plan.room.pk, "six": SIX, "nine": SIX + timedelta(hours=3), "south": plan.clinic.south.pk}

    with plan.as_("director everywhere"), pytest.raises(DatabaseError), undone():
        run(BAD[name], asked)


def run(statement: str, asked: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_membership_counts_from_its_first_day_to_its_last(plan: Plan) -> None:
    group = plan.group()
    plan.join(group, "ana", from_on=MONDAY + timedelta(days=2), to_on=MONDAY + timedelta(days=9))

    with plan.as_("director"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.day FROM stepwell.session_loads(%s) l JOIN scheduling_session s ON s.id = l.session_id"
            " WHERE taken = 1 ORDER BY 1",
            [[session.pk for session in Session.objects.filter(series=group)]],
        )
        days = [day for (day,) in cursor.fetchall()]

    assert days == [MONDAY + timedelta(days=number) for number in (2, 7, 9)]
    with plan.as_("director"):
        assert GroupMembership.objects.count() == 1


@pytest.mark.parametrize("name", ["biller", "facilitator south"])
def test_whoever_leads_holds_a_role_for_it_at_the_site(plan: Plan, name: str) -> None:
    unfit = plan.who(name)
    with pytest.raises(Refused, match="SCH-022"):
        plan.group(leader_id=unfit)
    with pytest.raises(Refused, match="SCH-022"):
        plan.group(co_leader_id=unfit)
    with pytest.raises(Refused, match="SCH-022"):
        plan.book("ana", leader_id=unfit)
    group = plan.group()
    session = plan.sessions(group)[0]
    with plan.as_("director") as member:
        with pytest.raises(Refused, match="SCH-022"):
            sessions.change_staff(
                actor=member, at=AT, session_id=session.pk, version=session.version, leaders={StaffRole.LEADER: unfit}
            )
        with pytest.raises(Refused, match="SCH-022"):
            series.change_series(
                actor=member, at=AT, series_id=group.pk, version=group.version, facts=plan.facts(leader_id=unfit)
            )
        GroupSeries.objects.filter(pk=group.pk).update(leader=unfit)  # as one who led before
        group.refresh_from_db()
        series.change_series(
            actor=member, at=AT, series_id=group.pk, version=group.version, facts=plan.facts(leader_id=unfit)
        )
