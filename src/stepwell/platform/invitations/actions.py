"""Inviting, inviting again, taking an invitation back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Greatest

from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.invitations.rules.grants import Grant, findings_for
from stepwell.platform.links import actions as links
from stepwell.platform.outbox import actions as outbox
from stepwell.platform.outbox.rules.wording import Template
from stepwell.platform.tenancy.models import Membership, RoleAssignment
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import Scope

PURPOSE = "invitation"

THERE_ALREADY = Finding("INV-001", "Somebody with this e-mail address works here or was invited already.", "email")
ANSWERED = Finding("INV-006", "This invitation was accepted or taken back before. Load the page again.")


@dataclass(frozen=True)
class Invited:
    """Whom an invitation is for."""

    name: str
    email: str
    grants: Sequence[Grant]
    suffix: str = ""
    job_title: str = ""


@transaction.atomic
def invite(*, actor: Scope, at: datetime, invited: Invited, by_mail: bool) -> tuple[Membership, links.Made]:
    """Ask somebody to work for the organization: a membership without an account, its roles, and a link for seven days.

    by_mail  whether the link is sent; otherwise its secret is handed over, as a letter or in person
    returns  the membership and the link with its secret
    raises   Refused (INV-001 to INV-005, OUT-001); ProgrammingError if the actor may not configure
    """
    refuse(findings_for(invited.grants, at=at))
    membership = _membership(actor, at, invited)
    for grant in invited.grants:
        RoleAssignment.objects.create(
            organization_id=actor.tenant,
            membership=membership,
            role=grant.role,
            site_id=grant.site,
            ends_at=grant.ends_at,
            basis=grant.basis.strip(),
        )
    return membership, _link(actor, at, membership, by_mail=by_mail)


@transaction.atomic
def invite_again(*, actor: Scope, at: datetime, membership: Membership, by_mail: bool) -> links.Made:
    """Make a new link for somebody who has not answered; the old one opens nothing more. Raises Refused (INV-006)."""
    _still_waiting(membership)
    links.revoke_all(actor=actor, at=at, purpose=PURPOSE, subject=membership.pk)
    return _link(actor, at, membership, by_mail=by_mail)


@transaction.atomic
def withdraw(*, actor: Scope, at: datetime, membership: Membership) -> None:
    """Take an invitation back: link, membership and roles end. Raises Refused (INV-006) once it was accepted."""
    _still_waiting(membership)
    links.revoke_all(actor=actor, at=at, purpose=PURPOSE, subject=membership.pk)
    open_roles = RoleAssignment.objects.filter(Q(ends_at=None) | Q(ends_at__gt=at), membership=membership)
    open_roles.update(ends_at=Greatest(F("starts_at"), Value(at)))
    Membership.objects.filter(pk=membership.pk).update(ended_at=at)


def _membership(actor: Scope, at: datetime, invited: Invited) -> Membership:
    membership = Membership(
        organization_id=actor.tenant,
        name=invited.name.strip(),
        suffix=invited.suffix.strip(),
        job_title=invited.job_title.strip(),
        email=invited.email.strip().lower(),
        created_at=at,
    )
    try:
        with transaction.atomic():
            membership.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(THERE_ALREADY) from error
    return membership


def _link(actor: Scope, at: datetime, membership: Membership, *, by_mail: bool) -> links.Made:
    opens = links.Opens(membership.pk, Category.CONFIGURATION)
    made = links.make_link(actor=actor, at=at, purpose=PURPOSE, opens=opens)
    if by_mail:
        outbox.send(actor=actor, at=at, to=membership.email, template=Template.INVITATION, link=made.url)
    return made


def _still_waiting(membership: Membership) -> None:
    waiting = Membership.objects.select_for_update().filter(pk=membership.pk, account=None, ended_at=None)
    if not waiting.exists():
        raise Refused(ANSWERED)
