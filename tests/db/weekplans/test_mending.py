"""A week is mended in one transaction: who stands in, what is canceled, which seats are given; nobody else moves."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from stepwell.kernel.findings import Refused
from stepwell.scheduling.models import GroupMembership, GroupSeries, Seat, Session, SessionStaff
from stepwell.scheduling.vocabulary import SessionKind
from stepwell.weekplans.actions import mending, needs
from stepwell.weekplans.actions.mending import Choice, key_of
from stepwell.weekplans.models import ClientTime, Mending, StaffTime
from stepwell.weekplans.presenting import shown
from stepwell.weekplans.queries.mending import Looked, Wish, look
from stepwell.weekplans.recording import record_of
from stepwell.weekplans.vocabulary import What
from tests.db.scheduling.conftest import AT, Plan, plan
from tests.db.workspace.conftest import Ward

__all__ = ["plan"]
ZONE = ZoneInfo("America/New_York")
WEDNESDAY, THURSDAY = date(2026, 10, 7), date(2026, 10, 8)


@pytest.fixture
def evening(plan: Plan) -> GroupSeries:
    """Ana is in the evening group on Mondays and Wednesdays; another group meets on Thursday, led by the supervisor."""
    ward = Ward(plan.clinic, programs={"Evening": plan.program})
    ward.admit("ana", on=date(2026, 9, 28))
    ward.order("ana", on=date(2026, 9, 28))
    group = plan.group(minimum=1)
    plan.group(name="Thursday process", weekdays=frozenset({3}), leader_id=plan.who("supervisor"), minimum=1)
    plan.join(group, "ana")
    return group


def wish(plan: Plan, what: What = What.STAFF_AWAY, **more: Any) -> Wish:
    about = {What.STAFF_AWAY: plan.who("facilitator")}.get(what, plan.client("ana"))
    return Wish(**({"what": what, "about": about, "day": WEDNESDAY} | more))


def on(plan: Plan, group: GroupSeries, day: date = WEDNESDAY) -> Session:
    return next(one for one in plan.sessions(group) if one.day == day)


def best(looked: Looked) -> Choice:
    """Return the first option of everybody, as somebody confirms it who saw this."""
    chosen = {client: key_of(options[0]) for client, options in looked.options.items() if options[0]["add"]}
    return Choice(looked.wish, looked.marks, chosen)


def mend(plan: Plan, choice: Choice, at: datetime = AT) -> Mending:
    with plan.as_("director") as member:
        return mending.mend(actor=member, at=at, site=plan.clinic.north, choice=choice)


def looked_at(plan: Plan, asked: Wish, at: datetime = AT) -> Looked:
    with plan.as_("director"):
        return look(plan.clinic.north, asked, at=at)


def codes(act: Callable[[], object]) -> list[str]:
    with pytest.raises(Refused) as refused, transaction.atomic():
        act()
    return [finding.code for finding in refused.value.findings]


def days_of_ana(plan: Plan) -> list[date]:
    """Return the days of the week on which Ana sits in a session that takes place."""
    with plan.as_("director"):
        standing = Session.objects.filter(cancelled_at=None, day__range=(date(2026, 10, 5), date(2026, 10, 11)))
        rows = GroupMembership.objects.filter(voided_at=None)
        mine = [
            one.day
            for one in standing
            for row in rows
            if row.series_id == one.series_id and row.from_on <= one.day and (row.to_on is None or row.to_on >= one.day)
        ]
        seats = Seat.objects.filter(removed_at=None, voided_at=None, session__in=standing)
        return sorted({*mine, *seats.values_list("session__day", flat=True)})


def test_who_is_free_stands_in_and_the_leave_is_noted(plan: Plan, evening: GroupSeries) -> None:
    looked = looked_at(plan, wish(plan))
    session = on(plan, evening)
    assert list(looked.instead) == [str(session.pk)]
    assert plan.who("facilitator") not in looked.instead.values()

    made = mend(plan, best(looked))

    with plan.as_("director"):
        led = SessionStaff.objects.filter(session=session.pk, removed_at=None).values_list("membership", flat=True)
        assert [str(one) for one in led] == list(looked.instead.values())
        assert StaffTime.objects.get().is_away
        assert (made.moved, made.substitutes) == ([], looked.instead)
        assert "staff_hours" not in {one["rule"] for one in made.certificate["violations"]}
        assert record_of(made).substitutes[0][0].startswith("Evening skills")
    assert days_of_ana(plan) == [date(2026, 10, 5), WEDNESDAY]
    again = looked_at(plan, wish(plan))
    assert (again.instead, again.options) == ({}, {})


def test_what_nobody_holds_is_canceled_and_made_up_and_who_comes_second_is_told(
    plan: Plan, evening: GroupSeries
) -> None:
    session = on(plan, evening)
    asked = wish(plan, led_by={str(session.pk): None})
    first = looked_at(plan, asked)
    with plan.as_("director"):
        page = shown(first)
    assert [(one.name, one.lost[:14], bool(one.options)) for one in page.clients] == [
        ("Ana López", "Evening skills", True)
    ]

    made = mend(plan, best(first))

    with plan.as_("director"):
        session.refresh_from_db()
        assert (session.cancel_reason, made.moved) == ("staff_away", [plan.client("ana")])
        assert GroupMembership.objects.get().to_on is None
    assert {date(2026, 10, 5), THURSDAY} <= set(days_of_ana(plan))
    with pytest.raises(Refused) as refused:
        mend(plan, best(first))
    assert "who sits where changed while you looked" in refused.value.findings[0].sentence
    assert [one["leave"] for one in looked_at(plan, asked).options[str(plan.client("ana"))]][:1] == [[]]


def test_who_cannot_come_gets_another_day_and_their_place_is_free(plan: Plan, evening: GroupSeries) -> None:
    del evening
    made = mend(plan, best(looked_at(plan, wish(plan, What.ABSENCE))))

    assert days_of_ana(plan) == [date(2026, 10, 5), THURSDAY]
    with plan.as_("director"):
        assert ClientTime.objects.get().from_on == WEDNESDAY
        spans = GroupMembership.objects.filter(voided_at=None).order_by("from_on").values_list("from_on", "to_on")
        assert list(spans) == [(date(2026, 10, 5), date(2026, 10, 6)), (THURSDAY, None)]
        assert list(made.left) == [str(plan.client("ana"))]
        assert record_of(made).left[0][0] == "Ana López"


def test_what_has_begun_is_never_taken_away(plan: Plan, evening: GroupSeries) -> None:
    late = datetime(2026, 10, 8, 1, tzinfo=AT.tzinfo)  # nine in the evening of Wednesday: it is over
    mend(plan, best(looked_at(plan, wish(plan, What.ABSENCE), at=late)), at=late)

    assert days_of_ana(plan) == [date(2026, 10, 5), WEDNESDAY, THURSDAY]
    with plan.as_("director"):
        assert ClientTime.objects.count() == 0
        assert on(plan, evening).cancelled_at is None


def test_an_hour_alone_is_booked_where_it_helps(plan: Plan, evening: GroupSeries) -> None:
    canceled = wish(plan, What.CANCELLATION, about=on(plan, evening).pk)
    with plan.as_("director"):
        thursday = Session.objects.get(day=THURSDAY)
    looked = looked_at(plan, canceled)
    options = looked.options[str(plan.client("ana"))]
    alone = next((one for one in options if all(seat["kind"] == "individual" for seat in one["add"])), None)
    assert alone is not None

    mend(plan, Choice(canceled, looked.marks, {str(plan.client("ana")): key_of(alone)}))

    with plan.as_("director"):
        booked = Session.objects.filter(kind=SessionKind.INDIVIDUAL)
        assert booked.count() == len(alone["add"])
        assert Seat.objects.filter(session=thursday.pk).count() == 0


def test_what_cannot_be_mended_is_refused_with_the_reason(plan: Plan, evening: GroupSeries) -> None:
    session, alone = on(plan, evening), plan.book("ana")
    asked = {
        "WEEK-040": wish(plan, day=date(2026, 10, 4)),
        "WEEK-041": wish(plan, What.ABSENCE, day=date(2026, 10, 1)),
        "WEEK-042": wish(plan, What.CANCELLATION, about=alone.pk, day=alone.day),
        "WEEK-043": wish(plan, What.CANCELLATION, about=uuid4()),
        "WEEK-044": wish(plan, What.ADMISSION, about=plan.client("dee")),
    }
    assert {code: codes(lambda one=one: looked_at(plan, one)) for code, one in asked.items()} == {
        "WEEK-040": ["WEEK-041"], **{code: [code] for code in asked if code != "WEEK-040"},
    }  # fmt: skip
    looked = looked_at(plan, wish(plan, What.CANCELLATION, about=session.pk))
    wrong = Choice(looked.wish, looked.marks, {str(plan.client("ana")): "none of these"})
    assert codes(lambda: mend(plan, wrong)) == ["WEEK-047"]
    with plan.as_("clinician") as member:
        act = {"actor": member, "at": AT, "site": plan.clinic.north, "choice": wrong}
        assert codes(lambda: mending.mend(**act)) == ["SCH-008"]
    with plan.as_("director"):
        assert Mending.objects.count() == 0


def test_whom_a_client_must_not_meet_is_no_company(plan: Plan, evening: GroupSeries) -> None:
    with plan.as_("director") as member:
        needs.keep_apart(actor=member, client_id=plan.client("ana"), other_id=plan.client("dee"))
        thursday = GroupSeries.objects.get(name="Thursday process")
    ward = Ward(plan.clinic, programs={"Evening": plan.program})
    ward.admit("dee", on=date(2026, 9, 28))
    ward.order("dee", on=date(2026, 9, 28))
    plan.join(thursday, "dee")

    options = looked_at(plan, wish(plan, What.CANCELLATION, about=on(plan, evening).pk)).options

    assert all(seat["kind"] != "process" for one in options[str(plan.client("ana"))] for seat in one["add"])


def test_what_was_done_is_kept_and_changed_by_nobody(plan: Plan, evening: GroupSeries) -> None:
    del evening
    mend(plan, best(looked_at(plan, wish(plan))))
    with plan.as_("biller"):
        assert Mending.objects.count() == 0
    with plan.as_("director"):
        row = Mending.objects.values().get()
        for act in (Mending.objects.all().delete, lambda: Mending.objects.update(left={})):
            with pytest.raises(DatabaseError), transaction.atomic():
                act()
        for wrong in ({"day": date(2026, 10, 12)}, {"week_on": date(2026, 10, 6)}, {"what": "weather"}):
            with pytest.raises(DatabaseError), transaction.atomic():
                Mending.objects.create(**(row | {"id": uuid4()} | wrong))


def alone(plan: Plan, day: date, **more: Any) -> Session:
    """Book an hour of Ana with the supervisor at ten."""
    starts = datetime(day.year, day.month, day.day, 10, tzinfo=ZONE)
    asked = {"leader_id": plan.who("supervisor"), "starts_at": starts} | more
    return plan.book("ana", role="director", **asked)


def test_an_absence_of_several_days_is_mended_at_once(plan: Plan, evening: GroupSeries) -> None:
    thursday = plan.group(name="Thursday skills", weekdays=frozenset({3}), room_id=plan.other_room.pk)
    asked = wish(plan, until=THURSDAY)
    both = {str(on(plan, evening).pk), str(on(plan, thursday, THURSDAY).pk)}
    looked = looked_at(plan, asked)
    assert set(looked.instead) | set(looked.gone) == both

    made = mend(plan, best(looked))

    assert (made.until_on, set(made.substitutes) | set(looked.gone)) == (THURSDAY, both)
    with plan.as_("director"):
        leave = StaffTime.objects.get()
        assert (leave.from_on, leave.to_on, leave.weekdays) == (WEDNESDAY, THURSDAY, [2, 3])
    assert codes(lambda: looked_at(plan, wish(plan, until=WEDNESDAY + timedelta(days=5)))) == ["WEEK-048"]


def test_a_client_who_is_away_for_days_gives_up_every_place_of_them(plan: Plan, evening: GroupSeries) -> None:
    del evening
    made = mend(plan, best(looked_at(plan, wish(plan, What.ABSENCE, day=date(2026, 10, 6), until=THURSDAY))))

    assert made.until_on == THURSDAY
    assert not {date(2026, 10, 6), WEDNESDAY, THURSDAY} & set(days_of_ana(plan))
    with plan.as_("director"):
        assert (ClientTime.objects.get().from_on, ClientTime.objects.get().to_on) == (date(2026, 10, 6), THURSDAY)


@pytest.mark.parametrize("become", ["moved", "given", "canceled"])
def test_an_appointment_of_who_is_away_is_moved_given_or_canceled(
    plan: Plan, evening: GroupSeries, become: str
) -> None:
    del evening
    row = alone(plan, WEDNESDAY)
    other = alone(plan, THURSDAY, leader_id=plan.who("clinician"))  # who sees clients alone may take it over
    looked = looked_at(plan, wish(plan, about=plan.who("supervisor")))
    keys = [one.key for one in looked.appointments[str(row.pk)]]
    assert {key.partition(":")[0] for key in keys} == {"moved", "given", "canceled"}
    with plan.as_("director"):
        page = shown(looked)
    assert (page.has_work, [one.who for one in page.appointments]) == (True, ["Ana López"])
    key = next(one for one in keys if one.startswith(become))

    made = mend(plan, Choice(looked.wish, looked.marks, {}, {str(row.pk): key}))

    with plan.as_("director"):
        row.refresh_from_db()
        leads = SessionStaff.objects.get(session=row.pk, removed_at=None).membership_id
        seen = {
            "moved": row.day != WEDNESDAY and leads == plan.who("supervisor"),
            "given": row.day == WEDNESDAY and leads == plan.who("clinician"),
            "canceled": row.cancel_reason == "staff_away",
        }
        assert [name for name, is_so in seen.items() if is_so] == [become]
        assert record_of(made).appointments[0][1][:4] in {"Move", "With", "Canc"}
        assert (made.appointments, made.moved) == ({str(row.pk): key}, [plan.client("ana")])
        other.refresh_from_db()
        assert other.day == THURSDAY
    unknown = Choice(looked.wish, looked_at(plan, looked.wish).marks, {}, {str(row.pk): "moved:2026-10-09:1:"})
    assert codes(lambda: mend(plan, unknown)) == ["WEEK-049"]


def test_an_hour_on_a_day_without_a_group_counts_as_a_day(plan: Plan, evening: GroupSeries) -> None:
    del evening
    ana = plan.client("ana")
    before = looked_at(plan, wish(plan)).document["instance"]["clients"]
    alone(plan, date(2026, 10, 9))
    after = looked_at(plan, wish(plan)).document["instance"]["clients"]
    days = [next(one for one in each if one["id"] == str(ana))["days_least"] for each in (before, after)]
    assert days[0] - days[1] == 1


def test_who_is_admitted_gets_the_next_weeks_too(plan: Plan, evening: GroupSeries) -> None:
    ward = Ward(plan.clinic, programs={"Evening": plan.program})
    ward.admit("dee", on=date(2026, 9, 28))
    ward.order("dee", on=date(2026, 9, 28))
    looked = looked_at(plan, wish(plan, What.ADMISSION, about=plan.client("dee")))
    with plan.as_("director") as member:
        mending.mend(actor=member, at=AT, site=plan.clinic.north, choice=best(looked), weeks=3)
        seats = Seat.objects.filter(client=plan.client("dee"), removed_at=None)
        weeks = {day.isocalendar().week for day in seats.values_list("session__day", flat=True)}
        assert (weeks, Mending.objects.count()) == ({41, 42, 43}, 3)
    del evening
