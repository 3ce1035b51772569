"""Whether an 835 adds up: each line, each claim, the payment. Source: docs/sources.md#x12-balance"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from stepwell.x12.envelopes import TransactionSet
from stepwell.x12.issues import Issue, Severity
from stepwell.x12.parts import Adjustment
from stepwell.x12.reading.values import NOTHING
from stepwell.x12.remittances import Remittance, RemittedClaim, ServiceLine


def balance(remittance: Remittance, transaction: TransactionSet) -> Iterator[Issue]:
    """Yield what does not add up, each with its amounts."""
    for claim in remittance.claims:
        for line in claim.lines:
            yield from _line(claim, line, transaction)
        yield from _claim(claim, transaction)
    yield from _payment(remittance, transaction)


def _line(claim: RemittedClaim, line: ServiceLine, transaction: TransactionSet) -> Iterator[Issue]:
    less = _sum(line.adjustments)
    if line.charge - less != line.paid:
        sentence = (
            f"This line does not add up: {_dollars(line.charge)} charged less {_dollars(less)} of adjustments is "
            f"{_dollars(line.charge - less)}, and {_dollars(line.paid)} is said to be paid."
        )
        yield _issue("X12-401", Severity.ERROR, sentence, transaction, line.segment, claim)


def _claim(claim: RemittedClaim, transaction: TransactionSet) -> Iterator[Issue]:
    less = _sum(claim.all_adjustments)
    if claim.charge - less != claim.paid:
        sentence = (
            f"This claim does not add up: {_dollars(claim.charge)} charged less {_dollars(less)} of adjustments is "
            f"{_dollars(claim.charge - less)}, and {_dollars(claim.paid)} is said to be paid."
        )
        yield _issue("X12-402", Severity.ERROR, sentence, transaction, claim.segment, claim)
    lines = sum((line.charge for line in claim.lines), NOTHING)
    if claim.lines and lines != claim.charge:
        sentence = f"The lines were charged {_dollars(lines)} together, and the claim {_dollars(claim.charge)}."
        yield _issue("X12-405", Severity.WARNING, sentence, transaction, claim.segment, claim)
    if claim.is_reversal:
        if claim.paid > 0:
            sentence = f"A reversal should take money back, and this one pays {_dollars(claim.paid)}."
            yield _issue("X12-406", Severity.WARNING, sentence, transaction, claim.segment, claim)
        return
    owed = _sum(one for one in claim.all_adjustments if one.group == "PR")
    if claim.client_responsibility is not None and claim.client_responsibility != owed:
        sentence = (
            f"The claim says that the client owes {_dollars(claim.client_responsibility)} (CLP05), and its adjustments "
            f"in group PR come to {_dollars(owed)}."
        )
        yield _issue("X12-404", Severity.WARNING, sentence, transaction, claim.segment, claim)


def _payment(remittance: Remittance, transaction: TransactionSet) -> Iterator[Issue]:
    if remittance.payment is None:
        return
    claims = sum((claim.paid for claim in remittance.claims), NOTHING)
    less = sum((one.amount for one in remittance.provider_adjustments), NOTHING)
    if claims - less != remittance.payment.amount:
        sentence = (
            f"The payment does not add up: claims of {_dollars(claims)} less {_dollars(less)} of provider adjustments "
            f"(PLB) is {_dollars(claims - less)}, and BPR02 says {_dollars(remittance.payment.amount)}."
        )
        yield Issue("X12-403", Severity.ERROR, sentence, transaction.place)


def _sum(adjustments: Iterable[Adjustment]) -> Decimal:
    return sum((one.amount for one in adjustments), NOTHING)


def _issue(
    code: str, severity: Severity, sentence: str, transaction: TransactionSet, segment: int, claim: RemittedClaim
) -> Issue:
    position = transaction.position(segment - transaction.source.number)
    return Issue(code, severity, sentence, position, f"claim {claim.control}")


def _dollars(amount: Decimal) -> str:
    return f"-${-amount:,.2f}" if amount < 0 else f"${amount:,.2f}"
