"""From which state a claim may come to which. The database has the same table, as a trigger.

Source: docs/sources.md#claim-states.
"""

from stepwell.claims.vocabulary import State
from stepwell.kernel.findings import Finding

NOT_FROM_THERE = Finding("CLM-001", "The claim came further in the meantime. Load the page again and look at it.")

_DECIDED = {State.ADJUDICATED, State.DENIED, State.REVERSED}
_AFTERWARDS = {State.SECONDARY_DUE, State.PATIENT_DUE, State.CLOSED, State.WRITTEN_OFF}
_ANSWERED = {State.CLAIM_REJECTED, State.PAYER_ACCEPTED, State.PENDED, State.ADJUDICATED, State.DENIED}
_CORRECTED = {State.REPLACED, State.VOIDED}
_AGAIN = {State.READY, State.SCRUB_FAILED, State.DROPPED}

# A payer may answer before it acknowledges, say the same twice, and take back a decision of long ago.
ALLOWED: dict[State | None, frozenset[State]] = {
    None: frozenset({State.DRAFT}),
    # Sent, only where another program did: the database asks for its file.
    State.DRAFT: frozenset({State.SCRUB_FAILED, State.READY, State.DROPPED, State.FORWARDED, State.SENT}),
    State.SCRUB_FAILED: frozenset({State.READY, State.DROPPED}),
    State.READY: frozenset({State.QUEUED, State.SCRUB_FAILED, State.DROPPED}),
    State.QUEUED: frozenset({State.SENT, State.READY, State.SCRUB_FAILED}),
    State.SENT: frozenset({State.FILE_REJECTED, State.FILE_ACCEPTED} | _ANSWERED | _CORRECTED),
    State.FORWARDED: frozenset(_ANSWERED | _CORRECTED),  # the payer before sent it: nothing leaves from here
    State.FILE_REJECTED: frozenset(_AGAIN),
    State.FILE_ACCEPTED: frozenset({State.FILE_ACCEPTED} | _ANSWERED | _CORRECTED),
    State.CLAIM_REJECTED: frozenset(_AGAIN | _ANSWERED),
    State.PAYER_ACCEPTED: frozenset(_ANSWERED | _CORRECTED),
    State.PENDED: frozenset(_ANSWERED | _CORRECTED),
    State.ADJUDICATED: frozenset(_DECIDED | _AFTERWARDS | _CORRECTED | {State.APPEALED}),
    State.DENIED: frozenset(_DECIDED | _AFTERWARDS | _CORRECTED | {State.APPEALED}),
    State.REVERSED: frozenset(_DECIDED | _CORRECTED | {State.PENDED, State.CLOSED}),
    State.APPEALED: frozenset(_DECIDED | _AFTERWARDS | _CORRECTED),
    State.SECONDARY_DUE: frozenset(_DECIDED | _AFTERWARDS | _CORRECTED),
    State.PATIENT_DUE: frozenset(_DECIDED | _AFTERWARDS | _CORRECTED),
    State.CLOSED: frozenset(_DECIDED | _AFTERWARDS | _CORRECTED),
    State.WRITTEN_OFF: frozenset(_DECIDED | _AFTERWARDS | _CORRECTED),
    State.REPLACED: frozenset(),
    State.VOIDED: frozenset(),
    State.DROPPED: frozenset(),
}
ENDED = frozenset(state for state in State if not ALLOWED[state])
UNSENT = frozenset({State.DRAFT, State.SCRUB_FAILED, State.READY, State.QUEUED})
# The payer has no such claim: it may be mended and sent again under its own number.
RETURNED = frozenset({State.FILE_REJECTED, State.CLAIM_REJECTED})
WITH_PAYER = frozenset(State) - ENDED - UNSENT - RETURNED


def may_move(state: State, to: State) -> bool:
    """Return whether a claim in one state may come to another, or be told the same again."""
    return to in ALLOWED[state]
