"""The segments of one interchange: cut once, taken apart when asked, found again in the file by number."""

from dataclasses import dataclass
from functools import cached_property, partial
from itertools import accumulate
from typing import Final

from stepwell.x12.delimiters import Delimiters
from stepwell.x12.issues import Position

# What may stand before a segment and means nothing: white space, line ends, a byte order mark, DOS's end of file.
FILLING: Final = " \t\r\n\v\f\x00\x1a\ufeff"

MOST_KEPT: Final = 100_000
"""How many segments that are not understood are kept of one set, and of one interchange outside of its sets. More are
counted: no remittance has so many, and what is no X12 must not fill the memory."""

_ONE_BYTE: Final = {"utf-8", "latin-1"}  # encodings in which an ASCII character takes one byte

Row = tuple[int, list[str]]
"""A segment: its index in its source, and its elements, the segment id being the first of them."""


@dataclass(frozen=True)
class Source:
    """One interchange as it was sent.

    text        its characters
    delimiters  what separates them
    raws        its segments without terminators, line ends and leading blanks; none is empty
    begin       bytes of the file before it
    encoding    of the file
    number      which segment of the file its first one is, counting from 1
    """

    text: str
    delimiters: Delimiters
    raws: list[str]
    begin: int = 0
    encoding: str = "utf-8"
    number: int = 1

    def elements(self, index: int) -> list[str]:
        """Return the elements of a segment; the first is the segment id."""
        return self.raws[index].split(self.delimiters.element)

    def canonical(self, index: int) -> tuple[str, ...]:
        """Return the elements of a segment as strings, inner separators written as ":" and "^"."""
        return tuple(map(self.delimiters.canonical, self.elements(index)))

    def position(self, index: int, within: Position, *, element: int = 0, component: int = 0) -> Position:
        """Return where a segment stands.

        within  says which interchange, group and set; its `segment` is the set's ST, or 0 outside of a set
        """
        number = self.number + index
        return Position(
            interchange=within.interchange,
            group=within.group,
            set=within.set,
            segment=number,
            in_set=number - within.segment + 1 if within.set else 0,
            segment_id=self.elements(index)[0][:3],
            element=element,
            component=component,
            offset=self._offsets[index],
        )

    @cached_property
    def _offsets(self) -> list[int]:
        pieces = self.text.split(self.delimiters.segment)
        is_plain = self.text.isascii() and self.encoding in _ONE_BYTE
        size_of = len if is_plain else partial(size, encoding=self.encoding)
        width = size_of(self.delimiters.segment)
        begins = accumulate((size_of(piece) + width for piece in pieces), initial=self.begin)
        return [
            begin + size_of(piece) - size_of(bare)
            for piece, begin in zip(pieces, begins, strict=False)
            if (bare := piece.lstrip(FILLING))
        ]


def source(text: str, delimiters: Delimiters, *, begin: int = 0, encoding: str = "utf-8", number: int = 1) -> Source:
    """Cut the text of an interchange into segments. Line ends within them are taken out: some senders fold."""
    whole = text
    for line_end in "\r\n":
        if line_end != delimiters.segment:
            whole = whole.replace(line_end, "")
    raws = [raw for piece in whole.split(delimiters.segment) if (raw := piece.lstrip(FILLING))]
    return Source(text, delimiters, raws, begin, encoding, number)


def size(text: str, encoding: str) -> int:
    """Return how many bytes a text takes."""
    return len(text) if text.isascii() and encoding in _ONE_BYTE else len(text.encode(encoding, "surrogatepass"))
