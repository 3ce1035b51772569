"""What an 835 says, and whether it adds up."""

from datetime import date
from decimal import Decimal

import pytest

from stepwell.x12.parts import Adjustment, Procedure, Remark
from stepwell.x12.reading.sets import ReadSet, read
from stepwell.x12.remittances import Remittance
from tests.rules.x12.files import changed, sample

NAME = "835.txt"
TEXT = sample(NAME)


def remittance(text: str = TEXT) -> Remittance:
    content = one(text).content
    assert isinstance(content, Remittance)
    return content


def one(text: str) -> ReadSet:
    [found] = read(text).sets
    return found


def codes(text: str) -> list[str]:
    return [issue.code for issue in one(text).issues]


def test_payment() -> None:
    found = remittance()
    assert found.payment is not None
    assert (found.payment.amount, found.payment.method, found.payment.day) == (
        Decimal(200),
        "ACH",
        date(2026, 3, 31),
    )
    assert found.payment.receiver.account == "987654"
    assert found.trace is not None
    assert found.trace.number == "EFT20260331001"
    assert found.payer is not None
    assert found.payer.contacts[0].ways[0].value == "8005550100"
    assert found.payer.address is not None
    assert (found.payer.address.lines, found.payer.address.city) == (("1 PAYER PLAZA",), "HARTFORD")
    assert found.payee is not None
    assert (found.payee.id_qualifier, found.payee.id) == ("XX", "1993999998")
    assert found.payee.references[0].value == "311234567"


def test_claim_and_lines() -> None:
    [claim] = remittance().claims
    assert (claim.control, claim.status, claim.payer_control, claim.segment) == ("EP1001-W11", "1", "PAYERICN0001", 14)
    assert (claim.charge, claim.paid, claim.client_responsibility) == (Decimal(1050), Decimal(200), Decimal(600))
    patient = claim.party("QC")
    assert patient is not None
    assert (patient.name, patient.first, patient.id) == ("TESTER", "PAT", "W123456789")
    assert claim.party("74") is None
    assert [line.control for line in claim.lines] == ["EP1001-L1", "EP1001-L2", "EP1001-L3"]
    assert [line.allowed for line in claim.lines] == [Decimal(275), Decimal(275), Decimal(250)]
    third = claim.lines[2]
    assert third.procedure == Procedure("HC", "H0015", ("HF", "95"))
    assert third.adjustments == (Adjustment("CO", "45", Decimal(100)), Adjustment("PR", "2", Decimal(50)))
    assert third.dates[0].first == date(2026, 3, 13)


def test_amounts_are_kept_as_written() -> None:
    [claim] = remittance(TEXT.replace("*1050*", "*1050.00*")).claims
    assert str(claim.charge) == "1050.00"


def test_every_triple_of_an_adjustment() -> None:
    text = changed(NAME, "CAS*CO*45*100~", "CAS*CO*45*60*1*253*10**97*5**96*5**A1*10**B1*10*2~")
    reasons = [(one.reason, one.amount, one.quantity) for one in remittance(text).claims[0].lines[2].adjustments[:-1]]
    assert [reason for reason, _, _ in reasons] == ["45", "253", "97", "96", "A1", "B1"]
    assert reasons[0][2] == 1
    assert reasons[5][2] == 2
    assert codes(text) == []


def test_what_stands_beside_claims() -> None:
    extra = (
        "CAS*OA*23*0~NM1*74*1*TESTAR*PAT~NM1*82*1*COUNSELOR*CASEY****XX*1003000126~MIA*0***5*MA01~"
        "MOA***MA130*N54~REF*EA*MRN1~DTM*050*20260318~PER*CX*HELP*TE*8005550100*EX*12~AMT*AU*1050~QTY*CA*3~"
    )
    text = changed(NAME, "DTM*232*20260309~", extra + "DTM*232*20260309~")
    [claim] = remittance(text).claims
    corrected = claim.party("74")
    assert corrected is not None
    assert corrected.name == "TESTAR"
    assert [adjudication.remarks for adjudication in claim.adjudications] == [("MA01",), ("MA130", "N54")]
    assert claim.references[0].value == "MRN1"
    assert [way.value for way in claim.contacts[0].ways] == ["8005550100", "12"]
    assert (claim.amounts[0].amount, claim.quantities[0].quantity) == (Decimal(1050), Decimal(3))
    assert codes(text) == []


def test_what_stands_beside_lines() -> None:
    text = changed(NAME, "AMT*B6*250~", "AMT*B6*250~QTY*ZK*1~LQ*HE*N130~LQ*HE*MA01~")
    line = remittance(text).claims[0].lines[2]
    assert line.remarks == (Remark("HE", "N130"), Remark("HE", "MA01"))
    assert line.quantities[0].qualifier == "ZK"


def test_a_line_paid_as_something_else() -> None:
    text = changed(NAME, "SVC*HC:H0015:HF:95*350*200**1~", "SVC*HC:90853*350*200*0915*1*HC:H0015:HF:95*2~")
    line = remittance(text).claims[0].lines[2]
    assert (line.procedure, line.billed) == (Procedure("HC", "90853"), Procedure("HC", "H0015", ("HF", "95")))
    assert (line.revenue_code, line.paid_units, line.billed_units) == ("0915", 1, 2)


