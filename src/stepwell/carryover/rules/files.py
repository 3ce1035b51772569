"""A file of clients: bytes to rows of cells, and rows back to a file that spreadsheets open."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stepwell.carryover.rules.columns import BY_NAME, COLUMNS, REQUIRED
from stepwell.kernel.findings import Finding, Refused

MOST_ROWS = 5_000
MOST_BYTES = 5 * 1024 * 1024
REASON = "reason"  # the column that the file of rows to mend has besides
_SEPARATORS = ",;\t"
_SPREADSHEETS = (b"PK\x03\x04", bytes.fromhex("D0CF11E0A1B11AE1"))
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # with these a spreadsheet would begin to compute

EMPTY = Finding("CAR-001", "The file is empty. Choose the file with your clients, or begin with the template.", "file")
SPREADSHEET = Finding(
    "CAR-002",
    "This is a spreadsheet file. In your spreadsheet choose “Save as”, then “CSV UTF-8”, and send that.",
    "file",
)
ENCODING = Finding("CAR-003", "The letters of this file cannot be read. Save it as “CSV UTF-8”, and send that.", "file")
TOO_LARGE = Finding("CAR-006", f"Send {MOST_BYTES // 1024 // 1024} MB or less at a time: split the file.", "file")
TOO_MANY = Finding("CAR-005", f"Send {MOST_ROWS:,} rows or fewer at a time: split the file.", "file")
NO_ROWS = Finding("CAR-008", "Below the names of the columns stands no row.", "file")


@dataclass(frozen=True)
class Line:
    """One row: the number of its line in the file, and its cells by column."""

    number: int
    cells: dict[str, str]


def lines_of(content: bytes) -> list[Line]:
    """Return the rows of a file. UTF-8, UTF-16 with a mark or Windows-1252; comma, semicolon or tab.

    raises  Refused (CAR-001 ... CAR-009)
    """
    if len(content) > MOST_BYTES:
        raise Refused(TOO_LARGE)
    text = _text_of(content)
    header, _, _ = text.lstrip("\r\n").partition("\n")
    separator = max(_SEPARATORS, key=header.count)
    try:
        return _lines(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as broken:
        sentence = "A quotation mark is not closed, or stands within a cell. Save the file as CSV from a spreadsheet."
        raise Refused(Finding("CAR-007", sentence, "file")) from broken


def _text_of(content: bytes) -> str:
    if content.startswith(_SPREADSHEETS):
        raise Refused(SPREADSHEET)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        if not text.strip():
            raise Refused(EMPTY)
        return text
    raise Refused(ENCODING)


def _lines(reader: "csv._reader") -> list[Line]:  # type: ignore[name-defined]
    header: list[str] | None = None
    found: list[Line] = []
    for row in reader:
        if not any(cell.strip() for cell in row):
            continue
        if header is None:
            header = _header(row)
            continue
        if len(found) == MOST_ROWS:
            raise Refused(TOO_MANY)
        cells = dict(zip(header, (_plain(cell) for cell in row), strict=False))
        if any(cell.strip() for cell in row[len(header) :]):
            sentence = f"Line {reader.line_num} has more cells than there are columns. Is a text with commas in quotes?"
            raise Refused(Finding("CAR-009", sentence, "file"))
        cells.pop(REASON, None)
        found.append(Line(reader.line_num, cells))
    if header is None:
        raise Refused(EMPTY)
    if not found:
        raise Refused(NO_ROWS)
    return found


def _header(row: Sequence[str]) -> list[str]:
    names = [re.sub(r"[\s\-]+", "_", cell.strip().casefold()) for cell in row]
    while names and not names[-1]:
        names.pop()
    known = set(BY_NAME) | {REASON}
    missing = [name for name in REQUIRED if name not in names]
    strange = [str(n) for n, name in enumerate(names, start=1) if name not in known]
    twice = sorted({name for name in names if name in known and names.count(name) > 1})
    found = []
    if missing:
        sentence = f"The first line names the columns. Missing: {', '.join(missing)}. The template has them all."
        found.append(Finding("CAR-004", sentence, "file"))
    elif strange:
        sentence = f"Not known: the name of column {', '.join(strange)}. Write it as in the template, or take it out."
        found.append(Finding("CAR-004", sentence, "file"))
    if twice:
        found.append(Finding("CAR-004", f"There twice: {', '.join(twice)}. Keep each column once.", "file"))
    if found:
        raise Refused(*found)
    return names


def written(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as a CSV file that spreadsheets read as UTF-8, and compute nothing of."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in rows:
        writer.writerow([_guarded(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def template() -> bytes:
    """Return a file with the columns and one row of somebody who does not exist."""
    return written([[column.name for column in COLUMNS], [column.example for column in COLUMNS]])


def to_mend(rows: Iterable[tuple[dict[str, str], str]]) -> bytes:
    """Return a file of rows to mend, with the reason beside each: cells and reason."""
    head = [REASON, *(column.name for column in COLUMNS)]
    body = ([reason, *(cells.get(column.name, "") for column in COLUMNS)] for cells, reason in rows)
    return written([head, *body])


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) or (cell.startswith("'") and cell[1:].startswith(_FORMULA)) else cell


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].lstrip("'").startswith(_FORMULA) else cell
