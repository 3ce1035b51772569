"""Who was absent from sessions: told by the room that takes attendance, once it is there."""

from collections.abc import Callable, Collection
from uuid import UUID

Absences = Callable[[Collection[UUID]], set[tuple[UUID, UUID]]]

_absences: list[Absences] = []


def supply_absences(source: Absences) -> None:
    """Say who knows which clients were absent from some sessions."""
    _absences[:] = [source]


def absent_from(session_ids: Collection[UUID]) -> set[tuple[UUID, UUID]]:
    """Return clients and sessions that they were absent from, of some sessions."""
    return _absences[0](session_ids) if _absences and session_ids else set()
