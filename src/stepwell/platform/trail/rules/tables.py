"""Tables as text for a spreadsheet. A cell that would run as a formula there is made plain text.

Source: docs/sources.md#csv (RFC 4180; OWASP, CSV injection).
"""

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
BYTE_ORDER_MARK = "\ufeff"  # without it one spreadsheet takes the text for another encoding


def cell(value: object) -> str:
    """Return a value as a cell that no spreadsheet computes."""
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def lines(rows: Iterable[Sequence[object]]) -> str:
    """Return rows as CSV text with a line end after each."""
    text = io.StringIO()
    csv.writer(text).writerows([[cell(value) for value in row] for row in rows])
    return text.getvalue()
