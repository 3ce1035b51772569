"""Claims that another program sent: only what is charged here, to the cent, is taken up."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from stepwell.claims.rules.bringing import Clinic, Fitted, Standing, days_of, fitted, member_key, members_of
from stepwell.x12.claims import ClaimFile
from stepwell.x12.reading.sets import read

FILES = Path(__file__).parents[2] / "data" / "x12"
SENT = (FILES / "837P.txt").read_text()
CLIENT, POLICY, CONTRACT, PROGRAM = (UUID(int=place) for place in range(1, 5))
CLINIC = Clinic(numbers=frozenset({"1993999998"}), members=frozenset({"W123456789"}), claims={})


def line(day: int, *modifiers: str, **changed: object) -> Standing:
    made = Standing(
        line_id=uuid4(), client_id=CLIENT, together=(CLIENT, POLICY, CONTRACT, PROGRAM), member="W123456789",
        born=date(1990, 2, 14), payer_number="88888", day=date(2026, 3, day), code="H0015", revenue="",
        modifiers=frozenset(modifiers or ("HF",)), units=1, cents=35_000,
    )  # fmt: skip
    return replace(made, **changed)  # type: ignore[arg-type]


def charged() -> list[Standing]:
    return [line(9), line(11), line(13, "HF", "95")]


def file_of(text: str) -> ClaimFile:
    content = read(text).sets[0].content
    assert isinstance(content, ClaimFile)
    return content


def one(text: str = SENT, standing: Sequence[Standing] | None = None, clinic: Clinic = CLINIC) -> Fitted:
    return fitted(file_of(text), charged() if standing is None else standing, clinic)[0]


def codes(found: Fitted) -> list[str]:
    return [finding.code for finding in found.findings]


def test_a_claim_of_what_is_charged_here_fits_under_the_numbers_that_the_payer_knows() -> None:
    standing = charged()
    found = one(standing=list(reversed(standing)))

    assert found.fits
    assert (found.number, found.charged, found.lines) == ("EP1001-W11", 105_000, tuple(standing))
    assert found.controls == ("EP1001-L1", "EP1001-L2", "EP1001-L3")


def test_a_line_without_a_number_is_named_after_its_claim() -> None:
    assert one(SENT.replace("REF*6R*EP1001-L2~", "")).controls == ("EP1001-L1", "EP1001-W11-2", "EP1001-L3")


@pytest.mark.parametrize(
    ("was", "now", "code"),
    [
        ("1993999998", "1003000126", "BRG-001"),
        ("57:B:1*", "57:B:7*", "BRG-002"),
        ("57:B:1*", "57:B:2*", "BRG-002"),
        ("SBR*P*", "SBR*S*", "BRG-003"),
        ("EP1001-W11*", "C000000012*", "BRG-004"),
        ("EP1001-W11*", "EP1001-W11-2026-03-09*", "BRG-004"),
        ("EP1001-W11*1050", "EP1001-W11*1049.99", "BRG-008"),
        ("DTP*472*D8*20260309~", "", "BRG-007"),
        ("MI*W123456789", "MI*W999999999", "BRG-009"),
        ("20260311", "20260312", "BRG-010"),
        ("SV1*HC:H0015:HF:95*350*UN*1*10", "SV1*HC:H0015:HF*350*UN*1*10", "BRG-011"),
        ("PI*88888", "PI*99999", "BRG-013"),
        ("D8*19900214", "D8*19900215", "BRG-014"),
    ],
)
def test_what_differs_keeps_a_claim_from_being_taken_up(was: str, now: str, code: str) -> None:
    assert was in SENT
    found = one(SENT.replace(was, now))
    assert code in codes(found)
    assert not found.fits
    assert not found.lines


def test_the_tax_number_names_the_clinic_too() -> None:
    assert one(clinic=replace(CLINIC, numbers=frozenset({"311234567"}))).fits


def test_a_member_number_is_the_same_however_it_is_written() -> None:
    assert one(SENT.replace("W123456789", "w12 345-6789")).fits
    assert member_key("w12 345-6789") == "W123456789"


def test_a_claim_that_is_here_already_is_not_taken_up_twice() -> None:
    found = one(clinic=replace(CLINIC, claims={"EP1001-W11": True}))
    assert (found.known, found.fits, codes(found)) == (True, False, [])
    assert codes(one(clinic=replace(CLINIC, claims={"EP1001-W11": False}))) == ["BRG-005"]
    assert codes(one(clinic=replace(CLINIC, controls={"EP1001-L3"}))) == ["BRG-005"]


def test_the_sentence_says_both_amounts_and_the_day() -> None:
    found = one(standing=[line(9), line(11, cents=36_000), line(13, "HF", "95")])
    assert [each.sentence for each in found.findings] == [
        "March 11, 2026: the claim says H0015 HF × 1, $350.00, and here stands H0015 HF × 1, $360.00."
    ]


def test_every_line_that_has_no_charge_is_named() -> None:
    assert codes(one(standing=[line(11)])) == ["BRG-010", "BRG-010"]
    assert "C000000007" in one(standing=[line(9, claim="C000000007"), *charged()[1:]]).findings[0].sentence


def test_days_under_two_contracts_are_no_one_claim() -> None:
    other = line(11, together=(CLIENT, POLICY, uuid4(), PROGRAM))
    assert codes(one(standing=[line(9), other, line(13, "HF", "95")])) == ["BRG-012"]


def test_a_charge_is_the_line_of_one_claim_only() -> None:
    begin, end = SENT.index("HL*2*"), SENT.index("SE*39*")
    again = SENT[begin:end].replace("HL*2*1*", "HL*3*1*").replace("EP1001", "EP1002")
    first, second = fitted(file_of(SENT[:end] + again + SENT[end:]), charged(), CLINIC)
    assert (first.fits, codes(second)) == (True, ["BRG-010"] * 3)


def test_two_claims_of_one_number_are_both_left() -> None:
    begin, end = SENT.index("HL*2*"), SENT.index("SE*39*")
    again = SENT[begin:end].replace("HL*2*1*", "HL*3*1*")
    found = fitted(file_of(SENT[:end] + again + SENT[end:]), charged(), CLINIC)
    assert all("BRG-006" in codes(each) for each in found)


def test_a_facilitys_claim_is_read_by_revenue_code_and_code() -> None:
    text = (FILES / "837I-medicare-cmhc.txt").read_text().replace("76:A:2*", "76:A:1*")
    standing = [
        line(
            2,
            code=code,
            revenue=revenue,
            modifiers=frozenset(),
            cents=15_000,
            member="1EG4TE5MK73",
            payer_number="",
            born=date(1950, 2, 14),
        )
        for revenue, code in (("0942", "G0177"), ("0914", "90834"), ("0915", "90853"))
    ]
    clinic = replace(CLINIC, members=frozenset({"1EG4TE5MK73"}))
    assert one(text, standing, clinic).fits


def test_what_is_looked_up_is_what_the_file_names() -> None:
    file = file_of(SENT)
    assert days_of(file) == {date(2026, 3, 9), date(2026, 3, 11), date(2026, 3, 13)}
    assert members_of(file) == {"W123456789"}
