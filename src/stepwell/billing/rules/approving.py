"""Who may approve a write-off: another than asked for it, up to the limit of the roles they hold."""

from collections.abc import Mapping
from uuid import UUID

from stepwell.billing.rules.amounts import in_words
from stepwell.kernel.findings import Finding
from stepwell.platform.walls.rights import Role

# Cents, until the organization says otherwise in Settings. Who stands here may approve at all.
DEFAULT_LIMITS: Mapping[Role, int] = {Role.BILLER: 2_500, Role.DIRECTOR: 500_000}
OWN = Finding("WOF-003", "You asked for it: somebody else approves it. You may take it back.")


def limit_of(roles: frozenset[Role], limits: Mapping[Role, int]) -> int:
    """Return the cents up to which a holder of some roles may approve; 0 if they may not."""
    return max((limits[role] for role in roles if role in limits), default=0)


def check(
    *, cents: int, asked_by: UUID, approver: UUID, roles: frozenset[Role], limits: Mapping[Role, int]
) -> list[Finding]:
    """Return why somebody may not approve: they asked for it (WOF-003), or it is above their limit (WOF-004)."""
    if asked_by == approver:
        return [OWN]
    limit = limit_of(roles, limits)
    if cents <= limit:
        return []
    sentence = f"You may approve up to {in_words(limit)}. Somebody with a higher limit decides this one."
    return [Finding("WOF-004", sentence)]
