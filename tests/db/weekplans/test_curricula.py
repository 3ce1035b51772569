"""Curricula: sessions teach lessons in order, canceled ones teach none, and nobody has one twice."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import transaction

from stepwell.kernel.findings import Refused
from stepwell.scheduling.actions import booking, memberships, sessions
from stepwell.scheduling.models import GroupMembership, GroupSeries, Seat
from stepwell.scheduling.queries.sessions import roster_of
from stepwell.scheduling.vocabulary import CancelReason
from stepwell.weekplans.actions import curricula, needs
from stepwell.weekplans.models import Curriculum, CurriculumStart
from stepwell.weekplans.queries import entering, lessons, repeats
from stepwell.weekplans.queries.facts import week_facts
from stepwell.weekplans.rules.lessons import read
from stepwell.weekplans.vocabulary import Entry
from tests.db.scheduling.conftest import AT, MONDAY, Plan, plan
from tests.db.workspace.conftest import Ward

__all__ = ["plan"]
TYPED = "# Skills\nBreathing\nSaying no\n# Emotions\nNaming them"
NEXT = MONDAY + timedelta(days=7)


def codes(act: Callable[[], object]) -> list[str]:
    with pytest.raises(Refused) as refused, transaction.atomic():
        act()
    return [finding.code for finding in refused.value.findings]


def write(plan: Plan, text: str = TYPED, name: str = "Skills", curriculum_id: UUID | None = None) -> Curriculum:
    with plan.as_("director") as member:
        return curricula.write_curriculum(
            actor=member, site_id=plan.clinic.north.pk, name=name, lessons=read(text), may_repeat=False,
            curriculum_id=curriculum_id,
        )  # fmt: skip


def begin(
    plan: Plan, group: GroupSeries, row: Curriculum | None, on: date = MONDAY, lesson: int = 1
) -> CurriculumStart:
    with plan.as_("director") as member:
        return curricula.begin_curriculum(
            actor=member, at=AT, series_id=group.pk, curriculum_id=row.pk if row else None, from_on=on, lesson=lesson
        )


def numbers(plan: Plan, group: GroupSeries, until: date = MONDAY + timedelta(days=20)) -> list[int | None]:
    """Return what the next sessions of a group teach."""
    with plan.as_("facilitator"):
        found = lessons.taught(MONDAY, until, series_id=group.pk)
        return [found[one.pk].number if one.pk in found else None for one in plan.sessions(group) if one.day <= until]


def test_sessions_teach_in_order_also_around_a_canceled_one(plan: Plan) -> None:
    group, row = plan.group(), write(plan)
    begin(plan, group, row)
    assert numbers(plan, group) == [1, 2, 3, 1, 2, 3]
    first = plan.sessions(group)[1]
    with plan.as_("director") as member:
        sessions.cancel_session(
            actor=member, at=AT, session_id=first.pk, version=first.version, reason=CancelReason.TOO_FEW
        )
    assert numbers(plan, group) == [1, None, 2, 3, 1, 2]
    begin(plan, group, row, on=NEXT, lesson=3)  # back to an earlier lesson, or on to a later one
    assert numbers(plan, group) == [1, None, 3, 1, 2, 3]
    begin(plan, group, None, on=NEXT + timedelta(days=7))
    assert numbers(plan, group) == [1, None, 3, 1, None, None]
    with plan.as_("facilitator"):
        lesson = lessons.taught(NEXT, NEXT, series_id=group.pk).popitem()[1]
    assert (str(lesson), lesson.begins_module) == ("Emotions, lesson 3 of 3: Naming them", True)


def test_what_somebody_was_planned_for_they_have_had_and_is_not_planned_again(plan: Plan) -> None:
    group, row = plan.group(minimum=1), write(plan)
    begin(plan, group, row)
    Ward(plan.clinic, programs={"Evening": plan.program}).admit("ana", on=date(2026, 9, 28))
    plan.join(group, "ana")
    ana = plan.client("ana")
    with plan.as_("director") as member:
        first, second = (one.day for one in plan.sessions(group)[:2])
        had = {(row.pk, 1): first, (row.pk, 2): second}
        assert lessons.taken([plan.clinic.north.pk], [ana], before=NEXT) == {ana: had}
        facts = week_facts(plan.clinic.north, NEXT, today=MONDAY, weights={})
        assert [one.lesson for one in facts.sessions] == [f"{row.pk}:3", f"{row.pk}:1"]
        assert [sorted(one.taken) for one in facts.clients] == [[f"{row.pk}:1", f"{row.pk}:2"]]
        assert lessons.progress_of(plan.clinic.north.pk, ana, on=NEXT)[0].lacks == ("Naming them",)
        needs.say_group_needs(
            actor=member, series_id=group.pk, credentials=[], language="", group_for="", entry=Entry.BY_MODULE
        )
        facts = week_facts(plan.clinic.north, MONDAY, today=MONDAY, weights={})
        assert [one.is_closed for one in facts.sessions] == [False, True]


def test_what_makes_no_sense_is_refused(plan: Plan) -> None:
    group, row = plan.group(), write(plan)
    begin(plan, group, row)
    assert codes(lambda: write(plan)) == ["WEEK-063"]
    assert codes(lambda: write(plan, TYPED + "\nOne more", curriculum_id=row.pk)) == ["WEEK-064"]
    assert write(plan, TYPED.replace("Saying no", "To say no"), curriculum_id=row.pk).lessons[1] == "To say no"
    assert codes(lambda: begin(plan, group, row, on=MONDAY - timedelta(days=1))) == ["WEEK-066"]
    assert codes(lambda: begin(plan, group, row, lesson=4)) == ["WEEK-068"]
    late = plan.group(name="Late", weekdays=frozenset({4}), from_on=NEXT)
    assert codes(lambda: begin(plan, late, row)) == ["WEEK-067"]
    other = Curriculum(pk=plan.client("ana"))
    assert codes(lambda: begin(plan, late, other, on=NEXT)) == ["WEEK-065"]
    with plan.as_("director south") as member:
        assert codes(
            lambda: curricula.write_curriculum(
                actor=member, site_id=plan.clinic.north.pk, name="Mine", lessons=read("one"), may_repeat=False
            )
        ) == ["SCH-008"]


def test_a_lesson_had_before_is_given_again_by_hand_only_with_a_reason_that_is_kept(plan: Plan) -> None:
    group, row = plan.group(minimum=1), write(plan)
    begin(plan, group, row)
    ana = plan.client("ana")
    other = plan.group(name="Late", weekdays=frozenset({4}), from_on=MONDAY)
    begin(plan, other, row, lesson=2)
    plan.join(group, "ana")
    friday = plan.sessions(other)[0]
    again = {"client_id": ana, "session_id": friday.pk, "at": AT}
    join = {"client_id": ana, "series_id": other.pk, "from_on": friday.day, "at": AT}
    with plan.as_("director") as member:
        with pytest.raises(Refused) as refused, transaction.atomic():
            booking.take_seat(actor=member, despite=" ", **again)
        assert (refused.value.findings[0].code, refused.value.findings[0].field) == ("SCH-080", "despite")
        assert "“Saying no” was had on" in refused.value.findings[0].sentence
        seat = booking.take_seat(actor=member, despite=" missed half of it ", **again)
        assert Seat.objects.get(pk=seat.pk).despite == "missed half of it"
        assert [one.despite for one in roster_of(friday.pk)] == ["missed half of it"]
        booking.void_seat(actor=member, at=AT, seat_id=seat.pk, reason="the wrong day")
        assert codes(lambda: memberships.join_group(actor=member, despite="", **join)) == ["SCH-080"]
        belongs = memberships.join_group(actor=member, despite="begins anew", **join)
        assert GroupMembership.objects.get(pk=belongs.pk).despite == "begins anew"
        memberships.void_membership(actor=member, at=AT, membership_id=belongs.pk, reason="the wrong group")
        assert memberships.join_group(actor=member, **join).despite is None  # as planned weeks do, which heed it
        Curriculum.objects.filter(pk=row.pk).update(may_repeat=True)
        booking_again = {**again, "session_id": plan.sessions(other)[1].pk}
        assert repeats.of_client(ana, other, friday.day, None) == []
        assert codes(lambda: booking.take_seat(actor=member, despite="", **booking_again)) == ["SCH-005"]


def test_a_group_goes_back_to_a_lesson_only_with_a_reason_that_is_kept(plan: Plan) -> None:
    group, row = plan.group(minimum=1), write(plan)
    begin(plan, group, row)
    plan.join(group, "ana")
    plan.join(group, "bo")
    with plan.as_("director") as member:
        back = {"actor": member, "at": AT, "series_id": group.pk, "curriculum_id": row.pk, "from_on": NEXT}
        with pytest.raises(Refused) as refused, transaction.atomic():
            curricula.begin_curriculum(lesson=2, despite="", **back)
        said = refused.value.findings[0]
        assert (said.code, said.field) == ("WEEK-069", "despite")
        assert "“Saying no” was had by 2 people of the group, last on" in said.sentence
        assert "Cruz" not in said.sentence
        start = curricula.begin_curriculum(lesson=2, despite="nobody had practiced", **back)
        assert CurriculumStart.objects.get(pk=start.pk).despite == "nobody had practiced"
        assert curricula.begin_curriculum(lesson=3, despite="", **{**back, "from_on": NEXT}).lesson == 2


def test_a_closed_group_takes_somebody_new_by_hand_only_with_a_reason(plan: Plan) -> None:
    group, row = plan.group(minimum=1), write(plan)
    begin(plan, group, row)
    second, third, fourth = (one.day for one in plan.sessions(group)[1:4])
    asks = {"series_id": group.pk, "credentials": [], "language": "", "group_for": ""}
    with plan.as_("director") as member:

        def joins(on: date, who: str = "ana") -> list[str]:
            return [one for one in entering.against(plan.client(who), group, on, None) if "takes" in one]

        needs.say_group_needs(actor=member, entry=Entry.BY_MODULE, **asks)
        assert [joins(MONDAY), joins(third), joins(fourth)] == [[], [], []]  # the third begins a module, the fourth too
        assert joins(second) == [
            "The group takes somebody new when a module begins, and then it is at Skills, lesson 2 of 3: Saying no."
        ]
        needs.say_group_needs(actor=member, entry=Entry.CLOSED, **asks)
        assert [len(joins(MONDAY)), len(joins(third))] == [0, 1]
        join = {"client_id": plan.client("ana"), "series_id": group.pk, "at": AT, "from_on": third}
        assert codes(lambda: memberships.join_group(actor=member, despite="", **join)) == ["SCH-080"]
        belongs = memberships.join_group(actor=member, despite="knows everybody there", **join)
        memberships.leave_group(actor=member, at=AT, membership_id=belongs.pk, to_on=third)
        assert joins(fourth + timedelta(days=1)) == []  # who comes back is not new
        needs.say_group_needs(actor=member, entry=Entry.OPEN, **asks)
        assert joins(third, "bo") == []
