"""Files of a payer as tests write them: 999, 277CA and 835, whole unless said."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import count

from stepwell.demo.payer.writing import (
    ACKNOWLEDGMENT,
    REMITTANCE,
    TAKEN_IN,
    Ends,
    Kind,
    Segments,
    interchange,
    receipt,
    segment,
)

Why = tuple[str, str, int]  # group, reason, cents
ENDS = Ends("ZZ", "CLEARHOUSE", "ZZ", "IOPCLINIC", "T")
AT = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
NPI = "1234567893"
CHARGED, ALLOWED = 42_500, 28_500
CONTRACT: Why = ("CO", "45", CHARGED - ALLOWED)
_controls = count(1)


def money(cents: int) -> str:
    return f"{cents / 100:.2f}"


@dataclass(frozen=True)
class Line:
    """A line as it is answered: what is not adjusted is paid."""

    control: str
    why: tuple[Why, ...] = (CONTRACT,)
    charge: int = CHARGED
    day: date = date(2026, 3, 9)
    remark: str = ""

    @property
    def paid(self) -> int:
        return self.charge - sum(cents for _, _, cents in self.why)


@dataclass(frozen=True)
class Answer:
    """A claim as it is answered."""

    number: str
    lines: tuple[Line, ...]
    status: str = "1"
    payer_control: str = "ICN1"

    @property
    def paid(self) -> int:
        return sum(line.paid for line in self.lines)

    @property
    def taken_back(self) -> "Answer":
        lines = tuple(
            replace(line, charge=-line.charge, why=tuple((group, why, -cents) for group, why, cents in line.why))
            for line in self.lines
        )
        return replace(self, status="22", lines=lines)


def answer(number: str, *whys: tuple[Why, ...], status: str = "1", payer_control: str = "ICN1") -> Answer:
    """An answer to a claim of as many lines as there are tuples of reasons."""
    lines = tuple(Line(f"{number}-{place}", why) for place, why in enumerate(whys or ((CONTRACT,),), 1))
    return Answer(number, lines, status, payer_control)


def remitted(
    *answers: Answer, number: str = "EFT1", plb: Sequence[tuple[str, int]] = (), payee: str = NPI, more: int = 0
) -> Segments:
    """An 835 that adds up, but for `more` cents."""
    total = sum(one.paid for one in answers) - sum(cents for _, cents in plb) + more
    bank = ("01", "999999992", "DA", "1", "1999999999", "", "01", "999999992", "DA", "2")
    made = [
        segment("BPR", "I", money(abs(total)), "C" if total >= 0 else "D", "ACH", "CCP", *bank, f"{AT:%Y%m%d}"),
        segment("TRN", "1", number, "1999999999"),
        segment("N1", "PR", "BUCKEYE MUTUAL"),
        segment("N1", "PE", "RIVERBEND INC", "XX", payee),
        segment("LX", "1"),
    ]
    for one in answers:
        charge = sum(line.charge for line in one.lines)
        made.append(
            segment(
                "CLP", one.number, one.status, money(charge), money(one.paid), "", "12", one.payer_control, "57", "1"
            )
        )
        made.append(segment("NM1", "QC", "1", "LOPEZ", "ANA"))
        for line in one.lines:
            made += [
                segment("SVC", "HC:H0015:HF", money(line.charge), money(line.paid), "", "1"),
                segment("DTM", "472", f"{line.day:%Y%m%d}"),
                *(segment("CAS", group, reason, money(cents)) for group, reason, cents in line.why),
                segment("REF", "6R", line.control),
                *((segment("LQ", "HE", line.remark),) if line.remark else ()),
            ]
    return [*made, *(segment("PLB", payee, "20261231", f"{reason}:REF1", money(cents)) for reason, cents in plb)]


def file(kind: Kind, *sets: Segments, control: int = 0) -> str:
    """One interchange of some sets."""
    return interchange(ENDS, kind, control or next(_controls), AT, sets)


def era(*answers: Answer, number: str = "EFT1", plb: Sequence[tuple[str, int]] = (), control: int = 0) -> str:
    """A file with one 835."""
    return file(REMITTANCE, remitted(*answers, number=number, plb=plb), control=control)


def acknowledged(group: int, status: str = "A") -> str:
    """A 999 for a file of ours."""
    made = [
        segment("AK1", "HC", str(group), "005010X222A1"),
        segment("AK2", "837", f"{group:04}", "005010X222A1"),
        segment("IK5", status),
        segment("AK9", status, "1", "1", "1" if status == "A" else "0"),
    ]
    return file(ACKNOWLEDGMENT, made)


def arrived(interchange_number: int, status: str = "A") -> str:
    """A TA1 for an interchange of ours."""
    text = receipt(ENDS, next(_controls), AT, (f"{interchange_number:09}", "260317", "1015"))
    return text if status == "A" else text.replace("*A*000", f"*{status}*006")


def status(number: str, category: str, payer_control: str = "ICN1") -> str:
    """A 277CA about one claim."""
    made = [
        segment("BHT", "0085", "08", "1", "20260318", "1000", "TH"),
        segment("HL", "1", "", "20", "1"),
        segment("NM1", "PR", "2", "BUCKEYE MUTUAL", "", "", "", "", "PI", "BUCK1"),
        segment("HL", "2", "1", "21", "1"),
        segment("NM1", "41", "2", "RIVERBEND INC", "", "", "", "", "46", "IOPCLINIC"),
        segment("HL", "3", "2", "19", "1"),
        segment("NM1", "85", "2", "RIVERBEND INC", "", "", "", "", "XX", NPI),
        segment("HL", "4", "3", "PT", "0"),
        segment("NM1", "QC", "1", "LOPEZ", "ANA", "", "", "", "MI", "W123"),
        segment("TRN", "2", number),
        segment("STC", f"{category}:20", "20260318", "WQ", "425"),
        *((segment("REF", "1K", payer_control),) if payer_control else ()),
    ]
    return file(TAKEN_IN, made)
