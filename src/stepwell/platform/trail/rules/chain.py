"""The chain of seals: which access events it holds, and where it first fails to hold.

Each seal lists its events, an id and a digest each, and carries the digest of the seal before. A changed, removed or
added event, and a changed, removed or added seal, is found by recomputing. Source: docs/sources.md#audit
(45 CFR 164.312(b) audit controls, 164.312(c) integrity).
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import NamedTuple

_ID_BYTES = 8
_LEAF_BYTES = _ID_BYTES + sha256().digest_size
_MEND = "Keep this database as it is and compare it with a backup."
_SAYS = {
    "TRAIL-001": "Event {event} of the access log was changed after seal {seal} was made.",
    "TRAIL-002": "Event {event} of the access log, sealed by seal {seal}, is gone.",
    "TRAIL-003": "Event {event} of the access log stands among sealed ones, and no seal lists it: it was added later.",
    "TRAIL-004": "Seal {seal} of the access log is gone: the next one there is {found}.",
    "TRAIL-005": "Seal {seal} of the access log was changed after it was made.",
    "TRAIL-006": "Seal {seal} of the access log does not follow from the one before it.",
    "TRAIL-007": "Event {event} of the access log is listed by two seals.",
}


class Event(NamedTuple):
    """One access event in plain values.

    at  microseconds since 1970 in UTC; ids as text, empty where there is none
    """

    id: int
    organization: str
    at: int
    account: str
    roles: str
    purpose: str
    way: str
    page: str
    client: str
    counted: int
    request: str


@dataclass(frozen=True)
class Link:
    """One seal in plain values.

    number            1 for an organization's first, then one more each
    epoch             1, and one more after each restore: transaction numbers start anew there
    last_transaction  position of the newest event sealed, with `last_event`
    made_at           microseconds since 1970 in UTC
    leaves            id and digest of each event, in order
    previous, digest  hex digests of the seal before and of this one
    """

    organization: str
    number: int
    epoch: int
    last_transaction: int
    last_event: int
    made_at: int
    leaves: bytes
    previous: str
    digest: str = ""

    @property
    def count(self) -> int:
        """How many events this seal lists."""
        return len(self.leaves) // _LEAF_BYTES

    def listed(self) -> Iterator[tuple[int, bytes]]:
        """Yield the id and the leaf of each event."""
        for start in range(0, len(self.leaves), _LEAF_BYTES):
            one = self.leaves[start : start + _LEAF_BYTES]
            yield int.from_bytes(one[:_ID_BYTES], "big"), one


@dataclass(frozen=True)
class Break:
    """A place where the chain does not hold: a stable code, and a sentence that names the row."""

    code: str
    sentence: str


def leaf(event: Event) -> bytes:
    """Return an event's id and the digest of all its columns: what a seal keeps of it."""
    canonical = json.dumps(event, separators=(",", ":"), ensure_ascii=True)
    return event.id.to_bytes(_ID_BYTES, "big") + sha256(canonical.encode("ascii")).digest()


def digest_of(link: Link) -> str:
    """Return the digest that a seal must carry."""
    head = [
        link.organization,
        link.number,
        link.epoch,
        link.last_transaction,
        link.last_event,
        link.made_at,
        link.previous,
        sha256(link.leaves).hexdigest(),
    ]
    return sha256(json.dumps(head, separators=(",", ":")).encode("ascii")).hexdigest()


def next_link(
    before: Link | None,
    events: Sequence[Event],
    *,
    organization: str,
    position: tuple[int, int],
    at: int,
    epochs: int = 0,
) -> Link:
    """Return the seal that follows.

    before        the newest seal, or None for the first
    events        what it seals, in order
    position      transaction and id of the newest event covered
    at            microseconds since 1970 in UTC
    epochs        1 to begin a new epoch
    """
    link = Link(
        organization=organization,
        number=before.number + 1 if before else 1,
        epoch=(before.epoch if before else 1) + epochs,
        last_transaction=position[0],
        last_event=position[1],
        made_at=at,
        leaves=b"".join(map(leaf, events)),
        previous=before.digest if before else "",
    )
    return replace(link, digest=digest_of(link))


def break_between(before: Link | None, link: Link) -> Break | None:
    """Return what is wrong with a seal as the one after `before`, leaving its events aside."""
    expected = before.number + 1 if before else 1
    if link.number != expected:
        return _break("TRAIL-004", seal=expected, found=link.number)
    if len(link.leaves) % _LEAF_BYTES or link.digest != digest_of(link):
        return _break("TRAIL-005", seal=link.number)
    if link.previous != (before.digest if before else ""):
        return _break("TRAIL-006", seal=link.number)
    return None


def break_within(link: Link, events: Mapping[int, Event]) -> Break | None:
    """Return the first event that a seal lists and that is gone or changed.

    events  what is there, by id; may hold more than this seal's
    """
    for number, sealed in link.listed():
        event = events.get(number)
        if event is None:
            return _break("TRAIL-002", event=number, seal=link.number)
        if leaf(event) != sealed:
            return _break("TRAIL-001", event=number, seal=link.number)
    return None


def first_added(listed: Iterable[int], found: Iterable[int]) -> Break | None:
    """Return the first event among the sealed ones that no seal lists, or that two do.

    listed  ids that the seals list
    found   ids of the events that stand where only sealed ones may, in order
    """
    seen: set[int] = set()
    for number in listed:
        if number in seen:
            return _break("TRAIL-007", event=number)
        seen.add(number)
    added = next((number for number in found if number not in seen), None)
    return None if added is None else _break("TRAIL-003", event=added)


def first_break(links: Sequence[Link], events: Mapping[int, Event], found: Iterable[int]) -> Break | None:
    """Return the first place where a whole chain does not hold, or None.

    links   all seals of one organization in order
    events  the organization's events by id
    found   ids of the events up to the position of the newest seal, in order
    """
    before: Link | None = None
    for link in links:
        broken = break_between(before, link) or break_within(link, events)
        if broken:
            return broken
        before = link
    return first_added((number for link in links for number, _ in link.listed()), found)


def _break(code: str, **where: int) -> Break:
    return Break(code, f"{_SAYS[code].format(**where)} {_MEND}")
