"""Medicare's amounts as an organization writes them down: taken to the area, over years, from tables."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from stepwell.coverage.rules import medicare_files
from stepwell.coverage.rules.cost.days import Price
from stepwell.coverage.rules.cost.part_b import PaidAs, PartBYear, PerDiem
from stepwell.coverage.rules.medicare_years import Entry, check_entry, prices, question_entry, years
from stepwell.kernel.findings import Refused

NEXT = Entry(date(2027, 1, 1), Decimal("295.00"), cmhc=PerDiem(Decimal("130.00"), Decimal("170.00")), source="A rule")
ALONG = (PartBYear(2026, Decimal(283), Decimal(20), without_coinsurance=("G0137",)),)
CONTRACT = Price("H0015", Decimal(300), Decimal("167.38"))


def test_a_per_diem_follows_the_wages_of_the_area_by_its_share_to_the_cent() -> None:
    here = replace(NEXT, wage_index=Decimal("0.9134"))

    # 170 * (0.6 * 0.9134 + 0.4) = 161.1668
    assert here.paid(PaidAs.CMHC) == PerDiem(Decimal("123.25"), Decimal("161.17"))
    assert here.paid(PaidAs.HOSPITAL) == PerDiem()
    assert NEXT.paid(PaidAs.CMHC) == NEXT.cmhc


def test_what_was_written_down_counts_before_what_came_along_and_a_site_before_all() -> None:
    corrected = replace(NEXT, deductible=Decimal("296.00"))
    of_site = replace(NEXT, cmhc=PerDiem(Decimal(140), Decimal(180)), is_of_site=True)

    known = years([NEXT, corrected], ALONG)

    assert [(one.year, one.deductible) for one in known] == [(2026, Decimal(283)), (2027, Decimal("296.00"))]
    assert known[1].without_coinsurance == ("G0137",)
    assert years([of_site, NEXT], ALONG)[1].per_diems[PaidAs.CMHC].four_or_more == Decimal(180)


@pytest.mark.parametrize(
    ("entries", "services", "expected"),
    [
        ([], 4, [(None, "167.38")]),
        ([NEXT], 4, [(None, "167.38"), ("2027-01-01", "170.00"), ("2028-01-01", "167.38")]),
        ([NEXT], 3, [(None, "167.38"), ("2027-01-01", "130.00"), ("2028-01-01", "167.38")]),
        ([replace(NEXT, cmhc=PerDiem())], 4, [(None, "167.38")]),
        (
            [NEXT, replace(NEXT, from_on=date(2027, 3, 1), cmhc=PerDiem(None, Decimal(171)))],
            4,
            [(None, "167.38"), ("2027-01-01", "170.00"), ("2027-03-01", "171"), ("2028-01-01", "167.38")],
        ),
    ],
)
def test_the_price_of_a_day_is_that_of_its_year(entries: list[Entry], services: int, expected: list[Any]) -> None:
    found = prices(CONTRACT, entries, PaidAs.CMHC, services)

    assert [(one.from_on and one.from_on.isoformat(), str(one.rate)) for one in found] == expected


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"from_on": date(2023, 1, 1)}, [("MED-001", "from_on")]),
        ({"deductible": Decimal(0)}, [("MED-002", "deductible")]),
        ({"cmhc": PerDiem(Decimal("1.234"))}, [("MED-002", "cmhc_few")]),
        ({"coinsurance": Decimal(101)}, [("MED-003", "coinsurance")]),
        ({"wage_index": Decimal(91)}, [("MED-004", "wage_index")]),
        ({"hospital": PerDiem(Decimal(2), Decimal(1))}, [("MED-005", "hospital_many")]),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(changes: dict[str, Any], found: list[tuple[str, str]]) -> None:
    assert [(one.code, one.field) for one in check_entry(replace(NEXT, **changes))] == found


def test_what_is_far_from_the_year_before_is_asked_about() -> None:
    assert question_entry(NEXT, ALONG[0]) == []
    assert [one.field for one in question_entry(replace(NEXT, deductible=Decimal("29.50")), ALONG[0])] == ["deductible"]
    assert [one.field for one in question_entry(replace(NEXT, coinsurance=Decimal("0.2")), None)] == ["coinsurance"]


TABLE = "from,deductible,cmhc_3,cmhc_4,wage_index,source\n1/1/2027,$295.00,130,170,0.9134,A rule\n"


def test_a_table_is_read_with_its_lines() -> None:
    found = medicare_files.read(TABLE.encode("utf-8-sig"))

    assert found.faults == ()
    assert found.entries == ((2, replace(NEXT, wage_index=Decimal("0.9134"))),)
    semicolons = medicare_files.read(TABLE.replace(",", ";").encode())
    assert semicolons == found


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("1/1/2027,295,,,,", "Line 3, source: is empty."),
        ("2027,295,,,,x", "Line 3, from: “2027” is no day. Write it as 1/1/2027."),
        ("1/1/2028,many,,,,x", "Line 3, deductible: “many” is no number."),
        ("1/1/2028,1e999,,,,x", "Line 3, deductible: “1e999” is no number."),
        ("1/1/2028,NaN,,,,x", "Line 3, deductible: “NaN” is no number."),
        ("1/1/2028,-1,,,,x", "Line 3, deductible: Enter dollars and cents, above 0"),
        ("1/1/2028,295,170,130,,x", "Line 3, cmhc_4: A day of four services is not paid less"),
        ("1/1/2027,295,,,,x", "Line 3: 01/01/2027 stands there twice."),
        ("1/1/2022,295,,,,x", "Line 3, from: Medicare pays such days from 2024 on."),
    ],
)
def test_a_bad_line_is_named_with_its_column(line: str, said: str) -> None:
    faults = medicare_files.read(f"{TABLE}{line}\n".encode()).faults

    assert len(faults) == 1
    assert faults[0].startswith(said)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"PK\x03\x04xx", "spreadsheet file"),
        (b"from,deductible\n", "Missing: source"),
        (b"from,deductible,source,wages\n", "“wages”"),
        (b"\xff\xfe", "letters"),
    ],
)
def test_what_is_no_such_table_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(Refused) as refused:
        medicare_files.read(content)

    assert said in refused.value.findings[0].sentence
    assert refused.value.findings[0].code == "MED-010"
