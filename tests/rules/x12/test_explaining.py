"""What a biller is told."""

import pytest

from stepwell.x12.explaining.files import explain
from stepwell.x12.reading.sets import read
from tests.rules.x12.files import SAMPLES, changed, sample

REVERSAL = "835-reversal-forwarded.txt"
CA = "277CA-one-accepted-one-rejected.txt"

SAID = [
    ("835.txt", "pays HARBOR IOP LLC $200.00 on March 31, 2026 by bank transfer (ACH), for 1 claim."),
    ("835.txt", "Next: find $200.00 with the number EFT20260331001 at the bank."),
    ("835.txt", "Claim EP1001-W11 of PAT TESTER (W123456789), March 9, 2026 to March 13, 2026:"),
    ("835.txt", "Charged $1,050.00, paid $200.00, owed by the client $600.00, otherwise not paid $250.00."),
    ("835.txt", "H0015 HF 95 on March 13, 2026: charged $350.00, allowed $250.00, paid $200.00."),
    ("835.txt", "$50.00 coinsurance (PR 2), the client's to pay. Next: bill the client."),
    (REVERSAL, "Next: undo what was posted for this claim before, to the cent."),
    (REVERSAL, "The payer has the client as PAT TESTAR (W123456788)."),
    (REVERSAL, "Forwarded to SECOND PAYER (77777)."),
    (
        REVERSAL,
        "$300.00 deductible (PR 1), the client's to pay. Next: wait for the other payer",
    ),
    (
        REVERSAL,
        "$350.00 no authorization or notice (CO 197), not the client's to pay. Next: ask for a late",
    ),
    (REVERSAL, "Remarks: authorization number missing or wrong (M62)."),
    (REVERSAL, "$25.00 added to the payment as a whole: recovery of an overpayment (WO), about PAYERICN0001."),
    (
        "271.txt",
        "coinsurance (A), 20 % of what is allowed, one person, in network, authorization needed.",
    ),
    ("271.txt", "The payer adds: INTENSIVE OUTPATIENT PRECERTIFICATION REQUIRED"),
    ("271.txt", "Named here: EXAMPLE BEHAVIORAL CARVEOUT (88888), 8005550199."),
    ("271-rejected.txt", "Not answered: member id missing or wrong (72). Next: correct it and send it again (C)."),
    ("270.txt", "Asked about: the plan as a whole (30); mental health (MH)"),
    ("999-rejected.txt", "Group 101 (HC): rejected (R), 0 of 1 sets accepted."),
    ("999-rejected.txt", "Claim EP1001-W11: segment 8 (NM1) in loop 2010 has elements that are wrong."),
    ("999-rejected.txt", "NM109 is required and missing."),
    (CA, "accepted, it will be decided (A2): accepted for processing (20). Charged $1,050.00."),
    (CA, "The payer's number is PAYERICN0001."),
    (CA, "Next: correct the claim and send it as new."),
    ("277-status.txt", "Next: find the remittance and post it."),
    ("277-status.txt", "Next: send what the payer asks for, if it asks, and ask again."),
    ("278-response.txt", "Decision: certified with changes (A6), authorization AUTH0001, reason 0U."),
    ("278-response.txt", "Amount: 2 visits a week for 4 weeks."),
    ("278-request.txt", "Amount: 3 visits a week for 4 weeks."),
    ("837P.txt", "HARBOR IOP LLC sends 1 claim of $1,050.00 to CLEARHOUSE."),
    ("837P-secondary.txt", "It replaces an earlier one (7). The payer's number of it is PAYERICN0001."),
    ("837P-secondary.txt", "Other payer: EXAMPLE BEHAVIORAL CARVEOUT (88888), which paid $0.00."),
    ("837I-medicare-cmhc.txt", "1 x revenue code 0915 90853 on March 2, 2026: $150.00."),
    ("837P.txt", "It is marked as a test."),
]


def words(text: str) -> str:
    return "\n".join(explain(read(text)))


@pytest.mark.parametrize(("name", "expected"), SAID)
def test_what_is_said(name: str, expected: str) -> None:
    assert expected in words(sample(name))


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_empty_is_said(name: str) -> None:
    text = words(sample(name))
    for clumsy in ("None", " ,", " .", "()", "  \n", ". ."):
        assert clumsy not in text


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("BPR*I*200*", "BPR*I*201*"), "Do not rely on all of this yet: 1 error in the file."),
        (("LX*1~", "ZZZ*1~LX*1~"), "Look before you act: 1 warning."),
        (
            ("CAS*CO*45*100~", "CAS*PR*45*100~"),
            "out of network: see the contract and the law",
        ),
        (("CAS*PR*2*50~", "CAS*CO*2*50~"), "ask the payer why this is not the client's to pay"),
        (("CAS*CO*45*100~", "CAS*CO*999*100~"), "a reason not known here (CO 999)"),
        (("*C*ACH*CCP", "*D*ACH*CCP"), "takes back from HARBOR IOP LLC"),
        (("ST*835*", "ST*834*"), "This kind of set is not read here."),
    ],
)
def test_what_is_said_when_something_is_different(change: tuple[str, str], expected: str) -> None:
    assert expected in words(changed("835.txt", *change))


def test_a_ta1_is_explained() -> None:
    text = sample("835.txt")
    text = text[: text.index("GS*")] + "TA1*000000101*260317*1015*R*025~\nIEA*0*000000501~"
    assert words(text).startswith("Interchange 000000101: rejected (R), sent twice (025).\n  Next: mend what is named")
