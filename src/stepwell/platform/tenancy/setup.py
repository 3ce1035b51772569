"""The key to the first run: whoever can type `stepwell setup-link` on the server may set up the first organization."""

from base64 import urlsafe_b64encode

from django.utils.crypto import constant_time_compare, salted_hmac

_PURPOSE = "stepwell.platform.tenancy.setup"


def token() -> str:
    """Return the token of this installation's set-up link.

    It is derived from the secret key, so that the command and the web server, which run as different users, need no
    further file. It opens nothing once there is an organization (`queries.installation`).
    """
    digest = salted_hmac(_PURPOSE, "the first organization", algorithm="sha256").digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def fits(offered: str) -> bool:
    """Return whether `offered` is that token, in a time that tells nothing of it."""
    return constant_time_compare(offered, token())