def test_claims_without_a_batch_and_totals_of_one() -> None:
    assert [batch.number for batch in remittance(changed(NAME, "LX*1~", "")).batches] == [""]
    text = changed(NAME, "LX*1~", "LX*7~TS3*1993999998*57*20261231*1*1050~")
    [batch] = remittance(text).batches
    assert (batch.number, batch.totals[0].kind, batch.totals[0].values[4]) == ("7", "TS3", "1050")


def test_provider_adjustments() -> None:
    text = changed(NAME, "SE*34", "PLB*1993999998*20261231*WO:OLD1*150*L6*-25.5~SE*34").replace(
        "BPR*I*200", "BPR*I*75.5"
    )
    first, second = remittance(text).provider_adjustments
    assert (first.reason, first.reference, first.amount) == ("WO", "OLD1", Decimal(150))
    assert (second.reason, second.reference, second.amount) == ("L6", "", Decimal("-25.5"))
    assert codes(text) == []


@pytest.mark.parametrize(
    ("status", "what"),
    [("1", ()), ("4", ("is_denied",)), ("19", ("is_forwarded",)), ("22", ("is_reversal",)), ("23", ("is_forwarded",))],
)
def test_kinds_of_claims(status: str, what: tuple[str, ...]) -> None:
    [claim] = remittance(TEXT.replace("EP1001-W11*1*", f"EP1001-W11*{status}*")).claims
    assert tuple(name for name in ("is_denied", "is_forwarded", "is_reversal") if getattr(claim, name)) == what


UNBALANCED = {
    "a line": (("CAS*PR*2*50~", "CAS*PR*2*40~"), ["X12-401", "X12-402", "X12-404"]),
    "a claim": (("*1050*200*600*", "*1050*250*600*"), ["X12-402", "X12-403"]),
    "the payment": (("BPR*I*200*", "BPR*I*199.99*"), ["X12-403"]),
    "a provider adjustment": (("SE*34", "PLB*1993999998*20261231*WO*10~SE*34"), ["X12-403"]),
    "what the client owes": (("*1050*200*600*", "*1050*200*550*"), ["X12-404"]),
    "the charge of the lines": (
        ("SVC*HC:H0015:HF:95*350*200**1~", "SVC*HC:H0015:HF:95*300*150**1~"),
        ["X12-405"],
    ),
    "a reversal that pays": (("EP1001-W11*1*1050*200*600", "EP1001-W11*22*1050*200*"), ["X12-406"]),
    "no payment": (
        ("BPR*I*200*C*ACH*CCP*01*111000025*DA*123456*1999999999**01*222000111*DA*987654*20260331~", ""),
        ["X12-203"],
    ),
    "an amount that is none": (
        ("SVC*HC:H0015:HF:95*350*200**", "SVC*HC:H0015:HF:95*350*2OO**"),
        ["X12-301", "X12-401"],
    ),
    "an amount of a million digits": (("AMT*B6*250~", f"AMT*B6*{'9' * 1_000_001}~"), ["X12-301"]),
    "an amount in other digits": (("AMT*B6*250~", "AMT*B6*٢٥٠~"), ["X12-301"]),
    "an amount left out": (("AMT*B6*250~", "AMT*B6~"), ["X12-301"]),
    "an adjustment of nothing": (("AMT*B6*250~", "CAS*CO~AMT*B6*250~"), ["X12-303"]),
    "a day that is none": (("DTM*472*20260313~", "DTM*472*20260230~"), ["X12-302"]),
    "nobody who pays": (("N1*PR*", "N1*ZZ*"), ["X12-203"]),
    "two payments": (("TRN*1*", "BPR*I*1~TRN*1*"), ["X12-203"]),
    "a procedure of too many parts": (("HC:H0015:HF:95*", "HC:H0015:HF:95:::::9*"), ["X12-304"]),
}


@pytest.mark.parametrize(("change", "expected"), UNBALANCED.values(), ids=UNBALANCED)
def test_what_is_wrong(change: tuple[str, str], expected: list[str]) -> None:
    assert codes(changed(NAME, *change)) == expected


def test_sentences_name_the_amounts_and_the_claim() -> None:
    [issue] = one(changed(NAME, "BPR*I*200*", "BPR*I*-1200.5*")).issues
    assert "$200.00" in issue.sentence
    assert "-$1,200.50" in issue.sentence
    issue = one(changed(NAME, "CAS*PR*2*50~", "CAS*PR*2*40~")).issues[0]
    assert (issue.subject, issue.position.segment, issue.position.segment_id) == ("claim EP1001-W11", 30, "SVC")


def test_an_unreadable_amount_stays_readable() -> None:
    found = one(changed(NAME, "*350*200**1~", "*350*2OO**1~"))
    assert found.unread[0].elements == ("SVC", "HC:H0015:HF:95", "350", "2OO", "", "1")
