"""What a 271 says, row by row, and whose it is."""

from datetime import date
from decimal import Decimal

import pytest

from stepwell.x12.eligibility import Benefit, Eligibility
from stepwell.x12.parts import Procedure
from stepwell.x12.reading.sets import read
from tests.rules.x12.files import changed, sample


def eligibility(text: str) -> Eligibility:
    content = read(text).sets[0].content
    assert isinstance(content, Eligibility)
    return content


def rows(text: str) -> list[Benefit]:
    return [row for _, row in eligibility(text).benefits]


def test_every_row_is_kept_with_whose_it_is() -> None:
    found = eligibility(sample("271.txt"))
    assert [level.code for level in found.levels] == ["20", "21", "22"]
    assert len(found.benefits) == sample("271.txt").count("\nEB*")
    assert {level.parties[0].id for level, _ in found.benefits} == {"W123456789"}


def test_the_payer_and_the_member() -> None:
    payer, _, member = eligibility(sample("271.txt")).levels
    assert payer.parties[0].contacts[0].ways[0].value == "8005550100"
    [person] = member.parties
    assert (person.name, person.first, person.references[0].value) == ("TESTER", "PAT", "GRP100")
    assert person.demographics is not None
    assert person.demographics.birth_date == date(1990, 2, 14)
    assert person.dates[0].first == date(2026, 1, 1)
    assert person.more[0].elements == ("Y", "18")
    assert member.traces[0].number == "VOB20260302001"


def test_deductible_share_and_visits() -> None:
    found = rows(sample("271.txt"))
    assert [(row.period, row.amount, row.network) for row in found if row.information == "C"][:2] == [
        ("23", Decimal(2500), "Y"),
        ("29", Decimal(1100), "Y"),
    ]
    share = next(row for row in found if row.information == "A")
    assert (share.fraction, share.authorization, share.service_types) == (Decimal("0.2"), "Y", ("CJ",))
    assert share.messages == ("INTENSIVE OUTPATIENT PRECERTIFICATION REQUIRED",)
    visits = next(row for row in found if row.information == "F")
    assert (visits.quantity_kind, visits.quantity) == ("VS", Decimal(60))


def test_carve_out_stands_with_its_row() -> None:
    row = rows(sample("271.txt"))[-1]
    assert (row.information, row.service_types, row.bounds) == ("1", ("AI", "CJ"), ("2120", "2120"))
    [payer] = row.parties
    assert (payer.name, payer.id, payer.contacts[0].ways[0].value) == (
        "EXAMPLE BEHAVIORAL CARVEOUT",
        "88888",
        "8005550199",
    )


def test_rejections_at_every_level() -> None:
    levels = eligibility(sample("271-rejected.txt")).levels
    said = [[(one.valid, one.reason, one.follow_up) for one in level.all_rejections] for level in levels]
    assert said == [[("Y", "42", "R"), ("Y", "42", "P")], [("N", "51", "C")], [], [("N", "72", "C"), ("N", "T4", "N")]]


def test_all_that_a_row_can_have() -> None:
    row = rows(sample("271-rejected.txt"))[0]
    assert row.procedure == Procedure("HC", "H0015", ("HF",))
    assert (row.amount, row.fraction, row.quantity) == (Decimal(100), Decimal("0.2"), Decimal("12.5"))
    assert (row.deliveries[0].quantity, row.deliveries[0].periods) == (Decimal(3), Decimal(12))
    assert (row.references[0].value, row.dates[0].qualifier, row.inquired[0].elements) == ("R1", "348", ("ZZ", "57"))
    assert row.messages == ("CALL FIRST", "THEN WAIT")
    [party] = row.parties
    assert party.provider is not None
    assert (party.id, party.provider.value) == ("66666", "101YA0400X")


def test_a_dependent_hangs_on_the_subscriber() -> None:
    found = eligibility(sample("271-rejected.txt"))
    level, _ = found.benefits[0]
    assert (level.code, level.parent, level.parties[0].first) == ("23", "3", "PAT")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("*CJ*****.2***Y*Y~", "*CJ*****20***Y*Y~", ["X12-305"]),
        ("*CJ*****.2***Y*Y~", "*CJ*****20%***Y*Y~", ["X12-301"]),
        ("HL*3*2*22*0~", "HL*3*9*22*0~", ["X12-204"]),
        ("HL*3*2*22*0~", "HL*2*1*22*0~", ["X12-205"]),
        ("BHT*0022*11*VOB20260302001*20260302*0915~\n", "", ["X12-203"]),
    ],
)
def test_what_is_wrong(old: str, new: str, expected: list[str]) -> None:
    assert [issue.code for issue in read(changed("271.txt", old, new)).sets[0].issues] == expected


def test_a_request_is_read_too() -> None:
    [inquiry] = eligibility(sample("270.txt")).levels[2].inquiries
    assert inquiry.service_types == ("30", "MH", "AI", "CF", "CH", "CJ")


def test_an_older_file_without_repetition_separator() -> None:
    text = sample("271.txt").replace("*^*00501*", "*U*00401*")
    assert rows(text)[1].service_types == ("MH^CF^CH",)
