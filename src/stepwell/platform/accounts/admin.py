"""The installation's admin: accounts and nothing else. Same door as everybody, for superusers only, no client data."""

from typing import Any
from uuid import UUID

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver

from stepwell.platform.accounts import factors, presence, views
from stepwell.platform.accounts.models import Account


class Installation(admin.AdminSite):
    """Django's admin with one model."""

    site_header = "Stepwell: accounts of this installation"
    site_title = "Stepwell"
    index_title = "Accounts"
    site_url = "/"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """Return whether this is an account in use that administers the installation."""
        return request.user.is_active and request.user.is_superuser

    def get_urls(self) -> list[URLResolver | URLPattern]:
        """Return the admin's addresses; each says who may open it, like every other page."""
        addresses = super().get_urls()
        for address in _flat(addresses):
            address.callback.permission = "administrators of the installation"  # type: ignore[attr-defined]
        return addresses

    def password_change(  # type: ignore[override]  # a redirect is no template
        self, request: HttpRequest, extra_context: Any = None
    ) -> HttpResponse:
        """Lead to the one page that changes a password."""
        del request, extra_context
        return redirect("account_change_password")

    def logout(  # type: ignore[override]  # a redirect is no template
        self, request: HttpRequest, extra_context: Any = None
    ) -> HttpResponse:
        """Sign out as everybody does."""
        del extra_context
        return views.sign_out(request)


def _flat(addresses: list[Any]) -> list[URLPattern]:
    return [
        found
        for address in addresses
        for found in (_flat(address.url_patterns) if isinstance(address, URLResolver) else [address])
    ]


class Accounts(admin.ModelAdmin):  # type: ignore[type-arg]
    """Who can sign in. Accounts are made by invitation and closed rather than deleted: records name them."""

    list_display = ("name", "email", "is_active", "is_superuser", "last_login", "created_at")
    list_filter = ("is_active", "is_superuser", "is_demo")
    search_fields = ("name", "email")
    ordering = ("name", "email")
    fields = ("name", "email", "is_active", "is_superuser", "is_demo", "last_login", "created_at")
    readonly_fields = ("is_demo", "last_login", "created_at")
    actions = ("forget_second_factors", "end_sessions")
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return False: an account comes from an invitation."""
        del request
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Account | None = None) -> bool:
        """Return False: an account is closed, so that records keep their author."""
        del request, obj
        return False

    def save_model(self, request: HttpRequest, obj: Account, form: Any, change: bool) -> None:  # noqa: FBT001 (Django's)
        """Save; an account that was closed, or administers no longer, is signed out everywhere."""
        super().save_model(request, obj, form, change)
        if {"is_active", "is_superuser", "email"} & set(form.changed_data):
            presence.end_all(obj.pk, but=request.session.session_key or "")

    @admin.action(description="Remove the second factors of the selected accounts (a device was lost)")
    def forget_second_factors(self, request: HttpRequest, queryset: QuerySet[Account]) -> None:
        """Let people whose device was lost set up a new one at their next sign-in."""
        for account_id in _ids(queryset):
            factors.forget(account_id)
        self.message_user(request, "Done. At the next sign-in a new second factor is set up.")

    @admin.action(description="Sign the selected accounts out everywhere")
    def end_sessions(self, request: HttpRequest, queryset: QuerySet[Account]) -> None:
        """End every session of the selected accounts."""
        for account_id in _ids(queryset):
            presence.end_all(account_id)
        self.message_user(request, "Done. They are signed out.")


def _ids(accounts: QuerySet[Account]) -> list[UUID]:
    return list(accounts.order_by("pk").values_list("pk", flat=True))


site = Installation(name="admin")
site.register(Account, Accounts)
site.login = secure_admin_login(site.login)  # type: ignore[method-assign]
