"""Several queries asked in one statement, for pages that need much to say little. ADR 0032

A reader is a generator: it yields the queries that it is about to go through, and goes on as if they had been asked.
Readers that are read side by side are taken step by step, and what all of them yield in a step is one statement. A
reader read alone, or a query that nobody yielded, asks by itself: the answer is the same, and only the count differs.
The walls see no difference: every query stands in the statement as it would stand alone.
"""

import json
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Field, ForeignKey, QuerySet

T = TypeVar("T")


class Rows:
    """Rows of a statement written by hand.

    sql      with a placeholder for each value, in order
    readers  for each column: how its JSON is read; `str` and `int` leave it as it is
    """

    def __init__(self, sql: str, values: Sequence[Any], readers: Sequence[Callable[[Any], Any]]) -> None:
        """Ask nothing yet."""
        self.sql, self.values, self.readers = sql, tuple(values), tuple(readers)
        self._found: list[tuple[Any, ...]] | None = None

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        """Go through the rows, asking for them unless that was done."""
        if self._found is None:
            ask([self])
        return iter(self._found or ())

    def fill(self, rows: Iterable[Sequence[Any]]) -> None:
        """Keep the rows that were found."""
        self._found = [
            tuple(None if value is None else read(value) for read, value in zip(self.readers, row, strict=True))
            for row in rows
        ]


Query = QuerySet[Any, Any] | Rows
Steps = Generator[Iterable[Query], None, T]


class Reading(Generic[T]):
    """A reader on its way. `result` is there once it has been read to the end."""

    result: T

    def __init__(self, steps: Steps[T]) -> None:
        """Begin with nothing read."""
        self._steps = steps

    def step(self) -> list[Query] | None:
        """Return what is asked next, or None at the end."""
        try:
            return list(next(self._steps))
        except StopIteration as end:
            self.result = end.value
            return None


def asking(*queries: Query) -> Steps[None]:
    """Read queries of which nothing follows."""
    yield queries


def side_by_side(*readings: Reading[Any]) -> Steps[None]:
    """Take readings step by step, as one reader."""
    going = list(readings)
    while going:
        asked = [(one, one.step()) for one in going]
        going = [one for one, queries in asked if queries is not None]
        if going:
            yield [query for _, queries in asked for query in queries or ()]


def read(steps: Steps[T]) -> T:
    """Read to the end: one statement a step."""
    reading = Reading(steps)
    while (queries := reading.step()) is not None:
        ask(queries)
    return reading.result


def ask(queries: Iterable[Query]) -> None:
    """Ask all that was not asked yet in one statement, and keep what each finds.

    A queryset that prefetches still asks for that by itself.
    """
    waiting = [one for one in map(_Waiting.of, queries) if one]
    if not waiting:
        return
    parts = ", ".join(f"(SELECT coalesce(json_agg(q), '[]') FROM ({one.sql}) q)" for one in waiting)
    values = [value for one in waiting for value in one.values]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT json_build_array({parts})::text", values)
        answers = json.loads(cursor.fetchone()[0], parse_float=Decimal)
    for one, found in zip(waiting, answers, strict=True):
        one.keep([tuple(row.values()) for row in found])


class _Waiting:
    """A query that is to be asked, as SQL, and where its rows go."""

    def __init__(self, sql: str, values: Sequence[Any], keep: Callable[[list[tuple[Any, ...]]], None]) -> None:
        self.sql, self.values, self.keep = sql, values, keep

    @classmethod
    def of(cls, query: Query) -> "_Waiting | None":
        """Return a query as it is asked; None where it was, or can find nothing."""
        if isinstance(query, Rows):
            return cls(query.sql, query.values, query.fill)
        if query._result_cache is not None:
            return None
        compiler = query.query.get_compiler(query.db)
        try:
            sql, values = compiler.as_sql(with_col_aliases=True)
        except EmptyResultSet:
            query._result_cache = []
            return None
        return cls(sql, values, lambda rows: _fill(query, compiler, rows))


def _fill(queryset: QuerySet[Any, Any], compiler: Any, rows: list[tuple[Any, ...]]) -> None:
    """Let a queryset make of rows what it would have made of its own: rows of a model, tuples, values."""
    readers = [_reader(expression.output_field) for expression, _, _ in compiler.select]
    found = [tuple(None if value is None else read(value) for read, value in zip(readers, row, strict=True))
             for row in rows]  # fmt: skip
    compiler.execute_sql = lambda *_, **__: [found]
    query = vars(queryset.query)
    query["get_compiler"] = lambda *_, **__: compiler
    try:
        made: Any = queryset._iterable_class(queryset)
        queryset._result_cache = list(made)
    finally:
        del query["get_compiler"]


def _as_is(value: Any) -> Any:
    return value


def _bytes(value: str) -> bytes:
    return bytes.fromhex(value.removeprefix("\\x"))


_CONVERTED: dict[str, Callable[[Any], Any]] = {
    "UUIDField": UUID,
    "DateField": date.fromisoformat,
    "DateTimeField": datetime.fromisoformat,
    "TimeField": time.fromisoformat,
    "DecimalField": Decimal,
    "FloatField": float,
    "BinaryField": _bytes,
    "JSONField": lambda value: json.dumps(value, default=float),  # the field reads it
}
_PLAIN = frozenset(
    {
        "BooleanField", "CharField", "TextField", "EmailField", "SlugField", "AutoField", "BigAutoField",
        "IntegerField", "BigIntegerField", "SmallIntegerField", "PositiveIntegerField", "PositiveSmallIntegerField",
        "PositiveBigIntegerField",
    }
)  # fmt: skip


def _reader(field: "Field[Any, Any]") -> Callable[[Any], Any]:
    """Return how the JSON of a column becomes what the database would have given. Raises TypeError for a range."""
    while isinstance(field, ForeignKey):
        field = field.target_field
    base = getattr(field, "base_field", None)
    if base is not None and field.get_internal_type() == "ArrayField":
        each = _reader(base)
        return lambda values: [each(value) for value in values]
    kind = field.get_internal_type()
    reader = _as_is if kind in _PLAIN else _CONVERTED.get(kind)
    if reader is None:
        message = f"{field} cannot be read from JSON: leave it out with defer()."
        raise TypeError(message)
    return reader
