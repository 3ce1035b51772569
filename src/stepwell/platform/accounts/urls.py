"""Addresses of accounts. allauth's own list is not included: there is no sign-up, and its pages stand under ours."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions import views as sessions
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, include, path, re_path
from django.views.generic import RedirectView

from stepwell.platform.accounts import views
from stepwell.platform.tenancy.permissions import anyone, signed_in

View = Callable[..., HttpResponse]


def _drawn(view: Any) -> View:
    """Draw allauth's page while the transaction is open, and answer a form with mistakes by 422."""

    @wraps(view)
    def drawn(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse):
            response.render()
            if request.method == "POST" and response.status_code == 200:
                response.status_code = 422
        return response

    return drawn


def _open(address: str, view: Any, name: str) -> URLPattern:
    return path(address, anyone(_drawn(view)), name=name)


def _own(address: str, view: Any, name: str) -> URLPattern:
    """Return a page about how somebody signs in: not for the accounts of demonstrations, which have no such thing."""
    drawn = _drawn(view)

    @wraps(drawn)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and request.user.is_demo:
            raise PermissionDenied
        return drawn(request, *args, **kwargs)

    return path(address, signed_in(shown), name=name)


_ours = ([
    path("account/", views.overview, name="overview"),
    path("account/stay/", views.stay, name="stay"),
    path("demo/", views.demo_door, name="demo"),
], "accounts")  # fmt: skip

urlpatterns = [
    path("", include(_ours)),
    _open("sign-in/", account.login, "account_login"),
    _open("sign-in/code/", mfa.authenticate, "mfa_authenticate"),
    _open("sign-in/passkey/", webauthn.login_webauthn, "mfa_login_webauthn"),
    _open("sign-in/closed/", account.account_inactive, "account_inactive"),
    path("sign-out/", views.sign_out, name="account_logout"),
    _open("password/", views.Forgotten.as_view(), "account_reset_password"),
    _open("password/sent/", account.password_reset_done, "account_reset_password_done"),
    _open("password/changed/", account.password_reset_from_key_done, "account_reset_password_from_key_done"),
    re_path(
        r"^password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        anyone(_drawn(account.password_reset_from_key)),
        name="account_reset_password_from_key",
    ),
    _own("account/confirm/", account.reauthenticate, "account_reauthenticate"),
    _own("account/confirm/code/", mfa.reauthenticate, "mfa_reauthenticate"),
    _own("account/confirm/passkey/", webauthn.reauthenticate_webauthn, "mfa_reauthenticate_webauthn"),
    _own("account/password/", account.password_change, "account_change_password"),
    _own("account/password/first/", account.password_set, "account_set_password"),
    _own("account/sessions/", sessions.list_usersessions, "usersessions_list"),
    _own("account/methods/", mfa.index, "mfa_index"),
    _own("account/methods/app/", totp.activate_totp, "mfa_activate_totp"),
    _own("account/methods/app/remove/", totp.deactivate_totp, "mfa_deactivate_totp"),
    _own("account/methods/codes/", recovery.view_recovery_codes, "mfa_view_recovery_codes"),
    _own("account/methods/codes/new/", recovery.generate_recovery_codes, "mfa_generate_recovery_codes"),
    _own("account/methods/codes/file/", recovery.download_recovery_codes, "mfa_download_recovery_codes"),
    _own("account/methods/passkeys/", RedirectView.as_view(pattern_name="mfa_index"), "mfa_list_webauthn"),
    _own("account/methods/passkeys/new/", webauthn.add_webauthn, "mfa_add_webauthn"),
    _own("account/methods/passkeys/<int:pk>/", webauthn.edit_webauthn, "mfa_edit_webauthn"),
    _own("account/methods/passkeys/<int:pk>/remove/", webauthn.remove_webauthn, "mfa_remove_webauthn"),
]
