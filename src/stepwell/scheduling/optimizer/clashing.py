"""Why some clients cannot all be complete, exactly: CP-SAT proves it, and says which orders, places and pairs it took.

Looked at where the linear program of `explaining` proves nothing: pairs kept apart, least sizes and whole seats are no
part of that. Only the clients around one who is short take part, so that what excludes itself among them does so in the
whole. Runs in a process of its own, as `reseating` does.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from stepwell.scheduling.optimizer.instance import Client, Instance
from stepwell.scheduling.optimizer.patterns import Pricer
from stepwell.scheduling.optimizer.spans import write

_CIRCLES = (3, 8, 20, 40)  # clients looked at together, until there is a proof
_EFFORT = 5.0  # of one proof, as the solver counts it
_MOST_PLANS = 2000  # of a client's day: with more of them nothing is proven

Literal = cp_model.IntVar
Member = tuple[str, int, int]  # what, and a client, a session, or two clients


def clashes(instance: Instance, short: Collection[int], until: float) -> list[dict[str, Any]]:
    """Return irreducible conflicts around each client who is short, as far as they are proven in time (time.time())."""
    found: list[dict[str, Any]] = []
    left = sorted(short)
    while left and time.time() < until:
        cores = list(_cores_around(instance, left[0], until))
        found += [_told(instance, core) for core in cores]
        named = {one for core in cores for what, one, _ in core.members if what in {"order", "pin"}}
        left = [one for one in left[1:] if one not in named]
    return found


@dataclass(frozen=True)
class _Core:
    members: list[Member]
    resolving: set[Member]
    is_irreducible: bool


def _cores_around(instance: Instance, first: int, until: float) -> Iterator[_Core]:
    """Yield conflicts in the smallest circle around a client that has one; no two share a place, a size or a pair."""
    near = _near(instance, first)
    for size in _CIRCLES:
        clash = _Clash(instance, [first, *near[: size - 1]])
        wanted = set(clash.members)
        while (core := clash.core(wanted, until)) is not None and time.time() < until:
            reduced = clash.reduced(core, until)
            yield reduced
            causes = {member for member in reduced.members if member[0] != "order"}
            wanted -= causes
            if not causes:
                return
        if len(wanted) < len(clash.members) or size > len(near) or time.time() >= until:
            return


def _near(instance: Instance, first: int) -> list[int]:
    """Return other clients: first those whom this one must not meet, then those with most sessions in common."""
    mine = {instance.options[choice.option].session for choice in instance.clients[first].choices}
    shared: Counter[int] = Counter()
    for number, client in enumerate(instance.clients):
        if number != first:
            shared[number] = len(mine & {instance.options[choice.option].session for choice in client.choices})
    for pair in instance.apart:
        if first in pair:
            shared[pair[0] if pair[1] == first else pair[1]] += len(instance.sessions)
    return [number for number, count in shared.most_common() if count]


class _Clash:
    """The model: who could sit where, with every order, place and pair switched on by an assumption of its own."""

    def __init__(self, instance: Instance, clients: list[int], larger: int | None = None) -> None:
        self.instance, self.clients, self.larger = instance, clients, larger
        self.model = cp_model.CpModel()
        self.members: dict[Member, Literal] = {}
        self.at: dict[int, list[tuple[int, Literal]]] = defaultdict(list)
        for client in clients:
            self._client(client)
        self._sessions()
        for a, b in instance.apart:
            if a in clients and b in clients:
                self._pair(a, b)

    def core(self, wanted: set[Member], until: float) -> set[Member] | None:
        """Return which of some members exclude each other, or None if they do not, or it was not found out."""
        self.model.clear_assumptions()
        self.model.add_assumptions([literal for member, literal in self.members.items() if member in wanted])
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_deterministic_time = _EFFORT
        solver.parameters.max_time_in_seconds = max(until - time.time(), 0.1)
        self.status = solver.solve(self.model)
        if self.status != cp_model.INFEASIBLE:
            return None
        named = set(solver.sufficient_assumptions_for_infeasibility())
        return {member for member, literal in self.members.items() if literal.index in named and member in wanted}

    def reduced(self, core: set[Member], until: float) -> _Core:
        """Return a core without what can be left out, and which of the rest alone would resolve it."""
        proven = True
        for member in sorted(core, key=lambda one: (one[0] == "order", one)):
            if member in core:
                smaller = self.core(core - {member}, until)
                core = core if smaller is None else smaller
                proven = proven and (smaller is not None or self._is_feasible)
        return _Core(sorted(core, reverse=True), {one for one in core if self._resolves(one, until)}, proven)

    @property
    def _is_feasible(self) -> bool:
        return self.status in {cp_model.OPTIMAL, cp_model.FEASIBLE}

    def _resolves(self, member: Member, until: float) -> bool:
        if member[0] == "places":
            larger = _Clash(self.instance, self.clients, member[1])
            larger.core(set(larger.members), until)
            return larger._is_feasible
        self.core(set(self.members) - {member}, until)
        return self._is_feasible

    def _assumed(self, what: str, one: int, other: int = 0) -> Literal:
        return self.members.setdefault((what, one, other), self.model.new_bool_var(""))

    def _client(self, number: int) -> None:
        client, pricer = self.instance.clients[number], Pricer(self.instance.clients[number], self.instance)
        sums: dict[str, list[cp_model.LinearExprT]] = defaultdict(list)
        for where, plans in pricer.days:
            if not plans.is_complete or len(plans.matrix) > _MOST_PLANS:
                return
            chosen = [self.model.new_bool_var("") for _ in plans.matrix]
            self.model.add_exactly_one(chosen)
            for position in range(len(plans.positions)):
                taken = [self._seat(number, seat) for seat in pricer.choices_at(where.start + position)]
                here = [literal for literal, row in zip(chosen, plans.matrix, strict=True) if row[position]]
                self.model.add(sum(taken) == sum(here))
            stops = [*plans.starts[1:], len(chosen)]
            for held, start, stop in zip(plans.sums, plans.starts, stops, strict=True):
                some = sum(chosen[start:stop])
                sums["minutes"].append(held.minutes * some)
                sums["days"].append(held.days * some)
                for index, (count, minutes) in enumerate(held.served):
                    sums[f"sessions {index}"].append(count * some)
                    sums[f"minutes {index}"].append(minutes * some)
        self._order(number, client, {name: sum(terms) for name, terms in sums.items()})
        self._pins(number, client)
        self._lessons(number, client)

    def _order(self, number: int, client: Client, sums: dict[str, Any]) -> None:
        is_complete = self._assumed("order", number)
        self.model.add(sums.get("minutes", 0) + 0 * is_complete <= client.most)
        self.model.add(sums.get("days", 0) + 0 * is_complete <= client.days_most)
        wanted = [("minutes", client.least), ("days", client.days_least)]
        for index, (_, sessions, minutes) in enumerate(client.required):
            wanted += [(f"sessions {index}", sessions), (f"minutes {index}", minutes)]
        for name, least in wanted:
            if least:
                self.model.add(sums.get(name, 0) + 0 * is_complete >= least).only_enforce_if(is_complete)

    def _pins(self, number: int, client: Client) -> None:
        pinned = {
            session: i for i, session in enumerate(s.id for s in self.instance.sessions) if session in client.pinned
        }
        for session in pinned.values():
            options = [option for option in self.at if self.instance.options[option].session == session]
            mine = [taken for option in options for one, taken in self.at[option] if one == number]
            self.model.add_bool_or(mine).only_enforce_if(self._assumed("pin", number, session))

    def _lessons(self, number: int, client: Client) -> None:
        same: dict[str | int, list[Literal]] = defaultdict(list)
        for option, entries in self.at.items():
            session = self.instance.options[option].session
            if self.instance.sessions[session].is_group:
                same[self.instance.sessions[session].curriculum or session] += [t for c, t in entries if c == number]
        for literals in same.values():
            self.model.add_at_most_one(literals)

    def _seat(self, client: int, seat: int) -> Literal:
        taken = self.model.new_bool_var("")
        self.at[self.instance.clients[client].choices[seat].option].append((client, taken))
        return taken

    def _sessions(self) -> None:
        by_session: dict[int, list[int]] = defaultdict(list)
        for option in self.at:
            by_session[self.instance.options[option].session].append(option)
        outside = self._wanted_outside(set(by_session))
        for number, options in by_session.items():
            session, held = self.instance.sessions[number], {one: self.model.new_bool_var("") for one in options}
            self.model.add_at_most_one(held.values())
            for option in options:
                for _, taken in self.at[option]:
                    self.model.add_implication(taken, held[option])
            coming = [taken for option in options for _, taken in self.at[option]]
            places = session.places + (number == self.larger)
            if len({client for option in options for client, _ in self.at[option]}) > places:
                self.model.add(sum(coming) <= places).only_enforce_if(self._assumed("places", number))
            if session.minimum > 1 and number not in outside:
                enough = self.model.add(sum(coming) >= session.minimum * sum(held.values()))
                enough.only_enforce_if(self._assumed("minimum", number))

    def _wanted_outside(self, sessions: set[int]) -> set[int]:
        """Return the sessions that clients who are not looked at could come to, too."""
        inside = set(self.clients)
        others = (client for number, client in enumerate(self.instance.clients) if number not in inside)
        return {self.instance.options[choice.option].session for one in others for choice in one.choices} & sessions

    def _pair(self, a: int, b: int) -> None:
        literal = self._assumed("never_together", a, b)
        for entries in self.at.values():
            both = [[taken for client, taken in entries if client == one] for one in (a, b)]
            if all(both):
                self.model.add(sum(both[0]) + sum(both[1]) <= 1).only_enforce_if(literal)


def _told(instance: Instance, core: _Core) -> dict[str, Any]:
    names = list(dict.fromkeys(instance.clients[one].id for what, one, _ in core.members if what in {"order", "pin"}))
    why = "; ".join(_why(instance, core.members))
    wish = "what is ordered" if any(what == "order" for what, _, _ in core.members) else "the seats that are pinned"
    both = f"cannot all have {wish}" if len(names) > 1 else f"cannot have {wish}"
    return {
        "clients": names,
        "sentence": f"{' and '.join(names)} {both}: {why or 'no sessions offered come to that'}.",
        "members": [_member(instance, one) | {"resolves": one in core.resolving} for one in core.members],
        "is_irreducible": core.is_irreducible,
    }


def _why(instance: Instance, members: list[Member]) -> Iterator[str]:
    for what, one, other in members:
        if what == "places":
            places = instance.sessions[one].places
            yield f"{_named(instance, one)} has {places} place{'' if places == 1 else 's'}"
        elif what == "minimum":
            yield f"{_named(instance, one)} is not held with fewer than {instance.sessions[one].minimum}"
        elif what == "never_together":
            yield f"{instance.clients[one].id} and {instance.clients[other].id} must not be in one session"
        elif what == "pin":
            yield f"{instance.clients[one].id} is pinned to {_named(instance, other)}"


def _member(instance: Instance, member: Member) -> dict[str, Any]:
    what, one, other = member
    name = instance.clients[one].id if what in {"order", "never_together", "pin"} else instance.sessions[one].id
    if what == "order":
        return {"what": what, "client": name, "resolve": f"Another time for {name}, or an order of fewer hours."}
    if what == "pin":
        seat = instance.sessions[other].id
        return {"what": what, "client": name, "session": seat, "resolve": f"Take away the pin of {name} in {seat}."}
    if what == "never_together":
        second = instance.clients[other].id
        return {"what": what, "client": name, "other": second, "resolve": f"One more group for {name} or {second}."}
    if what == "minimum":
        return {"what": what, "session": name, "resolve": f"Hold {name} with fewer."}
    return {"what": what, "session": name, "resolve": f"One more place in {name}."}


def _named(instance: Instance, session: int) -> str:
    times = " or ".join(write(option.span) for option in instance.options if option.session == session)
    return f"{instance.sessions[session].id} ({times})"
