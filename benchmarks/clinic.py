"""A clinic with a past, in bulk: episodes, plans, groups, attendance, notes and measures of clients that stand already."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import psycopg

from benchmarks import population
from benchmarks.population import A_SITE, Population
from stepwell.config import database
from stepwell.platform.crypto import cipher, keyring

# Clients in care at each size: as many groups of twelve as come nearest to 200 and to 2,000.
ACTIVE = {1_000: 204, 100_000: 2_004}
_BATCH = 6_000  # clients a transaction
_HERE = Path(__file__).parent
_LABEL = re.compile(r"label = '([a-z_.]+)'")
_TABLE = re.compile(r"INSERT INTO (\w+)")
_EMPTY = frozenset(
    {
        "notes.note_words.assessment",
        "notes.note_words.plan",
        "notes.note_words.risk_words",
        "placement.placement.variance_reason",
        "placement.placement.referral",
        "placement.placement.undiagnosed_because",
        "treatmentplans.plan_words.referrals",
    }
)
_SAID = (
    "Came on time and stayed to the end. Named payday and the way past the store as the hardest hours of the week, "
    "rehearsed a call to a friend, and took down two things to do first."
)
_LONG = {
    "coverage.policy.member_id": "W123456789",
    "claims.client_on_file.street": "1 River Road",
    "notes.note_words.text": "# Group note\nProcess group, 2 hours 45 minutes, in person, twelve present.\n"
    f"# What the group did\nLed members through a chain from trigger to use.\n# {'Response'}\n- gave an example\n{_SAID}\n",
    "placement.placement.words": json.dumps({str(number): "Low mood on most days." for number in range(1, 7)}),
}


def fill(
    count: int, *, active: int = 0, more: Sequence[str] = (), values: Mapping[str, Any] | None = None
) -> Population:
    """Make an organization with `count` clients, and return whom to ask for.

    active  clients in care; by default `ACTIVE`
    more    files with further statements for some clients at a time, with their own `values`
    """
    active = active or ACTIVE.get(count, max(count // 50 // 12, 3) * 12)
    people = population.fill(count, sites=-(-active // A_SITE))
    once, each = (_statements(_HERE / name) for name in ("clinic.sql", "course.sql"))
    for name in more:
        each += _statements(_HERE / name)
    with psycopg.connect(database.url("owner"), options=database.OWNER_OPTIONS) as owner:
        tables = sorted({table for statement in once + each for table in _TABLE.findall(statement)})
        _triggers(owner, tables, "DISABLE")
        _seal(owner, "".join(each + once))
        named: dict[str, Any] = {
            **(values or {}), "organization": people.organization, "account": people.clinician, "membership": people.carer,
            "active": active, "size": count, "sites": people.sites, "today": _today(owner),
        }  # fmt: skip
        for statement in once:
            owner.execute(statement, named)
        owner.commit()
        for begin in range(1, count + 1, _BATCH):
            for statement in each:
                owner.execute(statement, named | {"begin": begin, "end": min(begin + _BATCH - 1, count)})
            owner.commit()
        _triggers(owner, tables, "ENABLE")
    with psycopg.connect(database.url("owner"), autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE")
    return people


def _statements(file: Path) -> list[str]:
    """Return the statements of a file; an empty line stands between two."""
    found = file.read_text(encoding="utf-8").split("\n\n")
    return [part for part in found if any(not line.startswith("--") for line in part.splitlines())]


def _triggers(owner: Any, tables: list[str], how: str) -> None:
    """Turn the tables' own triggers off or on: what they hold is true of the rows, and asking each takes an hour."""
    for table in tables:
        owner.execute(f"ALTER TABLE {table} {how} TRIGGER USER")
    owner.commit()


def _seal(owner: Any, statements: str) -> None:
    """Seal one value for each encrypted column: as dear to open as any other."""
    owner.execute("CREATE TEMP TABLE sealed (label text PRIMARY KEY, value bytea)")
    for label in set(_LABEL.findall(statements)):
        words = "" if label in _EMPTY else _LONG.get(label, _SAID)
        owner.execute(
            "INSERT INTO sealed VALUES (%s, %s)", [label, cipher.seal(words.encode(), label, keyring.current())]
        )


def _today(owner: Any) -> Any:
    row = owner.execute("SELECT (now() AT TIME ZONE 'America/New_York')::date").fetchone()
    assert row
    return row[0]
