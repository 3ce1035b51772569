"""Many rows: so many at a time, or in one statement. COPY passes no walls, and a list of values is dear to read."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, models
from django.db.models.expressions import DatabaseDefault
from psycopg.types.json import Json, Jsonb

Value = TypeVar("Value")

# Fields whose values stand as they are: asking each field about each value took a third of the time of a posting.
_PLAIN = (
    models.ForeignKey, models.UUIDField, models.CharField, models.IntegerField, models.BooleanField, models.DateField,
)  # fmt: skip


def batched(values: Sequence[Value], most: int) -> Iterator[Sequence[Value]]:
    """Yield values in their order, at most so many at a time."""
    return (values[begin : begin + most] for begin in range(0, len(values), most))


def insert(rows: Sequence[models.Model]) -> None:
    """Insert rows of one model, as `bulk_create` does: no signals, `save` is not called.

    What the database fills in by itself is not read back.
    """
    if not rows:
        return
    fields = [
        field
        for field in rows[0]._meta.concrete_fields
        if not isinstance(getattr(rows[0], field.attname), DatabaseDefault)
    ]
    plain = [(field.column, field.attname) for field in fields if isinstance(field, _PLAIN)]
    others = [field for field in fields if not isinstance(field, _PLAIN)]
    values = [
        {column: getattr(row, name) for column, name in plain}
        | {field.column: field.get_db_prep_save(getattr(row, field.attname), connection) for field in others}
        for row in rows
    ]
    table = rows[0]._meta.db_table
    columns = ", ".join(f'"{field.column}"' for field in fields)
    statement = (
        f"INSERT INTO {table} ({columns}) SELECT {columns} FROM json_populate_recordset(NULL::{table}, %s::json)"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(values, default=_plain)])
    for row in rows:
        row._state.adding = False


def _plain(value: object) -> Any:
    """Return a value as the database reads it from text; raises TypeError for what it is not known of."""
    if isinstance(value, Json | Jsonb):
        return value.obj
    if isinstance(value, bytes | memoryview):
        return f"\\x{bytes(value).hex()}"
    if isinstance(value, UUID | date | datetime | time | Decimal):
        return str(value)
    raise TypeError(type(value))
