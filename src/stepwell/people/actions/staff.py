"""Members: entered, corrected, ended."""

from datetime import datetime
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.db.models import Q

from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.people.actions.roles import lock_administration, would_orphan
from stepwell.people.actions.writing import reason_findings, save, store, writing
from stepwell.people.rules.staff import MemberRecord, member_findings
from stepwell.platform.accounts.models import Account
from stepwell.platform.accounts.sealed import SessionStore
from stepwell.platform.tenancy.middleware import ORGANIZATION
from stepwell.platform.tenancy.models import Membership
from stepwell.platform.walls.scope import Scope

_TAKEN = {
    name: Finding("STAFF-002", "This person belongs to the organization already. Look for them in the list.", "email")
    for name in ("membership_account_once", "membership_email_once")
}
_ENDED = Finding("STAFF-003", "This person has left already. Invite them again if they come back.")


def add_member(*, actor: Scope, at: datetime, account: Account, record: MemberRecord) -> Membership:
    """Enter somebody who has an account as a member who joined now; raises Refused.

    Everybody else is invited, and joins by accepting (tenancy.invitations).
    """
    record = record.tidied
    refuse(member_findings(record))
    with writing(actor) as organization_id:
        membership = Membership(
            organization_id=organization_id,
            account=account,
            email=account.email,
            joined_at=at,
            name=record.name,
            suffix=record.suffix,
            job_title=record.job_title,
        )
        save(membership, taken=_TAKEN)
    return membership


def change_member(*, actor: Scope, membership_id: UUID, record: MemberRecord, reason: str = "") -> Membership:
    """Change name, letters after it, job title; raises Refused, Membership.DoesNotExist."""
    record = record.tidied
    refuse(member_findings(record))
    with writing(actor, reason=reason):
        membership = Membership.objects.select_for_update().get(pk=membership_id)
        store(membership, record, taken={})
    return membership


def end_membership(*, actor: Scope, at: datetime, membership_id: UUID, reason: str) -> Membership:
    """End somebody's work here: every role ends, and they are signed out where they act for this organization.

    raises  Refused, also for the last administrator of all sites; Membership.DoesNotExist
    """
    with writing(actor, reason=reason) as organization_id:
        lock_administration(organization_id)
        membership = Membership.objects.select_for_update().get(pk=membership_id)
        if membership.ended_at:
            raise Refused(_ENDED)
        refuse([*reason_findings(reason), *would_orphan(membership_id)])
        membership.roles.filter(Q(ends_at=None) | Q(ends_at__gt=at)).update(ends_at=at)
        membership.ended_at = at
        save(membership, ["ended_at"], taken={})
    if membership.account_id:
        _sign_out(membership.account_id, membership.organization_id)
    return membership


def _sign_out(account_id: UUID, organization_id: UUID) -> None:
    """End the sessions that act for this organization; those for another one go on."""
    for session in UserSession.objects.filter(user_id=account_id):
        if SessionStore(session.session_key).get(ORGANIZATION) == str(organization_id):
            session.end()
