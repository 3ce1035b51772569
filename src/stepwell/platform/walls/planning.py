"""How statements are planned: once for all values, or for the values they are sent with."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

_SET = "SELECT set_config('plan_cache_mode', %s, true)"


@contextmanager
def planned_by_values() -> Iterator[None]:
    """Plan each statement for its values until the block ends; inside a transaction.

    A plan for all values is right for a page. A statement about a hundred clients and a week of days may take ten
    times as long by it, and planning it anew costs next to nothing beside that.
    """
    _tell("force_custom_plan")
    yield
    _tell("force_generic_plan")


def _tell(mode: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_SET, [mode])
