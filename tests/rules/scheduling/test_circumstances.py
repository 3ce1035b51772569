"""Why one client cannot be complete: each circumstance is named when it alone is in the way."""

from typing import Any

import pytest

from stepwell.scheduling.optimizer.circumstances import CIRCUMSTANCES, conflict
from tests.rules.scheduling.weekly import document

LESSONS = [f"lesson-{day}-{number}" for day in ("mon", "wed", "fri") for number in (0, 1)]
THREE = ["mon 08:00-14:00", "tue 08:00-14:00", "fri 08:00-14:00"]
IN_THE_WAY: list[tuple[str, dict[str, Any]]] = [
    ("pin", {"pinned": ["far"]}),
    ("taken", {"taken": LESSONS}),
    ("contract", {"contract": "whole"}),
    ("site", {"on_site": False}),
    ("telehealth", {"telehealth": False, "available": THREE, "taper": True, "minutes": 480}),
    ("authorized_days", {"authorized_days": 2}),
    ("required", {"required": [{"kinds": ["family"], "sessions": 1}]}),
    ("availability", {"available": ["mon 08:00-14:00", "tue 08:00-14:00"]}),
]


@pytest.mark.parametrize(("name", "facts"), IN_THE_WAY, ids=[name for name, _ in IN_THE_WAY])
def test_what_is_in_the_way_is_named_with_what_would_resolve_it(name: str, facts: dict[str, Any]) -> None:
    given = document()["instance"]
    given["contracts"].append({"id": "whole", "day_minutes": 200})
    given["clients"][0].update(facts)

    found = conflict(given, "ana")

    assert found is not None
    assert name in [member["what"] for member in found["members"]]
    assert found["sentence"].startswith("ana cannot have every" if name == "pin" else "ana is ordered ")
    assert next(member for member in found["members"] if member["what"] == name)["resolves"]


def test_every_circumstance_is_in_the_way_above() -> None:
    assert [name for name, _ in IN_THE_WAY] == [one.name for one in CIRCUMSTANCES]


def test_who_can_be_complete_has_no_conflict() -> None:
    assert conflict(document()["instance"], "ana") is None


def test_an_order_beyond_what_is_offered_is_said_to_be_that() -> None:
    given = document()["instance"]
    given["clients"][0].update(minutes=1100, minutes_most=1150, contract=None, authorized_days=None)

    found = conflict(given, "ana")

    assert found is not None
    assert found["sentence"].endswith("but no sessions offered come to that.")
    assert [member["what"] for member in found["members"]] == ["order"]


def test_a_pinned_group_is_named_if_it_alone_is_in_the_way() -> None:
    given = document()["instance"]
    group = given["groups"][0] | {
        "times": ["mon 09:00-10:30", "thu 16:00-17:30"],
        "pinned": {"time": "thu 16:00-17:30"},
    }
    given["groups"] = [group, *given["groups"][1:]]
    given["clients"][0].update(available=["mon 08:00-14:00", "wed 08:00-14:00", "fri 08:00-14:00"])

    found = conflict(given, "ana")

    assert found is not None
    assert {"what": "pin", "session": "mon-0"}.items() <= found["members"][-1].items()
    assert found["members"][-1]["resolves"]
    assert "mon-0 is pinned to thu 16:00-17:30" in found["sentence"]


def test_a_credential_that_nobody_holds_is_named_with_its_session_and_time() -> None:
    given = document()["instance"]
    for one in given["groups"]:
        one["credentials"] = ["LPC"]
    given["groups"][0]["credentials"] = ["MD", "NP"]
    given["clients"][0]["available"] = ["mon 08:00-14:00", "wed 08:00-14:00", "fri 08:00-14:00"]

    found = conflict(given, "ana")

    assert found is not None
    assert "nobody offered for mon-0 (mon 09:00-10:30) holds MD or NP" in found["sentence"]
    assert [one["resolve"] for one in found["members"] if one["what"] == "credentials" and one["resolves"]] == [
        "Offer somebody for mon-0 who holds MD or NP."
    ]
