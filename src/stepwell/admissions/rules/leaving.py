"""Waiving a gate, and leaving the way in."""

from collections.abc import Set as AbstractSet

from stepwell.admissions.vocabulary import EXPLAINED, GATE_LABELS, HARD, MONEY, WAIVED_BY, Gate, Lost, State
from stepwell.kernel.findings import Finding
from stepwell.platform.walls.rights import Role

LEAST_REASON = 10  # letters
LEAST_WORDS = 3


def may_waive(gate: Gate, roles: AbstractSet[Role]) -> bool:
    """Return whether somebody with these roles may waive a gate."""
    return gate not in HARD and bool(WAIVED_BY[gate] & roles)


def check_waiver(gate: Gate, state: State, reason: str, roles: AbstractSet[Role]) -> list[Finding]:
    """Return why a gate cannot be waived."""
    label = GATE_LABELS[gate]
    if gate in HARD:
        return [Finding("ADM-040", f"{label}: nobody is admitted without it. It cannot be waived.")]
    if not may_waive(gate, roles):
        who = "The supervisor or director waives" if gate in MONEY else "Admissions, the supervisor or director waive"
        return [Finding("ADM-041", f"{label}: {who} this.")]
    if state not in {State.MISSING, State.UNSEEN}:  # who answers for the money need not see the policy
        return [Finding("ADM-042", f"{label}: this is not missing. Load the page again to see how it stands.")]
    if len(reason.strip()) < LEAST_REASON:
        return [Finding("ADM-043", f"Say why in {LEAST_REASON} letters or more. The reason is kept.", "reason")]
    return []


def check_leaving(why: Lost, words: str) -> list[Finding]:
    """Return what is missing where somebody does not start."""
    if why in EXPLAINED and len(words.strip()) < LEAST_WORDS:
        return [Finding("ADM-051", "Say where you referred them, or what the reason is.", "words")]
    return []
