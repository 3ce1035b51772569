"""People who can sign in, and the browser they do it with."""

import base64
import hashlib
import hmac
import struct
import time
from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from stepwell.platform.accounts.models import Account
from stepwell.platform.tenancy.middleware import ORGANIZATION
from stepwell.platform.tenancy.models import Membership, Organization
from stepwell.platform.walls.scope import acting
from tests.worlds import Clinic, Person

PASSWORD = "correct horse battery"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SIGN_IN = "/sign-in/"


@pytest.fixture
def dana(clinic: Clinic) -> Account:
    """Riverbend's clinician, with a password and no second factor."""
    account = clinic["clinician"].account
    account.set_password(PASSWORD)
    account.save()
    return account


@pytest.fixture
def with_app(dana: Account) -> Account:
    """The same, with an authenticator app."""
    TOTP.activate(dana, SECRET)
    return dana


@pytest.fixture
def web(client: Client) -> Client:
    """The test browser."""
    return client


@pytest.fixture
def signed_in(web: Client) -> Callable[[Person], Client]:
    """Sign somebody in, past both doors."""

    def sign_in(person: Person) -> Client:
        if not person.account.pk:
            raise LookupError
        TOTP.activate(person.account, SECRET)
        web.force_login(person.account)
        session = web.session
        session[ORGANIZATION] = str(person.organization_id)
        session.save()
        return web

    return sign_in


def code(*, steps_ago: int = 0) -> str:
    """Return what an authenticator app shows for SECRET."""
    counter = int(time.time()) // 30 - steps_ago
    digest = hmac.new(base64.b32decode(SECRET), struct.pack(">Q", counter), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"


def join(account: Account, clinic: Clinic) -> None:
    """Make somebody a member of one more organization."""
    with acting(clinic["administrator everywhere"].scope):
        membership = Membership.objects.get(email=f"clinician@{clinic.organization.name.lower()}.example")
        Membership.objects.filter(pk=membership.pk).update(account=account)


def make_demo(clinic: Clinic) -> None:
    """Make an organization a demonstration."""
    with acting(clinic["administrator everywhere"].scope):
        Organization.objects.filter(pk=clinic.organization.pk).update(is_demo=True)
