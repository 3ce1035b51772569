"""Trying something in the database and leaving no trace of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def undone() -> Iterator[None]:
    """Run a block in a transaction, or in a savepoint of the one that is open, and undo it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
