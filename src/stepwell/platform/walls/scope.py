"""Who acts, for which organization, for which purpose: told to PostgreSQL once a transaction."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID, uuid4

from django.db import transaction


class Kind(StrEnum):
    """What sort of actor a scope speaks for. It says who somebody is, never what they may do."""

    NONE = "none"  # nobody: sees nothing
    STAFF = "staff"  # a member of the organization; rights are looked up
    FOUNDER = "founder"  # whoever sets an organization up, until that transaction ends
    VISITOR = "visitor"  # the holder of a one-time link
    SYSTEM = "system"  # a named job, inside one organization


@dataclass(frozen=True, eq=False)
class Scope:
    """Identities for one transaction. Rights are never part of it: policies look them up.

    actor         account that acts; for a job or a visitor nobody
    organization  the one organization acted for
    purpose       treatment, payment, operations, or the name of a job
    kind          what sort of actor this is
    token         hex digest of a visitor's one-time token
    reason        why, for corrections and overrides; kept in the history row
    """

    actor: UUID | None = None
    organization: UUID | None = None
    purpose: str = ""
    kind: Kind = Kind.NONE
    token: str = ""
    reason: str = ""

    def because(self, reason: str) -> "Scope":
        """Return this scope with a reason for the history."""
        return replace(self, reason=reason)

    @property
    def tenant(self) -> UUID:
        """Return the organization acted for; raises LookupError in a scope that acts for none."""
        if self.organization is None:
            message = f"Nobody's organization: a scope of kind {self.kind!r} writes nothing before it acts for one."
            raise LookupError(message)
        return self.organization

    @property
    def settings(self) -> tuple[str, ...]:
        """Return the values of `SETTINGS`, in that order, as PostgreSQL is told them."""
        actor = str(self.actor or "")
        history = {"actor": actor, "kind": self.kind, "purpose": self.purpose, "reason": self.reason}
        return (
            actor,
            str(self.organization or ""),
            self.purpose,
            self.kind,
            self.token,
            str(uuid4()),
            json.dumps(history),
        )


SETTINGS = (
    "stepwell.actor",
    "stepwell.organization",
    "stepwell.purpose",
    "stepwell.kind",
    "stepwell.token",
    "pghistory.context_id",
    "pghistory.context_metadata",
)
NOBODY = Scope()
current: ContextVar[Scope] = ContextVar("stepwell_scope", default=NOBODY)


@contextmanager
def speaking(scope: Scope) -> Iterator[Scope]:
    """Make `scope` the current one without opening a transaction (the web server's request does that itself)."""
    token = current.set(scope)
    try:
        yield scope
    finally:
        current.reset(token)


@contextmanager
def acting(scope: Scope) -> Iterator[Scope]:
    """Run a block as `scope`, in a transaction, or in a savepoint of the one that is open."""
    with speaking(scope), transaction.atomic():
        yield scope
