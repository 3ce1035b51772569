"""Finds interchanges, groups and sets, and checks their counts and control numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise
from typing import Final

from stepwell.x12.envelopes import (
    File,
    Group,
    GroupHeader,
    Interchange,
    InterchangeAcknowledgment,
    InterchangeHeader,
    TransactionSet,
    Unread,
)
from stepwell.x12.issues import NOWHERE, Issue, Position, Severity
from stepwell.x12.reading.decoding import decode
from stepwell.x12.reading.finding import find
from stepwell.x12.reading.source import FILLING, MOST_KEPT, Source

_BLANKS: Final = [""] * 17

# GS01 of the sets a clinic exchanges. Source: docs/sources.md#x12
GROUP_CODES: Final = {
    "270": "HS",
    "271": "HB",
    "276": "HR",
    "277": "HN",
    "278": "HI",
    "835": "HP",
    "837": "HC",
    "997": "FA",
    "999": "FA",
}


def read_envelopes(data: bytes | str) -> File:
    """Return the interchanges, groups and sets of a file, and what is wrong with them. Never raises on content."""
    text, doubts = decode(data)
    sources, found = find(text)
    walks = [_Walk(one, number) for number, one in enumerate(sources, 1)]
    interchanges = tuple(walk.interchange() for walk in walks)
    issues = [*doubts, *found, *chain.from_iterable(walk.issues for walk in walks)]
    controls = [(one.header.control, one.place) for one in interchanges if one.header]
    issues += _twice("ISA13", controls)
    unread = tuple(chain.from_iterable(walk.unread for walk in walks))
    return File(interchanges, unread, tuple(issues))


@dataclass
class _Walk:
    """A walk over the envelope segments of one interchange; what is between ST and SE is stepped over."""

    source: Source
    number: int
    issues: list[Issue] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    acknowledgments: list[InterchangeAcknowledgment] = field(default_factory=list)
    header: InterchangeHeader | None = None
    groups: list[Group] = field(default_factory=list)
    group: GroupHeader | None = None
    group_place: Position = NOWHERE
    places: list[Position] = field(default_factory=list)  # of the groups
    sets: list[TransactionSet] | None = None  # of the group that is open
    set_begin: int | None = None  # index of the ST that is open
    is_over: bool = False
    left_out: int = 0  # segments outside of sets beyond those that are kept

    def interchange(self) -> Interchange:
        marks = self._marks()
        steps = {
            "ISA": self._isa,
            "GS": self._gs,
            "ST": self._st,
            "SE": self._se,
            "GE": self._ge,
            "IEA": self._iea,
            "TA1": self._ta1,
        }
        for mark, following in pairwise([*marks, len(self.source.raws)]):
            steps[self.source.elements(mark)[0]](mark)
            if self.set_begin is None:
                for index in range(mark + 1, following):
                    self._stray(index)
        self._end()
        place = self.source.position(0, Position(interchange=self.number)) if self.source.raws else NOWHERE
        acknowledgments = tuple(self.acknowledgments)
        return Interchange(self.header, self.source.delimiters, tuple(self.groups), acknowledgments, place)

    def _marks(self) -> list[int]:
        separator = self.source.delimiters.element
        short = ("GS", "GE", "ST", "SE")
        heads = {"ISA", "IEA", "TA1", *short, *(name + separator for name in short)}
        marks = [index for index, raw in enumerate(self.source.raws) if raw[:3] in heads]
        return [index for index in marks if len(self.source.elements(index)[0]) <= len("ISA")]

    def _isa(self, index: int) -> None:
        if index:
            self._close_group(index)
            self._stray(index)
            return
        e = self._padded(index)
        self.header = InterchangeHeader(
            sender_qualifier=e[5],
            sender=e[6].rstrip(),
            receiver_qualifier=e[7],
            receiver=e[8].rstrip(),
            date=e[9],
            time=e[10],
            version=e[12],
            control=e[13],
            acknowledgment_asked=e[14],
            usage=e[15],
        )
        if e[15] == "T":
            self._issue("X12-114", Severity.NOTE, "This interchange is marked as a test (ISA15 is T).", index, 15)

    def _gs(self, index: int) -> None:
        self._close_group(index)
        e = self._padded(index)
        self.group = GroupHeader(
            code=e[1], sender=e[2], receiver=e[3], date=e[4], time=e[5], control=e[6], version=e[8]
        )
        self.sets = []
        self.group_place = self._position(index)

    def _st(self, index: int) -> None:
        self._close_set(index, closed=False)
        if self.sets is None:
            self.sets, self.group_place = [], self._position(index)
            self._issue("X12-110", Severity.WARNING, "This set stands outside of any group: there is no GS.", index)
        self.set_begin = index

    def _se(self, index: int) -> None:
        begin = self.set_begin
        if begin is None:
            self._stray(index)
            return
        e = self._padded(index)
        self._close_set(index + 1, closed=True)
        self._count(index, e[1], index + 1 - begin, "X12-108", ("set", "segments"))
        self._control(index, e[2], self._padded(begin)[2], "X12-109", ("set", "SE02", "ST02"))

    def _ge(self, index: int) -> None:
        if self.sets is None or self.group is None:
            self._close_group(index)
            self._stray(index)
            return
        self._close_set(index, closed=False)
        e = self._padded(index)
        self._count(index, e[1], len(self.sets), "X12-105", ("group", "sets"))
        self._control(index, e[2], self.group.control, "X12-106", ("group", "GE02", "GS06"))
        self._close_group(index, closed=True)

    def _iea(self, index: int) -> None:
        self._close_group(index)
        if self.header is None or self.is_over:
            self._stray(index)
            return
        e = self._padded(index)
        self._count(index, e[1], len(self.groups), "X12-102", ("interchange", "groups"))
        self._control(index, e[2], self.header.control, "X12-103", ("interchange", "IEA02", "ISA13"))
        self.is_over = True

    def _ta1(self, index: int) -> None:
        if self.set_begin is not None:
            return  # a segment of that set
        e = self._padded(index)
        self.acknowledgments.append(InterchangeAcknowledgment(e[1], e[2], e[3], e[4], e[5], self._position(index)))

    def _end(self) -> None:
        last = len(self.source.raws)
        if self.left_out:
            sentence = f"{self.left_out} more segments stand outside of any set. They were not kept."
            self._issue("X12-115", Severity.ERROR, sentence, last - 1)
        self._cut()
        self._close_group(last)
        if self.header and not self.is_over:
            sentence = "The interchange does not end with an IEA: the file may have been cut off."
            self._issue("X12-101", Severity.ERROR, sentence, last - 1)
        controls = [(g.header.control, place) for g, place in zip(self.groups, self.places, strict=True) if g.header]
        self.issues += _twice("GS06", controls)

    def _cut(self) -> None:
        terminator = self.source.delimiters.segment
        if self.source.text.rstrip(FILLING.replace(terminator, "")).endswith(terminator):
            return
        index = len(self.source.raws) - 1
        if self.is_over or (self.header is None and self.set_begin is None):
            self._issue("X12-005", Severity.NOTE, "The last segment has no terminator.", index)
        else:
            self._issue("X12-005", Severity.ERROR, "The file ends in the middle of a segment: it was cut off.", index)

    def _close_set(self, stop: int, *, closed: bool) -> None:
        if self.set_begin is None or self.sets is None:
            return
        begin = self.set_begin
        e = self._padded(begin)
        version = e[3] or (self.group.version if self.group else "")
        place = Position(self.number, len(self.groups) + 1, len(self.sets) + 1)
        place = self.source.position(begin, replace(place, segment=self.source.number + begin))
        self.sets.append(TransactionSet(e[1], e[2], version, place, self.source, begin, stop, closed))
        self.set_begin = None
        if not closed:
            self._issue("X12-107", Severity.ERROR, "The set does not end with an SE: part of it may be missing.", begin)
        self._belongs(begin, e[1])

    def _belongs(self, begin: int, code: str) -> None:
        expected = GROUP_CODES.get(code)
        if self.group and expected and self.group.code != expected:
            sentence = f"A set {code} belongs in a group {expected}, not {self.group.code or '(empty)'}."
            self._issue("X12-113", Severity.WARNING, sentence, begin, 1)

    def _close_group(self, stop: int, *, closed: bool = False) -> None:
        if self.sets is None:
            return
        self._close_set(stop, closed=False)
        if self.group and not closed:
            sentence = "The group does not end with a GE: part of it may be missing."
            self.issues.append(Issue("X12-104", Severity.ERROR, sentence, self.group_place))
        self.issues += _twice("ST02", [(one.control, one.place) for one in self.sets])
        self.groups.append(Group(self.group, tuple(self.sets)))
        self.places.append(self.group_place)
        self.sets, self.group = None, None

    def _count(self, index: int, said: str, counted: int, code: str, names: tuple[str, str]) -> None:
        whole, parts = names
        if said.strip().lstrip("0") != str(counted).lstrip("0") or not said.strip():
            sentence = f"The {whole} says that it has {said.strip() or 'no'} {parts}, and it has {counted}."
            self._issue(code, Severity.ERROR, sentence, index, 1)

    def _control(self, index: int, end: str, begin: str, code: str, names: tuple[str, str, str]) -> None:
        whole, last, first = names
        if end.strip() != begin.strip():
            sentence = f"The control numbers of the {whole} differ: {last} is not what {first} says."
            self._issue(code, Severity.ERROR, sentence, index, 2)

    def _stray(self, index: int) -> None:
        if len(self.unread) >= MOST_KEPT:
            self.left_out += 1
            return
        position = self._position(index)
        self.unread.append(Unread(self.source.canonical(index), position))
        sentence = "This segment stands outside of any set. It was kept and not read."
        self.issues.append(Issue("X12-112", Severity.ERROR, sentence, position))

    def _padded(self, index: int) -> list[str]:
        return self.source.elements(index) + _BLANKS

    def _position(self, index: int, element: int = 0) -> Position:
        place = Position(interchange=self.number, group=len(self.groups) + (self.sets is not None))
        return self.source.position(index, place, element=element)

    def _issue(self, code: str, severity: Severity, sentence: str, index: int, element: int = 0) -> None:
        self.issues.append(Issue(code, severity, sentence, self._position(index, element)))


def _twice(name: str, controls: Sequence[tuple[str, Position]]) -> Iterator[Issue]:
    """Yield an issue for each control number that was there before."""
    seen: set[str] = set()
    for control, place in controls:
        if control in seen:
            yield Issue("X12-111", Severity.WARNING, f"The control number in {name} is used twice.", place)
        seen.add(control)
