"""From one remittance to a plan of postings and work. Nothing is half posted: a claim is posted whole or not at all.

Source: docs/sources.md#posting.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from stepwell.billing.rules import ledger
from stepwell.billing.rules.amounts import to_cents
from stepwell.billing.vocabulary import Account, Kind
from stepwell.kernel.money import CENT
from stepwell.remittances.rules.posting import answers
from stepwell.remittances.rules.posting.matching import SentClaims
from stepwell.remittances.rules.posting.sent import (
    Answered,
    Denied,
    Plan,
    Planned,
    PostedClaim,
    SentClaim,
    Settled,
    WorkItem,
    key_of,
)
from stepwell.remittances.rules.posting.words import WORK
from stepwell.x12.remittances import Payment, ProviderAdjustment, Remittance, RemittedClaim

_UNDECIDED = frozenset({"23", "25"})
_ACCOUNTS = {"CHK": Account.CHECK}
_RECOVERED = frozenset({"WO"})
TOLERATED = 100  # cents that an allowed amount may be off the contract
MOST = Decimal(10_000_000)  # dollars that no amount of a remittance comes to


def plan(
    remittance: Remittance,
    sent: Iterable[SentClaim],
    before: Iterable[PostedClaim] = (),
    *,
    payees: frozenset[str] = frozenset(),
    payer_id: UUID | None = None,
    only: frozenset[int] | None = None,
) -> Plan:
    """Return what a remittance posts and what work it leaves.

    sent      the claims that may be meant
    before    what earlier remittances left alive; of this one only what `only` leaves out
    payees    our NPIs and tax numbers; empty if anybody may be paid
    payer_id  who pays, for what belongs to no claim
    only      answers, from 0, that waited since it was read first; None for all of it

    Of a part the plan's `unposted` is what of these answers still waits.
    """
    payment, trace, alive = remittance.payment, remittance.trace, list(before)
    if payment is None or trace is None or not trace.number:
        return Plan(items=(_work("POS-001"),), alive=tuple(alive), refusal="POS-001")
    if any(amount != amount.quantize(CENT) or abs(amount) > MOST for amount in _amounts(remittance)):
        return Plan(items=(_work("POS-002"),), alive=tuple(alive), refusal="POS-002")
    cents = _moved(payment)
    refusal = _refusal(remittance, cents, payees)
    if refusal:
        return Plan(items=(_work(refusal, cents=cents),), alive=tuple(alive), unposted=cents, refusal=refusal)
    planner = _Planner(SentClaims(sent), alive, payment_key(remittance), account_of(remittance), payer_id)
    return planner.run(remittance, cents) if only is None else planner.again(remittance, only)


def payment_key(remittance: Remittance) -> str:
    """Return the key of a payment, the same in whatever file it comes."""
    trace = remittance.trace
    return key_of(trace.originator, trace.number) if trace else key_of("")


def _moved(payment: Payment) -> int:
    """Return the cents that are paid; below zero where they are taken from us."""
    return to_cents(payment.amount) * (-1 if payment.credit == "D" else 1)


def account_of(remittance: Remittance) -> Account:
    """Return where the money comes in."""
    return _ACCOUNTS.get(remittance.payment.method, Account.EFT) if remittance.payment else Account.EFT


def _refusal(remittance: Remittance, cents: int, payees: frozenset[str]) -> str:
    """Return the code of what keeps the whole file from being posted; "" if nothing does."""
    claims = sum(to_cents(claim.paid) for claim in remittance.claims)
    if claims - sum(to_cents(one.amount) for one in remittance.provider_adjustments) != cents:
        return "POS-002"
    if payees and remittance.payee and not payees & _numbers(remittance):
        return "POS-004"
    return ""


def _numbers(remittance: Remittance) -> set[str]:
    payee = remittance.payee
    return {payee.id, *(one.value for one in payee.references)} if payee else set()


def _amounts(remittance: Remittance) -> Iterator[Decimal]:
    if remittance.payment:
        yield remittance.payment.amount
    yield from (one.amount for one in remittance.provider_adjustments)
    for claim in remittance.claims:
        yield from (claim.charge, claim.paid, *(one.amount for one in claim.all_adjustments))
        for line in claim.lines:
            yield from (line.charge, line.paid, *(one.amount for one in line.amounts))


def _work(code: str, **about: Any) -> WorkItem:
    words = WORK[code]
    return WorkItem(code=code, sentence=words.sentence, next_step=words.next_step, **about)


class _Planner:
    """A plan being made: what is alive changes as claims of the same file are reversed and paid anew."""

    def __init__(
        self, sent: SentClaims, alive: Iterable[PostedClaim], key: str, into: Account, payer_id: UUID | None
    ) -> None:
        self._sent, self._key, self._into, self._payer_id = sent, key, into, payer_id
        self._alive: dict[str, list[PostedClaim]] = defaultdict(list)
        for one in alive:
            self._alive[one.number].append(one)
        self._postings: list[Planned] = []
        self._items: list[WorkItem] = []
        self._denials: list[Denied] = []
        self._settled: list[Settled] = []
        self._told: set[int] = set()
        self._done = 0

    def run(self, remittance: Remittance, cents: int) -> Plan:
        """Return the plan: first what is taken back of earlier remittances, then the rest in the order of the file."""
        self._answers(list(enumerate(remittance.claims)))
        for number, adjustment in enumerate(remittance.provider_adjustments):
            self._settle(number, adjustment)
        return self._plan(cents)

    def again(self, remittance: Remittance, only: frozenset[int]) -> Plan:
        """Return the plan for some of the answers."""
        numbered = [(index, one) for index, one in enumerate(remittance.claims) if index in only]
        self._answers(numbered)
        return self._plan(sum(to_cents(one.paid) for _, one in numbered))

    def _plan(self, cents: int) -> Plan:
        return Plan(
            postings=tuple(self._postings),
            settled=tuple(self._settled),
            told=frozenset(self._told),
            alive=tuple(one for of_claim in self._alive.values() for one in of_claim),
            items=tuple(self._items),
            denials=tuple(self._denials),
            unposted=cents - self._done,
        )

    def _answers(self, numbered: list[tuple[int, RemittedClaim]]) -> None:
        later = [(index, one) for index, one in numbered if not (one.is_reversal and self._reverse(index, one))]
        for index, answer in later:
            if not answer.is_reversal:
                self._answer(index, answer)
            elif not self._reverse(index, answer):
                self._cannot_reverse(index, answer)

    def _item(self, code: str, index: int, answer: RemittedClaim, *, cents: int | None = None, line: str = "") -> None:
        about = to_cents(answer.paid) if cents is None else cents
        item = _work(code, claim=answer.control, line=line, cents=about, segment=answer.segment, answer=index)
        self._items.append(item)

    def _reverse(self, index: int, answer: RemittedClaim) -> bool:
        """Negate exactly what was posted for a claim; return whether there was one such thing."""
        charge, paid = -to_cents(answer.charge), -to_cents(answer.paid)
        claim = self._sent.claim_for(answer)
        alive = self._alive[claim.number if claim else answer.control]
        fits = [one for one in alive if (one.charge, one.paid) == (charge, paid)]
        same = [one for one in fits if one.payer_control == answer.payer_control] or fits
        if len(same) != 1:
            return False
        alive.remove(same[0])
        self._done -= paid
        self._settled.append(Settled(answer=index, claim=same[0].number, taken_back=same[0]))
        for one in same[0].postings:
            key = key_of(self._key, index, one.key)
            self._postings.append(
                replace(one, key=key, answer=index, posting=ledger.reversal(one.posting.lines), reverses=one.key)
            )
        return True

    def _cannot_reverse(self, index: int, answer: RemittedClaim) -> None:
        """Note a reversal of what was not posted: nothing is to be done if that was void of money and out of date."""
        claim = self._sent.claim_for(answer)
        if claim and not answer.paid and self._in_chain(claim, newer=True):
            self._told.add(index)
        else:
            self._item("POS-010", index, answer)

    def _in_chain(self, claim: SentClaim, *, newer: bool) -> list[PostedClaim]:
        """Return the decisions that stand about claims which replace one, or which it replaces."""
        others = [one for one in self._sent.chain_of(claim) if (one.made > claim.made) is newer]
        return [record for one in others for record in self._alive[one.number]]

    def _answer(self, index: int, answer: RemittedClaim) -> None:
        claim = self._sent.claim_for(answer)
        if answer.status in _UNDECIDED:
            self._item("POS-012", index, answer)
        elif claim is None:
            self._item("POS-005", index, answer)
        elif isinstance(lines := answers.answered(answer, claim), str):
            self._item(lines, index, answer)
        elif self._lines_posted(claim) & {each.sent.control for each in lines}:
            self._item("POS-009", index, answer)
        elif self._in_chain(claim, newer=True):
            self._too_old(index, answer)
        else:
            self._post(index, answer, claim, lines)

    def _too_old(self, index: int, answer: RemittedClaim) -> None:
        """Note a decision about a claim whose successor is decided: its money waits, without any it says nothing."""
        if answer.paid:
            self._item("POS-019", index, answer)
        else:
            self._told.add(index)

    def _replace(self, index: int, claim: SentClaim) -> tuple[PostedClaim, ...]:
        """Negate what decisions about earlier claims of the chain took off; money stays until it is taken back."""
        found = tuple(one for one in self._in_chain(claim, newer=False) if not one.is_replaced)
        for record in found:
            kept = tuple(one for one in record.postings if one.posting.kind is Kind.PAYER_PAYMENT)
            for one in record.postings:
                if one not in kept:
                    key = key_of(self._key, index, one.key)
                    back = ledger.reversal(one.posting.lines)
                    self._postings.append(replace(one, key=key, answer=index, posting=back, reverses=one.key))
            alive = self._alive[record.number]
            alive[alive.index(record)] = replace(record, postings=kept, is_replaced=True)
        return found

    def _lines_posted(self, claim: SentClaim) -> set[str]:
        return {item.line for one in self._alive[claim.number] for item in one.postings}

    def _post(self, index: int, answer: RemittedClaim, claim: SentClaim, lines: list[Answered]) -> None:
        key = key_of(self._key, index)
        made = [
            one for each in lines for one in answers.postings_of(each, claim, answer=index, key=key, into=self._into)
        ]
        charge, paid = to_cents(answer.charge), to_cents(answer.paid)
        record = PostedClaim(
            number=claim.number, payer_control=answer.payer_control, charge=charge, paid=paid, postings=tuple(made),
            answer=index,
        )  # fmt: skip
        replaced = self._replace(index, claim)
        self._alive[claim.number].append(record)
        self._postings += made
        self._done += paid
        self._denials += answers.denials_of(index, lines, answer, claim)
        self._settled.append(Settled(answer=index, claim=claim.number, lines=tuple(lines), replaced=replaced))
        if paid_before := sum(one.paid for one in replaced):
            self._item("POS-020", index, answer, cents=paid_before)
        self._follow(index, answer, claim, lines)

    def _follow(self, index: int, answer: RemittedClaim, claim: SentClaim, lines: list[Answered]) -> None:
        """Note what is to be done about a claim that was posted."""
        if answer.is_forwarded:
            self._item("POS-011", index, answer)
        elif claim.then_by and any(each.shares.client for each in lines):
            self._item("POS-016", index, answer, cents=sum(each.shares.client for each in lines))
        for each in lines:
            if off := _off_contract(each):
                self._item("POS-014", index, answer, line=each.sent.control, cents=off)
        answered = self._lines_posted(claim) | {each.sent.control for each in lines}
        if left := sum(line.owed for line in claim.lines if line.control not in answered):
            self._item("POS-015", index, answer, cents=left)

    def _settle(self, number: int, adjustment: ProviderAdjustment) -> None:
        """Post what belongs to no claim. What the payer keeps back is above zero there, and below zero in our books."""
        cents = -to_cents(adjustment.amount)
        if not cents:
            return
        posting = ledger.provider_level(cents, into=self._into, payer_id=self._payer_id)
        self._postings.append(Planned(key=key_of(self._key, "PLB", number), posting=posting))
        self._done += cents
        if adjustment.reason in _RECOVERED and cents < 0:
            self._items.append(_work("POS-013", cents=-cents, segment=adjustment.segment))


def _off_contract(one: Answered) -> int:
    """Return the cents that the contract allows and the payer does not; 0 within a dollar, or where much is denied.

    What was denied has a case of its own, and what an earlier payer decided is measured by other terms.
    """
    shares = one.shares
    if one.sent.expected is None or shares.denied or shares.prior_payer:
        return 0
    line = one.line
    allowed = to_cents(line.allowed) if line and line.allowed is not None else shares.paid + shares.client
    off = one.sent.expected - allowed
    return off if abs(off) > TOLERATED else 0
