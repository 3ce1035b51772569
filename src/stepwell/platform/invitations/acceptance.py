"""Saying yes. The walls let whoever holds the link change the one membership that it opens, and that once."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from stepwell.kernel.findings import Finding, Refused
from stepwell.platform.accounts.models import Account
from stepwell.platform.invitations.actions import ANSWERED
from stepwell.platform.links import actions as links
from stepwell.platform.tenancy.models import Membership
from stepwell.platform.walls.scope import Scope

HAS_ACCOUNT = Finding("INV-007", "There is an account with this e-mail address. Sign in with it to accept.")
WRONG_ACCOUNT = Finding("INV-008", "This invitation is for another e-mail address than that of your account.")
MEMBER_ALREADY = Finding("INV-009", "Your account belongs to this clinic already.")


@transaction.atomic
def accept_as_new(*, actor: Scope, at: datetime, membership: Membership, name: str, password: str) -> Account:
    """Make an account and join with it; the invitation proves the address, so nothing else is asked.

    actor    the visitor's scope
    returns  the account, not yet signed in
    raises   Refused (INV-006, INV-007, INV-010 for each fault of the password, LINK-001, LINK-002)
    """
    if Account.objects.filter(email=membership.email).exists():
        raise Refused(HAS_ACCOUNT)
    _check(password, Account(email=membership.email, name=name))
    account = Account.objects.create_user(membership.email, password, name=name)
    _join(actor, at, membership, account)
    return account


@transaction.atomic
def accept_as(*, actor: Scope, at: datetime, membership: Membership, account: Account) -> None:
    """Join with the account that somebody is signed in with; raises Refused (INV-006, -008, -009, LINK-001, -002)."""
    if account.email != membership.email:
        raise Refused(WRONG_ACCOUNT)
    _join(actor, at, membership, account)


def _check(password: str, account: Account) -> None:
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Refused(*(Finding("INV-010", sentence, "password") for sentence in error.messages)) from error


def _join(actor: Scope, at: datetime, membership: Membership, account: Account) -> None:
    waiting = Membership.objects.filter(pk=membership.pk, account=None, ended_at=None)
    try:
        with transaction.atomic():
            joined = waiting.update(account=account, joined_at=at, name=account.name)
    except IntegrityError as error:
        raise Refused(MEMBER_ALREADY) from error
    if not joined:
        raise Refused(ANSWERED)
    links.use(actor=actor, at=at)
