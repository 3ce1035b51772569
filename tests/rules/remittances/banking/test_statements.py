"""Lists of banks in the forms they come in; what cannot be taken is named with its line."""

from datetime import date

import pytest

from stepwell.kernel.findings import Refused
from stepwell.remittances.rules.banking.statements import MOST_BYTES, MOST_ROWS, read

DAY = date(2026, 3, 9)


@pytest.mark.parametrize(
    "text",
    [
        "Date,Description,Amount\n03/09/2026,HCCLAIMPMT EFT12345,285.00\n",
        "\ufeffPosting Date;Details;Description;Amount\r\n3/9/26;CREDIT;HCCLAIMPMT EFT12345;$285.00\r\n",
        "Account 12\nFrom March\n\nTransaction Date\tMemo\tDebit\tCredit\n2026-03-09\tHCCLAIMPMT EFT12345\t\t285.00\n",
        'Date,Payee,Amount\n"Mar 9, 2026",HCCLAIMPMT  EFT12345,"285.00 CR"\n',
        "Date|Withdrawals|Deposits|Text\n20260309||285.00|HCCLAIMPMT EFT12345\n",
    ],
)
def test_the_forms_of_banks_say_the_same(text: str) -> None:
    found = read(text.encode())
    [row] = found.rows
    assert (row.day, row.cents, row.words, found.bad, found.out) == (DAY, 28_500, "HCCLAIMPMT EFT12345", (), 0)
    assert read(text.removeprefix("\ufeff").encode("utf-16")).rows[0].fact == row.fact


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("03/09/2026,x,12.345", "parts of a cent"),
        ("03/09/2026,x,twelve", "The amount cannot be read. Write it as 1234.50."),
        ("03/09/2026,x,", "The amount is missing"),
        ("31.31.2026,x,12.00", "The day cannot be read. Write it as 3/14/2026"),
        (",total,999999999999.00", "larger than a deposit can be"),
        ("Total", "It has 1 cells, and the columns need 3"),
        ("03/09/2026,x,NaN", "parts of a cent"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named_and_the_others_are_taken(row: str, said: str) -> None:
    found = read(f"Date,Memo,Amount\n{row}\n03/09/2026,good,1.00\n".encode())
    assert [one.cents for one in found.rows] == [100]
    assert [(one.line, said in one.sentence) for one in found.bad] == [(2, True)]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "BNK-001"),
        (b" \n\r ", "BNK-001"),
        (b"x" * (MOST_BYTES + 1), "BNK-002"),
        (b"%PDF-1.4", "BNK-003"),
        (b"PK\x03\x04more", "BNK-003"),
        (b"ISA*00*", "BNK-003"),
        (b"\x00\x01\x02", "BNK-003"),
        (b"one,two\n1,2\n", "BNK-004"),
        (b"Date,Amount\n" + b"3/9/2026,1\n" * (MOST_ROWS + 1), "BNK-005"),
        (b'Date,Amount\n"3/9/2026,1\n', "BNK-006"),
    ],
)
def test_a_file_of_which_nothing_can_be_taken_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read(content)
    assert refused.value.findings[0].code == code


def test_money_that_went_out_is_counted_and_left_out() -> None:
    found = read(b"Date,Type,Memo,Amount\n3/9/2026,x,rent,-900.00\n3/9/2026,x,fee,(2.90)\n3/9/2026,x,in,5\n")
    assert ([one.cents for one in found.rows], found.out) == ([500], 2)


def test_the_same_row_twice_is_two_deposits_and_the_same_two_in_another_file() -> None:
    row = b"3/9/2026,Mobile deposit,20.00\n"
    short, long = read(b"Date,Memo,Amount\n" + row), read(b"Date,Memo,Amount\n3/1/2026,other,1\n" + row * 2)
    facts = [one.fact for one in long.rows[1:]]
    assert len(set(facts)) == 2
    assert short.rows[0].fact == facts[0]
