"""Who may come to which group of a week. Pure; identifiers only, no names.

Documents know languages only, and match them: what admits to a group is written as one.
"""

from collections.abc import Collection, Iterator, Sequence

from stepwell.weekplans.rules.facts import ClientFacts, SessionFacts, WeekFacts


class Entry:
    """What admits to the groups of a week, and to which of them a client is admitted."""

    def __init__(self, offered: Sequence[SessionFacts], facts: WeekFacts, known: Collection[str]) -> None:
        """Take the groups, and the clients whose week is planned."""
        outside = frozenset().union(*(one.clients for one in offered)) - set(known)
        apart: dict[str, set[str]] = {}
        for pair in facts.apart:
            for one, other in (pair, pair[::-1]):
                if one in outside:
                    apart.setdefault(one, set()).add(other)
        self._barred = {
            one.id: one.kept_from.union(*(apart.get(client, ()) for client in one.clients - set(known))) & set(known)
            for one in offered
        }
        self._by_pass = {self.pass_of(one): one for one in offered}

    def pass_of(self, session: SessionFacts) -> str:
        """Return what admits to a group.

        A closed one its members, one in a language those who speak it, one of another site everybody by video, every
        other one the clients of its program; and nobody who must not meet somebody in it whose week is not planned.
        """
        if self._barred[session.id]:
            return f"apart:{session.id}"
        if session.is_closed:
            return f"closed:{session.series}"
        return f"{session.language or 'any'}:{session.site or session.program}"

    def passes(self, client: ClientFacts) -> Iterator[str]:
        """Yield what a client is admitted by."""
        for name, one in self._by_pass.items():
            mine = (one.site or one.program in client.programs) and (
                not one.language or one.language in client.languages
            )
            if one.is_closed:
                mine = one.series in client.series
            if mine and client.id not in self._barred[one.id]:
                yield name
