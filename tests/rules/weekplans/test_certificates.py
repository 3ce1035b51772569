"""A kept certificate is read beside what was ordered and planned."""

from typing import Any

import pytest

from stepwell.scheduling.checker.certificate import certify
from stepwell.weekplans.rules.certificates import Of, Read, read

INSTANCE: dict[str, Any] = {
    "week": "2026-11-23",
    "levels": [{"id": "2.1", "least_minutes": 540, "below_minutes": 1200}],
    "contracts": [{"id": "180", "day_minutes": 180, "gap_minutes": 15}],
    "caps": [{"state": "OH", "kinds": ["skills"], "most": 12}],
    "countable": ["skills", "individual"],
    "sites": [{"id": "s", "state": "OH"}],
    "rooms": [{"id": "r", "site": "s", "seats": 10}],
    "staff": [{"id": "t", "hours": [f"{day} 08:00-21:00" for day in ("mon", "wed", "fri")], "credentials": ["LPC"],
               "states": ["OH"]}],
    "clients": [
        {"id": one, "level": "2.1", "minutes": 590, "minutes_most": 700, "days_least": 3, "days_most": 4,
         "required": [{"kinds": ["individual"], "sessions": 1}],
         "available": [f"{day} 08:00-21:00" for day in ("mon", "wed", "fri")], "sites": ["s"], "on_site": True,
         "telehealth": False, "state": "OH", "languages": ["en"], "contract": "180", "authorized_days": 5,
         "therapist": "t"}
        for one in ("a", "b")
    ],
    "never_together": [],
    "groups": [
        {"id": f"g-{day}", "kind": "skills", "site": "s", "mode": "in_person", "times": [f"{day} 17:00-20:00"],
         "rooms": ["r"], "staff": ["t"], "capacity": 4, "minimum": 1, "comfortable": 4, "language": "en"}
        for day in ("mon", "wed", "fri")
    ],
    "slots": [{"id": "h", "kinds": ["individual"], "staff": "t", "time": "mon 16:00-16:50", "site": "s",
               "mode": "in_person"}],
}  # fmt: skip
WEEK: dict[str, Any] = {
    "groups": [
        {"group": f"g-{day}", "time": f"{day} 17:00-20:00", "room": "r", "staff": "t"} for day in ("mon", "wed", "fri")
    ],
    "seats": [
        *({"client": one, "session": f"g-{day}", "kind": "skills"} for one in "ab" for day in ("mon", "wed", "fri")),
        {"client": "a", "session": "h", "kind": "individual"},
    ],
}


@pytest.fixture(scope="module")
def found() -> Read:
    return read(INSTANCE, WEEK, certify({"instance": INSTANCE, "week": WEEK}))


def test_each_client_stands_with_what_was_ordered_and_planned(found: Read) -> None:
    whole, short = found.clients

    assert (whole.verdict, short.verdict) == ("certified", "partial")
    assert (whole.ordered, whole.most, whole.minutes, whole.days) == (590, 700, 590, 3)
    assert whole.kinds == (Of("individual", 1, 50), Of("skills", 3, 540))
    assert (whole.own, short.own) == ((1, 1), (0, 0))
    assert whole.required == (Of("individual", 1, 0),)
    assert whole.sentences == ()
    assert len(short.sentences) == 2


def test_each_rule_says_how_near_the_nearest_case_is(found: Read) -> None:
    margins = {one.rule: one.margin for one in found.rules if one.margin}

    assert margins == {
        "capacity": "2 places free in the fullest",
        "minimum": "1 client above the least",
        "jurisdiction": "10 clients below the state’s most",
        "hours_most": "1 h 50 min below the most at the least",
        "authorized_days": "2 days left at the least",
        "billable_day": "none to spare",
    }
    assert {one.rule for one in found.rules if one.violations} == {"hours_least", "kinds"}
    assert found.verdict == "partial"


def test_what_an_older_document_does_not_say_is_left_open() -> None:
    one = {"client": "a", "verdict": "partial", "minutes": 0, "days": 0, "violations": ["hours_least"]}
    certificate = {"verdict": "partial", "rules": [], "clients": [one], "violations": []}
    found = read({"clients": [{"id": "a"}], "groups": []}, {"groups": [], "seats": []}, certificate)

    assert (found.clients[0].own, found.clients[0].kinds, found.sha256) == (None, (), "")
