"""Why one client's week cannot be complete even with every seat free: which circumstances exclude it together."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from stepwell.scheduling.optimizer.instance import instance
from stepwell.scheduling.optimizer.patterns import Pricer
from stepwell.scheduling.optimizer.seating import is_short
from stepwell.scheduling.optimizer.spans import DAYS

Facts = dict[str, Any]
_WEEK = [f"{day} 00:00-24:00" for day in DAYS]


@dataclass(frozen=True)
class Circumstance:
    """Something about a client that could be otherwise.

    applies  whether it limits this client at all
    without  the client's facts as they would be without it
    says     what it is, and what would resolve it
    """

    name: str
    applies: Callable[[Facts], bool]
    without: Callable[[Facts], Facts]
    says: Callable[[Facts], str]
    resolve: str


CIRCUMSTANCES = (
    Circumstance(
        "pin",
        lambda one: bool(one.get("pinned")),
        lambda one: one | {"pinned": []},
        lambda one: f"is pinned to {' and '.join(one['pinned'])}",
        "Take a pin away.",
    ),
    Circumstance(
        "taken",
        lambda one: bool(one.get("taken")),
        lambda one: one | {"taken": []},
        lambda one: f"has taken {len(one['taken'])} lessons that are not repeated",
        "Let a lesson be repeated, or offer another one.",
    ),
    Circumstance(
        "contract",
        lambda one: one.get("contract") is not None,
        lambda one: one | {"contract": None},
        lambda one: f"is covered by contract {one['contract']}, which pays for whole days only",
        "Offer sessions that fill a billable day, or agree on shorter days with the payer.",
    ),
    Circumstance(
        "site",
        lambda one: not one.get("on_site", True),
        lambda one: one | {"on_site": True},
        lambda _: "does not come in person",
        "Offer more sessions by video.",
    ),
    Circumstance(
        "telehealth",
        lambda one: not one.get("telehealth"),
        lambda one: one | {"telehealth": True},
        lambda _: "does not take part by video",
        "Ask whether sessions by video are possible.",
    ),
    Circumstance(
        "authorized_days",
        lambda one: one.get("authorized_days") is not None,
        lambda one: one | {"authorized_days": None},
        lambda one: f"has {one['authorized_days']} authorized days left",
        "Ask the payer for more days.",
    ),
    Circumstance(
        "required",
        lambda one: bool(one.get("required")),
        lambda one: one | {"required": []},
        lambda one: f"needs {_kinds(one)}",
        "Offer such a session at a time when the client is there.",
    ),
    Circumstance(
        "availability",
        lambda _: True,
        lambda one: one | {"available": _WEEK},
        lambda one: f"can come only {', '.join(one['available']) or 'at no time'}",
        "Find another time when the client can come.",
    ),
)


ORDER = Circumstance(
    "order",
    lambda _: True,
    lambda one: one | {"minutes": 0, "taper": True, "days_least": 0, "required": []},
    lambda one: f"is ordered {one['minutes']} minutes on {one['days_least']} to {one['days_most']} days",
    "Order fewer minutes or days, or a taper.",
)


def conflict(given: Facts, name: str) -> Facts | None:
    """Return why a client's week cannot be complete whatever the others do, or None if it can.

    given    the instance of a document
    returns  an irreducible set: the order and circumstances; with any one of these otherwise, and all that is not named
             aside, a complete week exists. `resolves` says whether that one alone is enough
    """
    facts = next(one for one in given["clients"] if one["id"] == name)
    near = {
        part: [one for one in given.get(part, []) if {one["site"], *one.get("shared_with", [])} & set(facts["sites"])]
        for part in ("groups", "slots")
    }
    alone = given | near | {"clients": [facts], "never_together": []}
    if _can_be_complete(alone, facts):
        return None
    kept = _needed(alone, facts)
    freed = [(how, session) for how in _HOW for session in _freed(alone, facts, how)]
    why = " and ".join([*(one.says(facts) for one in kept if one is not ORDER), *(how.says(one) for how, one in freed)])
    order = ORDER.says(facts) if ORDER in kept else "cannot have every seat that is pinned"
    return {
        "clients": [name],
        "sentence": f"{name} {order}, but {why or 'no sessions offered come to that'}.",
        "members": [
            *(
                {
                    "what": one.name,
                    "client": name,
                    "resolve": one.resolve,
                    "resolves": _can_be_complete(alone, one.without(facts)),
                }
                for one in kept
            ),
            *(
                {
                    "what": how.name,
                    "session": one["id"],
                    "resolve": how.resolve(one),
                    "resolves": _can_be_complete(_otherwise(alone, {one["id"]}, how), facts),
                }
                for how, one in freed
            ),
        ],
        "is_irreducible": True,
    }


def _needed(alone: Facts, facts: Facts) -> list[Circumstance]:
    """Return circumstances none of which can be left out: without it, a complete week exists."""
    kept, aside = [], facts
    for one in (*CIRCUMSTANCES, ORDER):
        if not one.applies(facts):
            continue
        without = one.without(aside)
        if _can_be_complete(alone, without):
            kept.append(one)
        else:
            aside = without
    return sorted(kept, key=lambda one: one is not ORDER)


@dataclass(frozen=True)
class _How:
    """Something about a session that could be otherwise.

    applies  whether it limits the session; asked with the credentials that members of staff hold
    without  the session as it would be without it
    """

    name: str
    applies: Callable[[Facts, dict[str, set[str]]], bool]
    without: Facts
    says: Callable[[Facts], str]
    resolve: Callable[[Facts], str]


_HOW = (
    _How(
        "credentials",
        lambda one, holds: (
            bool(one.get("credentials")) and not any(set(one["credentials"]) & holds[name] for name in _offered(one))
        ),
        {"credentials": []},
        lambda one: f"nobody offered for {one['id']} ({_when(one)}) holds {' or '.join(sorted(one['credentials']))}",
        lambda one: f"Offer somebody for {one['id']} who holds {' or '.join(sorted(one['credentials']))}.",
    ),
    _How(
        "pin",
        lambda one, _: bool(one.get("pinned")),
        {"pinned": {}},
        lambda one: f"{one['id']} is pinned to {' '.join(one['pinned'].values())}",
        lambda one: f"Let {one['id']} be held otherwise, too.",
    ),
)


def _freed(alone: Facts, facts: Facts, how: _How) -> list[Facts]:
    """Return sessions about which something has to be otherwise, if a complete week needs that of each of them."""
    holds = {one["id"]: set(one.get("credentials", [])) for one in alone["staff"]}
    every = {one["id"]: one for part in ("groups", "slots") for one in alone[part] if how.applies(one, holds)}
    if not every or not _can_be_complete(_otherwise(alone, set(every), how), facts):
        return []
    needed = set(every)
    for name in every:
        if _can_be_complete(_otherwise(alone, needed - {name}, how), facts):
            needed.discard(name)
    return [every[name] for name in sorted(needed)]


def _offered(session: Facts) -> list[str]:
    return session["staff"] if isinstance(session["staff"], list) else [session["staff"]]


def _otherwise(alone: Facts, names: set[str], how: _How) -> Facts:
    """Return the instance in which something about some sessions is otherwise."""
    return alone | {
        part: [one | how.without if one["id"] in names else one for one in alone[part]] for part in ("groups", "slots")
    }


def _when(session: Facts) -> str:
    return " or ".join(session.get("times") or [session["time"]])


def _can_be_complete(alone: Facts, facts: Facts) -> bool:
    whole = instance(alone | {"clients": [facts]})
    client = whole.clients[0]
    _, week = Pricer(client, whole).best(np.zeros(len(whole.options)))[0]
    return not is_short(client, week.choices, whole)


def _kinds(facts: Facts) -> str:
    return " and ".join(
        f"{one.get('sessions') or one.get('minutes')} {'sessions' if one.get('sessions') else 'minutes'} of "
        + " or ".join(one["kinds"])
        for one in facts["required"]
    )
