"""What the payers answer to a file of claims: at once, and again the next time that they look."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from stepwell.demo.payer import acknowledging
from stepwell.demo.payer.deciding import SILENT, Allowing, Decision, Fate, decide, fate_of, payer_number, reversed_
from stepwell.demo.payer.mail import Letter, Mail
from stepwell.demo.payer.remitting import Kept, Told, remittance
from stepwell.demo.payer.writing import (
    ACKNOWLEDGMENT,
    REMITTANCE,
    STATUS,
    TAKEN_IN,
    Kind,
    Segments,
    interchange,
    receipt,
)

ROUNDS = 2
_REPLACES, _VOIDS = "7", "8"
_RECOVERED, _INTEREST = "WO", "L6"
_INTEREST_PAID = Decimal("1.25")
_NUMBERS = 100  # control numbers for the answers to one file, half of them for each round
_MOST_NUMBER = 1_000_000_000


@dataclass(frozen=True)
class Answer:
    """A file of a payer: what it is called, and its text."""

    name: str
    text: str


@dataclass(frozen=True)
class Received:
    """A file of claims as it came, and how many rounds of answers went out."""

    mail: Mail
    rounds: int = 0


def answers(received: Received, others: Sequence[Received], allowing: Allowing, at: datetime) -> list[Answer]:
    """Return the next answers to a file; [] if nothing more is to be said.

    others    files that came before, among which are the claims that this one corrects
    allowing  what the contract allows for a line
    at        the payers' time
    """
    mail, numbers = received.mail, _numbers(received)
    if received.rounds >= ROUNDS:
        return []
    found = [] if received.rounds else list(_acknowledged(mail, numbers, at))
    if acknowledging.is_readable(mail):
        found += _remitted(received, others, allowing, numbers, at)
    return found


def _numbers(received: Received) -> Iterator[int]:
    first = received.mail.number * _NUMBERS + received.rounds * _NUMBERS // ROUNDS
    return (number % _MOST_NUMBER for number in range(first, first + _NUMBERS // ROUNDS))


def _answer(mail: Mail, kind: Kind, control: int, at: datetime, body: Segments) -> Answer:
    return Answer(f"{kind.code}-{control:09}.x12", interchange(mail.ends, kind, control, at, [body]))


def _acknowledged(mail: Mail, numbers: Iterator[int], at: datetime) -> Iterator[Answer]:
    head = mail.head
    if head.acknowledgment_asked == "1":
        control = next(numbers)
        yield Answer(f"TA1-{control:09}.x12", receipt(mail.ends, control, at, (head.control, head.date, head.time)))
    yield _answer(mail, ACKNOWLEDGMENT, next(numbers), at, acknowledging.acknowledgment(mail))
    if not acknowledging.is_readable(mail):
        return
    yield _answer(mail, TAKEN_IN, next(numbers), at, acknowledging.taken_in(mail, at))
    if pending := acknowledging.pending(mail, at):
        yield _answer(mail, STATUS, next(numbers), at, pending)


def _remitted(
    received: Received, others: Sequence[Received], allowing: Allowing, numbers: Iterator[int], at: datetime
) -> Iterator[Answer]:
    """Yield an 835 for each payer; what is all left to clients comes by itself, as it pays nothing."""
    by_payer: dict[str, list[Letter]] = {}
    for letter in received.mail.letters:
        by_payer.setdefault(letter.payer.id, []).append(letter)
    for letters in by_payer.values():
        unpaid = [one for one in letters if fate_of(one.claim.control) is Fate.DEDUCTIBLE]
        paid = [one for one in letters if one not in unpaid]
        for part in (paid, unpaid):
            told = [each for one in part for each in _told(one, received, others, allowing)]
            kept = [each for one in part for each in _kept(one, allowing)] if received.rounds else []
            if told or kept:
                control = next(numbers)
                payment = f"EFT{control:09}"
                body = remittance(part[0].payer, part[0].payee, told, kept, number=payment, at=at)
                yield _answer(received.mail, REMITTANCE, control, at, body)


def _told(letter: Letter, received: Received, others: Iterable[Received], allowing: Allowing) -> Iterator[Told]:
    claim, fate = letter.claim, fate_of(letter.claim.control)
    if claim.frequency in {_REPLACES, _VOIDS}:
        if received.rounds == 0:
            yield from _corrected(letter, others, allowing)
    elif received.rounds == 0 and fate not in SILENT and fate is not Fate.PENDED:
        yield Told(letter, decide(claim, allowing, fate))
    elif received.rounds == 1 and fate is Fate.REVERSED:
        yield Told(letter, reversed_(decide(claim, allowing, fate)))
        yield Told(letter, decide(claim, allowing, Fate.PAID))
    elif received.rounds == 1 and fate is Fate.PENDED:
        yield Told(letter, decide(claim, allowing, Fate.PAID))


def _corrected(letter: Letter, others: Iterable[Received], allowing: Allowing) -> Iterator[Told]:
    """Yield that the claim which is corrected is taken back, and what is paid instead."""
    for other in others:
        earlier = [one for one in other.mail.letters if payer_number(one.claim.control) == letter.claim.original]
        standing = [(one, _standing(one, other, allowing)) for one in earlier]
        yield from (Told(one, reversed_(decision)) for one, decision in standing if decision)
    if letter.claim.frequency == _REPLACES:
        yield Told(letter, decide(letter.claim, allowing, Fate.PAID))


def _standing(letter: Letter, received: Received, allowing: Allowing) -> Decision | None:
    """Return the last decision about a claim; None if there is none."""
    fate = fate_of(letter.claim.control)
    is_decided = received.rounds > (fate is Fate.PENDED) and acknowledging.is_readable(received.mail)
    if fate in SILENT or not is_decided:
        return None
    is_changed = fate in {Fate.REVERSED, Fate.PENDED} and received.rounds == ROUNDS
    return decide(letter.claim, allowing, Fate.PAID if is_changed else fate)


def _kept(letter: Letter, allowing: Allowing) -> Iterator[Kept]:
    number = payer_number(letter.claim.control)
    match fate_of(letter.claim.control):
        case Fate.RECOUPED:
            yield Kept(_RECOVERED, number, decide(letter.claim, allowing, Fate.RECOUPED).paid)
        case Fate.PENDED:
            yield Kept(_INTEREST, number, -_INTEREST_PAID)
        case _:
            return
