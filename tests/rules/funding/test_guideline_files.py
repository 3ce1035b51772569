"""Poverty guidelines from a table: what fits, and each line that does not."""

from decimal import Decimal

import pytest

from stepwell.coverage.rules.sliding_fee import Region
from stepwell.funding.rules.guideline_files import read
from stepwell.kernel.findings import Refused

GOOD = 'year,region,size,amount\n2027,contiguous,1,"$16,400"\n2027,contiguous,2,22200\n2027,contiguous,4,33800\n'


def test_a_table_becomes_one_person_and_each_further() -> None:
    found = read(GOOD.encode("utf-8-sig"), 2027)

    assert (found.faults, found.dollars()) == ((), {Region.CONTIGUOUS: (Decimal(16400), Decimal(5800))})
    assert read(GOOD.replace('"$16,400"', "16400").replace(",", ";").encode(), 2027).dollars() == found.dollars()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("2026,alaska,1,20000", "Line 5: the year is “2026”"),
        ("2027,guam,1,20000", "“guam” is no region"),
        ("2027,alaska,two,20000", "is no size of a household"),
        ("2027,alaska,1,lots", "“lots” is no amount"),
        ("2027,alaska,1,-5", "is no amount"),
        ("2027,contiguous,2,22200", "household of 2 twice"),
        ("2027,contiguous,3,28001", "a household of 3 would have 28,000, not 28,001"),
        ("2027,hawaii,1,20000", "Hawaii needs a household of 1 and of 2"),
    ],
)
def test_each_line_that_does_not_fit_is_named(line: str, said: str) -> None:
    found = read(f"{GOOD}{line}\n".encode(), 2027)

    assert len(found.faults) == 1
    assert said in found.faults[0]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04spread", b"\xff\xfe\x00", b"state,income\nOH,5\n"])
def test_what_is_no_table_is_refused(content: bytes) -> None:
    with pytest.raises(Refused, match="FEE-030"):
        read(content, 2027)
