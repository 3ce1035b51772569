"""Groups whose time, room or leader is open: settled by where the linear program wants their clients to be.

The clearest are settled first; what is then no longer offered is closed, and the program solved again. Runs where
`master` runs.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from stepwell.scheduling.optimizer.instance import Instance
from stepwell.scheduling.optimizer.master import Program, generate
from stepwell.scheduling.optimizer.parts import Part
from stepwell.scheduling.optimizer.patterns import Pricer
from stepwell.scheduling.optimizer.seating import Held

_AT_LEAST = 3  # of the groups that are open, one in so many is settled in each round
_FEW = 5  # and so many beside
_ROUNDS = 5  # of new weeks after each
_CLEAR = 0.95  # of a group's clients, at one time


def open_sessions(instance: Instance, part: Part) -> set[int]:
    """Return the groups of a part that can be held in more than one way."""
    ways: dict[int, int] = defaultdict(int)
    for option in instance.options:
        ways[option.session] += len(option.held_by)
    return {session for session in part.sessions if ways[session] > 1}


def settle(
    program: Program,
    pricers: Sequence[Pricer],
    rivals: dict[Held, list[Held]],
    is_over: Callable[[], bool] = lambda: False,
) -> dict[int, Held]:
    """Return a way for each open group of the program's part; all other ways are closed in program and pricers.

    rivals   what excludes each way of holding a session
    is_over  asked between rounds; all that is open by then is settled at once
    """
    settling = _Settling(program, pricers, rivals)
    while settling.open:
        settling.close(settling.some(everything=is_over()))
        generate(program, pricers, is_over, _ROUNDS)
    return settling.found


class _Settling:
    """Which groups are settled, and what they take."""

    def __init__(self, program: Program, pricers: Sequence[Pricer], rivals: dict[Held, list[Held]]) -> None:
        self.program, self.pricers, self.rivals = program, pricers, rivals
        self.instance = program.instance
        self.open = open_sessions(self.instance, program.part)
        self.found: dict[int, Held] = {}
        self.options: dict[int, list[int]] = defaultdict(list)
        for number, option in enumerate(self.instance.options):
            self.options[option.session].append(number)
        self.taken = {(self.options[one][0], 0) for one in program.part.sessions if one not in self.open}

    def some(self, *, everything: bool) -> list[int]:
        """Settle the clearest of the open groups and return the options that are no longer offered."""
        wanted, closed = self._wanted(), []
        left = len(self.open) // _AT_LEAST + _FEW
        for session in sorted(self.open, key=lambda one: (-self._clear(one, wanted), one)):
            if left <= 0 and not everything and self._clear(session, wanted) < _CLEAR:
                break
            left -= 1
            self.open.discard(session)
            closed += self._settle(session, wanted)
        return closed

    def close(self, options: list[int]) -> None:
        """Take weeks with one of these options no more."""
        gone, closed = set(options), {}
        for client, pricer in enumerate(self.pricers):
            seats = [seat for seat, choice in enumerate(pricer.client.choices) if choice.option in gone]
            pricer.close(seats)
            closed[client] = set(seats)
        self.program.close(closed)

    def _settle(self, session: int, wanted: dict[int, float]) -> list[int]:
        for one in self._ways(session, wanted):
            if not self.taken.intersection(self.rivals.get(one, ())):
                self.found[session] = one
                self.taken.add(one)
                return [option for option in self.options[session] if option != one[0]]
        return self.options[session]

    def _clear(self, session: int, wanted: dict[int, float]) -> float:
        """Return the share of a group's clients who come at its foremost time; more clients are clearer."""
        there = [wanted[option] for option in self.options[session]]
        return max(there) / sum(there) if sum(there) > 0.0 else 0.0

    def _wanted(self) -> dict[int, float]:
        """Return how many clients the linear program has in each option."""
        found: dict[int, float] = defaultdict(float)
        for (client, week), share in zip(self.program.weeks, self.program.shares(), strict=True):
            for seat in week.choices if share > 0 else ():
                found[self.pricers[client].client.choices[seat].option] += share
        return found

    def _ways(self, session: int, wanted: dict[int, float]) -> Iterator[Held]:
        for option in sorted(self.options[session], key=lambda one: -wanted[one]):
            for way in range(len(self.instance.options[option].held_by)):
                yield option, way
