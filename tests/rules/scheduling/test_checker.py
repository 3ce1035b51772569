"""The checker of weeks: each rule holds in the small week, and is named when the week is spoiled against it alone."""

from collections.abc import Callable
from typing import Any

import pytest

from stepwell.scheduling.checker.certificate import Verdict, certify
from stepwell.scheduling.checker.plan import SHORT, Rule
from stepwell.scheduling.checker.reading import problems
from tests.rules.scheduling.weekly import document, seat

DAYS = [f"{day} 08:00-14:00" for day in ("mon", "tue", "wed", "thu", "fri")]
EARLY = "mon 10:20-11:50"
SMALL = {"state": "IN", "kinds": ["skills"], "most": 1}
Spoil = Callable[[dict[str, Any], dict[str, Any]], object]


def ana(instance: dict[str, Any], **facts: Any) -> None:
    instance["clients"][0].update(facts)


def group(instance: dict[str, Any], name: str, **facts: Any) -> None:
    next(one for one in instance["groups"] if one["id"] == name).update(facts)


def held(week: dict[str, Any], name: str, **facts: Any) -> None:
    next(one for one in week["groups"] if one["group"] == name).update(facts)


def leave(week: dict[str, Any], client: str, *sessions: str) -> None:
    week["seats"] = [
        one for one in week["seats"] if (one["client"], one["session"]) not in {(client, s) for s in sessions}
    ]


def cancel(week: dict[str, Any], name: str) -> None:
    week["groups"] = [one for one in week["groups"] if one["group"] != name]


def swap(week: dict[str, Any], client: str, old: str, new: dict[str, Any]) -> None:
    leave(week, client, old)
    week["seats"].append(new)


def shared(instance: dict[str, Any]) -> None:
    group(instance, "tue-v", shared_with=["west"])


