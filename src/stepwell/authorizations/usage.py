"""What was used of authorizations, and at which pace care is ordered: told by rooms that know, once they are there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from stepwell.authorizations.rules.burning import Pace


@dataclass(frozen=True)
class Asked:
    """An authorization whose use is asked for."""

    id: UUID
    client_id: UUID
    level: str
    codes: tuple[str, ...]
    unit: str
    from_on: date
    to_on: date


Uses = Callable[[Sequence[Asked]], dict[UUID, int]]
Paces = Callable[[Sequence[UUID], date], dict[UUID, Pace]]

_uses: list[Uses] = []
_paces: list[Paces] = []


def register(source: Uses) -> None:
    """Say who counts the units used, by authorization; each day of care counts in one only. The last one counts."""
    _uses[:] = [source]


def register_pace(source: Paces) -> None:
    """Say who knows what is ordered in a week for clients on a day. The last one counts."""
    _paces[:] = [source]


def is_counted() -> bool:
    """Return whether anybody counts what is used."""
    return bool(_uses)


def used(asked: Sequence[Asked]) -> dict[UUID, int]:
    """Return the units used, by authorization; empty while nobody counts them."""
    return _uses[0](asked) if _uses and asked else {}


def paces(client_ids: Sequence[UUID], on: date) -> dict[UUID, Pace]:
    """Return the ordered pace by client; one without an order is not in it."""
    return _paces[0](client_ids, on) if _paces and client_ids else {}
