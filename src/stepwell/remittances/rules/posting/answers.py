"""What one answer to one claim posts, or why it posts nothing. Source: docs/sources.md#posting."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from stepwell.billing.rules import ledger
from stepwell.billing.rules.amounts import to_cents
from stepwell.billing.rules.ledger import BY_CLIENT, Posting
from stepwell.billing.vocabulary import Account
from stepwell.remittances.rules.posting.matching import lines_for
from stepwell.remittances.rules.posting.sent import Answered, Denied, Planned, SentClaim, key_of
from stepwell.remittances.rules.posting.shares import Share, laid_over, reduced, share_of, shares_of
from stepwell.x12.parts import Adjustment
from stepwell.x12.remittances import RemittedClaim, ServiceLine

NOT_ADDED_UP, NOT_MATCHED, OTHER_AMOUNTS = "POS-006", "POS-007", "POS-008"
Reasons = list[tuple[Adjustment, int]]  # with cents


def answered(answer: RemittedClaim, claim: SentClaim) -> list[Answered] | str:
    """Return what every line of an answer came to, or the code of the work that it leaves instead."""
    if not _adds_up(answer):
        return NOT_ADDED_UP
    matched = _by_line(answer, claim) if answer.lines else _as_whole(answer, claim)
    if isinstance(matched, str):
        return matched
    if any(one.shares.total != one.sent.charge or one.shares.settled != one.sent.owed for one in matched):
        return OTHER_AMOUNTS
    return matched


def _adds_up(answer: RemittedClaim) -> bool:
    lines = all(line.charge - _sum(line.adjustments) == line.paid for line in answer.lines)
    charges = not answer.lines or sum(line.charge for line in answer.lines) == answer.charge
    return lines and charges and answer.charge - _sum(answer.all_adjustments) == answer.paid


def _sum(adjustments: tuple[Adjustment, ...]) -> Decimal:
    return sum((one.amount for one in adjustments), Decimal(0))


def _by_line(answer: RemittedClaim, claim: SentClaim) -> list[Answered] | str:
    matched = lines_for(answer, claim)
    if matched is None:
        return NOT_MATCHED
    shares = [shares_of(to_cents(line.paid), line.adjustments) for line in answer.lines]
    less = reduced(shares, shares_of(0, answer.adjustments))
    if less is None:
        return OTHER_AMOUNTS
    return [Answered(*one) for one in zip(matched, less, answer.lines, strict=True)]


def _as_whole(answer: RemittedClaim, claim: SentClaim) -> list[Answered] | str:
    lines = sorted(claim.lines, key=lambda line: (line.day, line.control))
    shares = laid_over(shares_of(to_cents(answer.paid), answer.adjustments), [line.charge for line in lines])
    return OTHER_AMOUNTS if shares is None else [Answered(*one) for one in zip(lines, shares, strict=True)]


def postings_of(one: Answered, claim: SentClaim, *, answer: int, key: str, into: Account) -> list[Planned]:
    """Return the transactions of a line.

    answer  which of its remittance, from 0
    key     of the answer
    into    where the payer's money comes in
    """
    owed, shares = claim.owed_by, one.shares
    made: dict[str, tuple[int, Callable[[int], Posting]]] = {
        "paid": (shares.paid, lambda cents: ledger.payer_payment(owed, cents, into=into)),
        "contractual": (shares.contractual, lambda cents: ledger.contractual(owed, cents)),
        "denied": (shares.denied, lambda cents: ledger.adjustment(owed, cents, is_denied=True)),
        "other": (shares.other, lambda cents: ledger.adjustment(owed, cents, is_denied=False)),
        "client": (shares.client, lambda cents: ledger.transfer(owed, cents, to=claim.then_by or BY_CLIENT)),
    }
    return [
        Planned(
            key=key_of(key, one.sent.control, name),
            answer=answer,
            posting=_signed(shape, cents),
            client_id=claim.client_id,
            claim=claim.number,
            line=one.sent.control,
            line_id=one.sent.line_id,
            service_day=one.sent.day,
        )
        for name, (cents, shape) in made.items()
        if cents
    ]


def _signed(shape: Callable[[int], Posting], cents: int) -> Posting:
    """Return a posting of an amount that may lie below zero, as where a payer allows more than was charged."""
    posting = shape(abs(cents))
    return posting if cents > 0 else replace(ledger.reversal(posting.lines), kind=posting.kind)


def denials_of(index: int, lines: Iterable[Answered], answer: RemittedClaim, claim: SentClaim) -> Iterator[Denied]:
    """Yield what was denied, each reason of each line by itself; what was denied as a whole, by the lines it took.

    index  of the answer in its remittance, from 0
    """
    whole = [(one, to_cents(one.amount)) for one in _denied(answer.adjustments)]
    for each in lines:
        own = [(one, to_cents(one.amount)) for one in _denied(each.line.adjustments if each.line else ())]
        taken, whole = _taken(whole, each.shares.denied - sum(cents for _, cents in own))
        remarks = tuple(dict.fromkeys(_remarks(each.line, answer)))
        for one, cents in own + taken:
            if cents > 0:
                yield Denied(claim.number, each.sent.control, one.group, one.reason, remarks, cents, index)


def _taken(whole: Reasons, cents: int) -> tuple[Reasons, Reasons]:
    """Return the first reasons that make up so many cents, and what is left of all."""
    taken: Reasons = []
    left: Reasons = []
    for one, amount in whole:
        part = max(0, min(amount, cents))
        cents -= part
        taken.append((one, part))
        left.append((one, amount - part))
    return taken, left


def _denied(adjustments: Iterable[Adjustment]) -> Iterator[Adjustment]:
    return (one for one in adjustments if share_of(one.group, one.reason) is Share.DENIED)


def _remarks(line: ServiceLine | None, answer: RemittedClaim) -> Iterator[str]:
    yield from (one.code for one in (line.remarks if line else ()))
    for adjudication in answer.adjudications:
        yield from adjudication.remarks
