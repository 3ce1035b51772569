from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from stepwell.kernel.findings import Refused
from stepwell.scheduling.actions import days, memberships, series, sessions
from stepwell.scheduling.models import GroupSeries, Session, SessionStaff
from stepwell.scheduling.vocabulary import CancelReason, Mode, Scope, StaffRole
from tests.db.scheduling.conftest import AT, MONDAY, Plan

ZONE = ZoneInfo("America/New_York")


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in refusal.value.findings]


def sentence(refusal: pytest.ExceptionInfo[Refused]) -> str:
    return refusal.value.findings[0].sentence


def test_a_group_is_made_of_real_sessions_eight_weeks_ahead(plan: Plan) -> None:
    group = plan.group()

    made = plan.sessions(group)

    assert len(made) == 17
    assert {s.starts_at.astimezone(ZONE).time() for s in made} == {time(18)}
    assert (made[0].day, made[-1].day) == (MONDAY, date(2026, 11, 30))


def test_a_room_is_not_booked_twice_and_says_by_what_it_is_taken(plan: Plan) -> None:
    plan.group()

    with pytest.raises(Refused) as refusal:
        plan.group(name="Late group", local_start=time(20), leader_id=None)

    assert codes(refusal) == ["SCH-001"] * 3
    assert sentence(refusal) == (
        "Room 1 is taken by Evening skills on Mon, Oct 5, 6:00 to 9:00 PM. Choose another room or time."
    )


def test_nobody_leads_two_sessions_at_once(plan: Plan) -> None:
    plan.group()

    with pytest.raises(Refused) as refusal:
        plan.group(name="Other group", room_id=plan.other_room.pk)

    assert sentence(refusal) == (
        "Facilitator leads Evening skills on Mon, Oct 5, 6:00 to 9:00 PM. Choose somebody else, or another time."
    )


def test_a_change_reaches_untouched_sessions_to_come_and_no_others(plan: Plan) -> None:
    group = plan.group()
    second = plan.sessions(group)[1]
    with plan.as_("director") as director:
        sessions.move_session(
            actor=director, at=AT, session_id=second.pk, version=1, starts_at=second.starts_at + timedelta(hours=1),
            minutes=120, room_id=plan.room.pk, mode=Mode.IN_PERSON,
        )  # fmt: skip
        later = AT + timedelta(days=1)
        series.change_series(
            actor=director, at=later, series_id=group.pk, version=1, facts=plan.facts(local_start=time(17))
        )

    starts = [s.starts_at.astimezone(ZONE).time() for s in plan.sessions(group)]

    assert starts[:3] == [time(18), time(19), time(17)]
    assert set(starts[3:]) == {time(17)}


def test_a_change_from_a_day_on_leaves_earlier_sessions(plan: Plan) -> None:
    group = plan.group()

    with plan.as_("director") as director:
        series.change_series(
            actor=director, at=AT, series_id=group.pk, version=1, facts=plan.facts(minutes=120),
            scope=Scope.FOLLOWING, from_day=date(2026, 11, 1),
        )  # fmt: skip

    lengths = {(s.day >= date(2026, 11, 1), sessions.length_of(s)) for s in plan.sessions(group)}
    assert lengths == {(False, 180), (True, 120)}


def test_days_that_a_group_gives_up_are_withdrawn_and_come_back(plan: Plan) -> None:
    group = plan.group()

    with plan.as_("director") as director:
        series.change_series(
            actor=director, at=AT, series_id=group.pk, version=1, facts=plan.facts(weekdays=frozenset({0, 3}))
        )
        there = {s.day.weekday() for s in Session.objects.filter(series=group, cancelled_at=None)}
        series.change_series(actor=director, at=AT, series_id=group.pk, version=2, facts=plan.facts())
        back = {s.day.weekday() for s in Session.objects.filter(series=group, cancelled_at=None)}

    assert (there, back) == ({0, 3}, {0, 2})


def test_somebody_elses_change_is_not_written_over(plan: Plan) -> None:
    group = plan.group()

    with plan.as_("director") as director, pytest.raises(Refused) as refusal:
        series.change_series(actor=director, at=AT, series_id=group.pk, version=7, facts=plan.facts())

    assert codes(refusal) == ["EDIT-001"]


def test_a_group_that_ends_withdraws_what_comes_after(plan: Plan) -> None:
    group = plan.group()
    member = plan.join(group, "ana")

    with plan.as_("director") as director:
        withdrawn = series.end_series(actor=director, at=AT, series_id=group.pk, version=1, to_on=date(2026, 10, 31))
        member.refresh_from_db()

    assert withdrawn == 9
    assert member.to_on == date(2026, 10, 31)


def test_the_nightly_job_makes_what_has_come_near_and_nothing_twice(plan: Plan) -> None:
    group = plan.group()

    with plan.as_("director"):
        again = series.materialize(at=AT)
    with plan.as_("director"):
        week = series.materialize(at=AT + timedelta(weeks=1))

    assert (again, week) == (0, 2)
    assert len(plan.sessions(group)) == 19


