"""A proposal in which groups move: they take each other's times, come back from a closed day, and are put back."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from stepwell.kernel.findings import Refused
from stepwell.platform.walls.scope import acting
from stepwell.scheduling.actions import days, sessions
from stepwell.scheduling.checker.certificate import certify
from stepwell.scheduling.models import Session, SessionStaff
from stepwell.scheduling.vocabulary import Mode
from stepwell.weekplans.actions import proposals, publishing, undoing
from stepwell.weekplans.models import Proposal, Publication, WeekChange
from stepwell.weekplans.queries import proposals as known
from stepwell.weekplans.queries.proposed import drawn
from stepwell.weekplans.rules.comparing import seats_of
from tests.db.scheduling.conftest import AT, Plan, plan
from tests.db.workspace.conftest import Ward

__all__ = ["plan"]
MONDAY = date(2026, 10, 12)
Held = dict[str, tuple[Any, ...]]


@pytest.fixture
def ward(plan: Plan) -> Plan:
    """Ana is in the evening group on Mondays and Wednesdays; another group meets on Thursday in the same room."""
    made = Ward(plan.clinic, programs={"Evening": plan.program})
    made.admit("ana", on=date(2026, 9, 28))
    made.order("ana", on=date(2026, 9, 28))
    evening = plan.group(minimum=1)
    plan.group(name="Thursday process", weekdays=frozenset({3}), leader_id=plan.who("supervisor"), minimum=1)
    plan.join(evening, "ana")
    return plan


def found(plan: Plan, week: dict[str, tuple[str, dict[str, str]]], *, ana: set[str]) -> Proposal:
    """Keep a week as the job does. Sessions are known by their day now: how each is held, and in which Ana sits."""
    with plan.as_("director") as member:
        search = proposals.Search(10, opens=True)
        row = proposals.ask(actor=member, at=AT, site_id=plan.clinic.north.pk, week_on=MONDAY, search=search)
        now = {f"{one.day:%a}".lower(): one for one in Session.objects.filter(day__range=(MONDAY, date(2026, 10, 18)))}
    with acting(plan.clinic.system()):
        begun = proposals.begin(row.pk, at=AT)
        assert begun is not None
        groups = {one["id"]: one for one in begun.document["instance"]["groups"]}
        held = []
        for day, (time, way) in week.items():
            key = str(now[day].pk)
            usual = {"room": groups[key]["rooms"][0], "staff": groups[key]["staff"][0]}
            held.append({"group": key, "time": time, **usual, **way})
        seats = [
            {"client": str(plan.client("ana")), "session": str(now[day].pk), "kind": now[day].kind}
            for day in sorted(ana)
        ]
        document = {"instance": begun.document["instance"], "week": {"groups": held, "seats": seats}}
        certificate = certify(document)
        assert certificate["verdict"] in {"certified", "partial"}, certificate["violations"]
        answer = {"week": document["week"], "result": {"bound": 0, "conflicts": []}}
        proposals.keep(row.pk, begun, answer, certificate, at=AT)
    return row


def publish(plan: Plan, row: Proposal) -> Publication:
    with plan.as_("director") as member:
        return publishing.publish(actor=member, at=AT, proposal_id=row.pk, reason="a week that works")


def take_back(plan: Plan, row: Publication) -> None:
    with plan.as_("director") as member:
        undoing.take_back(actor=member, at=AT, publication_id=row.pk, reason="somebody objected")


def held_now(plan: Plan) -> Held:
    """Return, by the day it was made for, when each session stands, in which room and who leads it."""
    with plan.as_("director"):
        rows = Session.objects.filter(planned_on__range=(MONDAY, date(2026, 10, 18))).select_related("room")
        leads = dict(SessionStaff.objects.filter(removed_at=None).values_list("session", "membership"))
        return {
            f"{row.planned_on:%a}".lower(): (f"{row.starts_at:%a %H}", str(row.room), leads[row.pk], row.cancel_reason)
            for row in rows
        }


def seats_now(plan: Plan) -> set[str]:
    with plan.as_("director"):
        now = proposals.given(plan.clinic.north, MONDAY, at=AT, weights={}).document["week"]
        mine = [UUID(key) for key in seats_of(now).get(str(plan.client("ana")), set())]
        return {f"{row.planned_on:%a}".lower() for row in Session.objects.filter(pk__in=mine)}


def tags(plan: Plan, proposal: Proposal) -> dict[str, list[str]]:
    """Return, by day, what the page says is new about each session, and how many come."""
    with plan.as_("director"):
        row, result = known.get(proposal.pk), known.found_of(proposal)
        assert row is not None
        assert result is not None
        days = drawn(row, result, today=MONDAY).columns
    return {
        f"{one.day:%a}".lower(): [f"{slot.tag} {slot.row.taken}" for lane in one.lanes for slot in lane.sessions]
        for one in days
    }


def test_groups_take_each_others_times_and_their_people_come_along(ward: Plan) -> None:
    before, other = held_now(ward), {"room": str(ward.other_room.pk), "staff": str(ward.who("supervisor"))}
    assert seats_now(ward) == {"mon", "wed"}
    swapped = {"mon": ("thu 18:00-20:45", {}), "thu": ("mon 18:00-20:45", {}), "wed": ("fri 18:00-20:45", other)}
    row = found(ward, swapped, ana={"mon", "wed", "thu"})
    assert tags(ward, row) == {
        "mon": ["From Thu 1"],
        "tue": [],
        "wed": [],
        "thu": ["From Mon 1"],
        "fri": ["From Wed 1"],
    }

    publication = publish(ward, row)

    facilitator, supervisor = ward.who("facilitator"), ward.who("supervisor")
    assert held_now(ward) == {
        "mon": ("Thu 22", "Room 1", facilitator, ""),
        "wed": ("Fri 22", "Room 2", supervisor, ""),
        "thu": ("Mon 22", "Room 1", supervisor, ""),
    }
    assert (seats_now(ward), publication.moved) == ({"mon", "wed", "thu"}, [ward.client("ana")])
    take_back(ward, publication)
    assert (held_now(ward), seats_now(ward)) == (before, {"mon", "wed"})
    with ward.as_("director"):
        assert sorted(WeekChange.objects.values_list("came", "went")) == [(2, 3), (3, 2)]
        assert not Session.objects.exclude(moved_from=None).exists()


def test_a_group_that_is_to_stay_is_planned_where_it_is_and_named(ward: Plan) -> None:
    with ward.as_("director") as member:
        monday = Session.objects.get(planned_on=MONDAY).pk
        search = proposals.Search(10, stays=proposals.Stays(sessions=[monday]), opens=True)
        row = proposals.ask(actor=member, at=AT, site_id=ward.clinic.north.pk, week_on=MONDAY, search=search)
    with acting(ward.clinic.system()):
        begun = proposals.begin(row.pk, at=AT)
        assert begun is not None
        ways = {one["id"]: len(one["times"]) for one in begun.document["instance"]["groups"]}
        week = begun.document["week"]
        certificate = certify({"instance": begun.document["instance"], "week": week})
        proposals.keep(row.pk, begun, {"week": week, "result": {"bound": 0, "conflicts": []}}, certificate, at=AT)
    assert (ways.pop(str(monday)), min(ways.values()) > 1) == (1, True)
    with ward.as_("director"):
        made, result = known.get(row.pk), known.found_of(row)
        assert made is not None
        assert result is not None
        assert [what for _, what in drawn(made, result, today=MONDAY).fixed] == [
            "Evening skills, Mon, Oct 12, 6:00 to 9:00 PM"
        ]


def test_a_group_comes_back_from_a_closed_day_and_only_those_who_are_to_come_sit_in_it(ward: Plan) -> None:
    with ward.as_("director") as member:
        days.add_closed_day(
            actor=member, at=AT, site_id=ward.clinic.north.pk, day=date(2026, 10, 14), words="A holiday"
        )
    before = held_now(ward)
    assert before["wed"] == ("Wed 22", "Room 1", ward.who("facilitator"), "closed")
    row = found(ward, {"mon": ("mon 18:00-20:45", {}), "wed": ("fri 18:00-20:45", {})}, ana={"mon", "wed"})
    assert tags(ward, row) == {"mon": [" 1"], "tue": [], "wed": [], "thu": [" 0"], "fri": ["Held after all 1"]}
    with ward.as_("director"):
        made, result = known.get(row.pk), known.found_of(row)
        assert made is not None
        assert result is not None
        assert [one.added for one in known.result_of(made, result).changed] == [
            ("Evening skills, Fri, Oct 16, 6:00 to 9:00 PM",)
        ]

    publication = publish(ward, row)

    assert held_now(ward)["wed"] == ("Fri 22", "Room 1", ward.who("facilitator"), "")
    assert seats_now(ward) == {"mon", "wed"}
    take_back(ward, publication)
    assert (held_now(ward), seats_now(ward)) == (before, {"mon"})


def test_what_somebody_moved_since_stays_when_a_week_is_taken_back(ward: Plan) -> None:
    row = found(ward, {"mon": ("tue 18:00-20:45", {}), "wed": ("wed 18:00-20:45", {})}, ana={"mon", "wed"})
    publication = publish(ward, row)
    with ward.as_("director") as member:
        session = Session.objects.get(planned_on=MONDAY)
        sessions.move_session(
            actor=member, at=AT, session_id=session.pk, version=session.version, minutes=180, room_id=session.room_id,
            starts_at=datetime(2026, 10, 16, 22, tzinfo=AT.tzinfo), mode=Mode.IN_PERSON,
        )  # fmt: skip

    with pytest.raises(Refused) as refused:
        take_back(ward, publication)

    assert [one.code for one in refused.value.findings] == ["WEEK-052"]
    assert held_now(ward)["mon"][0] == "Fri 22"


def test_a_room_taken_meanwhile_is_said_and_nothing_moves(ward: Plan) -> None:
    row = found(ward, {"mon": ("tue 18:00-20:45", {}), "wed": ("wed 18:00-20:45", {})}, ana={"mon", "wed"})
    publication = publish(ward, row)
    start = datetime(2026, 10, 12, 22, tzinfo=AT.tzinfo)
    ward.book("bo", starts_at=start, room_id=ward.room.pk, mode=Mode.IN_PERSON, role="director")
    moved = held_now(ward)

    with pytest.raises(Refused) as refused:
        take_back(ward, publication)

    assert [one.code for one in refused.value.findings] == ["SCH-001"]
    assert (held_now(ward), seats_now(ward)) == (moved, {"mon", "wed"})
