"""The scope of a named job. No page may import this: a request never calls itself a system."""

from uuid import UUID

from stepwell.platform.walls.scope import Kind, Scope


def system(organization: UUID, purpose: str) -> Scope:
    """Return the scope of a job, inside one organization, with its name as purpose."""
    return Scope(organization=organization, kind=Kind.SYSTEM, purpose=purpose)
