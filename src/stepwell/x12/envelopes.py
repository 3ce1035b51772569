"""A file as its envelopes show it: interchanges (ISA..IEA), groups (GS..GE) and transaction sets (ST..SE)."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from stepwell.x12.delimiters import Delimiters
from stepwell.x12.issues import NOWHERE, Issue, Position
from stepwell.x12.reading.source import Source


@dataclass(frozen=True, slots=True)
class Unread:
    """A segment that was not understood, or not wholly. Nothing is lost: it is kept as it stood.

    elements  the segment id and what followed it; inner separators are written as ":" and "^"
    """

    elements: tuple[str, ...]
    position: Position


@dataclass(frozen=True, slots=True)
class InterchangeHeader:
    """What an ISA says. Date and time as written: YYMMDD, HHMM. Usage is P for production, T for test."""

    sender_qualifier: str
    sender: str
    receiver_qualifier: str
    receiver: str
    date: str
    time: str
    version: str
    control: str
    acknowledgment_asked: str
    usage: str


@dataclass(frozen=True, slots=True)
class GroupHeader:
    """What a GS says. `code` is GS01, such as HP for remittances; `version` is GS08, such as 005010X221A1."""

    code: str
    sender: str
    receiver: str
    date: str
    time: str
    control: str
    version: str


@dataclass(frozen=True, slots=True)
class InterchangeAcknowledgment:
    """A TA1: whether an interchange that was sent arrived whole.

    control  number of the interchange it answers (its ISA13)
    date     of that interchange, YYMMDD
    time     of that interchange, HHMM
    status   A accepted, E accepted with errors, R rejected
    note     a code: 000 for no error
    """

    control: str
    date: str
    time: str
    status: str
    note: str
    position: Position


@dataclass(frozen=True, slots=True)
class TransactionSet:
    """One ST..SE.

    code     ST01, such as "835"
    control  ST02
    version  ST03, or GS08 of its group where ST03 is left out
    place    of its ST
    source   the interchange it stands in
    first    index of its ST there
    stop     index after its last segment
    closed   whether its last segment is an SE
    """

    code: str
    control: str
    version: str
    place: Position
    source: Source = field(repr=False, compare=False)
    first: int
    stop: int
    closed: bool

    def __len__(self) -> int:
        return self.stop - self.first

    @property
    def body(self) -> range:
        """Indexes of the segments between ST and SE."""
        return range(self.first + 1, self.stop - self.closed)

    def position(self, index: int, *, element: int = 0, component: int = 0) -> Position:
        """Return where a segment of this set stands, given its index in the source."""
        return self.source.position(index, self.place, element=element, component=component)


@dataclass(frozen=True, slots=True)
class Group:
    """One GS..GE; `header` is missing where sets stand by themselves."""

    header: GroupHeader | None
    sets: tuple[TransactionSet, ...]


@dataclass(frozen=True, slots=True)
class Interchange:
    """One ISA..IEA; `header` is missing where a group or a set stands by itself."""

    header: InterchangeHeader | None
    delimiters: Delimiters
    groups: tuple[Group, ...]
    acknowledgments: tuple[InterchangeAcknowledgment, ...] = ()
    place: Position = NOWHERE


@dataclass(frozen=True, slots=True)
class File:
    """All that stands in a file. `unread` are segments outside of every set."""

    interchanges: tuple[Interchange, ...]
    unread: tuple[Unread, ...]
    issues: tuple[Issue, ...]

    @property
    def sets(self) -> Iterator[TransactionSet]:
        """All transaction sets, in their order."""
        return (one for interchange in self.interchanges for group in interchange.groups for one in group.sets)
