"""The first answers: that a file arrived (TA1, 999), and which of its claims are taken in (277CA, 277)."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from stepwell.demo.payer.deciding import Fate, fate_of, payer_number
from stepwell.demo.payer.mail import Letter, Mail
from stepwell.demo.payer.writing import Segments, composite, money, segment
from stepwell.x12.parts import Party

UNREADABLE = 10  # every tenth file cannot be read


def is_readable(mail: Mail) -> bool:
    """Return whether a file is accepted as such."""
    return mail.number % UNREADABLE != 0


def acknowledgment(mail: Mail) -> Segments:
    """Return the 999 of a file, without ST and SE."""
    status, accepted = ("A", len(mail.sets)) if is_readable(mail) else ("R", 0)
    made = [segment("AK1", mail.group.code, mail.group.control, mail.group.version)]
    for one in mail.sets:
        made.append(segment("AK2", "837", one.control, one.version))
        if status == "R":
            first = one.content.claims[0][1]
            made += [
                segment("IK3", "NM1", str(first.segment), "2010", "8"),
                segment("CTX", composite("CLM01", first.control)),
                segment("IK4", "9", "67", "1"),
            ]
        made.append(segment("IK5", status, *(("5",) if status == "R" else ())))
    count = str(len(mail.sets))
    return [*made, segment("AK9", status, count, count, str(accepted))]


def taken_in(mail: Mail, at: datetime) -> Segments:
    """Return the 277CA: each claim accepted with the payer's number, or rejected. A lost claim is left out."""
    letters = [one for one in mail.letters if fate_of(one.claim.control) is not Fate.LOST]
    rejected = [one for one in letters if fate_of(one.claim.control) is Fate.REJECTED]
    accepted = [one for one in letters if one not in rejected]
    today = f"{at:%Y%m%d}"
    made = [
        *_head(mail, at, structure="0085", kind="TH"),
        segment("STC", composite("A1", "19", "PR"), today, "WQ", money(_charge(letters))),
        *_counted("90", "YU", accepted),
        *_counted("AA", "YY", rejected),
        segment("HL", "3", "2", "19", "1"),
        _who(mail.letters[0].payee, "85"),
    ]
    for number, one in enumerate(letters, 4):
        is_rejected = one in rejected
        made += [
            segment("HL", str(number), "3", "PT", "0"),
            _who(_patient(one), "QC"),
            segment("TRN", "2", one.claim.control),
            _status(("A7", "164", "IL") if is_rejected else ("A2", "20", "PR"), today, one, is_rejected=is_rejected),
        ]
        if not is_rejected:
            made.append(segment("REF", "1K", payer_number(one.claim.control)))
        made += _days(one)
    return made


def pending(mail: Mail, at: datetime) -> Segments:
    """Return the 277 that tells of claims that are not decided yet; [] if there are none."""
    letters = [one for one in mail.letters if fate_of(one.claim.control) is Fate.PENDED]
    if not letters:
        return []
    made = [*_head(mail, at, structure="0010", kind="DG"), segment("HL", "3", "2", "19", "1")]
    made.append(_who(mail.letters[0].payee, "1P"))
    for number, one in enumerate(letters, 4):
        made += [
            segment("HL", str(number), "3", "22", "0"),
            _who(_patient(one), "IL"),
            segment("TRN", "2", one.claim.control),
            segment("STC", composite("P1", "3"), f"{at:%Y%m%d}", "", money(one.claim.charge)),
            segment("REF", "1K", payer_number(one.claim.control)),
            *_days(one),
        ]
    return made


def _head(mail: Mail, at: datetime, *, structure: str, kind: str) -> Segments:
    first = mail.sets[0].content
    submitter = next(one for one in first.parties if one.entity == "41")
    reference = first.beginning.reference if first.beginning else mail.head.control
    today = f"{at:%Y%m%d}"
    return [
        segment("BHT", structure, "08", f"{mail.number:09}", today, f"{at:%H%M}", kind),
        segment("HL", "1", "", "20", "1"),
        _who(mail.letters[0].payer, "PR"),
        *(
            (
                segment("TRN", "1", f"{mail.number:09}"),
                segment("DTP", "050", "D8", today),
                segment("DTP", "009", "D8", today),
            )
            if kind == "TH"
            else ()
        ),
        segment("HL", "2", "1", "21", "1"),
        _who(submitter, "41"),
        *((segment("TRN", "2", reference),) if kind == "TH" else ()),
    ]


def _counted(count: str, amount: str, letters: Sequence[Letter]) -> Segments:
    if not letters:
        return []
    return [segment("QTY", count, str(len(letters))), segment("AMT", amount, money(_charge(letters)))]


def _charge(letters: Sequence[Letter]) -> Decimal:
    return sum((one.claim.charge for one in letters), Decimal(0))


def _status(codes: tuple[str, str, str], today: str, one: Letter, *, is_rejected: bool) -> str:
    return segment("STC", composite(*codes), today, "U" if is_rejected else "WQ", money(one.claim.charge))


def _days(one: Letter) -> Segments:
    days = [each.first for line in one.claim.lines for each in line.dates if each.qualifier == "472" and each.first]
    return [segment("DTP", "472", "RD8", f"{min(days):%Y%m%d}-{max(days):%Y%m%d}")] if days else []


def _patient(one: Letter) -> Party:
    """Return the patient, with the number of the policy."""
    return one.patient if one.patient.id else _with_number(one.patient, one.subscriber)


def _with_number(patient: Party, subscriber: Party) -> Party:
    return Party(
        patient.entity, patient.kind, patient.name, patient.first, id_qualifier=subscriber.id_qualifier,
        id=subscriber.id,
    )  # fmt: skip


def _who(party: Party, entity: str) -> str:
    return segment(
        "NM1", entity, party.kind or "2", party.name, party.first, party.middle, "", party.suffix, party.id_qualifier,
        party.id,
    )  # fmt: skip