SPOILS: list[tuple[Rule, Spoil]] = [
    (Rule.OFFERED, lambda i, w: cancel(w, "tue-v")),
    (Rule.OFFERED, lambda i, w: held(w, "fri-1", time="fri 10:39-12:09")),
    (Rule.OFFERED, lambda i, w: held(w, "fri-1", room="r2")),
    (Rule.OFFERED, lambda i, w: group(i, "fri-1", staff=["kim"])),
    (Rule.OFFERED, lambda i, w: swap(w, "ana", "kim-1", seat("ana", "kim-1", "family"))),
    (Rule.AVAILABILITY, lambda i, w: ana(i, available=[*DAYS[:4], "fri 08:00-12:09"])),
    (Rule.SITE, lambda i, w: i["slots"][0].update(site="west", room=None)),
    (Rule.SITE, lambda i, w: ana(i, on_site=False)),
    (Rule.TELEHEALTH, lambda i, w: ana(i, telehealth=False)),
    (Rule.TELEHEALTH, lambda i, w: ana(i, state="IN")),
    (Rule.LANGUAGE, lambda i, w: group(i, "mon-0", language="es")),
    (Rule.GENDER, lambda i, w: group(i, "mon-0", gender="man")),
    (Rule.CURRICULUM, lambda i, w: ana(i, taken=["lesson-mon-0"])),
    (Rule.CURRICULUM, lambda i, w: group(i, "mon-1", curriculum="lesson-mon-0")),
    (Rule.CREDENTIALS, lambda i, w: group(i, "mon-0", credentials=["LCDC", "LMFT"])),
    (Rule.CREDENTIALS, lambda i, w: i["slots"][0].update(credentials=["MD"])),
    (Rule.STAFF_HOURS, lambda i, w: i["staff"][1].update(leave=["mon 12:00-13:00"])),
    (Rule.STAFF_HOURS, lambda i, w: i["staff"][0].update(hours=["tue 08:00-18:00", "thu 08:00-10:59"])),
    (Rule.CAPACITY, lambda i, w: group(i, "mon-0", capacity=1)),
    (Rule.CAPACITY, lambda i, w: i["rooms"][0].update(seats=1)),
    (Rule.CAPACITY, lambda i, w: w["seats"].append(seat("bo", "kim-1", "individual"))),
    (Rule.MINIMUM, lambda i, w: group(i, "mon-0", minimum=3)),
    (Rule.JURISDICTION, lambda i, w: i["caps"][0].update(most=1)),
    (Rule.CASELOAD, lambda i, w: i["staff"][0].update(caseload_most=1)),
    (Rule.CASELOAD, lambda i, w: (ana(i, therapist=None), i["staff"][0].update(caseload_most=1))),
    (
        Rule.DOUBLE_BOOKING,
        lambda i, w: (ana(i, minutes_most=1000), w["seats"].append(seat("ana", "lee-1", "individual"))),
    ),
    (
        Rule.DOUBLE_BOOKING,
        lambda i, w: (group(i, "mon-1", times=[EARLY]), held(w, "mon-1", time=EARLY)),
    ),
    (Rule.NEVER_TOGETHER, lambda i, w: i["never_together"].append(["bo", "ana"])),
    (Rule.BILLABLE_DAY, lambda i, w: i["contracts"][0].update(day_minutes=121)),
    (Rule.BILLABLE_DAY, lambda i, w: i["contracts"][0].update(day_minutes=95, gap_minutes=9, day_services=2)),
    (Rule.BILLABLE_DAY, lambda i, w: i["contracts"][0].update(day_most_minutes=179)),
    (Rule.BILLABLE_DAY, lambda i, w: i["contracts"][0].update(day_services=2)),
    (Rule.AUTHORIZED_DAYS, lambda i, w: ana(i, authorized_days=4)),
    (Rule.HOURS_MOST, lambda i, w: ana(i, minutes_most=779)),
    (Rule.HOURS_MOST, lambda i, w: i["levels"][0].update(below_minutes=780)),
    (Rule.DAYS_MOST, lambda i, w: ana(i, days_most=4)),
    (Rule.HOURS_LEAST, lambda i, w: i["clients"][1].update(minutes=661)),
    (Rule.HOURS_LEAST, lambda i, w: (leave(w, "bo", "tue-v"), i["clients"][1].update(minutes=541))),
    (Rule.DAYS_LEAST, lambda i, w: i["clients"][1].update(days_least=5)),
    (Rule.KINDS, lambda i, w: i["clients"][1].update(required=[{"kinds": ["individual"], "sessions": 1}])),
    (Rule.KINDS, lambda i, w: ana(i, required=[{"kinds": ["individual", "family"], "minutes": 121}])),
    (Rule.PIN, lambda i, w: i["clients"][1].update(pinned=["mon-0", "lee-1"])),
    (Rule.PIN, lambda i, w: group(i, "mon-0", pinned={"staff": "kim"})),
    (Rule.PIN, lambda i, w: (group(i, "mon-0", rooms=["r1", "r2"]), group(i, "mon-0", pinned={"room": "r2"}))),
    (Rule.JURISDICTION, lambda i, w: (i["sites"][1].update(state="IN"), i["caps"].append(SMALL), shared(i))),
]


def test_the_small_week_is_certified_rule_by_rule_and_client_by_client() -> None:
    given = document()

    assert problems(given, ("instance", "week")) == []
    found = certify(given)

    assert found["verdict"] == Verdict.CERTIFIED
    assert found["violations"] == []
    assert {one["rule"] for one in found["rules"]} == set(Rule)
    assert [(one["client"], one["minutes"], one["days"]) for one in found["clients"]] == [
        ("ana", 780, 5),
        ("bo", 660, 4),
    ]


def test_every_rule_is_spoiled_below() -> None:
    assert {rule for rule, _ in SPOILS} == set(Rule)


@pytest.mark.parametrize(("rule", "spoil"), SPOILS, ids=[f"{rule}-{number}" for number, (rule, _) in enumerate(SPOILS)])
def test_a_broken_rule_is_named_and_no_other(rule: Rule, spoil: Spoil) -> None:
    given = document()
    spoil(given["instance"], given["week"])

    assert problems(given, ("instance", "week")) == []
    found = certify(given)

    assert {one["rule"] for one in found["violations"]} == {rule}
    assert found["verdict"] == (Verdict.PARTIAL if rule in SHORT else Verdict.REFUSED)
    assert all(one["sentence"].endswith(".") for one in found["violations"])


