"""Seals: access events that are done with, fixed in a chain per organization; and the proof that it holds.

Covered are access events: who read what. History rows (who wrote what) are append-only by privilege and are not part of
the chain, because a change of an encryption key writes their encrypted columns anew.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import connection

from stepwell.kernel.findings import Finding
from stepwell.platform.jobs import scopes
from stepwell.platform.jobs.queries import organizations
from stepwell.platform.trail.models import Seal, SealCheck
from stepwell.platform.trail.rules import chain
from stepwell.platform.trail.rules.chain import Event, Link
from stepwell.platform.walls.scope import Scope, acting

LOG = logging.getLogger("stepwell.trail")
LARGEST = 5000  # events in one seal, and events compared at once
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

_COLUMNS = """
SELECT id, organization_id::text, (extract(epoch FROM at) * 1000000)::bigint, coalesce(account_id::text, ''), roles,
       purpose, way, page, coalesce(client_id::text, ''), count, request::text
FROM trail_accessevent WHERE organization_id = %s"""
_BY_ID = _COLUMNS + " AND id = ANY (%s)"
_NEXT = """
SELECT transaction::text::bigint, id FROM trail_accessevent
WHERE organization_id = %s AND transaction >= %s::xid8 AND (transaction > %s::xid8 OR id > %s)"""
# Finished for certain: no transaction older than the oldest open one can still bring a row. Ids alone would not do,
# because a row can be committed after one with a higher id.
_FINISHED = " AND transaction < pg_snapshot_xmin(pg_current_snapshot())"
_IN_ORDER = " ORDER BY transaction, id LIMIT %s"
_SEALED = """
SELECT id FROM trail_accessevent
WHERE organization_id = %s AND transaction <= %s::xid8 AND (transaction < %s::xid8 OR id <= %s)
ORDER BY transaction, id"""
_CLAIM = "SELECT pg_try_advisory_xact_lock(hashtextextended('trail.seal:' || %s, 0))"


@dataclass(frozen=True)
class Head:
    """The newest seal of an organization; written down elsewhere, it proves that nothing before it was changed."""

    organization: UUID
    number: int
    digest: str
    made_at: datetime


def seal_events(scope: Scope, *, at: datetime) -> int:
    """Seal the events of one organization that no open transaction can add to.

    scope    the organization's, and the current one
    at       now
    returns  how many events were sealed
    """
    organization = scope.tenant
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(hashtextextended('trail.seal:' || %s, 0))", [str(organization)]
        )
        if not cursor.fetchone()[0]:
            return 0
    return _seal_all(organization, at, only=_FINISHED)


def verify(organization: UUID | None = None) -> list[Finding]:
    """Recompute the chain of one organization, or of all.

    returns  the first break of each chain, naming the row; empty if everything holds
    """
    wanted = [organization] if organization else organizations()
    broken = (_first_break(each) for each in wanted)
    return [Finding(found.code, found.sentence) for found in broken if found]


def check(scope: Scope, *, at: datetime) -> SealCheck:
    """Verify one organization's chain, in its scope, and keep the outcome for the privacy officer."""
    organization = scope.tenant
    broken = _first_break(organization)
    newest = _newest(organization)
    if broken:
        LOG.error("the access log of organization %s does not hold: %s", organization, broken.code)
    return SealCheck.objects.create(
        organization_id=organization,
        checked_at=at,
        number=newest.number if newest else 0,
        broken=broken.sentence if broken else "",
    )


def heads() -> list[Head]:
    """Return the newest seal of each organization that has one."""
    return [head for head in map(head_of, organizations()) if head]


def head_of(organization: UUID) -> Head | None:
    """Return the newest seal of an organization."""
    with _reading(organization):
        link = _newest(organization)
    if link is None:
        return None
    return Head(organization, link.number, link.digest, _EPOCH + link.made_at * _MICROSECOND)


