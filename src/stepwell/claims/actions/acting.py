"""Who acts on claims: a member of the staff, or a job in nobody's name."""

from uuid import UUID

from django.db import connection

from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.scope import Scope

Actor = Member | Scope


def organization_of(actor: Actor) -> UUID:
    """Return the organization acted for."""
    return actor.organization_id if isinstance(actor, Member) else actor.tenant


def membership_of(actor: Actor) -> UUID | None:
    """Return whose name stands with what is done; None for a job."""
    return actor.membership_id if isinstance(actor, Member) else None


def lock(actor: Actor) -> None:
    """Let one transaction at a time cut, correct or send an organization's claims."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 2026))", [str(organization_of(actor))])
