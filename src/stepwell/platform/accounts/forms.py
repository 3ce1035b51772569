"""allauth's forms in our words: the same fields, no text inside the boxes, hints that help."""

from typing import Any, ClassVar, Self

from allauth.account import forms as account
from allauth.mfa.base import forms as codes
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms

from stepwell.platform.accounts import presence
from stepwell.platform.ui import forms as ui

NO_SUCH_PASSKEY = "That passkey opens no account here. Sign in with your password, or try another passkey."
LONG_ENOUGH = "At least 12 characters. Three or four unrelated words are easy to keep and hard to guess."


class Worded:
    """A form with our labels and hints.

    words  field name -> (label, hint)
    """

    words: ClassVar[dict[str, tuple[str, str]]] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            field.error_messages["required"] = "Fill this in."
        for name, (label, hint) in self.words.items():
            self.fields[name].label = label
            self.fields[name].help_text = hint


class SignIn(Worded, account.LoginForm):  # type: ignore[misc]  # allauth has no types
    """E-mail address and password."""

    words = {"login": ("E-mail", ""), "password": ("Password", "")}  # noqa: RUF012 (ClassVar above)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"


class Confirm(Worded, account.ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The password once more, before something that matters."""

    words = {"password": ("Password", "")}  # noqa: RUF012


class ChangePassword(Worded, account.ChangePasswordForm):  # type: ignore[misc]  # allauth has no types
    """The old password and a new one, twice."""

    words = {  # noqa: RUF012
        "oldpassword": ("Password now", ""),
        "password1": ("New password", LONG_ENOUGH),
        "password2": ("New password again", ""),
    }


class SetPassword(Worded, account.SetPasswordForm):  # type: ignore[misc]  # allauth has no types
    """A first password."""

    words = {"password1": ("Password", LONG_ENOUGH), "password2": ("Password again", "")}  # noqa: RUF012


class ForgottenPassword(Worded, account.ResetPasswordForm):  # type: ignore[misc]  # allauth has no types
    """Where to send the link."""

    words = {"email": ("E-mail", "The address you sign in with.")}  # noqa: RUF012


class NewPassword(Worded, account.ResetPasswordKeyForm):  # type: ignore[misc]  # allauth has no types
    """A new password in place of a forgotten one."""

    words = {"password1": ("New password", LONG_ENOUGH), "password2": ("New password again", "")}  # noqa: RUF012


class _Code(Worded):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}

    def _emit_authentication_failed(self, authenticator: Authenticator) -> None:
        presence.LOG.warning("second step failed account=%s way=%s", authenticator.user_id, authenticator.type)


class SecondStep(_Code, codes.AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """A code after the password."""

    words = {"code": ("Code", "Six digits from your authenticator app, or one of your recovery codes.")}  # noqa: RUF012


class ConfirmCode(_Code, codes.ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """A code once more, before something that matters."""

    words = {"code": ("Code", "Six digits from your authenticator app, or one of your recovery codes.")}  # noqa: RUF012


class ActivateApp(_Code, totp.ActivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    """The first code of an authenticator app."""

    words = {"code": ("Code", "The six digits that the app shows now.")}  # noqa: RUF012


class PasskeySignIn(webauthn.LoginWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """What the browser answers for a passkey."""

    def clean_credential(self) -> Authenticator:
        """Return the passkey; log one that did not open."""
        try:
            return super().clean_credential()
        except forms.ValidationError:
            presence.LOG.warning("sign-in failed account=unknown way=passkey")
            raise forms.ValidationError(NO_SUCH_PASSKEY) from None


class AddPasskey(Worded, webauthn.AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A name for a new passkey, and whether it replaces the password."""

    words = {  # noqa: RUF012
        "name": ("Name", "So that you know it among others: the phone or the key it is on."),
        "passwordless": (
            "It signs me in alone, without the password",
            "The device asks for your finger, face or PIN instead. Leave this off only for an older security key.",
        ),
    }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["passwordless"].initial = True
        self.fields["credential"].error_messages["required"] = (
            "No passkey was made. It needs a browser with scripts on; an authenticator app works without."
        )


class RenamePasskey(Worded, webauthn.EditWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """Another name for a passkey."""

    words = {"name": ("Name", "")}  # noqa: RUF012


class Name(ui.Form):
    """The name on the account; what colleagues see stands in each organization's list of staff."""

    autocomplete = {"name": "name"}  # noqa: RUF012
    name = forms.CharField(
        label="Name",
        max_length=120,
        help_text="The name on your account. What colleagues see stands in the organization's list of staff.",
    )

    @classmethod
    def of(cls, name: str) -> Self:
        """Return the form with the name as it is."""
        return cls(initial={"name": name})