def reopen_after_restore() -> None:
    """Close every chain and begin a new epoch. Run as the owner, once, before anybody works with restored tables.

    The numbers of transactions belong to the server the backup came from; here they start anew. Events that came
    unsealed are sealed, all of them become older than any transaction of this server, and the next seal begins here.
    """
    for organization in organizations():
        with _reading(organization), connection.cursor() as cursor:
            cursor.execute("SELECT statement_timestamp(), pg_current_xact_id()::text::bigint")
            at, transaction = cursor.fetchone()
            _seal_all(organization, at, only="")
            cursor.execute("UPDATE trail_accessevent SET transaction = '0' WHERE organization_id = %s", [organization])
            _keep(
                chain.next_link(
                    _newest(organization),
                    (),
                    organization=str(organization),
                    position=(transaction, 0),
                    at=_micros(at),
                    epochs=1,
                )
            )


def _seal_all(organization: UUID, at: datetime, *, only: str) -> int:
    sealed = 0
    while True:
        before = _newest(organization)
        positions = _next_positions(organization, before, only)
        if not positions:
            return sealed
        found = _events(organization, [event for _, event in positions])
        events = [found[event] for _, event in positions]
        link = chain.next_link(before, events, organization=str(organization), position=positions[-1], at=_micros(at))
        _keep(link)
        LOG.info("access log of organization %s: seal %s, digest %s", organization, link.number, link.digest)
        sealed += len(events)


def _next_positions(organization: UUID, before: Link | None, only: str) -> list[tuple[int, int]]:
    transaction, event = (before.last_transaction, before.last_event) if before else (0, 0)
    with connection.cursor() as cursor:
        cursor.execute(_NEXT + only + _IN_ORDER, (organization, str(transaction), str(transaction), event, LARGEST))
        return list(cursor.fetchall())


def _first_break(organization: UUID) -> chain.Break | None:
    with _reading(organization):
        before: Link | None = None
        listed: list[int] = []
        for links in _batches(organization):
            ids = [number for link in links for number, _ in link.listed()]
            events = _events(organization, ids)
            for link in links:
                broken = chain.break_between(before, link) or chain.break_within(link, events)
                if broken:
                    return broken
                before = link
            listed += ids
        return chain.first_added(listed, _sealed_ids(organization, before)) if before else None


def _batches(organization: UUID) -> Iterator[list[Link]]:
    """Yield the seals in order, so many at once as list about LARGEST events."""
    links: list[Link] = []
    size = 0
    for seal in Seal.objects.filter(organization_id=organization).order_by("number").iterator(chunk_size=200):
        links.append(_link(seal))
        size += links[-1].count
        if size >= LARGEST:
            yield links
            links, size = [], 0
    if links:
        yield links


def _events(organization: UUID, ids: Sequence[int]) -> dict[int, Event]:
    with connection.cursor() as cursor:
        cursor.execute(_BY_ID, [organization, list(ids)])
        return {row[0]: Event(*row) for row in cursor.fetchall()}


def _sealed_ids(organization: UUID, head: Link) -> list[int]:
    transaction = str(head.last_transaction)
    with connection.cursor() as cursor:
        cursor.execute(_SEALED, [organization, transaction, transaction, head.last_event])
        return [event for (event,) in cursor.fetchall()]


def _newest(organization: UUID) -> Link | None:
    seal = Seal.objects.filter(organization_id=organization).order_by("-number").first()
    return _link(seal) if seal else None


def _link(seal: Seal) -> Link:
    return Link(
        organization=str(seal.organization_id),
        number=seal.number,
        epoch=seal.epoch,
        last_transaction=int(seal.last_transaction),
        last_event=seal.last_event,
        made_at=_micros(seal.made_at),
        leaves=bytes(seal.leaves),
        previous=seal.previous,
        digest=seal.digest,
    )


def _keep(link: Link) -> None:
    Seal.objects.create(
        organization_id=UUID(link.organization),
        number=link.number,
        epoch=link.epoch,
        last_transaction=str(link.last_transaction),
        last_event=link.last_event,
        made_at=_EPOCH + link.made_at * _MICROSECOND,
        leaves=link.leaves,
        previous=link.previous,
        digest=link.digest,
    )


def _micros(at: datetime) -> int:
    return (at - _EPOCH) // _MICROSECOND


def _reading(organization: UUID) -> AbstractContextManager[Scope]:
    return acting(scopes.system(organization, "verify the access log"))
