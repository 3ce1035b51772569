"""The TRN by which an answer finds its question."""

from stepwell.x12.writing.sheet import Sheet

_ORIGINATOR = 10


def add_trace(sheet: Sheet, trace: str, originator: str) -> None:
    """Add a TRN with the sender's own number, and with who gave it where the guide asks for that."""
    sheet.add(
        "TRN",
        "1",
        sheet.identifier("trace", trace, 50, needed=True),
        sheet.identifier("originator", originator, _ORIGINATOR, least=_ORIGINATOR, needed=True),
    )
