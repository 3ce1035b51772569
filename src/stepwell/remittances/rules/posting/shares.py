"""What adjustments come to: the contract's, the client's, denied, other. Source: docs/sources.md#posting."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum

from stepwell.billing.rules.amounts import to_cents
from stepwell.x12.parts import Adjustment


class Share(StrEnum):
    """Whose or what an adjustment is."""

    CONTRACTUAL = "contractual"
    DEDUCTIBLE = "deductible"
    COINSURANCE = "coinsurance"
    COPAY = "copay"
    NON_COVERED = "non_covered"
    DENIED = "denied"
    OTHER = "other"
    PRIOR_PAYER = "prior_payer"


CLIENTS = frozenset({Share.DEDUCTIBLE, Share.COINSURANCE, Share.COPAY, Share.NON_COVERED})
_CLIENT, _CONTRACT, _CORRECTION = "PR", "CO", "CR"
_CLIENT_REASONS = {"1": Share.DEDUCTIBLE, "2": Share.COINSURANCE, "3": Share.COPAY}
_PRIOR_PAYER, _ABOVE_CONTRACT = "23", "45"
# The payer's arithmetic, which nobody appeals: sequestration, and what another payer's decision did.
_NO_DENIAL = frozenset({"253", _PRIOR_PAYER})
# A client does not owe for late filing, nor for what was found not necessary without a notice signed before.
_NEVER_THE_CLIENTS = frozenset({"29", "50"})


def share_of(group: str, reason: str) -> Share:
    """Return what an adjustment is, by its group (CO, PR, OA, PI, CR) and reason code."""
    if reason == _PRIOR_PAYER:
        return Share.PRIOR_PAYER
    if group == _CLIENT:
        return Share.DENIED if reason in _NEVER_THE_CLIENTS else _CLIENT_REASONS.get(reason, Share.NON_COVERED)
    if reason == _ABOVE_CONTRACT:
        return Share.CONTRACTUAL if group == _CONTRACT else Share.OTHER
    if group == _CORRECTION or reason in _NO_DENIAL:
        return Share.OTHER
    return Share.DENIED


@dataclass(frozen=True)
class Shares:
    """What a charge came to, in cents. All together are the charge."""

    paid: int = 0
    contractual: int = 0
    deductible: int = 0
    coinsurance: int = 0
    copay: int = 0
    non_covered: int = 0
    denied: int = 0
    other: int = 0
    prior_payer: int = 0

    @property
    def client(self) -> int:
        """What the payer leaves to the client."""
        return sum(int(getattr(self, share)) for share in CLIENTS)

    @property
    def total(self) -> int:
        """All of it."""
        return sum(int(getattr(self, field.name)) for field in fields(self))

    @property
    def settled(self) -> int:
        """What the payer was asked for and answers now; what an earlier payer did is no part of it."""
        return self.total - self.prior_payer


def shares_of(paid: int, adjustments: Iterable[Adjustment]) -> Shares:
    """Return what a charge came to. Raises ValueError for a part of a cent."""
    sums: dict[str, int] = {"paid": paid}
    for one in adjustments:
        share = share_of(one.group, one.reason)
        sums[share] = sums.get(share, 0) + to_cents(one.amount)
    return Shares(**sums)


def laid_over(whole: Shares, charges: Sequence[int]) -> list[Shares] | None:
    """Return the shares of a claim that was answered without lines, laid over the lines in their order.

    charges  cents of each line; together the whole
    returns  None where it cannot be done: parts below zero, or another sum
    """
    parts = [(field.name, int(getattr(whole, field.name))) for field in fields(whole)]
    if whole.total != sum(charges) or any(cents < 0 for _, cents in parts) or any(charge < 0 for charge in charges):
        return None
    left = dict(parts)
    found = []
    for charge in charges:
        own: dict[str, int] = {}
        for name in left:
            own[name] = min(left[name], charge - sum(own.values()))
            left[name] -= own[name]
        found.append(Shares(**own))
    return found


def reduced(lines: Sequence[Shares], less: Shares) -> list[Shares] | None:
    """Return lines with what a payer took off the claim as a whole, taken from what was paid, the first line first.

    less     the adjustments of the claim, with nothing paid
    returns  None where less was paid than was taken off, or something was put on instead
    """
    parts = {field.name: int(getattr(less, field.name)) for field in fields(less)}
    if any(cents < 0 for cents in parts.values()):
        return None
    found = []
    for line in lines:
        own = {field.name: int(getattr(line, field.name)) for field in fields(line)}
        for name in parts:
            taken = max(0, min(parts[name], own["paid"]))
            own[name] += taken
            own["paid"] -= taken
            parts[name] -= taken
        found.append(Shares(**own))
    return None if any(parts.values()) else found
