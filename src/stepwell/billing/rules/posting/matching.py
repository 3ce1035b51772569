"""Finding what an answer is about: the claim, and each of its lines. Source: docs/sources.md#posting."""

from collections.abc import Iterable, Sequence
from datetime import date

from stepwell.billing.rules.amounts import to_cents
from stepwell.billing.rules.posting.sent import SentClaim, SentLine
from stepwell.x12.remittances import RemittedClaim, ServiceLine

_SERVICE_DAYS = ("472", "150")
_CLAIM_DAYS = ("232",)


def claim_for(answer: RemittedClaim, sent: Iterable[SentClaim]) -> SentClaim | None:
    """Return the claim that an answer is about: by our number, by the payer's, by the numbers of its lines.

    Day, code and charge alone tell no client from another, so they find no claim. None if it is not the only one.
    """
    all_sent = tuple(sent)
    controls = {line.control for line in answer.lines if line.control}
    ways = (
        [claim for claim in all_sent if claim.number == answer.control],
        [claim for claim in all_sent if answer.payer_control and answer.payer_control in claim.payer_controls],
        [claim for claim in all_sent if controls and controls <= {line.control for line in claim.lines}],
    )
    found = next((way for way in ways if way), [])
    return found[0] if len(found) == 1 else None


def lines_for(answer: RemittedClaim, claim: SentClaim) -> list[SentLine] | None:
    """Return the line that each line of an answer is about: by our number, else by day, code and charge.

    returns  as many as the answer has; None if one cannot be told, or is answered twice
    """
    left = list(claim.lines)
    found: dict[int, SentLine] = {}
    numbered = list(enumerate(answer.lines))
    for exact in (True, False):
        for index, line in numbered:
            if index in found:
                continue
            fits = [one for one in left if (one.control == line.control if exact else _is_alike(one, line, answer))]
            if fits and (exact or len(fits) == 1):
                found[index] = fits[0]
                left.remove(fits[0])
    return [found[index] for index, _ in numbered] if len(found) == len(numbered) else None


def _is_alike(sent: SentLine, line: ServiceLine, answer: RemittedClaim) -> bool:
    return sent.day == _day(line, answer) and sent.code in _codes(line) and sent.charge == to_cents(line.charge)


def _day(line: ServiceLine, answer: RemittedClaim) -> date | None:
    own = [one.first for one in line.dates if one.qualifier in _SERVICE_DAYS]
    return next(iter(own), next((one.first for one in answer.dates if one.qualifier in _CLAIM_DAYS), None))


def _codes(line: ServiceLine) -> Sequence[str]:
    """Return the codes a line may have been sent with: what the payer says was billed, or what it paid."""
    return [one.code for one in (line.billed, line.procedure) if one] + [line.revenue_code]