def test_who_belongs_to_another_site_takes_part_by_video_where_that_is_shared() -> None:
    given = document()
    leave(given["week"], "bo", "mon-0", "mon-1", "wed-0", "wed-1", "fri-0", "fri-1")
    given["instance"]["clients"][1].update(sites=["west"], minutes=0, taper=True, days_least=1)

    assert {one["rule"] for one in certify(given)["violations"]} == {Rule.SITE}
    shared(given["instance"])
    assert certify(given)["verdict"] == Verdict.CERTIFIED


def test_the_rooms_of_two_sessions_at_a_time_clash() -> None:
    given = document()
    given["instance"]["groups"].append(
        given["instance"]["groups"][0] | {"id": "again", "curriculum": None, "minimum": 0}
    )
    given["week"]["groups"].append({"group": "again", "time": "mon 09:00-10:30", "room": "r1", "staff": "kim"})

    assert [one["sentence"] for one in certify(given)["violations"]] == [
        "Room r1 has mon-0 and again at the same time."
    ]


def test_who_is_at_home_cannot_be_on_site_without_the_way_between() -> None:
    given = document()
    given["instance"]["groups"][-1].update(curriculum=None, mode="in_person", site="west", times=["tue 11:10-12:40"])
    given["instance"]["rooms"].append({"id": "w1", "site": "west", "seats": 8})
    given["instance"]["groups"][-1]["rooms"] = ["w1"]
    ana(given["instance"], sites=["east", "west"], minutes_most=870, authorized_days=5)
    given["week"]["groups"].append({"group": "far", "time": "tue 11:10-12:40", "room": "w1", "staff": "lee"})
    given["week"]["seats"].append(seat("ana", "far"))

    assert {one["sentence"] for one in certify(given)["violations"]} >= {"ana cannot be in both tue-v and far."}


def test_the_hash_follows_what_was_certified_and_not_its_form() -> None:
    given, other, spoiled = document(), document(), document()
    other["instance"] = dict(reversed(other["instance"].items()))
    spoiled["week"]["seats"].pop()

    assert certify(given)["sha256"] == certify(other)["sha256"] != certify(spoiled)["sha256"]


WISHES: list[tuple[str, int, Spoil]] = [
    ("own_therapist", 1, lambda i, w: ana(i, therapist="lee")),
    ("same_seats", 1, lambda i, w: ana(i, last_week=[f"{d}-{n}" for d in ("mon", "wed", "fri") for n in (0, 1)])),
    ("same_peers", 1, lambda i, w: ana(i, last_week=[f"{d}-{n}" for d in ("mon", "wed", "fri") for n in (0, 1)])),
    ("same_time", 1, lambda i, w: (group(i, "mon-0", usual="tue 09:00-10:30", series="m"), ana(i, last_week=["m"]))),
    ("preference", 2, lambda i, w: ana(i, prefers=["mon 08:00-14:00", "wed 09:00-13:00", "fri 09:00-13:00"])),
    ("travel_day", 1, lambda i, w: None),
    ("balance", 2, lambda i, w: (group(i, "mon-0", comfortable=1), group(i, "mon-1", comfortable=1))),
]


@pytest.mark.parametrize(("wish", "times", "spoil"), WISHES, ids=[wish for wish, _, _ in WISHES])
def test_a_wish_not_granted_costs_its_weight(wish: str, times: int, spoil: Spoil) -> None:
    given = document()
    given["instance"]["weights"] = {wish: 7}
    spoil(given["instance"], given["week"])

    assert certify(given)["cost"][wish] == 7 * times


SHORT_COSTS = ("short_client", "short_minute", "short_day", "short_session", "short_pin")


def test_what_a_week_costs_is_told_client_by_client() -> None:
    given = document()
    given["instance"]["weights"] = {"balance": 7}
    ana(given["instance"], therapist="lee", prefers=["mon 08:00-14:00", "wed 09:00-13:00", "fri 09:00-13:00"])
    group(given["instance"], "mon-0", comfortable=1)

    found = certify(given)

    assert [one["cost"] for one in found["clients"]] == [
        {"own_therapist": 20, "preference": 2 * 4, "travel_day": 15},
        {},
    ]
    assert found["cost"]["total"] == 20 + 8 + 15 + 7


