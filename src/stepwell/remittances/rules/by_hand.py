"""An answer on paper, typed in: what has to add up, and the 835 that says the same. Source: docs/sources.md#posting.

It becomes a file like any other, so that one way of posting, reading again and taking back holds for both.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b

from stepwell.billing.rules.amounts import in_words, to_cents, to_dollars
from stepwell.kernel.findings import Finding
from stepwell.x12.remittances import REVERSAL, Remittance, ServiceLine
from stepwell.x12.writing.charset import COMPONENT, ELEMENT, REPETITION, SEGMENT, folded

ORIGINATOR = "BYHAND"  # where an 835 has the payer's number: no payer has this one
_PROCESSED, _DENIED = {1: "1", 2: "2", 3: "3"}, "4"
_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./-]*")
_REASON = re.compile(r"[A-Z0-9]{1,5}")
_VERSION, _MOST_CONTROL = "005010X221A1", 999_999_999


@dataclass(frozen=True, kw_only=True)
class Why:
    """Why less was paid than charged: group, reason code, cents."""

    group: str
    reason: str
    cents: int


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of a claim as the paper answers it. Amounts in cents.

    field  of the form, for what is said about it
    """

    control: str
    code: str
    day: date
    charge: int
    paid: int
    why: tuple[Why, ...] = ()
    field: str = ""


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A claim as the paper answers it.

    sequence       1 if this payer pays first
    payer_control  the payer's number of it, if the paper says one
    """

    number: str
    sequence: int
    lines: tuple[Line, ...]
    payer_control: str = ""
    is_taken_back: bool = False

    @property
    def paid(self) -> int:
        """Cents paid for it."""
        return sum(line.paid for line in self.lines)

    @property
    def charge(self) -> int:
        """Cents charged."""
        return sum(line.charge for line in self.lines)


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A payment as the paper tells of it.

    number  of the check or transfer; `method` CHK, ACH or NON where nothing is paid
    cents   of the payment
    key     of the form: the same paper, sent twice, is one
    """

    number: str
    method: str
    day: date
    cents: int
    payer: str
    claims: tuple[Claim, ...]
    key: str


def check(paper: Paper) -> list[Finding]:
    """Return what does not add up, or cannot stand in a file."""
    found = [finding for claim in paper.claims for line in claim.lines for finding in _check_line(line)]
    paid = sum(claim.paid for claim in paper.claims)
    if paid != paper.cents:
        sentence = (
            f"The lines come to {in_words(paid)} paid, and the payment is {in_words(paper.cents)}. They must be the"
            " same to the cent. Correct one of them, or add the claim that is missing."
        )
        found.append(Finding("HND-002", sentence, "amount"))
    if not _NUMBER.fullmatch(paper.number):
        sentence = "Write the number as it stands on the check or the transfer: letters, digits, spaces and hyphens."
        found.append(Finding("HND-003", sentence, "number"))
    return found


def _check_line(line: Line) -> Iterator[Finding]:
    explained = line.paid + sum(why.cents for why in line.why)
    if explained != line.charge:
        off, what = line.charge - explained, "missing" if explained < line.charge else "too much"
        sentence = (
            f"{in_words(line.charge)} was charged for {line.day:%B} {line.day.day}, and paid and taken off come to"
            f" {in_words(explained)}: {in_words(abs(off))} {what}."
        )
        yield Finding("HND-001", sentence, line.field)
    for why in line.why:
        if not _REASON.fullmatch(why.reason):
            sentence = "Write the reason code as on the paper, such as 45, 197 or B7: the key to it is printed there."
            yield Finding("HND-004", sentence, line.field)


def taken_back(paper: Paper, *, key: str) -> Paper:
    """Return what negates a paper exactly, as a paper of its own."""
    claims = tuple(
        replace(claim, lines=tuple(map(_negated, claim.lines)), is_taken_back=True) for claim in paper.claims
    )
    return replace(paper, cents=-paper.cents, claims=claims, key=key)