def test_no_group_meets_on_a_closed_day_unless_the_session_is_brought_back(plan: Plan) -> None:
    group = plan.group()
    thanksgiving = date(2026, 11, 25)

    with plan.as_("director") as director:
        cancelled = days.add_closed_day(
            actor=director, at=AT, site_id=plan.clinic.north.pk, day=thanksgiving, words="Thanksgiving"
        )
        session = Session.objects.get(series=group, day=thanksgiving)
        sessions.reinstate_session(actor=director, at=AT, session_id=session.pk, version=session.version)
        series.change_series(actor=director, at=AT, series_id=group.pk, version=1, facts=plan.facts(minutes=150))
        session.refresh_from_db()

    assert cancelled == 1
    assert session.cancelled_at is None


def test_a_canceled_session_frees_its_room_and_its_leader(plan: Plan) -> None:
    group = plan.group()
    first = plan.sessions(group)[0]
    with plan.as_("director") as director:
        sessions.cancel_session(actor=director, at=AT, session_id=first.pk, version=1, reason=CancelReason.STAFF_AWAY)

    other = plan.group(name="Once", weekdays=frozenset({0}), to_on=MONDAY)

    with plan.as_("director") as director, pytest.raises(Refused) as refusal:
        sessions.reinstate_session(actor=director, at=AT, session_id=first.pk, version=2)
    assert len(plan.sessions(other)) == 1
    assert codes(refusal) == ["SCH-001", "SCH-002"]


def test_somebody_else_can_lead_one_session(plan: Plan) -> None:
    group = plan.group()
    first = plan.sessions(group)[0]

    with plan.as_("director") as director:
        sessions.change_staff(
            actor=director, at=AT, session_id=first.pk, version=1,
            leaders={StaffRole.LEADER: plan.who("clinician")},
        )  # fmt: skip
        leading = SessionStaff.objects.get(session=first, removed_at=None)

    assert leading.membership_id == plan.who("clinician")


def test_a_session_about_which_something_was_written_stays_where_it_is(plan: Plan) -> None:
    first = plan.sessions(plan.group())[0]

    with plan.as_("director") as director:
        sessions.lock(actor=director, at=AT, session_id=first.pk)
        with pytest.raises(Refused) as refusal:
            sessions.cancel_session(actor=director, at=AT, session_id=first.pk, version=1, reason=CancelReason.OTHER)
        with pytest.raises(IntegrityError), transaction.atomic():
            Session.objects.filter(pk=first.pk).update(day=first.day + timedelta(days=1))

    assert codes(refusal) == ["SCH-007"]


@pytest.mark.parametrize("role", ["clinician", "facilitator", "case_manager", "administrator", "director south"])
def test_groups_are_planned_by_those_who_plan_for_the_whole_site(plan: Plan, role: str) -> None:
    group = plan.group()
    first = plan.sessions(group)[0]

    with plan.as_(role) as somebody, pytest.raises(Refused):
        sessions.cancel_session(actor=somebody, at=AT, session_id=first.pk, version=1, reason=CancelReason.OTHER)


def test_somebody_may_leave_a_group_and_come_back(plan: Plan) -> None:
    group = plan.group()
    first = plan.join(group, "ana", role="clinician")
    with plan.as_("clinician") as clinician:
        memberships.leave_group(
            actor=clinician, at=AT, membership_id=first.pk, to_on=date(2026, 10, 20), reason="work trip"
        )

    plan.join(group, "ana", role="clinician", from_on=date(2026, 11, 2))

    with pytest.raises(Refused) as refusal:
        plan.join(group, "ana", role="clinician", from_on=date(2026, 10, 15))
    assert codes(refusal) == ["SCH-006"]


def test_a_group_takes_as_many_as_it_has_seats_on_its_fullest_day(plan: Plan) -> None:
    group = plan.group(capacity=2, minimum=1)
    plan.join(group, "ana", to_on=date(2026, 10, 31))
    plan.join(group, "bo", from_on=date(2026, 11, 15))

    plan.join(group, "dee")

    with pytest.raises(Refused) as refusal:
        plan.join(group, "cy", role="director everywhere", from_on=date(2026, 10, 30))
    assert codes(refusal) == ["SCH-003"]


def test_seats_are_not_taken_from_those_who_have_one(plan: Plan) -> None:
    group = plan.group(capacity=2, minimum=1)
    plan.join(group, "ana")
    plan.join(group, "dee")

    with plan.as_("director") as director, pytest.raises(Refused) as refusal:
        series.change_series(
            actor=director, at=AT, series_id=group.pk, version=1, facts=plan.facts(capacity=1, minimum=1)
        )
    assert codes(refusal) == ["SCH-034"]
    with plan.as_("director"), pytest.raises(IntegrityError, match="More belong"), transaction.atomic():
        GroupSeries.objects.filter(pk=group.pk).update(capacity=1)
