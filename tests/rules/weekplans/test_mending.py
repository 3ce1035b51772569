"""What a week is mended from, and what comes of it: nobody else moves, and the checker takes every option."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stepwell.scheduling.checker.certificate import certify
from stepwell.weekplans.rules import mended
from stepwell.weekplans.rules.facts import StaffFacts, WeekFacts
from stepwell.weekplans.rules.mended import Obstacle, Resolved
from stepwell.weekplans.rules.mending import Event, able_to_hold, appointments_of, mendable, touched
from stepwell.weekplans.vocabulary import What
from tests.rules.weekplans.test_instance import ANY, MONDAY, client, facts, session

TUESDAY, THURSDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=3)
LEE = StaffFacts("lee", ANY, {}, frozenset({"license"}), frozenset({"OH"}))


def week(**more: Any) -> WeekFacts:
    """Return a week in which Ana and Bo meet on Monday, Tuesday and Thursday; another group meets on Friday."""
    sessions = (*(session(f"s{day}", day, "ana", "bo") for day in (0, 1, 3)), session("s4", 4, "cy", capacity=2))
    people = (client("ana"), client("bo"), client("cy", order=replace(client("cy").order, days_min=0)))
    made = facts(sessions=sessions, clients=people)
    return replace(made, **more)


def event(what: What, about: str, day: int = 1, since: int = 0, from_day: int = 0) -> Event:
    return Event(what, about, MONDAY + timedelta(days=day), MONDAY + timedelta(days=from_day), since)


def mend(given_facts: WeekFacts, happened: Event, **led_by: str | None) -> dict[str, Any]:
    """Return the week with everybody's first option, and what the checker says of it."""
    document = mendable(given_facts, happened, led_by=led_by).document
    is_staff = happened.what == What.STAFF_AWAY
    instead = {one["session"]: one["staff"] for one in mended.substitutes_of(document)} if is_staff else {}
    gone = (touched(given_facts, happened) if is_staff else {happened.about}) - set(instead)
    concerned = [one["client"] for one in document["week"]["seats"] if one["session"] in gone]
    if happened.what in {What.ABSENCE, What.ADMISSION}:
        concerned = [happened.about]
    found = mended.options_of(document, sorted(set(concerned)), gone)
    after = mended.week_with(document, {one["client"]: one["options"][0] for one in found}, gone=gone, instead=instead)
    instance = mended.instance_after(document, after)
    return {
        "document": document, "week": after, "instead": instead, "gone": gone, "options": found,
        "certificate": certify({"instance": instance, "week": after}),
    }  # fmt: skip


def resolving(found: dict[str, Any], name: str) -> list[Resolved]:
    return mended.resolving(found["document"], found["week"], name, gone=found["gone"])


def broken(found: dict[str, Any]) -> set[str]:
    return {one["rule"] for one in found["certificate"]["violations"]}


def test_a_substitute_who_is_free_holds_the_group_and_nobody_moves() -> None:
    found = mend(week(spare=(LEE,)), event(What.STAFF_AWAY, "kim"))

    assert (found["instead"], found["gone"], found["options"]) == ({"s1": "lee"}, set(), [])
    assert found["week"]["seats"] == sorted(
        found["document"]["week"]["seats"], key=lambda one: (one["client"], one["session"])
    )
    assert "staff_hours" not in broken(found)


@pytest.mark.parametrize(
    "spare",
    [
        replace(LEE, credentials=frozenset({"training"})),
        replace(LEE, hours={MONDAY: [(0, 1440)]}),
        replace(LEE, away={TUESDAY: [(1000, 1200)]}),
        replace(LEE, busy={TUESDAY: [(1100, 1130)]}),
    ],
)
def test_who_lacks_the_credential_or_is_not_free_does_not_stand_in(spare: StaffFacts) -> None:
    asks = tuple(replace(one, credentials=frozenset({"license"})) for one in week().sessions)
    given_facts = week(spare=(spare,), sessions=asks)
    found = mend(given_facts, event(What.STAFF_AWAY, "kim"))

    assert (found["instead"], found["gone"]) == ({}, {"s1"})
    assert able_to_hold(found["document"], "kim")["s1"] == []


def test_somebody_may_choose_who_stands_in_or_that_nobody_does() -> None:
    given_facts = week(spare=(LEE, replace(LEE, id="max")))

    assert mend(given_facts, event(What.STAFF_AWAY, "kim"), s1="max")["instead"] == {"s1": "max"}
    assert mend(given_facts, event(What.STAFF_AWAY, "kim"), s1=None)["gone"] == {"s1"}
    assert able_to_hold(mendable(given_facts, event(What.STAFF_AWAY, "kim"), led_by={}).document, "kim")["s1"] == [
        "lee", "max",
    ]  # fmt: skip


