"""E-mail about an account: to its owner, about how they sign in. It names no clinic and says nothing of anybody."""

from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from procrastinate.contrib.django import app

from stepwell.platform.accounts.models import Account

TASK = "accounts.send"


class NotSent(Exception):
    """The mail server did not take a mail; names the kind of failure, never the address."""


class Kind(StrEnum):
    """What a mail is about; the value is the name of its template."""

    PASSWORD_FORGOTTEN = "password_forgotten"  # noqa: S105 (a name)
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 (a name)
    APP_ADDED = "app_added"
    APP_REMOVED = "app_removed"
    PASSKEY_ADDED = "passkey_added"
    PASSKEY_REMOVED = "passkey_removed"
    RECOVERY_CODES_MADE = "recovery_codes_made"


CHANGES = {
    Kind.PASSWORD_CHANGED: "Your password was changed.",
    Kind.APP_ADDED: "An authenticator app was added to your account.",
    Kind.APP_REMOVED: "The authenticator app was removed from your account.",
    Kind.PASSKEY_ADDED: "A passkey was added to your account.",
    Kind.PASSKEY_REMOVED: "A passkey was removed from your account.",
    Kind.RECOVERY_CODES_MADE: "New recovery codes were made for your account. The old ones no longer work.",
}
OF_ALLAUTH = {
    "account/email/password_changed": Kind.PASSWORD_CHANGED,
    "account/email/password_set": Kind.PASSWORD_CHANGED,
    "account/email/password_reset": Kind.PASSWORD_CHANGED,
    "mfa/email/totp_activated": Kind.APP_ADDED,
    "mfa/email/totp_deactivated": Kind.APP_REMOVED,
    "mfa/email/webauthn_added": Kind.PASSKEY_ADDED,
    "mfa/email/webauthn_removed": Kind.PASSKEY_REMOVED,
    "mfa/email/recovery_codes_generated": Kind.RECOVERY_CODES_MADE,
}


def can_send() -> bool:
    """Return whether a mail server is set up."""
    return bool(settings.EMAIL_HOST)


def defer(account_id: UUID, kind: Kind) -> None:
    """Put a mail into the queue, in the caller's transaction; nothing happens without a mail server."""
    if can_send():
        app.configure_task(TASK).defer(account=str(account_id), kind=kind.value)


def send(account_id: UUID, kind: Kind) -> None:
    """Send a mail now, if the account still may sign in; raises NotSent."""
    account = Account.objects.filter(pk=account_id, is_active=True, is_demo=False).first()
    if account is None:
        return
    if kind is Kind.PASSWORD_FORGOTTEN:
        subject, template, context = "Choose a new password", "password_forgotten", {"link": reset_link(account)}
    else:
        subject, template, context = "Your account was changed", "changed", {"change": CHANGES[kind]}
    body = render_to_string(f"accounts/email/{template}.txt", {"site": settings.CLINIC_URL, **context})
    try:
        EmailMessage(f"[{settings.SITE_NAME}] {subject}", body, to=[account.email]).send()
    except OSError as error:  # smtplib's exceptions are OSErrors, and quote the address
        raise NotSent(type(error).__name__) from None


def reset_link(account: Account) -> str:
    """Return the address at which this account's owner chooses a new password, once."""
    key = PasswordResetTokenGenerator().make_token(account)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": account.pk.hex, "key": key})
    return settings.CLINIC_URL.rstrip("/") + path
