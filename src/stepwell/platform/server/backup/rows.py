"""Rows of each table, counted in the database and in a dump."""

import re
from pathlib import Path
from typing import Any

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from stepwell.platform.server.backup import programs

_TABLES = """
SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND c.relpersistence = 'p' AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (
    SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
ORDER BY 1, 2
"""
_COPY = re.compile(rb'^COPY ("(?:[^"]|"")+"|[^".]+)\.("(?:[^"]|"")+"|[^" ]+) \(.*\) FROM stdin;$')
_END = b"\\.\n"


def in_database(connection: Connection[Any]) -> dict[str, int]:
    """Return the rows of each table as the connection's transaction sees them, by "schema.table"."""
    counts = {}
    for schema, table in connection.execute(_TABLES).fetchall():
        query = SQL("SELECT count(*) FROM {}").format(Identifier(schema, table))
        row = connection.execute(query).fetchone()
        counts[f"{schema}.{table}"] = int(row[0]) if row else 0
    return counts


def in_dump(dump: Path) -> dict[str, int]:
    """Return the rows of each table that a dump would put back, counting every one of them."""
    counts: dict[str, int] = {}
    table = ""
    with programs.output_of("pg_restore", ["--data-only", "--file=-", dump]) as lines:
        for line in lines:
            if not table:
                table = _begins(line)
                if table:
                    counts[table] = 0
            elif line == _END:
                table = ""
            else:
                counts[table] += 1
    return counts


def differences(expected: dict[str, int], found: dict[str, int]) -> list[str]:
    """Return one sentence for each table whose counts differ."""
    return [
        f"{table}: {expected.get(table, 'no table')} expected, {found.get(table, 'no table')} found"
        for table in sorted(expected.keys() | found.keys())
        if expected.get(table) != found.get(table)
    ]


def _begins(line: bytes) -> str:
    """Return "schema.table" if the line begins a table's rows."""
    match = _COPY.match(line.rstrip(b"\n"))
    return ".".join(_plain(part) for part in match.groups()) if match else ""


def _plain(name: bytes) -> str:
    text = name.decode()
    return text[1:-1].replace('""', '"') if text.startswith('"') else text
