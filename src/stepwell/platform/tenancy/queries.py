"""Reads that come before an organization is chosen: which ones there are for a person, and on this installation."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from stepwell.platform.walls.scope import Kind, Scope, acting


@dataclass(frozen=True)
class Choice:
    """An organization that somebody can act for."""

    id: UUID
    name: str
    is_demo: bool


@dataclass(frozen=True)
class Installation:
    """How many organizations stand here, and how many of them are demonstrations."""

    organizations: int
    demos: int

    @property
    def is_empty(self) -> bool:
        """Whether nobody has set an organization up yet."""
        return self.organizations == 0

    @property
    def is_only_demo(self) -> bool:
        """Whether there is something, and all of it is a demonstration."""
        return 0 < self.organizations == self.demos


def organizations_of(account_id: UUID) -> list[Choice]:
    """Return the organizations that an account belongs to, by name."""
    with acting(Scope(actor=account_id, kind=Kind.STAFF, purpose="choose organization")), connection.cursor() as cursor:
        cursor.execute("SELECT organization_id, name, is_demo FROM stepwell.my_organizations() ORDER BY name")
        return [Choice(*row) for row in cursor.fetchall()]


def installation() -> Installation:
    """Return what stands on this installation; counts only."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT organizations, demos FROM stepwell.installation()")
        return Installation(*cursor.fetchone())
