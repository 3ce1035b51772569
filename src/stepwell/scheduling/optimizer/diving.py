"""From a mix of weeks to a week for each client by diving: fix the clearest, solve and price again until all are.

Keeps places, lessons and pairs kept apart; sizes that are too small and open times are left to what comes after.
Runs where `master` runs.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

from stepwell.scheduling.optimizer.instance import Instance
from stepwell.scheduling.optimizer.master import Program
from stepwell.scheduling.optimizer.patterns import Pricer, Week
from stepwell.scheduling.optimizer.seating import Seats, repeats

_CLEAR = 0.9  # a share that leaves little doubt
_AT_LEAST = 8  # of the clients that are left, one in so many is fixed in each round
_AT_ONCE = 4


def dive(program: Program, pricers: Sequence[Pricer]) -> dict[int, Seats]:
    """Return a week for each client of the program's part.

    program  solved to its end; it is changed and cannot be solved for a bound afterwards
    """
    fixing = _Fixing(program, pricers)
    while fixing.left:
        _, prices, shares = program.solve()
        fixing.fix(program.shares())
        for client in fixing.left:
            for price, week in pricers[client].best(prices, _AT_ONCE):
                if price < shares.worth[client] and not repeats(pricers[client].client, week.choices, program.instance):
                    program.add(client, week, pricers[client])
    return {program.part.clients[client]: week.choices for client, week in fixing.weeks.items()}


class _Fixing:
    """Which clients have their week, and the places these take."""

    def __init__(self, program: Program, pricers: Sequence[Pricer]) -> None:
        self.program, self.pricers = program, pricers
        self.instance: Instance = program.instance
        self.left = set(range(len(pricers)))
        self.weeks: dict[int, Week] = {}
        self.used: Counter[int] = Counter()
        self.present: dict[int, set[int]] = defaultdict(set)
        self.apart: dict[int, set[int]] = defaultdict(set)
        for a, b in self.instance.apart:
            self.apart[a].add(b)
            self.apart[b].add(a)
        for column, (client, week) in enumerate(program.weeks):
            if repeats(pricers[client].client, week.choices, self.instance):
                program.bound(column, 0, 0)

    def fix(self, shares: Sequence[float]) -> None:
        """Fix the weeks with the largest shares that still fit beside those fixed before."""
        largest: dict[int, tuple[float, int]] = {}
        for column, share in enumerate(shares):
            client = self.program.weeks[column][0]
            if client in self.left and share > largest.get(client, (1e-6, 0))[0]:
                largest[client] = (share, column)
        ranked = sorted(((share, client, column) for client, (share, column) in largest.items()), reverse=True)
        wanted = len(self.left) // _AT_LEAST + 1
        for share, client, column in ranked:
            if share < _CLEAR and wanted <= 0:
                break
            if self._fits(client, column):
                wanted -= 1
                self._take(client, column)
            else:
                self.program.bound(column, 0, 0)

    def _sessions(self, client: int, column: int) -> list[int]:
        """Return the sessions of a week whose places the program shares out."""
        choices = self.pricers[client].client.choices
        found = [self.instance.options[choices[seat].option].session for seat in self.program.weeks[column][1].choices]
        return [session for session in found if session in self.program.row_of]

    def _fits(self, client: int, column: int) -> bool:
        number = self.program.part.clients[client]
        return all(
            self.used[session] < self.instance.sessions[session].places
            and not self.present[session] & self.apart[number]
            for session in self._sessions(client, column)
        )

    def _take(self, client: int, column: int) -> None:
        self.program.bound(column, 1, 1)
        self.left.discard(client)
        self.weeks[client] = self.program.weeks[column][1]
        for session in self._sessions(client, column):
            self.used[session] += 1
            self.present[session].add(self.program.part.clients[client])
