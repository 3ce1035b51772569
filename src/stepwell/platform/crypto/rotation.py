"""A new primary key, and every sealed value written again under it.

Runs as the owner of the tables with maintenance on, since walls stand before everybody else and an owner without
maintenance sees no rows. No state is kept apart from the rows: each tells its key in its first bytes, so a rotation
that was killed goes on where it stopped. The clinic works on meanwhile: rows are locked a batch at a time.

History tables refuse updates by trigger, and tracked tables would write a history row for each. The owner switches off
just those triggers inside the transaction of a batch, so that a crash brings them back.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from time import sleep
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper
from psycopg import errors as postgres
from psycopg import sql

from stepwell.platform.crypto import keyring
from stepwell.platform.crypto.errors import DecryptionFailed, RotationRefused
from stepwell.platform.crypto.keys import Keyring
from stepwell.platform.crypto.spots import Spot, all_spots

BATCH_ROWS = 500
BATCH_BYTES = 16 * 1024 * 1024  # rows of uploaded files are large: a batch must fit in memory
LOCK_TIMEOUT = "2s"  # whoever writes to the table queues behind us meanwhile
ATTEMPTS = 20
PAUSE_SECONDS = 0.5
SETTLE_SECONDS = 2 * keyring.LOOK_AGAIN_SECONDS
_ADVISORY_LOCK = 0x57_65_6C_6C_6B_65_79  # any number of our own
_FIRES_ON_UPDATE = 16  # pg_trigger.tgtype
_ENABLE = {"O": "ENABLE", "R": "ENABLE REPLICA", "A": "ENABLE ALWAYS"}  # pg_trigger.tgenabled


@dataclass(frozen=True)
class SpotReport:
    """What was done in one place: values written anew, and the (row, key id) of each value that does not open."""

    name: str
    rewritten: int
    unreadable: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Report:
    """The key that seals now, what was done, the keys retired now, and the number of values other keys still hold."""

    primary: str
    resumed: bool
    spots: tuple[SpotReport, ...]
    retired: tuple[str, ...]
    still_used: dict[str, int]


def rotate(*, batch_rows: int = BATCH_ROWS, settle_seconds: float = SETTLE_SECONDS) -> Report:
    """Make a new primary key (or go on with an unfinished rotation) and seal every value with it.

    batch_rows      rows per transaction at most
    settle_seconds  how long to wait for other processes to see the new key before the rows are walked
    returns         a Report; `still_used` is empty when the rotation is complete, else call again
    raises          RotationRefused if another one runs, in a transaction, if the connection is not the owner's, or if
                    a table stays locked
    """
    if connection.in_atomic_block:
        message = "Rotation commits as it goes and cannot run inside a transaction."
        raise RotationRefused(message)
    with _alone():
        spots = all_spots()
        _demand_owner(spots)
        ring, resumed = _ring_to_move_to()
        sleep(settle_seconds)
        reports = tuple(_rewrite(spot, ring, batch_rows) for spot in spots)
        return _finish(ring, spots, reports, resumed=resumed)


def keys_in_use() -> dict[str, int]:
    """Return how many values each key id holds, over all places; run it as the owner with maintenance on."""
    spots = all_spots()
    _demand_owner(spots)
    return _count_by_key(spots)


def lost_keys() -> dict[str, int]:
    """Return key ids that rows need and the key file lacks, with the number of values lost until it is restored."""
    held = keyring.current().keys
    return {key_id: count for key_id, count in keys_in_use().items() if key_id not in held}


def discard_retired() -> tuple[str, ...]:
    """Delete retired keys from the key file and return their ids. Older backups can then not be opened.

    raises  RotationRefused if a row still uses one of them
    """
    with _alone():
        ring = keyring.load()
        retired = tuple(key_id for key_id, key in ring.keys.items() if key.retired)
        used = sorted(set(retired) & keys_in_use().keys())
        if used:
            message = f"Rows still use key {', '.join(used)}. Rotate first, then discard."
            raise RotationRefused(message)
        keyring.save(ring.without(list(retired)))
        return retired


def _ring_to_move_to() -> tuple[Keyring, bool]:
    ring = keyring.load()
    if ring.former:
        return ring, True
    keyring.save(ring.with_new_primary(datetime.now(UTC).date()))
    return keyring.load(), False


def _finish(ring: Keyring, spots: list[Spot], reports: tuple[SpotReport, ...], *, resumed: bool) -> Report:
    used = _count_by_key(spots)
    # A key on which only damaged values are left is out of use too, else one damaged row would bar every new key.
    damaged = Counter(key_id for report in reports for _, key_id in report.unreadable)
    done = [key_id for key_id in ring.former if used.get(key_id, 0) == damaged[key_id]]
    if done:
        keyring.save(ring.with_retired(done, datetime.now(UTC).date()))
    left = {key_id: count for key_id, count in used.items() if key_id != ring.primary}
    return Report(primary=ring.primary, resumed=resumed, spots=reports, retired=tuple(done), still_used=left)


def _rewrite(spot: Spot, ring: Keyring, batch_rows: int) -> SpotReport:
    rewritten, unreadable, after = 0, [], None
    while keys := _next_keys(spot, ring, after, batch_rows):
        good, bad = _rewrite_patiently(spot, ring, keys)
        rewritten, after = rewritten + good, keys[-1]
        unreadable += bad
    return SpotReport(name=spot.name, rewritten=rewritten, unreadable=tuple(unreadable))


def _next_keys(spot: Spot, ring: Keyring, after: Any, batch_rows: int) -> list[Any]:
    """Return the keys of the next rows under a former key, few enough to be held in memory, at least one if any."""
    query = sql.SQL(
        "SELECT {key}, octet_length({value}) FROM {table} WHERE {header} <> %s {beyond} ORDER BY {key} LIMIT %s"
    )
    beyond = sql.SQL("AND {} > %s").format(spot.key_sql) if after is not None else sql.SQL("")
    with connection.cursor() as cursor:
        cursor.execute(
            _about(spot, query, beyond=beyond),
            [spot.header(ring.primary), *([] if after is None else [after]), batch_rows],
        )
        found = cursor.fetchall()
    keys: list[Any] = []
    size = 0
    for key, length in found:
        size += length
        if keys and size > BATCH_BYTES:
            break
        keys.append(key)
    return keys


def _rewrite_patiently(spot: Spot, ring: Keyring, keys: list[Any]) -> tuple[int, list[tuple[str, str]]]:
    for _ in range(ATTEMPTS):
        try:
            return _rewrite_batch(spot, ring, keys)
        except OperationalError as problem:
            if not isinstance(problem.__cause__, postgres.LockNotAvailable | postgres.DeadlockDetected):
                raise
            sleep(PAUSE_SECONDS)
    message = f"{spot.table} is locked by somebody else. Run it again later: it goes on where it stopped."
    raise RotationRefused(message)


def _rewrite_batch(spot: Spot, ring: Keyring, keys: list[Any]) -> tuple[int, list[tuple[str, str]]]:
    lock = sql.SQL(
        "SELECT {value}, {key} FROM {table} WHERE {key} = ANY(%s) AND {header} <> %s ORDER BY {key} FOR UPDATE"
    )
    write = sql.SQL("UPDATE {table} SET {set} WHERE {key} = %s")
    good: list[tuple[bytes | str, Any]] = []
    bad: list[tuple[str, str]] = []
    with transaction.atomic(durable=True), connection.cursor() as cursor, _triggers_off(cursor, spot):
        cursor.execute(_about(spot, lock), [keys, spot.header(ring.primary)])
        for value, key in cursor.fetchall():
            try:
                good.append((spot.resealed(value, ring), key))
            except DecryptionFailed:
                bad.append((str(key), spot.key_of(value)))
        if good:
            cursor.executemany(_about(spot, write), good)
    return len(good), bad


@contextmanager
def _triggers_off(cursor: CursorWrapper, spot: Spot) -> Iterator[None]:
    # Foreign keys are internal triggers and stay on. The names are read each time: a migration may run between batches.
    cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
    cursor.execute(
        "SELECT tgname, tgenabled FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal "
        "AND tgtype & %s <> 0 AND tgenabled <> 'D'",
        [connection.ops.quote_name(spot.table), _FIRES_ON_UPDATE],
    )
    triggers = [(sql.Identifier(name), sql.SQL(_ENABLE[state])) for name, state in cursor.fetchall()]
    for name, _ in triggers:
        cursor.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER {}").format(spot.table_sql, name))
    yield
    for name, enable in triggers:
        cursor.execute(sql.SQL("ALTER TABLE {} {} TRIGGER {}").format(spot.table_sql, enable, name))


@contextmanager
def _alone() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_ADVISORY_LOCK])
        if not cursor.fetchone()[0]:
            message = "Another rotation of keys is running."
            raise RotationRefused(message)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_ADVISORY_LOCK])


def _demand_owner(spots: list[Spot]) -> None:
    tables = sorted({connection.ops.quote_name(spot.table) for spot in spots})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT bool_and(pg_get_userbyid(relowner) = current_user), bool_or(relforcerowsecurity), "
            "current_setting('stepwell.maintenance', true) FROM pg_class WHERE oid = ANY(%s::regclass[])",
            [tables],
        )
        owns, walled, maintenance = cursor.fetchone()
    if tables and (not owns or (walled and maintenance != "on")):
        message = "Keys are rotated as the owner of the tables with maintenance on (DATABASE_OWNER_URL)."
        raise RotationRefused(message)


def _count_by_key(spots: list[Spot]) -> dict[str, int]:
    query = sql.SQL("SELECT {header}, count(*) FROM {table} WHERE {header} IS NOT NULL GROUP BY 1")
    counts: Counter[str] = Counter()
    with connection.cursor() as cursor:
        for spot in spots:
            cursor.execute(_about(spot, query))
            for header, count in cursor.fetchall():
                counts[spot.key_in(header)] += count
    return dict(counts)


def _about(spot: Spot, query: sql.SQL, **parts: sql.Composable) -> sql.Composed:
    return query.format(
        table=spot.table_sql, key=spot.key_sql, value=spot.value_sql, header=spot.header_sql, set=spot.set_sql, **parts
    )
