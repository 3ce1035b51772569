"""A file of claims that another program sent, set by set with its envelope."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from stepwell.claims.rules.envelopes import Envelope
from stepwell.x12.claims import ClaimFile
from stepwell.x12.envelopes import Group, Interchange
from stepwell.x12.reading.sets import ReadSet, read

_WRITTEN = "%y%m%d%H%M"
_PRODUCTION, _RECEIVER = "P", "40"
_MOST_REFERENCE, _MOST_NAME, _MOST_NUMBER = 30, 60, 999_999_999


@dataclass(frozen=True)
class SentSet:
    """Claims of one set, and the envelope they lay in."""

    claims: ClaimFile
    envelope: Envelope


def sets_of(content: bytes, zone: ZoneInfo) -> list[SentSet]:
    """Return the sets of claims in a file. Those without a whole envelope are left out: no answer could name them.

    zone  of the clinic, whose local time an envelope says
    """
    found = read(content)
    read_sets = {id(one.transaction): one for one in found.sets}
    return [
        SentSet(one.content, envelope)
        for interchange in found.file.interchanges
        for group in interchange.groups
        for transaction in group.sets
        if isinstance((one := read_sets[id(transaction)]).content, ClaimFile)
        and (envelope := _envelope(interchange, group, one, zone, content))
    ]


def _envelope(interchange: Interchange, group: Group, one: ReadSet, zone: ZoneInfo, content: bytes) -> Envelope | None:
    header, claims = interchange.header, one.content
    if header is None or group.header is None or not isinstance(claims, ClaimFile):
        return None
    numbers = list(_numbers(header.control, group.header.control, one.transaction.control))
    sent_at = _instant(header.date, header.time, zone)
    if len(numbers) < len(("ISA13", "GS06", "ST02")) or sent_at is None:
        return None
    receiver = next((party for party in claims.parties if party.entity == _RECEIVER), None)
    return Envelope(
        sender_qualifier=header.sender_qualifier, sender=header.sender, receiver_qualifier=header.receiver_qualifier,
        receiver=header.receiver, receiver_name=(receiver.name if receiver else header.receiver)[:_MOST_NAME],
        production=header.usage == _PRODUCTION, interchange=numbers[0], group_number=numbers[1],
        set_number=numbers[2], reference=claims.beginning.reference[:_MOST_REFERENCE] if claims.beginning else "",
        sent_at=sent_at, content=content,
    )  # fmt: skip


def _numbers(*written: str) -> Iterator[int]:
    for each in written:
        if each.isascii() and each.isdigit() and int(each) <= _MOST_NUMBER:
            yield int(each)


def _instant(day: str, time: str, zone: ZoneInfo) -> datetime | None:
    try:
        return datetime.strptime(day + time[:4], _WRITTEN).replace(tzinfo=zone)
    except ValueError:
        return None
