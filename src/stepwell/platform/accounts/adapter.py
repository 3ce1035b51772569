"""What allauth asks of us: no open sign-up, one door for demonstrations, mail that says nothing, sign-ins logged."""

import time
from typing import Any, NoReturn
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from stepwell.platform.accounts import notices, presence
from stepwell.platform.accounts.models import Account
from stepwell.platform.tenancy import queries
from stepwell.platform.tenancy.middleware import ORGANIZATION


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts as Stepwell has them (settings.ACCOUNT_ADAPTER)."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The e-mail address or the password is not right. Check both and try again.",
        "too_many_login_attempts": "There were too many tries. Wait five minutes, then try again.",
        "incorrect_code": "That code is not right. Codes change every half minute: use the newest one.",
        "incorrect_password": "That password is not right.",
        "enter_current_password": "That is not your password now.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: an account is made by accepting an invitation, or when the installation is set up."""
        del request
        return False

    def pre_login(self, request: HttpRequest, user: Account, **hook: Any) -> HttpResponse | None:
        """Keep accounts of demonstrations out: they are opened by `accounts:demo` and by nothing else."""
        if user.is_demo:
            _refuse(request, user)
        response: HttpResponse | None = super().pre_login(request, user, **hook)
        return response

    def post_login(self, request: HttpRequest, user: Account, **hook: Any) -> HttpResponse:
        """Start the clock of the sign-in and choose the organization if there is one; ask if there are several."""
        response: HttpResponse = super().post_login(request, user, **hook)
        presence.begin(request.session, time.time())
        presence.LOG.info("signed in account=%s", user.pk)
        choices = queries.organizations_of(user.pk)
        if len(choices) == 1:
            request.session[ORGANIZATION] = str(choices[0].id)
        if len(choices) <= 1:
            return response
        return HttpResponseRedirect(
            f"{reverse('tenancy:choose')}?{urlencode({REDIRECT_FIELD_NAME: response.headers['Location']})}"
        )

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Log a wrong password by the account's id, or as unknown: never by what was typed."""
        known = Account.objects.filter(email=credentials.get("email", "")).values_list("pk", flat=True).first()
        presence.LOG.warning("sign-in failed account=%s", known or "unknown")
        super().authentication_failed(request, **credentials)

    def is_reauthentication_required(self, *, app: str, **options: Any) -> bool:
        """Return whether a password or code is asked again: not within minutes of the sign-in itself."""
        ago = presence.signed_in_seconds_ago(self.request.session, time.time())
        if ago is not None and ago < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app, **options))

    def send_password_reset_mail(self, user: Account, email: str, context: dict[str, Any]) -> None:
        """Defer the mail; the link in it is made when it is sent."""
        del email, context
        if not user.is_demo:
            notices.defer(user.pk, notices.Kind.PASSWORD_FORGOTTEN)

    def send_notification_mail(
        self, template_prefix: str, user: Account, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell the person by e-mail that how they sign in was changed."""
        del context, email
        kind = notices.OF_ALLAUTH.get(template_prefix)
        if kind and not user.is_demo:
            notices.defer(user.pk, kind)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return where a changed password leads."""
        del request
        return reverse("accounts:overview")


def _refuse(request: HttpRequest, user: Account) -> NoReturn:
    presence.LOG.warning("sign-in refused account=%s reason=demo", user.pk)
    request.session.flush()
    raise ImmediateHttpResponse(redirect("account_login"))
