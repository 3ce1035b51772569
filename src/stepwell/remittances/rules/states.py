"""How a claim goes on after an answer was posted. Source: docs/sources.md#claim-states."""

from collections.abc import Iterator

from stepwell.claims.vocabulary import State
from stepwell.remittances.rules.posting.sent import Settled
from stepwell.x12.remittances import RemittedClaim


def states_after(settled: Settled, answer: RemittedClaim, *, has_next: bool, lines: int) -> Iterator[State]:
    """Yield the states that a claim comes to, in their order.

    has_next  another payer pays after this one
    lines     how many the claim has
    """
    if settled.taken_back is not None:
        yield State.REVERSED
        return
    shares = [one.shares for one in settled.lines]
    paid, client, denied = (
        sum(each) for each in zip(*((one.paid, one.client, one.denied) for one in shares), strict=True)
    )
    if answer.is_denied or (denied and not paid and not client):
        yield State.DENIED
        return
    yield State.ADJUDICATED
    if denied or len(shares) < lines:
        return
    if client and (has_next or answer.is_forwarded):
        yield State.SECONDARY_DUE
    else:
        yield State.PATIENT_DUE if client else State.CLOSED
