"""Members: entered, corrected, ended."""

from datetime import datetime
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.db import connection

from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.people.actions.roles import lock_administration, would_orphan
from stepwell.people.actions.writing import reason_findings, save, store, writing
from stepwell.people.rules.staff import MemberRecord, RoleRecord, member_findings, role_findings
from stepwell.people.rules.texts import tidy
from stepwell.platform.accounts.models import Account
from stepwell.platform.accounts.sealed import SessionStore
from stepwell.platform.invitations import actions as invitations
from stepwell.platform.invitations.actions import Invited
from stepwell.platform.invitations.rules.grants import Grant
from stepwell.platform.tenancy.middleware import ORGANIZATION
from stepwell.platform.tenancy.models import Membership
from stepwell.platform.walls.scope import Scope

_TAKEN = {
    name: Finding("STAFF-002", "This person belongs to the organization already. Look for them in the list.", "email")
    for name in ("membership_account_once", "membership_email_once")
}
_ENDED = Finding("STAFF-003", "This person has left already. Invite them again if they come back.")

# One statement: whoever ends their own work loses the right to write with the first of two.
_END = """
WITH roles AS (
  UPDATE tenancy_roleassignment SET ends_at = greatest(starts_at, %(at)s)
  WHERE membership_id = %(membership)s AND (ends_at IS NULL OR ends_at > %(at)s)
)
UPDATE tenancy_membership SET ended_at = %(at)s WHERE id = %(membership)s AND ended_at IS NULL
"""


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

    Whoever is only invited has the invitation taken back.

    raises  Refused, also for the last administrator of all sites; Membership.DoesNotExist
    """
    with writing(actor, reason=reason) as organization_id:
        lock_administration(organization_id)
        membership = Membership.objects.select_for_update().get(pk=membership_id)
        if membership.ended_at:
            raise Refused(_ENDED)
        refuse([*reason_findings(reason), *would_orphan(membership_id)])
        if membership.account_id is None:
            invitations.withdraw(actor=actor.because(reason), at=at, membership=membership)
            return membership
        _end(membership, at)
    _sign_out(membership.account_id, organization_id)
    return membership


def invite_member(
    *, actor: Scope, at: datetime, email: str, record: MemberRecord, role: RoleRecord, by_mail: bool
) -> Membership:
    """Ask somebody to work here in a role; more roles can be given while they have not answered.

    by_mail  whether the link is sent; otherwise a letter with a code is printed (invitations:letter)
    raises   Refused
    """
    record = record.tidied
    refuse([*member_findings(record), *role_findings(role, (), at=at)])
    with writing(actor):
        grant = Grant(role=role.role, site=role.site_id, ends_at=role.ends_at, basis=tidy(role.basis))
        invited = Invited(record.name, email, [grant], record.suffix, record.job_title)
        membership, _ = invitations.invite(actor=actor, at=at, invited=invited, by_mail=by_mail)
    return membership


def invite_again(*, actor: Scope, at: datetime, membership_id: UUID) -> None:
    """Send another link to somebody who has not answered; raises Refused, Membership.DoesNotExist."""
    with writing(actor):
        membership = Membership.objects.get(pk=membership_id)
        invitations.invite_again(actor=actor, at=at, membership=membership, by_mail=True)


def _end(membership: Membership, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_END, {"membership": membership.pk, "at": at})
        if cursor.rowcount != 1:
            raise Refused(_ENDED)
    membership.ended_at = at


def _sign_out(account_id: UUID, organization_id: UUID) -> None:
    """End the sessions that act for this organization; those for another one go on."""
    for session in UserSession.objects.filter(user_id=account_id):
        if SessionStore(session.session_key).get(ORGANIZATION) == str(organization_id):
            session.end()