def test_a_canceled_group_is_made_up_among_free_seats_until_they_are_taken() -> None:
    found = mend(week(), event(What.CANCELLATION, "s1"))

    added = [[seat["session"] for seat in one["options"][0]["add"]] for one in found["options"]]
    assert added == [["s4"], []]  # one seat is left on Friday
    assert broken(found) == {"days_least", "hours_least"}
    short = next(one["client"] for one in found["options"] if not one["options"][0]["add"])
    assert resolving(found, short) == [Resolved(Obstacle.FULL, "s4")]


def test_what_would_resolve_it_is_only_what_was_tried_and_does() -> None:
    busy = {day: [(0, 900)] if day.weekday() == 4 else spans for day, spans in ANY.items()}
    sessions = (*week().sessions[:3], session("s4", 4, "cy"))
    given_facts = week(clients=(client("ana", free=busy), client("bo"), client("cy")), sessions=sessions)
    found = mend(given_facts, event(What.CANCELLATION, "s1"))

    assert resolving(found, "ana") == [Resolved(Obstacle.CANNOT_COME, "s4")]


def test_whom_a_client_must_not_meet_is_an_obstacle_and_no_company() -> None:
    given_facts = week(apart=(("ana", "cy"),))
    found = mend(given_facts, event(What.CANCELLATION, "s1"))

    assert [one["options"][0]["add"] for one in found["options"] if one["client"] == "ana"] == [[]]
    assert resolving(found, "ana") == [Resolved(Obstacle.KEPT_APART, "s4")]


def test_who_cannot_come_on_a_day_gets_another_one_also_before_it() -> None:
    friday = session("s2", 2)
    found = mend(week(sessions=(*week().sessions, friday)), event(What.ABSENCE, "ana", day=3))

    seats = {one["session"] for one in found["week"]["seats"] if one["client"] == "ana"}
    assert (len(seats), "s3" in seats) == (3, False)


def test_what_has_begun_is_not_offered() -> None:
    late = event(What.ABSENCE, "ana", day=3, from_day=4, since=1081)
    found = mend(week(), late)

    assert [one["add"] for one in found["options"][0]["options"]] == [[]]


def test_an_hour_of_the_own_therapist_is_offered_once_a_day_beside_a_group() -> None:
    ana = client("ana", therapist="lee", day_minutes=180)
    found = mend(week(clients=(ana, client("bo")), spare=(LEE,)), event(What.CANCELLATION, "s1"))
    option = next(one for one in found["options"] if one["client"] == "ana")["options"]

    hours = [seat for one in option for seat in one["add"] if seat["kind"] == "individual"]
    days = [[seat["time"][:3] for seat in one["add"] if seat["kind"] == "individual"] for one in option]
    assert bool(hours)
    assert all(len(set(each)) == len(each) for each in days)
    assert "double_booking" not in broken(found)


def test_what_else_somebody_was_to_do_is_named() -> None:
    alone = session("a1", 1, "ana", series=None, capacity=1)
    given_facts = week(sessions=(*week().sessions, alone))

    assert [one.id for one in appointments_of(given_facts, event(What.STAFF_AWAY, "kim"))] == ["a1"]
    assert appointments_of(given_facts, event(What.CANCELLATION, "s1")) == []


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    places=st.lists(st.sets(st.sampled_from(["ana", "bo", "cy", "dee"])), min_size=4, max_size=6),
    what=st.sampled_from([What.STAFF_AWAY, What.CANCELLATION, What.ABSENCE]),
    therapist=st.sampled_from(["lee", None]),
)
def test_nobody_else_moves_and_no_rule_is_broken_that_held(
    places: list[set[str]], what: What, therapist: str | None
) -> None:
    people = tuple(client(name, therapist=therapist) for name in ("ana", "bo", "cy", "dee"))
    sessions = tuple(session(f"s{day}", day, *sorted(there)) for day, there in enumerate(places))
    given_facts = week(clients=people, sessions=sessions, spare=(replace(LEE, hours={}),))
    about = {What.STAFF_AWAY: "kim", What.CANCELLATION: "s1", What.ABSENCE: "ana"}[what]
    found = mend(given_facts, event(what, about))

    touched_ = {one["client"] for one in found["options"]}
    kept = [
        {(one["client"], one["session"]) for one in each["seats"] if one["client"] not in touched_}
        for each in (found["document"]["week"], found["week"])
    ]
    before = certify({name: found["document"][name] for name in ("instance", "week")})
    was = {one["rule"] for one in before["violations"]}
    assert kept[0] == kept[1]
    assert broken(found) - was <= {"hours_least", "days_least", "kinds", "minimum"}
