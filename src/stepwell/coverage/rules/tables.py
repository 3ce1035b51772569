"""Small tables that people keep in a spreadsheet: bytes to named cells, with the number of each line."""

import csv
import io
from collections.abc import Sequence
from typing import Final

from stepwell.kernel.findings import Finding, Refused

MOST_BYTES: Final = 100_000
_SEPARATORS: Final = ",;\t"
_NOT_TEXT: Final = (b"PK\x03\x04", bytes.fromhex("D0CF11E0A1B11AE1"))

Rows = list[tuple[int, dict[str, str]]]


def rows_of(content: bytes, *, code: str, needed: Sequence[str], others: Sequence[str] = ()) -> Rows:
    """Return the lines below the names of the columns: the number in the file, and the cells by name in small letters.

    code    of the refusal
    needed  columns without which it is no such table
    others  columns that it may have; with none given, any
    raises  Refused if it is no such table
    """
    text = _text(content, code)
    separator = max(_SEPARATORS, key=text.partition("\n")[0].count)
    try:
        lines = list(enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), 1))
    except csv.Error:
        raise Refused(
            Finding(code, "This is no table as CSV. Save it from a spreadsheet as “CSV UTF-8”.", "file")
        ) from None
    header, *body = [line for line in lines if any(cell.strip() for cell in line[1])]
    names = [cell.strip().casefold() for cell in header[1]]
    missing = [name for name in needed if name not in names]
    if missing:
        sentence = f"The first line names the columns: {', '.join(needed)}. Missing: {', '.join(missing)}."
        raise Refused(Finding(code, sentence, "file"))
    unknown = [name for name in names if name and name not in {*needed, *others}] if others else []
    if unknown:
        sentence = f"No column is called “{unknown[0][:20]}”. There may be: {', '.join((*needed, *others))}."
        raise Refused(Finding(code, sentence, "file"))
    return [(number, dict(zip(names, (cell.strip() for cell in cells), strict=False))) for number, cells in body]


def _text(content: bytes, code: str) -> str:
    if content.startswith(_NOT_TEXT):
        sentence = "This is a spreadsheet file. Choose “Save as”, then “CSV UTF-8”, and hand that in."
        raise Refused(Finding(code, sentence, "file"))
    if len(content) > MOST_BYTES or not content.strip(b" \t\r\n,;\xef\xbb\xbf"):
        sentence = "The file is empty, or far too large for such a table. Choose another."
        raise Refused(Finding(code, sentence, "file"))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        sentence = "The letters of this file cannot be read. Save it as “CSV UTF-8”."
        raise Refused(Finding(code, sentence, "file")) from None
