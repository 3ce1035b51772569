"""835s that add up at every level."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from stepwell.demo.payer.deciding import DecidedLine, Decision
from stepwell.demo.payer.mail import Letter
from stepwell.demo.payer.writing import Segments, composite, money, segment
from stepwell.x12.parts import Party

_FORWARD_BALANCE = "FB"
_BANK = 13  # elements of a BPR that say whence and where to
_NEXT_PAYER = "NEXT PAYER IN LINE"


@dataclass(frozen=True)
class Kept:
    """A PLB: dollars that belong to no claim here. Above zero they lower the payment."""

    reason: str
    reference: str
    amount: Decimal


@dataclass(frozen=True)
class Told:
    """A decision with the claim it is about."""

    letter: Letter
    decision: Decision


def remittance(
    payer: Party, payee: Party, told: Sequence[Told], kept: Sequence[Kept], *, number: str, at: datetime
) -> Segments:
    """Return an 835 to one payee by one payer, without ST and SE.

    told    in the order of the file
    number  of the payment

    What would fall below nothing is carried forward.
    """
    amount = sum((one.decision.paid for one in told), Decimal(0)) - sum((one.amount for one in kept), Decimal(0))
    if amount < 0:
        kept, amount = [*kept, Kept(_FORWARD_BALANCE, number, amount)], Decimal(0)
    made = [*_payment(amount, payer, number, at), *_parties(payer, payee)]
    if told:
        made.append(segment("LX", "1"))
    for one in told:
        made += _claim(one)
    return [*made, *(_plb(payee, one, at) for one in kept)]


def _payment(amount: Decimal, payer: Party, number: str, at: datetime) -> Segments:
    originator = f"1{_digits(payer):0>9}"
    account = ("01", "999999992", "DA")
    bank: tuple[str, ...] = ("C", "NON", *[""] * 5, originator)
    if amount:
        bank = ("C", "ACH", "CCP", *account, "123456", originator, "", *account, "987654")
    bank += ("",) * (_BANK - len(bank))
    return [
        segment("BPR", "I" if amount else "H", money(amount), *bank, f"{at:%Y%m%d}"),
        segment("TRN", "1", number, originator),
        segment("DTM", "405", f"{at:%Y%m%d}"),
    ]


def _digits(party: Party) -> str:
    return re.sub("[^0-9]", "", party.id)[:9]


def _parties(payer: Party, payee: Party) -> Segments:
    tax_number = next((one.value for one in payee.references if one.qualifier == "EI"), "")
    return [
        segment("N1", "PR", payer.name),
        segment("N3", "1 PAYER PLAZA"),
        segment("N4", "HARTFORD", "CT", "06101"),
        segment("REF", "2U", payer.id),
        segment("PER", "BL", "EDI SUPPORT", "TE", "8005550100"),
        segment("N1", "PE", payee.name, "XX", payee.id),
        *((segment("REF", "TJ", tax_number),) if tax_number else ()),
    ]


def _claim(one: Told) -> Segments:
    decision, letter = one.decision, one.letter
    days = [line.day for line in decision.lines if line.day]
    owes = "" if decision.charge < 0 else money(decision.client_owes)
    patient, subscriber = letter.patient, letter.subscriber
    made = [
        segment(
            "CLP", decision.number, decision.status, money(decision.charge), money(decision.paid), owes, "12",
            decision.payer_control, decision.facility, decision.frequency,
        ),
        segment("NM1", "QC", "1", patient.name, patient.first, patient.middle, "", "", "MI", subscriber.id),
    ]  # fmt: skip
    if decision.status == "19":
        made.append(segment("NM1", "TT", "2", _NEXT_PAYER, "", "", "", "", "PI", "00000"))
    if days:
        made += [segment("DTM", "232", f"{min(days):%Y%m%d}"), segment("DTM", "233", f"{max(days):%Y%m%d}")]
    for line in decision.lines:
        made += _line(line)
    return made


def _line(line: DecidedLine) -> Segments:
    made = [
        segment("SVC", line.procedure, money(line.charge), money(line.paid), line.revenue_code, money(line.units)),
        *((segment("DTM", "472", f"{line.day:%Y%m%d}"),) if line.day else ()),
        *(segment("CAS", group, reason, money(amount)) for group, reason, amount in line.why),
        *((segment("REF", "6R", line.control),) if line.control else ()),
    ]
    if line.allowed > 0:
        made.append(segment("AMT", "B6", money(line.allowed)))
    return [*made, *((segment("LQ", "HE", line.remark),) if line.remark else ())]


def _plb(payee: Party, one: Kept, at: datetime) -> str:
    return segment("PLB", payee.id, f"{at:%Y}1231", composite(one.reason, one.reference), money(one.amount))
