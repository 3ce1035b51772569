"""Second factors: allauth keeps their secrets as clear text unless told otherwise, so here they are sealed."""

from allauth.mfa.adapter import DefaultMFAAdapter

from stepwell.platform.crypto import spots


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Seals and opens the secrets of one-time codes and recovery codes (settings.MFA_ADAPTER)."""

    def encrypt(self, text: str) -> str:
        """Return a secret as it is stored."""
        return spots.seal_token(text, spots.AUTHENTICATOR_LABEL)

    def decrypt(self, encrypted_text: str) -> str:
        """Return a stored secret; raises DecryptionFailed, also for one stored in clear text."""
        return spots.open_token(encrypted_text, spots.AUTHENTICATOR_LABEL)
