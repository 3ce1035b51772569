"""From a file, or a set of it, to what it says."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from stepwell.x12.acknowledgments import GroupAcknowledgment
from stepwell.x12.authorizations import Authorization
from stepwell.x12.claims import ClaimFile
from stepwell.x12.eligibility import Eligibility
from stepwell.x12.envelopes import File, TransactionSet, Unread
from stepwell.x12.issues import Issue, Severity
from stepwell.x12.reading import acknowledgment, authorization, balancing, claims, eligibility, remittance, status
from stepwell.x12.reading.enveloping import read_envelopes
from stepwell.x12.reading.source import MOST_KEPT
from stepwell.x12.reading.values import Reader
from stepwell.x12.remittances import Remittance
from stepwell.x12.statuses import ClaimStatuses

Content = Remittance | Eligibility | GroupAcknowledgment | ClaimStatuses | Authorization | ClaimFile


@dataclass(frozen=True, slots=True)
class ReadSet:
    """A transaction set and what it says.

    content  None for a kind of set that is not read; then all of its segments are in `unread`
    unread   segments that were not understood, or not wholly
    issues   what is wrong with it, its envelope apart
    """

    transaction: TransactionSet
    content: Content | None
    unread: tuple[Unread, ...]
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file and what its sets say."""

    file: File
    sets: tuple[ReadSet, ...]

    @property
    def issues(self) -> tuple[Issue, ...]:
        """All that is wrong: the file and its envelopes first, then each set."""
        return self.file.issues + tuple(issue for one in self.sets for issue in one.issues)


def read(data: bytes | str) -> ReadFile:
    """Read a file. Never raises on what it contains."""
    with _uncollected():
        file = read_envelopes(data)
        return ReadFile(file, tuple(map(read_set, file.sets)))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector still: it would look again and again at what a file says, none of which is garbage."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def read_set(transaction: TransactionSet) -> ReadSet:
    """Read one set: file by file and set by set keeps the memory of a large file small."""
    grammar = _GRAMMARS.get(transaction.code)
    if grammar is None:
        return _kept(transaction)
    reader = Reader(transaction)
    content: Content = grammar.read(reader)
    reader.issues += _check(content, transaction)
    if reader.left_out:
        sentence = f"{reader.left_out} more segments of this set could not be read. They were not kept."
        reader.issues.append(Issue("X12-206", Severity.ERROR, sentence, transaction.place))
    return ReadSet(transaction, content, tuple(reader.unread), tuple(reader.issues))


def _kept(transaction: TransactionSet) -> ReadSet:
    kept = transaction.body[:MOST_KEPT]
    unread = tuple(Unread(transaction.source.canonical(index), transaction.position(index)) for index in kept)
    sentence = (
        f"Sets of the kind {transaction.code[:3] or '(empty)'} are not read. "
        f"{len(kept)} of {len(transaction.body)} segments were kept as they stand."
    )
    return ReadSet(transaction, None, unread, (Issue("X12-209", Severity.WARNING, sentence, transaction.place),))


def _check(content: Content, transaction: TransactionSet) -> Iterable[Issue]:
    if isinstance(content, Remittance):
        return balancing.balance(content, transaction)
    return ()


_GRAMMARS: Final = {
    "270": eligibility.GRAMMAR,
    "271": eligibility.GRAMMAR,
    "276": status.GRAMMAR,
    "277": status.GRAMMAR,
    "278": authorization.GRAMMAR,
    "835": remittance.GRAMMAR,
    "837": claims.GRAMMAR,
    "997": acknowledgment.GRAMMAR,
    "999": acknowledgment.GRAMMAR,
}
