"""Two weeks side by side, client by client, and what changed in what they were planned from. Pure."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# What a person who publishes may not see, though the planner did: no change of theirs.
_UNSEEN = frozenset({"contract", "therapist", "taken"})
PARTS = {
    "sites": "The site",
    "rooms": "A room",
    "staff": "Hours, leave or credentials of staff",
    "groups": "A session",
    "never_together": "Who must not meet",
    "levels": "The hours of a level",
    "caps": "The size that groups may have",
    "countable": "What counts as an hour of treatment",
}


@dataclass(frozen=True)
class Moves:
    """What changes for one client: sessions by id."""

    client: str
    added: frozenset[str]
    dropped: frozenset[str]


def seats_of(week: Mapping[str, Any]) -> dict[str, set[str]]:
    """Return the sessions of each client of a week."""
    found: dict[str, set[str]] = defaultdict(set)
    for seat in week["seats"]:
        found[seat["client"]].add(seat["session"])
    return found


def moves(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Moves]:
    """Return what changes for whom, by client."""
    was, will = seats_of(before), seats_of(after)
    return [
        Moves(client, frozenset(will.get(client, set()) - was.get(client, set())),
              frozenset(was.get(client, set()) - will.get(client, set())))
        for client in sorted({*was, *will})
        if will.get(client, set()) != was.get(client, set())
    ]  # fmt: skip


def changed_parts(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Return in words what is no longer as a proposal had it, without clients."""
    return [words for part, words in PARTS.items() if then.get(part) != now.get(part)]


def changed_clients(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Return the clients, by id, of whom something is no longer as a proposal had it."""
    was, is_ = _by_id(then), _by_id(now)
    return sorted(client for client in {*was, *is_} if was.get(client) != is_.get(client))


def _by_id(instance: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        one["id"]: {name: value for name, value in one.items() if name not in _UNSEEN} for one in instance["clients"]
    }
