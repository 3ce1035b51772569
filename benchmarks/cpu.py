"""CPU of an operation: this process's own, and that of the database's process behind its connection."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

ROUNDS = 5


@dataclass(frozen=True)
class Cost:
    """Median over rounds, in milliseconds of CPU an operation, and queries an operation."""

    application: float
    database: float
    queries: int

    @property
    def total(self) -> float:
        """Both together."""
        return self.application + self.database


def measure(operation: Callable[[int], object], *, times: int, queries: int) -> Cost:
    """Return the cost of `operation`, called with a running number; a first round warms up and is not counted."""
    backend = _backend()
    application, database = [], []
    for round_ in range(ROUNDS + 1):
        before, own = _nanoseconds(backend), time.process_time_ns()
        for number in range(times):
            operation(round_ * times + number)
        application.append((time.process_time_ns() - own) / times / 1e6)
        database.append((_nanoseconds(backend) - before) / times / 1e6)
    return Cost(statistics.median(application[1:]), statistics.median(database[1:]), queries)


def once(operation: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds of CPU of one call: of this process, and of the database's."""
    backend = _backend()
    before, own = _nanoseconds(backend), time.process_time_ns()
    operation()
    return (time.process_time_ns() - own) / 1e9, (_nanoseconds(backend) - before) / 1e9


def _backend() -> Path:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return Path("/proc", str(cursor.fetchone()[0]), "schedstat")


def _nanoseconds(schedstat: Path) -> int:
    return int(schedstat.read_text(encoding="ascii").split()[0])
