"""Whether what was promised stands: asked of the database as its owner, who sees every row."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg

from benchmarks.ledger import LAST_NAME, Ledger
from benchmarks.mailbox import Mailbox
from stepwell.config import database

# What a dead worker left is taken up again every five minutes, once its last sign of life is half a minute old.
_TAKEN_UP = 345.0  # seconds
_LOOK = 2.0  # seconds

_OPEN = """
SELECT count(*) FROM procrastinate_jobs
WHERE status = 'doing' AND id <= %(last)s
   OR status = 'todo' AND id <= %(last)s AND (task_name = 'outbox.deliver' OR coalesce(scheduled_at, now()) <= now())
"""
_JOBS = "SELECT (args->>'message_id')::uuid, status::text FROM procrastinate_jobs WHERE task_name = 'outbox.deliver'"


@dataclass(frozen=True)
class Kept:
    """Counts.

    records_by_chance  registered although the answer did not reach us: neither promised nor wrong
    mails_twice        messages that arrived more than once; a worker killed between sending and writing sends again
    jobs_waited        seconds after the last start until no job of before it was open
    """

    records_acknowledged: int
    records_lost: int
    records_twice: int
    records_by_chance: int
    messages_acknowledged: int
    messages_lost: int
    jobs_lost: int
    jobs_stuck: int
    jobs_failed: int
    jobs_waited: float
    mails_missing: int
    mails_twice: int

    @property
    def is_broken(self) -> bool:
        """Return whether a promise was."""
        lost = self.records_lost + self.records_twice + self.messages_lost
        return bool(lost + self.jobs_lost + self.jobs_stuck + self.jobs_failed + self.mails_missing)


def check(ledger: Ledger, mailbox: Mailbox) -> Kept:
    """Wait until the queue has taken up what was left, then compare the ledger with the database."""
    with psycopg.connect(database.url("owner"), options=database.OWNER_OPTIONS, autocommit=True) as owner:
        last = owner.execute("SELECT coalesce(max(id), 0) FROM procrastinate_jobs").fetchone()
        waited = _wait(lambda: _count(owner, _OPEN, last=last and last[0]) == 0)
        found = owner.execute("SELECT first_name, id FROM clients_client WHERE last_name = %s", [LAST_NAME]).fetchall()
        jobs = owner.execute(_JOBS).fetchall()
        messages = {row[0] for row in owner.execute("SELECT id FROM outbox_outboxmessage")}
        stuck = _count(owner, _OPEN, last=last and last[0])
        failed = _count(owner, "SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'")
    stand: dict[str, list[UUID]] = {}
    for name, record in found:
        stand.setdefault(name, []).append(record)
    promised = {message.id for message in ledger.messages.values()}
    return Kept(
        records_acknowledged=len(ledger.records),
        records_lost=sum(record not in stand.get(name, []) for name, record in ledger.records.items()),
        records_twice=sum(len(records) > 1 for records in stand.values()),
        records_by_chance=len(stand.keys() - ledger.records.keys()),
        messages_acknowledged=len(promised),
        messages_lost=len(promised - messages),
        jobs_lost=len(messages - {message for message, _ in jobs}),
        jobs_stuck=stuck,
        jobs_failed=failed,
        jobs_waited=round(waited, 1),
        mails_missing=len(ledger.messages.keys() - mailbox.arrived.keys()),
        mails_twice=sum(len(moments) > 1 for moments in mailbox.arrived.values()),
    )


def _wait(is_done: Callable[[], bool]) -> float:
    """Wait for it and return the seconds that took, at most `_TAKEN_UP`."""
    began = time.monotonic()
    while not is_done() and time.monotonic() - began < _TAKEN_UP:
        time.sleep(_LOOK)
    return time.monotonic() - began


def _count(owner: psycopg.Connection[Any], query: str, **values: object) -> int:
    row = owner.execute(query, values).fetchone()
    assert row
    return int(row[0])
