"""Which seats a client may take, and what each costs by the soft wishes."""

from dataclasses import dataclass
from typing import Any

from stepwell.scheduling.optimizer.offers import Choice, Option, Session
from stepwell.scheduling.optimizer.spans import merged, within


@dataclass
class Wishes:
    """Which seats a client may take, and what each costs."""

    sessions: list[Session]
    options: list[Option]
    states: dict[str, frozenset[str]]
    rosters: dict[str, set[str]]
    weights: dict[str, int]

    def choices(self, client: dict[str, Any], near: list[int]) -> list[Choice]:
        """Return the seats that a client may take among the options `near`.

        A seat that is pinned costs less by what its lack costs every week of the client: the sum is the same.
        """
        available, prefers = merged(client["available"]), merged(client.get("prefers", []))
        met = set().union(*(self.rosters[series] for series in client.get("last_week", []))) - {client["id"]}
        found = []
        for number in near:
            option = self.options[number]
            session = self.sessions[option.session]
            if within(option.span, available) and self._is_for(client, session, option):
                cost = self._cost(client, session, option, met)
                cost -= self.weights["short_pin"] * (session.id in client.get("pinned", []))
                cost += self.weights["preference"] * bool(prefers and not within(option.span, prefers))
                found += [Choice(number, kind, cost) for kind in session.kinds]
        return found

    def _is_for(self, client: dict[str, Any], session: Session, option: Option) -> bool:
        if session.video:
            licensed = any(client.get("state") in self.states[member] for _, member in option.held_by)
            if not (client.get("telehealth") and licensed):
                return False
        elif not client.get("on_site", True):
            return False
        if session.curriculum in client.get("taken", []):
            return False
        speaks = session.language is None or session.language in client.get("languages", [])
        return speaks and session.gender in {None, client.get("gender")}

    def _cost(self, client: dict[str, Any], session: Session, option: Option, met: set[str]) -> int:
        """Return what a seat costs: another therapist for an appointment, other company or another time for a group."""
        if not session.is_group:
            other = client.get("therapist") not in {None, option.held_by[0][1]}
            return self.weights["own_therapist"] * other
        if not client.get("last_week"):
            return 0
        if session.series in client["last_week"]:
            return self.weights["same_time"] * (session.usual not in {None, option.span})
        strangers = not met & self.rosters.get(session.series or "", set())
        return self.weights["same_seats"] + self.weights["same_peers"] * strangers
