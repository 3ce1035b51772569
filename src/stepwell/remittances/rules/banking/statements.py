"""A bank's list of transactions as CSV: which columns it has, which rows are deposits, and what is wrong with others.

Banks agree on nothing: names of columns, lines above them, signs, separators. What is not known is asked for, never
guessed. Source: docs/sources.md#bank.
"""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from stepwell.kernel.findings import Finding, Refused
from stepwell.remittances.rules.posting.sent import key_of

MOST_BYTES, MOST_ROWS = 5 * 1024 * 1024, 5_000
MOST_WORDS = 300  # letters of a description that are kept
MOST_CENTS = 999_999_999_99
_ABOVE = 30  # lines that a bank may write above the names of the columns
_SEPARATORS = ",;\t|"
_LEAST_COLUMNS = 2

EMPTY = Finding(
    "BNK-001", "The file is empty. Choose the list of transactions that you downloaded from the bank.", "file"
)
TOO_LARGE = Finding("BNK-002", "The file is larger than 5 MB. Download a shorter time at once.", "file")
NO_CSV = Finding(
    "BNK-003",
    "This is no CSV file. In the bank’s portal choose “Download” and then CSV; a spreadsheet is saved as CSV.",
    "file",
)
NO_COLUMNS = Finding(
    "BNK-004",
    "No line of the file names its columns. It needs a date, and an amount or a credit: add a first line such as "
    "Date,Description,Amount.",
    "file",
)
TOO_MANY = Finding("BNK-005", f"The file has more than {MOST_ROWS:,} rows. Download a shorter time at once.", "file")
BROKEN = Finding(
    "BNK-006", "A quotation mark in the file is not closed. Download it again, or save it as CSV from a spreadsheet.",
    "file",
)  # fmt: skip

_OTHERS = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"OFXHEADER", b"<?xml", b"ISA*")
_NAMES = {
    "day": (
        "posting date", "posted date", "post date", "date posted", "posted", "effective date", "value date",
        "transaction date", "booking date", "date",
    ),
    "amount": ("amount", "transaction amount", "net amount", "amount usd", "amount (usd)"),
    "credit": (
        "credit", "credits", "credit amount", "amount credit", "deposit", "deposits", "deposit amount", "paid in",
        "money in",
    ),
    "debit": (
        "debit", "debits", "debit amount", "amount debit", "withdrawal", "withdrawals", "withdrawal amount",
        "paid out", "money out",
    ),
    "sign": ("credit/debit", "debit/credit", "dr/cr", "cr/dr", "credit or debit", "details"),
    "number": (
        "check or slip #", "check number", "check #", "check no", "check", "reference", "reference number", "ref",
        "bank reference", "customer reference", "trace number", "trace", "slip number",
    ),
}  # fmt: skip
_WORDS = (
    "description", "memo", "payee", "name", "addenda", "additional information", "extended description", "text",
    "transaction", "transaction description", "particulars", "narrative",
)  # fmt: skip
_DAYS = (
    "%Y-%m-%d",
    "%m/%d/%Y",
    "%m/%d/%y",
    "%m-%d-%Y",
    "%Y/%m/%d",
    "%Y%m%d",
    "%b %d, %Y",
    "%B %d, %Y",
    "%d-%b-%Y",
    "%d %b %Y",
)
_CREDIT, _DEBIT = frozenset({"CREDIT", "CR", "C", "DSLIP", "DEPOSIT"}), frozenset({"DEBIT", "DR", "D", "CHECK"})


@dataclass(frozen=True)
class Row:
    """A deposit as the bank lists it.

    line    in the file, from 1
    number  of a check or transfer, if a column has it; `words` all that the bank says besides
    fact    key: the same row makes the same key in whatever file it comes; twice the same in one file makes two
    """

    line: int
    day: date
    cents: int
    number: str
    words: str
    fact: str


@dataclass(frozen=True)
class Bad:
    """A row that cannot be taken: its line, what is wrong with it, and what would mend it."""

    line: int
    sentence: str


@dataclass(frozen=True)
class Statement:
    """What a file says: deposits, rows that cannot be taken, and how many rows are money that went out."""

    rows: tuple[Row, ...]
    bad: tuple[Bad, ...]
    out: int


def read(content: bytes) -> Statement:
    """Return what a bank's file says. Raises Refused: BNK-001 to BNK-006 for a file of which nothing can be taken."""
    if len(content) > MOST_BYTES:
        raise Refused(TOO_LARGE)
    text = _text_of(content)
    separator = max(_SEPARATORS, key=text[:20_000].count)
    try:
        lines = [(number, cells) for number, cells in _lines(text, separator) if any(cell.strip() for cell in cells)]
    except csv.Error:
        raise Refused(BROKEN) from None
    for place, (_, cells) in enumerate(lines[:_ABOVE]):
        columns = _columns(cells)
        if columns:
            return _statement(lines[place + 1 :], columns)
    raise Refused(NO_COLUMNS)


