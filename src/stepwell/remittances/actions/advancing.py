"""The steps that answers let claims take, in an order in which they may be taken."""

from collections.abc import Iterable, Iterator, Mapping

from stepwell.claims.queries.sent import ClaimSent
from stepwell.claims.rules.states import may_move
from stepwell.claims.vocabulary import State


def rounds(
    claims: Mapping[str, ClaimSent], ways: Mapping[str, Iterable[tuple[State, str]]]
) -> Iterator[list[tuple[ClaimSent, State, str]]]:
    """Yield the steps of all claims, each claim at most once in a round; steps that no claim may take are left out."""
    left = {number: list(way) for number, way in ways.items()}
    standing = {number: claims[number].state for number in left}
    while any(left.values()):
        steps = []
        for number, way in left.items():
            if way:
                state, code = way.pop(0)
                if may_move(standing[number], state):
                    standing[number] = state
                    steps.append((claims[number], state, code))
        if steps:
            yield steps