def test_what_is_short_is_in_the_cost() -> None:
    given = document()
    leave(given["week"], "bo", "tue-v", "fri-0")
    required = [{"kinds": ["individual"], "sessions": 2}]
    given["instance"]["clients"][1].update(days_least=4, required=required, pinned=["fri-0", "fri-1"])

    cost = certify(given)["cost"]

    assert [cost[name] for name in SHORT_COSTS] == [1000, 90, 60, 120, 10_000]


FAULTS: list[tuple[str, str, Spoil]] = [
    ("/instance/clients", "ana 2 times", lambda i, w: i["clients"].append(i["clients"][0])),
    ("/instance/clients/0/therapist", "names max", lambda i, w: ana(i, therapist="max")),
    ("/instance/clients/0/available", "end after", lambda i, w: ana(i, available=["mon 12:00-09:00"])),
    ("/instance/clients/0/available/0", "mon 09:00-10:30", lambda i, w: ana(i, available=["Monday"])),
    ("/instance/clients/0/minutes_most", "not be less", lambda i, w: ana(i, minutes_most=500)),
    ("/instance/clients/0/days_most", "not be less", lambda i, w: ana(i, days_most=2)),
    ("/instance/week", "no day of a calendar", lambda i, w: i.update(week="2026-13-45")),
    ("/instance/week", "a Tuesday", lambda i, w: i.update(week="2026-11-24")),
    ("/instance/levels/0/below_minutes", "more than least", lambda i, w: i["levels"][0].update(below_minutes=540)),
    ("/instance/contracts/0/day_most_minutes", "no day", lambda i, w: i["contracts"][0].update(day_most_minutes=9)),
    ("/instance/groups/0/minimum", "never meet", lambda i, w: group(i, "mon-0", minimum=5)),
    ("/instance/weights/short_client", "1 or more", lambda i, w: i.update(weights={"short_client": 0})),
    ("/instance/clients/0/minutes", "below level", lambda i, w: ana(i, minutes=500)),
    ("/instance/clients/0/minutes", "above level", lambda i, w: ana(i, minutes=1200, minutes_most=1200)),
    ("/instance/never_together/0", "two clients", lambda i, w: i["never_together"].append(["ana", "ana"])),
    ("/instance/groups/0", "another site", lambda i, w: group(i, "mon-0", site="west")),
    ("/instance/groups/0", "no room", lambda i, w: group(i, "mon-0", rooms=[])),
    ("/instance/groups/6", "names a room", lambda i, w: group(i, "tue-v", rooms=["r1"])),
    ("/instance/slots/0", "names a room", lambda i, w: i["slots"][0].update(mode="video")),
    ("/instance/groups/0", "mode to video", lambda i, w: group(i, "mon-0", shared_with=["west"])),
    (
        "/instance/groups/0/shared_with",
        "north",
        lambda i, w: group(i, "mon-0", mode="video", rooms=[], shared_with=["north"]),
    ),
    (
        "/instance/groups/0/pinned/time",
        "not offered",
        lambda i, w: group(i, "mon-0", pinned={"time": "sat 09:00-10:00"}),
    ),
    ("/instance/clients/0/pinned", "names gone", lambda i, w: ana(i, pinned=["gone"])),
    ("/week/seats/0", "names nobody", lambda i, w: w["seats"].insert(0, seat("nobody", "mon-0"))),
    ("/week/groups", "meets once", lambda i, w: w["groups"].append(w["groups"][0])),
]


@pytest.mark.parametrize(("position", "words", "spoil"), FAULTS, ids=[f"{p} {w}" for p, w, _ in FAULTS])
def test_what_cannot_be_read_is_named_by_its_position(position: str, words: str, spoil: Spoil) -> None:
    given = document()
    spoil(given["instance"], given["week"])

    found = problems(given, ("instance", "week"))

    assert [one.position for one in found] == [position]
    assert words in found[0].sentence
