"""The table of second factors holds no secret in clear, and rotation reaches what it holds."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connection

from stepwell.platform.crypto import keyring, rotation
from stepwell.platform.crypto.errors import DecryptionFailed

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def account(owner: None) -> Iterator[Any]:
    """Somebody who signs in."""
    made = get_user_model().objects.create_user(email="dana@example.org", password=None, name="Dana Reyes")
    yield made
    made.delete()


def _stored() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(data::text, ' ') FROM mfa_authenticator")
        return str(cursor.fetchone()[0])


def _code() -> str:
    return format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))


def test_the_secret_of_one_time_codes_is_sealed_and_works(account: Any) -> None:
    cache.clear()

    TOTP.activate(account, SECRET)

    assert SECRET not in _stored()
    assert Authenticator.objects.get().wrap().validate_code(_code())


def test_the_seed_of_recovery_codes_is_sealed_and_works(account: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    seed = "ab" * 40
    monkeypatch.setattr(RecoveryCodes, "generate_seed", classmethod(lambda _: seed))

    codes = RecoveryCodes.activate(account).generate_codes()

    assert seed not in _stored()
    assert Authenticator.objects.get().wrap().generate_codes() == codes
    assert not any(code in _stored() for code in codes)


def test_a_secret_in_clear_is_not_accepted(account: Any) -> None:
    stored = Authenticator.objects.create(user=account, type="totp", data={"secret": SECRET})

    with pytest.raises(DecryptionFailed):
        stored.wrap().validate_code("000000")


def test_rotation_reaches_the_secrets(account: Any) -> None:
    TOTP.activate(account, SECRET)
    codes = RecoveryCodes.activate(account).generate_codes()
    before, old = _stored(), keyring.load().primary

    report = rotation.rotate(settle_seconds=0)

    assert {spot.name: spot.rewritten for spot in report.spots if spot.rewritten} == {
        "mfa_authenticator.data.secret": 1,
        "mfa_authenticator.data.seed": 1,
    }
    assert report.retired == (old,)
    assert _stored() != before
    assert Authenticator.objects.get(type="totp").wrap().validate_code(_code())
    assert Authenticator.objects.get(type="recovery_codes").wrap().generate_codes() == codes
