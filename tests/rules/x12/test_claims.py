"""What an 837 says."""

from datetime import date
from decimal import Decimal

import pytest

from stepwell.x12.claims import ClaimFile
from stepwell.x12.parts import Coded, Procedure
from stepwell.x12.reading.sets import read
from tests.rules.x12.files import changed, sample


def claims(name: str) -> ClaimFile:
    content = read(sample(name)).sets[0].content
    assert isinstance(content, ClaimFile)
    return content


def test_837p() -> None:
    found = claims("837P.txt")
    assert [party.entity for party in found.parties] == ["41", "40"]
    billing = found.levels[0].party("85")
    assert billing is not None
    assert (billing.id, billing.references[0].value) == ("1993999998", "311234567")
    assert found.levels[0].provider is not None
    [(level, claim)] = found.claims
    subscriber = level.party("IL")
    assert subscriber is not None
    assert subscriber.id == "W123456789"
    assert level.coverage is not None
    assert (level.coverage.responsibility, level.coverage.group, level.coverage.filing) == ("P", "GRP100", "CI")
    assert (claim.control, claim.charge, claim.facility, claim.frequency) == (
        "EP1001-W11",
        Decimal(1050),
        "57",
        "1",
    )
    assert (claim.authorization, claim.original) == ("AUTH123456", "")
    assert claim.codes == (Coded("ABK", "F1020"), Coded("ABF", "F331"))
    assert [line.control for line in claim.lines] == ["EP1001-L1", "EP1001-L2", "EP1001-L3"]
    third = claim.lines[2]
    assert (third.procedure, third.place, third.pointers) == (
        Procedure("HC", "H0015", ("HF", "95")),
        "10",
        ("1", "2"),
    )
    assert third.dates[0].first == date(2026, 3, 13)
    assert [party.entity for party in claim.parties] == ["82", "77"]


def test_837i() -> None:
    [(_, claim)] = claims("837I-medicare-cmhc.txt").claims
    assert (claim.facility, claim.facility_list, claim.frequency) == ("76", "A", "2")
    assert Coded("BG", "92") in claim.codes
    assert [(line.revenue_code, line.charge, line.units) for line in claim.lines] == [
        ("0915", Decimal(150), Decimal(1)),
        ("0914", Decimal(150), Decimal(1)),
        ("0942", Decimal(150), Decimal(1)),
    ]
    assert claim.lines[0].procedure == Procedure("HC", "90853")
    assert [one.id for one in claim.more] == ["CL1"]


def test_a_secondary_claim_of_a_dependent() -> None:
    found = claims("837P-secondary.txt")
    [(level, claim)] = found.claims
    assert (level.code, level.parent) == ("23", "2")
    assert level.patient is not None
    assert (level.patient.relationship, level.patient.died) == ("19", date(2026, 3, 10))
    assert (claim.frequency, claim.original) == ("7", "PAYERICN0001")
    [other] = claim.other_coverages
    assert [one.amount for one in other.amounts] == [Decimal(0), Decimal(275)]
    assert [party.entity for party in other.parties] == ["IL", "PR"]
    assert other.parties[1].dates[0].first == date(2026, 3, 30)
    [line] = claim.lines
    [adjudication] = line.adjudications
    assert (adjudication.payer, adjudication.paid, adjudication.units) == ("88888", Decimal(0), Decimal(1))
    assert [(one.group, one.reason, one.amount) for one in adjudication.adjustments] == [
        ("CO", "45", Decimal(75)),
        ("PR", "1", Decimal(275)),
    ]
    assert [party.entity for party in line.parties] == ["77"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("CLM*EP1001-W11*1050*", "CLM*EP1001-W11*1051*", ["X12-421"]),
        ("CLM*EP1001-W11*1050*", "CLM*EP1001-W11*1050*X", ["X12-202"]),
        ("SV1*HC:H0015:HF:95*350*UN*1*10**1:2~", "", ["X12-203", "X12-421"]),
        ("SV1*HC:H0015:HF:95*350*", "SV1*HC:H0015:HF:95**", ["X12-301", "X12-421"]),
    ],
)
def test_what_is_wrong(old: str, new: str, expected: list[str]) -> None:
    assert [issue.code for issue in read(changed("837P.txt", old, new)).sets[0].issues] == expected