def _text_of(content: bytes) -> str:
    if not content.strip():
        raise Refused(EMPTY)
    if content.lstrip().startswith(_OTHERS):
        raise Refused(NO_CSV)
    is_wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if is_wide else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused(NO_CSV)


def _lines(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    for cells in reader:
        yield reader.line_num, cells


def _columns(cells: Sequence[str]) -> dict[str, list[int]]:
    """Return where the columns stand, by what they are; nothing if this line does not name a day and an amount."""
    names = [" ".join(cell.strip().casefold().split()) for cell in cells]
    found: dict[str, list[int]] = {}
    for kind, known in _NAMES.items():
        place = next((names.index(name) for name in known if name in names), None)
        if place is not None:
            found[kind] = [place]
    found["words"] = [place for place, name in enumerate(names) if name in _WORDS]
    return found if "day" in found and ("amount" in found or "credit" in found) else {}


def _statement(lines: Sequence[tuple[int, list[str]]], columns: dict[str, list[int]]) -> Statement:
    if len(lines) > MOST_ROWS:
        raise Refused(TOO_MANY)
    rows: list[Row] = []
    bad: list[Bad] = []
    seen: Counter[tuple[object, ...]] = Counter()
    out = 0
    for line, cells in lines:
        try:
            row = _row(line, cells, columns)
        except ValueError as wrong:
            bad.append(Bad(line, str(wrong)))
            continue
        if row is None:
            out += 1
            continue
        day, cents, number, words = row
        about = (day.isoformat(), cents, number.upper(), words.upper())
        seen[about] += 1
        rows.append(Row(line, day, cents, number, words, key_of("deposit", *about, seen[about])))
    return Statement(tuple(rows), tuple(bad), out)


def _row(line: int, cells: Sequence[str], columns: dict[str, list[int]]) -> tuple[date, int, str, str] | None:
    """Return day, cents, number and words of a deposit; None for money that went out. Raises ValueError with why."""
    del line
    least = max(columns["day"][0], *(columns[name][0] for name in ("amount", "credit") if name in columns))
    if len(cells) <= least:
        message = (
            f"It has {len(cells)} cells, and the columns need {least + 1}: a total or a cut-off line. Take it out, or "
            "download the file again."
        )
        raise ValueError(message)

    def cell(kind: str) -> str:
        place = columns.get(kind, [len(cells)])[0]
        return cells[place].strip() if place < len(cells) else ""

    cents = _moved(cell)
    day = _day(cell("day"))
    if cents is None or cents <= 0:
        return None
    words = " ".join(" ".join(cells[place].split()) for place in columns["words"] if place < len(cells))
    return day, cents, cell("number")[:50], words[:MOST_WORDS]


def _moved(cell: Callable[[str], str]) -> int | None:
    """Return the cents that came in; below zero if they went out; None where the row has no amount of either."""
    if cell("credit") or cell("debit"):
        came, went = _cents(cell("credit") or "0"), _cents(cell("debit") or "0")
        return came if came else -abs(went)
    if not cell("amount"):
        message = "The amount is missing. Write it, or take the row out."
        raise ValueError(message)
    cents, sign = _cents(cell("amount")), cell("sign").upper()
    if sign in _DEBIT:
        return -abs(cents)
    return abs(cents) if sign in _CREDIT else cents


def _day(text: str) -> date:
    for pattern in _DAYS:
        try:
            return datetime.strptime(text.strip(), pattern).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    message = "The day cannot be read. Write it as 3/14/2026 or 2026-03-14."
    raise ValueError(message)


def _cents(text: str) -> int:
    plain = re.sub(r"[\s$,]", "", text.upper())
    is_below = plain.startswith(("-", "(")) or plain.endswith(("-", "DR"))
    plain = re.sub(r"^[-+(]|[-)]$|(CR|DR)$", "", plain)
    plain = re.sub(r"\)$", "", plain)
    try:
        amount = Decimal(plain) * 100
    except InvalidOperation:
        message = "The amount cannot be read. Write it as 1234.50."
        raise ValueError(message) from None
    if not amount.is_finite() or amount != amount.to_integral_value() or abs(amount) > MOST_CENTS:
        message = "The amount has parts of a cent, or is larger than a deposit can be. Write it as 1234.50."
        raise ValueError(message)
    return -int(amount) if is_below else int(amount)
