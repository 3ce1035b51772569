"""What is sent besides a claim or a request, and announced in it."""

from collections.abc import Collection
from dataclasses import dataclass

from stepwell.x12.writing.sheet import Sheet

_MOST = 10


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """Its kind (codes.ATTACHMENTS), how it is sent (codes.TRANSMISSIONS), and the number it bears."""

    kind: str
    sent_by: str
    number: str = ""


def add_attachments(
    sheet: Sheet, attachments: tuple[Attachment, ...], kinds: Collection[str], ways: Collection[str]
) -> None:
    """Add a PWK for each; a number is needed unless the payer may ask for it (AA)."""
    if len(attachments) > _MOST:
        sheet.note("X12-623", "attachments", f"are {len(attachments)}: {_MOST} can go out.")
    for index, attachment in enumerate(attachments):
        with sheet.within(f"attachments[{index}]"):
            number = sheet.identifier("number", attachment.number, 50, least=2, needed=attachment.sent_by != "AA")
            sheet.add(
                "PWK",
                sheet.code("kind", attachment.kind, kinds, needed=True),
                sheet.code("sent_by", attachment.sent_by, ways, needed=True),
                "",
                "",
                "AC" if number else "",
                number,
            )
