"""A file of claims as a payer opens it."""

from collections.abc import Iterator
from dataclasses import dataclass

from stepwell.demo.payer.writing import Ends
from stepwell.x12.claims import Claim, ClaimFile, ClaimLevel
from stepwell.x12.envelopes import GroupHeader, InterchangeHeader
from stepwell.x12.issues import Severity, worst
from stepwell.x12.parts import Party
from stepwell.x12.reading.sets import read


class NoClaims(Exception):
    """A file is no whole interchange of claims."""


@dataclass(frozen=True)
class ClaimSet:
    """One ST to SE: its number and version, and what it says."""

    control: str
    version: str
    content: ClaimFile


@dataclass(frozen=True)
class Letter:
    """One claim with whoever it names."""

    claim: Claim
    payer: Party
    payee: Party
    patient: Party
    subscriber: Party


@dataclass(frozen=True)
class Mail:
    """One interchange of claims."""

    head: InterchangeHeader
    group: GroupHeader
    sets: tuple[ClaimSet, ...]

    @property
    def number(self) -> int:
        """The number of the interchange (ISA13)."""
        return int(self.head.control)

    @property
    def ends(self) -> Ends:
        """Who answers whom."""
        head = self.head
        return Ends(head.receiver_qualifier, head.receiver, head.sender_qualifier, head.sender, head.usage)

    @property
    def letters(self) -> tuple[Letter, ...]:
        """All claims of all sets."""
        return tuple(letter for one in self.sets for letter in _letters(one.content))


def opened(text: str) -> Mail:
    """Return a file of claims as it is understood; raises NoClaims."""
    found = read(text)
    heads = [one for one in found.file.interchanges if one.header]
    groups = [group.header for one in heads for group in one.groups if group.header]
    sets = [
        ClaimSet(one.transaction.control, one.transaction.version, one.content)
        for one in found.sets
        if isinstance(one.content, ClaimFile)
    ]
    is_broken = worst(found.issues) is Severity.ERROR
    if is_broken or len(heads) != 1 or len(groups) != 1 or not sets or heads[0].header is None:
        raise NoClaims
    return Mail(heads[0].header, groups[0], tuple(sets))


def _letters(content: ClaimFile) -> Iterator[Letter]:
    levels = {level.number: level for level in content.levels}
    for level, claim in content.claims:
        subscriber = levels.get(level.parent, level) if level.code == "23" else level
        provider = levels.get(subscriber.parent, subscriber)
        insured = _named(subscriber, "IL")
        yield Letter(claim, _named(subscriber, "PR"), _named(provider, "85"), level.party("QC") or insured, insured)


def _named(level: ClaimLevel, entity: str) -> Party:
    found = level.party(entity)
    if found is None:
        raise NoClaims
    return found
