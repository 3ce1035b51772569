"""Plans of statements outlive the test that made them: planning a wall takes longer than passing it."""

from psycopg import _connection_base
from psycopg._preparing import PrepareManager

_AS_MANY = 3000  # statements; all that the pages ask fit


class _Keeping(PrepareManager):
    """Forgets nothing at a rollback, with which every test ends; PostgreSQL itself plans anew what was altered."""

    def __init__(self) -> None:
        super().__init__()
        self.prepared_max = _AS_MANY

    def clear(self) -> bool:
        return False


def keep_plans() -> None:
    """Let every connection made from now on keep its plans."""
    _connection_base.PrepareManager = _Keeping  # type: ignore[attr-defined, misc] # there is no public way
