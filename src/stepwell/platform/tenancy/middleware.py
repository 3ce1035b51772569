"""Each request acts for exactly one organization, chosen in the session and checked by the policies each time."""

from collections.abc import Callable
from functools import cached_property
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from stepwell.platform.tenancy.members import Member, member_of
from stepwell.platform.walls.scope import NOBODY, Kind, Scope, speaking

ORGANIZATION = "organization"  # the session's key


class Acting:
    """What a request knows of its actor: `request.acting`. The member is read once, when first asked for."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.request_id = uuid4()

    @cached_property
    def member(self) -> Member | None:
        """The member that this request acts as, or None when signed out or no longer a member."""
        return member_of(self.scope) if self.scope.organization else None


class ScopeMiddleware:
    """Put who acts into the current scope; the view's transaction tells PostgreSQL."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        scope = _scope(request)
        request.acting = Acting(scope)  # type: ignore[attr-defined]
        try:
            with speaking(scope):
                response = self.get_response(request)
        finally:
            timezone.deactivate()
        if scope is not NOBODY:  # nobody finds the page in a browser's store after signing out
            response.headers.setdefault("Cache-Control", "no-store")
        return response


def _scope(request: HttpRequest) -> Scope:
    if not request.user.is_authenticated:
        return NOBODY
    chosen = request.session.get(ORGANIZATION)
    return Scope(
        actor=request.user.pk,
        organization=UUID(chosen) if chosen else None,
        purpose="treatment, payment, operations",
        kind=Kind.STAFF,
    )
