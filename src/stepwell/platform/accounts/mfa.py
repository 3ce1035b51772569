"""Second factors: allauth keeps their secrets as clear text unless told otherwise, so here they are sealed."""

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings

from stepwell.platform.accounts.models import Account
from stepwell.platform.crypto import spots


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Seals and opens the secrets of one-time codes and recovery codes (settings.MFA_ADAPTER)."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That code is not right. Codes change every half minute: use the newest one.",
    }

    def encrypt(self, text: str) -> str:
        """Return a secret as it is stored."""
        return spots.seal_token(text, spots.AUTHENTICATOR_LABEL)

    def decrypt(self, encrypted_text: str) -> str:
        """Return a stored secret; raises DecryptionFailed, also for one stored in clear text."""
        return spots.open_token(encrypted_text, spots.AUTHENTICATOR_LABEL)

    def get_totp_issuer(self) -> str:
        """Return what an authenticator app shows above the code: the software, not the clinic."""
        return settings.SITE_NAME

    def build_totp_svg(self, url: str) -> str:
        """Return the square to scan as an element: the page's policy refuses images by data: address."""
        drawing: str = super().build_totp_svg(url)
        return drawing[drawing.index("<svg") :].replace("<svg", '<svg role="img" aria-label="Square to scan"', 1)

    def generate_authenticator_name(self, user: Account, type: Authenticator.Type) -> str:  # noqa: A002 (allauth's)
        """Return the name proposed for a new passkey."""
        there = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Passkey {there + 1}" if there else "Passkey"

    def _get_site_name(self) -> str:
        return settings.SITE_NAME
