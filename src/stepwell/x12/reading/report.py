"""Everything that was found in a file, in one piece, for whoever wants to have it as JSON."""

from dataclasses import dataclass

from stepwell.x12.delimiters import Delimiters
from stepwell.x12.envelopes import GroupHeader, InterchangeAcknowledgment, InterchangeHeader, Unread
from stepwell.x12.issues import Issue, Position
from stepwell.x12.reading.sets import Content, ReadFile, ReadSet


@dataclass(frozen=True, slots=True)
class InterchangeReport:
    """An interchange, the sets apart; `groups` has None where sets stand without a group."""

    position: Position
    header: InterchangeHeader | None
    delimiters: Delimiters
    groups: tuple[GroupHeader | None, ...]
    acknowledgments: tuple[InterchangeAcknowledgment, ...] = ()


@dataclass(frozen=True, slots=True)
class SetReport:
    """A transaction set: what it says, what was not understood, what is wrong.

    code      ST01, such as "835"
    control   ST02
    version   of its implementation guide
    position  of its ST
    segments  how many it has, ST and SE included
    """

    code: str
    control: str
    version: str
    position: Position
    segments: int
    content: Content | None
    unread: tuple[Unread, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A file. `unread` and `issues` are those outside of every set."""

    interchanges: tuple[InterchangeReport, ...]
    sets: tuple[SetReport, ...]
    unread: tuple[Unread, ...] = ()
    issues: tuple[Issue, ...] = ()


def report(found: ReadFile) -> Report:
    """Return everything that was found in a file."""
    interchanges = tuple(
        InterchangeReport(
            one.place, one.header, one.delimiters, tuple(group.header for group in one.groups), one.acknowledgments
        )
        for one in found.file.interchanges
    )
    return Report(interchanges, tuple(map(_set, found.sets)), found.file.unread, found.file.issues)


def _set(found: ReadSet) -> SetReport:
    one = found.transaction
    return SetReport(one.code, one.control, one.version, one.place, len(one), found.content, found.unread, found.issues)
