"""Roles: given, ended. There is always an administrator of all sites."""

from datetime import datetime
from uuid import UUID

from django.contrib.postgres.functions import TransactionNow
from django.db.models import Q, Value
from django.db.models.functions import Least

from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.people.actions.writing import reason_findings, save, writing
from stepwell.people.rules.staff import RoleRecord, last_administrator_findings, role_findings
from stepwell.people.rules.texts import tidy
from stepwell.platform.tenancy.models import Membership, Organization, RoleAssignment
from stepwell.platform.walls.rights import Role
from stepwell.platform.walls.scope import Scope

_TAKEN = {"role_once": Finding("ROLE-001", "This role is held there already.", "role")}
_LEFT = Finding("ROLE-006", "This person has left. Invite them again before giving a role.")
_ENDED = Finding("ROLE-007", "This role has ended already.")


def grant_role(*, actor: Scope, at: datetime, membership_id: UUID, record: RoleRecord) -> RoleAssignment:
    """Give a role to somebody who joined or is invited, from `at` on; raises Refused, Membership.DoesNotExist."""
    with writing(actor) as organization_id:
        membership = Membership.objects.select_for_update().get(pk=membership_id)
        if membership.ended_at:
            raise Refused(_LEFT)
        refuse(role_findings(record, roles_held(membership_id, at=at), at=at))
        assignment = RoleAssignment(
            organization_id=organization_id,
            membership=membership,
            role=record.role,
            site_id=record.site_id,
            starts_at=Least(Value(at), TransactionNow()),  # no clock of ours is ahead of the database's
            ends_at=record.ends_at,
            basis=tidy(record.basis),
        )
        save(assignment, taken=_TAKEN)
    return assignment


def end_role(*, actor: Scope, at: datetime, role_id: UUID, reason: str) -> RoleAssignment:
    """End a role now: what it opened is closed at once.

    raises  Refused, also for the last administrator of all sites; RoleAssignment.DoesNotExist
    """
    with writing(actor, reason=reason) as organization_id:
        lock_administration(organization_id)
        assignment = RoleAssignment.objects.select_for_update().get(pk=role_id)
        if assignment.ends_at and assignment.ends_at <= at:
            raise Refused(_ENDED)
        orphans = would_orphan(assignment.membership_id) if _is_administration(assignment) else []
        refuse([*reason_findings(reason), *orphans])
        assignment.ends_at = at
        save(assignment, ["ends_at"], taken={})
    return assignment


def roles_held(membership_id: UUID, *, at: datetime) -> list[RoleRecord]:
    """Return the roles that somebody holds now."""
    held = RoleAssignment.objects.filter(Q(ends_at=None) | Q(ends_at__gt=at), membership=membership_id)
    rows = held.order_by("role").values_list("role", "site_id", "ends_at", "basis")
    return [RoleRecord(role=Role(role), site_id=site, ends_at=end, basis=basis) for role, site, end, basis in rows]


def lock_administration(organization_id: UUID) -> None:
    """Wait for whoever ends another administrator at this moment: together they could end the last two."""
    Organization.objects.select_for_update().get(pk=organization_id)


def would_orphan(membership_id: UUID) -> list[Finding]:
    """Return that the organization would have no administrator of all sites without this member."""
    lasting = RoleAssignment.objects.filter(
        role=Role.ADMINISTRATOR,
        site=None,
        ends_at=None,
        membership__ended_at=None,
        membership__joined_at__isnull=False,
    )
    holders = set(lasting.values_list("membership_id", flat=True))
    return last_administrator_findings(is_one=membership_id in holders, others=len(holders - {membership_id}))


def _is_administration(assignment: RoleAssignment) -> bool:
    return assignment.role == Role.ADMINISTRATOR and assignment.site_id is None and assignment.ends_at is None
