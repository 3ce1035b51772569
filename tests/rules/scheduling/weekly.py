"""A small week that every rule holds in: two clients, three mornings of two groups, a group by video, a slot."""

from typing import Any

MORNINGS = ("mon", "wed", "fri")


def document() -> dict[str, Any]:
    """Return instance and week anew, to be spoiled."""
    return {"format": "stepwell-week/1", "instance": _instance(), "week": _week()}


def _instance() -> dict[str, Any]:
    groups = [_group(f"{day}-{number}", f"{day} {hours}") for day in MORNINGS for number, hours in enumerate(_HOURS)]
    video = _group("tue-v", "tue 09:00-11:00") | {"mode": "video", "rooms": [], "staff": ["kim"]}
    return {
        "week": "2026-11-23",
        "travel_minutes": 30,
        "levels": [{"id": "2.1", "least_minutes": 540, "below_minutes": 1200}],
        "contracts": [
            {"id": "ppo", "day_minutes": 120, "gap_minutes": 15, "day_most_minutes": 240, "day_services": 1},
        ],
        "caps": [{"state": "OH", "kinds": ["skills"], "most": 3}],
        "sites": [{"id": "east", "state": "OH"}, {"id": "west", "state": "OH"}],
        "rooms": [{"id": "r1", "site": "east", "seats": 8}, {"id": "r2", "site": "east", "seats": 2}],
        "staff": [_member("kim"), _member("lee")],
        "clients": [_client("ana"), _client("bo")],
        "never_together": [],
        "groups": [*groups, video, _group("far", "tue 11:10-12:40") | {"site": "west", "rooms": [], "mode": "video"}],
        "slots": [
            {
                "id": "kim-1",
                "kinds": ["individual", "medication"],
                "staff": "kim",
                "time": "thu 09:00-11:00",
                "site": "east",
                "room": "r2",
            },
            {"id": "lee-1", "kinds": ["individual"], "staff": "lee", "time": "thu 09:00-11:00", "site": "east"},
        ],
    }


_HOURS = ("09:00-10:30", "10:40-12:10")


def _group(name: str, time: str) -> dict[str, Any]:
    return {
        "id": name,
        "kind": "skills",
        "site": "east",
        "times": [time],
        "rooms": ["r1"],
        "staff": ["kim", "lee"],
        "capacity": 4,
        "minimum": 1,
        "curriculum": f"lesson-{name}",
        "series": name,
    }


def _member(name: str) -> dict[str, Any]:
    week = [f"{day} 08:00-18:00" for day in ("mon", "tue", "wed", "thu", "fri")]
    return {"id": name, "hours": week, "credentials": ["LPC"], "states": ["OH"]}


def _client(name: str) -> dict[str, Any]:
    return {
        "id": name,
        "level": "2.1",
        "minutes": 540,
        "minutes_most": 780,
        "days_least": 3,
        "days_most": 5,
        "available": [f"{day} 08:00-14:00" for day in ("mon", "tue", "wed", "thu", "fri")],
        "sites": ["east"],
        "telehealth": True,
        "state": "OH",
        "languages": ["en"],
        "gender": "woman",
        "therapist": "kim",
        "contract": "ppo",
        "authorized_days": 5,
    }


def _week() -> dict[str, Any]:
    groups = [
        {"group": f"{day}-{number}", "time": f"{day} {hours}", "room": "r1", "staff": "lee"}
        for day in MORNINGS
        for number, hours in enumerate(_HOURS)
    ]
    groups.append({"group": "tue-v", "time": "tue 09:00-11:00", "staff": "kim"})
    seats = [seat(client, one["group"]) for client in ("ana", "bo") for one in groups]
    return {"groups": groups, "seats": [*seats, seat("ana", "kim-1", "individual")]}


def seat(client: str, session: str, kind: str = "skills") -> dict[str, Any]:
    """Return a seat as the week writes it."""
    return {"client": client, "session": session, "kind": kind}
