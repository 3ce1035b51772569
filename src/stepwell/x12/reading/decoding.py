"""From bytes to text."""

import codecs
from dataclasses import dataclass

from stepwell.x12.issues import Issue, Severity

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Text:
    """The characters of a file, and how to find the bytes they came from.

    text      without a byte order mark
    encoding  in which the characters stood
    mark      bytes of the byte order mark
    """

    text: str
    encoding: str = "utf-8"
    mark: int = 0

    def bytes_before(self, index: int) -> int:
        """Return how many bytes of the file stand before a character."""
        return self.mark + len(self.text[:index].encode(self.encoding, "surrogatepass"))


def decode(data: bytes | str) -> tuple[Text, tuple[Issue, ...]]:
    """Return the text of a file. Text that was decoded already is taken as it is."""
    if isinstance(data, str):
        return Text(data.removeprefix("\ufeff"), mark=3 if data.startswith("\ufeff") else 0), ()
    if data.startswith(_UTF16_MARKS):
        encoding = "utf-16-le" if data.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
        return Text(data[2:].decode(encoding, "replace"), encoding, mark=2), ()
    mark = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    try:
        return Text(data[mark:].decode("utf-8"), mark=mark), ()
    except UnicodeDecodeError as error:
        place = f"The first byte that is not UTF-8 is number {mark + error.start + 1}."
        sentence = f"The file was read as Latin-1: letters with accents may be wrong. {place}"
        return Text(data[mark:].decode("latin-1"), "latin-1", mark), (Issue("X12-004", Severity.NOTE, sentence),)
