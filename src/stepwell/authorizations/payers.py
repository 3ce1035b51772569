"""The policies of a client: told by the room that keeps them, once it is there."""

from collections.abc import Callable
from uuid import UUID

from stepwell.authorizations.rules.payers import Insured

Policies = Callable[[UUID], list[Insured]]

_policies: list[Policies] = []


def register(source: Policies) -> None:
    """Say who knows the policies of a client, in the order in which they pay. The last one counts."""
    _policies[:] = [source]


def policies_of(client_id: UUID) -> list[Insured] | None:
    """Return the policies of a client, for who sees benefits; None while nobody knows them."""
    return _policies[0](client_id) if _policies else None
