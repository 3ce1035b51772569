"""Finding what an answer is about: the claim, and each of its lines. Source: docs/sources.md#posting."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from stepwell.billing.rules.amounts import to_cents
from stepwell.remittances.rules.posting.sent import SentClaim, SentLine
from stepwell.x12.remittances import RemittedClaim, ServiceLine

_SERVICE_DAYS = ("472", "150")
_CLAIM_DAYS = ("232",)
_LATER_PAYERS = frozenset({"2", "3", "20", "21"})


class SentClaims:
    """Claims that were sent, by all the numbers that an answer may name them by."""

    def __init__(self, sent: Iterable[SentClaim]) -> None:
        self._by_number: dict[str, list[SentClaim]] = defaultdict(list)
        self._by_payer: dict[str, list[SentClaim]] = defaultdict(list)
        self._by_line: dict[str, list[SentClaim]] = defaultdict(list)
        self._chains: dict[str, list[SentClaim]] = defaultdict(list)
        for claim in sent:
            self._by_number[claim.number].append(claim)
            if claim.chain:
                self._chains[claim.chain].append(claim)
            for number in claim.payer_controls:
                self._by_payer[number].append(claim)
            for line in claim.lines:
                self._by_line[line.control].append(claim)

    def claim_for(self, answer: RemittedClaim) -> SentClaim | None:
        """Return the claim that an answer is about: by our number, by the payer's, by the numbers of its lines.

        Day, code and charge alone tell no client from another, so they find no claim. None if it is not the only one.
        """
        ways = (
            self._by_number.get(answer.control, []),
            self._by_payer.get(answer.payer_control, []) if answer.payer_control else [],
            self._with_lines({line.control for line in answer.lines if line.control}),
        )
        found = next((way for way in ways if way), [])
        if len(found) != 1:
            return None
        sent_on = self._by_number.get(found[0].sent_on_as, []) if answer.status in _LATER_PAYERS else []
        return sent_on[0] if sent_on else found[0]

    def chain_of(self, claim: SentClaim) -> list[SentClaim]:
        """Return the other claims of a chain of claims that replace one another."""
        return [one for one in self._chains.get(claim.chain, []) if one.number != claim.number]

    def _with_lines(self, controls: set[str]) -> list[SentClaim]:
        some = self._by_line.get(next(iter(controls), ""), [])
        return [claim for claim in some if controls <= {line.control for line in claim.lines}]


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