def paper_of(remittance: Remittance, *, day: date, key: str) -> Paper:
    """Return what was typed in, from the file that was made of it.

    day  of the payment
    """
    payment, trace = remittance.payment, remittance.trace
    claims = tuple(
        Claim(
            number=one.control, sequence=1, payer_control=one.payer_control,
            lines=tuple(_typed(line, day) for line in one.lines),
        )
        for one in remittance.claims
    )  # fmt: skip
    return Paper(
        number=trace.number if trace else "", method=payment.method if payment else "NON", day=day,
        cents=sum(claim.paid for claim in claims), payer=remittance.payer.name if remittance.payer else "",
        claims=claims, key=key,
    )  # fmt: skip


def _typed(line: ServiceLine, day: date) -> Line:
    why = tuple(Why(group=one.group, reason=one.reason, cents=to_cents(one.amount)) for one in line.adjustments)
    return Line(
        control=line.control, code=line.procedure.code if line.procedure else "",
        day=next((one.first for one in line.dates if one.first), day), charge=to_cents(line.charge),
        paid=to_cents(line.paid), why=why,
    )  # fmt: skip


def _negated(line: Line) -> Line:
    why = tuple(replace(one, cents=-one.cents) for one in line.why)
    return replace(line, charge=-line.charge, paid=-line.paid, why=why)


def written(paper: Paper, *, payee: str) -> str:
    """Return the 835 that says what the paper says; the same for the same paper.

    payee  our NPI
    """
    digest = blake2b(paper.key.encode(), digest_size=4)
    control = int.from_bytes(digest.digest()) % _MOST_CONTROL + 1
    inner = list(_set(paper, payee, digest.hexdigest().upper()))
    body = [_segment("ST", "835", "0001"), *inner, _segment("SE", str(len(inner) + 2), "0001")]
    group = _segment("GS", "HP", ORIGINATOR, ORIGINATOR, f"{paper.day:%Y%m%d}", "0000", str(control), "X", _VERSION)
    return SEGMENT.join([_head(paper.day, control), group, *body, _segment("GE", "1", str(control)),
                         _segment("IEA", "1", f"{control:09}"), ""])  # fmt: skip


def _head(day: date, control: int) -> str:
    empty, mailbox = " " * 10, f"{ORIGINATOR:15}"
    return ELEMENT.join(("ISA", "00", empty, "00", empty, "ZZ", mailbox, "ZZ", mailbox, f"{day:%y%m%d}", "0000",
                         REPETITION, "00501", f"{control:09}", "0", "P", COMPONENT))  # fmt: skip


def _set(paper: Paper, payee: str, mark: str) -> Iterator[str]:
    credit = "C" if paper.cents >= 0 else "D"
    yield _segment("BPR", "I", _money(abs(paper.cents)), credit, paper.method, *[""] * 11, f"{paper.day:%Y%m%d}")
    yield _segment("TRN", "1", paper.number.upper(), f"{ORIGINATOR}{mark}")
    yield _segment("N1", "PR", _words(paper.payer))
    yield _segment("N1", "PE", "PROGRAM", "XX", payee)
    yield _segment("LX", "1")
    for claim in paper.claims:
        yield from _claim(claim)


def _claim(claim: Claim) -> Iterator[str]:
    yield _segment("CLP", claim.number, _status(claim), _money(claim.charge), _money(claim.paid), "", "ZZ",
                   claim.payer_control)  # fmt: skip
    for line in claim.lines:
        yield _segment("SVC", f"HC{COMPONENT}{line.code}", _money(line.charge), _money(line.paid))
        yield _segment("DTM", "472", f"{line.day:%Y%m%d}")
        for why in line.why:
            yield _segment("CAS", why.group, why.reason, _money(why.cents))
        yield _segment("REF", "6R", line.control)


def _status(claim: Claim) -> str:
    if claim.is_taken_back:
        return REVERSAL
    is_denied = not claim.paid and not any(why.group in ("PR", "CR") for line in claim.lines for why in line.why)
    return _DENIED if is_denied else _PROCESSED.get(claim.sequence, "1")


def _segment(*elements: str) -> str:
    return ELEMENT.join(elements).rstrip(ELEMENT)


def _money(cents: int) -> str:
    return f"{to_dollars(cents):.2f}"


def _words(text: str, *, most: int = 60) -> str:
    plain = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in folded(text))
    return " ".join(plain.split())[:most] or "PAYER"
