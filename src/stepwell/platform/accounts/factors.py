"""Second factors: who needs one, and who has one."""

from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from stepwell.platform.accounts import presence
from stepwell.platform.tenancy import queries
from stepwell.platform.tenancy.middleware import ORGANIZATION

PROVED = "second_factor"  # session key: this account has one; asked of the database until it is there
NOT_ASKED = "no_second_factor_asked"  # session key: the demonstration acted for, which asks nobody for one
KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)  # recovery codes stand in for one of these


def has_one(account_id: UUID) -> bool:
    """Return whether the account has an authenticator app or a passkey."""
    return bool(Authenticator.objects.filter(user_id=account_id, type__in=KINDS).exists())


def is_missing(request: HttpRequest) -> bool:
    """Return whether this signed-in person must set up a second factor before anything else.

    Everybody must, except people all of whose organizations are demonstrations.
    """
    acted_for = request.session.get(ORGANIZATION)
    if request.session.get(PROVED) or (acted_for and request.session.get(NOT_ASKED) == acted_for):
        return False
    account: Any = request.user
    if has_one(account.pk):
        request.session[PROVED] = True
        return False
    if account.is_superuser or not _knows_only_demos(request):
        return True
    request.session[NOT_ASKED] = acted_for
    return False


def forget(account_id: UUID) -> None:
    """Remove every second factor of an account and end its sessions: its owner lost the device and sets up another."""
    Authenticator.objects.filter(user_id=account_id).delete()
    presence.end_all(account_id)
    presence.LOG.info("removed second factors account=%s", account_id)


def _knows_only_demos(request: HttpRequest) -> bool:
    member = request.acting.member  # type: ignore[attr-defined]
    if member and member.organizations == 1:
        return bool(member.is_demo)
    account: Any = request.user
    organizations = queries.organizations_of(account.pk)
    return bool(organizations) and all(organization.is_demo for organization in organizations)
