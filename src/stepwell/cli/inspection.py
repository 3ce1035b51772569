"""What is wrong inside a running installation: tables, jobs, seals. Imported by the doctor once Django stands."""

from collections.abc import Iterator
from datetime import UTC, datetime

import psycopg

from stepwell.cli import pending
from stepwell.config import database
from stepwell.kernel.findings import Finding
from stepwell.platform.jobs import queries
from stepwell.platform.server import address

# Organizations with an unsealed entry older than ten minutes, by the index on (organization, transaction, id).
_UNSEALED = """
SELECT count(*) FROM tenancy_organization o
LEFT JOIN LATERAL (
  SELECT last_transaction, last_event FROM trail_seal WHERE organization_id = o.id ORDER BY number DESC LIMIT 1
) s ON true
WHERE EXISTS (
  SELECT FROM trail_accessevent e
  WHERE e.organization_id = o.id AND e.at < now() - interval '10 minutes'
    AND e.transaction >= coalesce(s.last_transaction, '0'::xid8)
    AND (e.transaction > coalesce(s.last_transaction, '0'::xid8) OR e.id > coalesce(s.last_event, 0))
)
"""


def inspect() -> Iterator[Finding]:
    """Yield what is wrong. A worker and fresh seals are asked for only while the web server runs."""
    waiting = pending.migrations()
    if waiting:
        yield Finding("SYS-015", f"{len(waiting)} migrations are pending. Run: stepwell migrate")
        return
    if not address.listen().answers():
        return
    state = queries.state()
    if not state.is_worked(datetime.now(UTC)):
        yield Finding("SYS-017", "No worker runs: mail, seals and letters wait. Run: stepwell work")
    if state.failed:
        yield Finding(
            "SYS-018", f"{state.failed} jobs were given up within the last 30 days. The worker's log says why."
        )
    if database.url("owner"):
        yield from _seals()


def _seals() -> Iterator[Finding]:
    with psycopg.connect(database.url("owner"), options=database.OWNER_OPTIONS) as connection:
        row = connection.execute(_UNSEALED).fetchone()
    if row and row[0]:
        yield Finding(
            "SYS-019",
            f"Entries of the access log in {row[0]} organizations have waited more than ten minutes for their seal. "
            "Either no worker runs, or a transaction was left open: look for it in pg_stat_activity.",
        )
