"""Loading the official list of diagnosis codes into its table. Run by the owner after each migrate."""

import gzip
from datetime import date, timedelta
from importlib import resources
from typing import Any

from django.db import connection, transaction

_PREFIX, _SUFFIX = "icd10cm-", ".csv.gz"
_NEW = """
CREATE TEMPORARY TABLE new_codes (code text, is_billable boolean, title text) ON COMMIT DROP
"""
# Codes of the first list have no beginning: nobody here knows when they came.
_ADD = """
INSERT INTO clients_diagnosiscode (code, title, is_billable, valid_from, valid_to)
SELECT code, title, is_billable, CASE WHEN EXISTS (SELECT FROM clients_codelist) THEN %(edition)s::date END, NULL
FROM new_codes
ON CONFLICT (code) DO UPDATE SET title = excluded.title, is_billable = excluded.is_billable, valid_to = NULL
"""
_END = """
UPDATE clients_diagnosiscode SET valid_to = %(last)s
WHERE valid_to IS NULL AND code NOT IN (SELECT code FROM new_codes)
"""


def load(**_: Any) -> None:
    """Load each edition that ships with the product and is not in the database yet, the oldest first.

    source  docs/sources.md#icd-10-cm
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT edition FROM clients_codelist")
        loaded = {edition for (edition,) in cursor.fetchall()}
    for file in sorted(_files(), key=lambda file: file.name):
        edition = date.fromisoformat(file.name.removeprefix(_PREFIX).removesuffix(_SUFFIX))
        if edition not in loaded:
            _load(edition, gzip.decompress(file.read_bytes()))


def _files() -> list[Any]:
    folder = resources.files("stepwell.clients") / "data"
    return [file for file in folder.iterdir() if file.name.startswith(_PREFIX)]


@transaction.atomic
def _load(edition: date, lines: bytes) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_NEW)
        with cursor.copy("COPY new_codes (code, is_billable, title) FROM STDIN (FORMAT csv)") as copy:
            copy.write(lines)
        cursor.execute(_ADD, {"edition": edition})
        cursor.execute(_END, {"last": edition - timedelta(days=1)})
        cursor.execute("INSERT INTO clients_codelist (edition) VALUES (%s)", [edition])
