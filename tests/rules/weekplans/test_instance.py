"""From the clinic's facts to the document: the reader accepts it, the present week stands in it, and rules hold."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stepwell.scheduling.checker.certificate import certify
from stepwell.scheduling.checker.reading import problems
from stepwell.scheduling.rules.hours import OrderFacts
from stepwell.scheduling.rules.profiles import profile_for
from stepwell.scheduling.rules.weeks import Week
from stepwell.scheduling.vocabulary import SessionKind
from stepwell.weekplans.rules.facts import ClientFacts, SessionFacts, StaffFacts, WeekFacts
from stepwell.weekplans.rules.instance import LeftOut, hash_of, planned
from stepwell.weekplans.rules.opening import opened
from stepwell.weekplans.rules.times import WHOLE_DAY

MONDAY = date(2026, 11, 2)  # the first week after clocks went back
WEEK = Week(MONDAY)
ZONE = ZoneInfo("America/New_York")
ANY = {day: [WHOLE_DAY] for day in WEEK.days}
ORDER = OrderFacts(minutes_per_week=540, level="2.1", days_min=3, days_max=4)


FEW = replace(ORDER, minutes_per_week=0, days_min=0)


def client(name: str, **more: Any) -> ClientFacts:
    return replace(ClientFacts(id=name, order=ORDER, free=ANY, programs=("evening",)), **more)


def session(name: str, day: int, *people: str, **more: Any) -> SessionFacts:
    start = datetime(2026, 11, 2, 18, tzinfo=ZONE) + timedelta(days=day)
    made = SessionFacts(
        id=name, kind=SessionKind.SKILLS,
        starts=start.astimezone(UTC), ends=(start + timedelta(hours=3)).astimezone(UTC),
        break_minutes=0, program="evening", series=name, leader="kim", room="r1", is_video=False, capacity=8, minimum=1,
        clients=frozenset(people),
    )  # fmt: skip
    return replace(made, **more)


def facts(**more: Any) -> WeekFacts:
    made = WeekFacts(
        week=WEEK, zone=ZONE, site="east", state="OH", profile=profile_for("default", on=MONDAY), rooms={"r1": 10},
        staff=(StaffFacts("kim", ANY, {}, frozenset({"license"}), frozenset({"OH"})),),
        clients=(client("ana"), client("bo")),
        sessions=tuple(session(f"s{day}", day, "ana", "bo") for day in (0, 2, 3)),
    )  # fmt: skip
    return replace(made, **more)


def broken(given_facts: WeekFacts) -> list[str]:
    made = planned(given_facts)
    assert problems(made.document, ("instance", "week")) == []
    return sorted({one["rule"] for one in certify(made.document)["violations"]})


def test_a_week_that_is_right_is_certified_as_it_is() -> None:
    assert broken(facts()) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"clients": (client("ana", free=ANY | {MONDAY: [(0, 1080), (1140, 1440)]}), client("bo"))}, ["availability"]),
        ({"clients": (client("ana"), client("bo", day_minutes=181))}, ["billable_day"]),
        ({"clients": (client("ana"), client("bo", days_left=2))}, ["authorized_days"]),
        ({"clients": (client("ana", on_site=False), client("bo"))}, ["site"]),
        ({"apart": (("ana", "bo"),)}, ["never_together"]),
        ({"staff": (StaffFacts("kim", {MONDAY: [WHOLE_DAY]}, {}),)}, ["staff_hours"]),
        ({"staff": (StaffFacts("kim", ANY, {MONDAY: [(1100, 1200)]}),)}, ["staff_hours"]),
        ({"rooms": {"r1": 1}}, ["capacity"]),
        ({"clients": (client("ana", order=replace(ORDER, minutes_per_week=600)), client("bo"))}, ["hours_least"]),
        ({"clients": (client("ana", order=replace(ORDER, days_min=4)), client("bo"))}, ["days_least"]),
        ({"clients": (client("ana"), client("bo"), client("cy", order=FEW, pins=frozenset({"s0"})))}, ["pin"]),
    ],
)
def test_each_fact_becomes_the_rule_it_is_for(change: dict[str, Any], expected: list[str]) -> None:
    assert broken(facts(**change)) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"is_video": True, "room": None}, []),
        ({"credentials": frozenset({"training"})}, ["credentials"]),
        ({"group_for": "women"}, ["gender"]),
        ({"language": "es"}, ["language"]),
        ({"is_closed": True, "series": "other"}, ["language"]),
        ({"break_minutes": 15}, ["hours_least"]),
        ({"lesson": "l1"}, ["curriculum"]),
        ({"kind": SessionKind.MUTUAL_HELP}, ["days_least", "hours_least"]),
    ],
)
def test_what_a_session_asks_becomes_the_rule_it_is_for(change: dict[str, Any], expected: list[str]) -> None:
    first, *others = facts().sessions

    had = client("ana", taken=frozenset({"l1", "l9"}))
    changed = facts(clients=(had, client("bo")), sessions=(replace(first, **change), *others))
    assert broken(changed) == expected


def test_seats_outside_the_times_somebody_prefers_cost_and_break_nothing() -> None:
    wishing = client("ana", prefers={MONDAY: [(1020, 1320)]})
    made = planned(facts(clients=(wishing, client("bo"))))
    certificate = certify(made.document)
    assert (certificate["verdict"], certificate["cost"]["preference"]) == ("certified", 8)


def test_who_is_known_elsewhere_may_go_there() -> None:
    women = client("ana", group_for="women", languages=frozenset({"es"}), state="KY", series=frozenset({"s0"}))
    video = session("s0", 0, "ana", group_for="women", language="es", is_closed=True, is_video=True, room=None)

    assert broken(facts(clients=(women,), sessions=(video,))) == ["days_least", "hours_least", "telehealth"]


def test_who_and_what_cannot_be_planned_is_left_out_and_said() -> None:
    nobody = client("cy", order=None)
    high = client("dee", order=replace(ORDER, minutes_per_week=1200))
    made = planned(
        facts(
            clients=(client("ana"), nobody, high),
            sessions=(
                session("s0", 0, "ana", "cy", capacity=2),
                session("s1", 1, leader=None),
                session("s2", 2, room=None),
                session(
                    "s4", 4, starts=datetime(2026, 11, 7, 4, tzinfo=UTC), ends=datetime(2026, 11, 7, 6, tzinfo=UTC)
                ),
            ),
        )
    )

    assert made.clients_out == {"cy": LeftOut.NO_ORDER, "dee": LeftOut.NO_LEVEL}
    assert made.sessions_out == {
        "s1": LeftOut.NO_LEADER, "s2": LeftOut.NO_ROOM, "s4": LeftOut.OVER_MIDNIGHT,
    }  # fmt: skip
    assert [(one["id"], one["capacity"]) for one in made.document["instance"]["groups"]] == [("s0", 1)]


def test_an_appointment_stays_takes_its_time_and_is_counted_off() -> None:
    booked = session("alone", 1, "ana", series=None, kind=SessionKind.INDIVIDUAL, capacity=1, minimum=0)
    order = replace(ORDER, minutes_per_week=600, mix=((SessionKind.INDIVIDUAL, 200), (SessionKind.FAMILY, 50)))
    made = planned(facts(clients=(client("ana", order=order), client("bo")), sessions=(*facts().sessions, booked)))
    ana, bo = made.document["instance"]["clients"]

    assert (ana["minutes"], bo["minutes"], ana["taper"]) == (420, 540, True)
    assert ana["available"][1:3] == ["tue 00:00-18:00", "tue 21:00-24:00"]
    assert ana["required"] == [{"kinds": ["family"], "minutes": 50}, {"kinds": ["individual"], "minutes": 20}]
    assert "alone" not in {one["id"] for one in made.document["instance"]["groups"]}


def test_a_group_that_meets_with_few_people_now_may_go_on() -> None:
    few = [replace(one, minimum=5) for one in facts().sessions]

    assert broken(facts(sessions=tuple(few))) == []
    alone = planned(facts(sessions=tuple(replace(one, clients=frozenset()) for one in few))).document
    assert {one["minimum"] for one in alone["instance"]["groups"]} == {5}


def test_who_is_pinned_can_come_to_their_own_sessions_only() -> None:
    made = planned(facts(clients=(client("ana", is_pinned=True), client("bo")))).document

    assert made["instance"]["clients"][0]["available"] == ["mon 18:00-21:00", "wed 18:00-21:00", "thu 18:00-21:00"]


@given(st.lists(st.tuples(st.integers(0, 6), st.sets(st.sampled_from(["ana", "bo", "cy"]))), min_size=1, max_size=7))
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_the_present_week_round_trips(asked: list[tuple[int, set[str]]]) -> None:
    days = dict(asked)
    sessions = tuple(session(f"s{day}", day, *people) for day, people in days.items())
    made = planned(facts(clients=tuple(client(name) for name in ("ana", "bo", "cy")), sessions=sessions))

    assert problems(made.document, ("instance", "week")) == []
    assert {(one["session"], one["client"]) for one in made.document["week"]["seats"]} == {
        (f"s{day}", name) for day, people in days.items() for name in people
    }
    assert {one["group"] for one in made.document["week"]["groups"]} == {f"s{day}" for day in days if days[day]}
    assert hash_of(made.document["instance"]) == hash_of(planned(facts(
        clients=tuple(client(name) for name in ("ana", "bo", "cy")), sessions=sessions
    )).document["instance"])  # fmt: skip


def test_a_group_of_another_site_gives_its_free_seats_where_its_leader_is_licensed() -> None:
    video = session(
        "far", 0, "ana", site="west", is_shared=True, is_video=True, room=None, leader="lee", capacity=9, minimum=2,
        program="days", taken=5,
    )  # fmt: skip
    closed = replace(
        video, id="shut", is_shared=False, starts=video.starts + timedelta(1), ends=video.ends + timedelta(1)
    )
    both = replace(ORDER, minutes_per_week=360, days_min=0)
    lee = StaffFacts("lee", {MONDAY: [(1080, 1260)]}, {}, states=frozenset({"KY"}), is_guest=True)
    given_facts = facts(
        clients=(client("ana", order=both, state="KY"), client("bo", order=FEW)), sessions=(video, closed),
        staff=(*facts().staff, lee), others={"west": "KY", "east": "OH"},
    )  # fmt: skip

    made = planned(given_facts)
    (group,) = made.document["instance"]["groups"]

    assert [group[name] for name in ("site", "shared_with", "capacity", "minimum")] == ["west", ["east"], 5, 0]
    assert made.document["instance"]["sites"] == [{"id": "east", "state": "OH"}, {"id": "west", "state": "KY"}]
    assert broken(given_facts) == []
    taken = [one["available"][1] for one in made.document["instance"]["clients"]]
    assert (taken, made.sessions_out) == (["tue 00:00-18:00", "tue 00:00-24:00"], {})
    assert broken(replace(given_facts, clients=(client("ana", order=both), client("bo", order=FEW)))) == ["telehealth"]
    assert broken(replace(given_facts, staff=(*facts().staff, replace(lee, hours={})))) == ["staff_hours"]
    assert broken(replace(given_facts, sessions=(replace(video, kept_from=frozenset({"ana"})), closed))) == ["language"]


def test_a_group_of_another_site_keeps_its_time_where_groups_may_move() -> None:
    video = session("far", 0, "ana", site="west", is_shared=True, is_video=True, room=None, leader="lee", taken=3)
    lee = StaffFacts("lee", ANY, {}, states=frozenset({"OH"}), is_guest=True)
    made = opened(facts(sessions=(*facts().sessions[1:], video), staff=(*facts().staff, lee), others={"west": "OH"}))

    groups = {one["id"]: one for one in made.document["instance"]["groups"]}
    assert (len(groups["far"]["times"]), groups["far"]["staff"]) == (1, ["lee"])
    assert groups["s2"]["staff"] == ["kim"]
