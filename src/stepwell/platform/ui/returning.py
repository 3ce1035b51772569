"""Where somebody goes back to, as their browser says it."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def own_path(request: HttpRequest, address: str) -> str:
    """Return an address that was sent, if it is a path of ours; "" if not: it could lead elsewhere, or nowhere."""
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if is_ours and address.startswith("/") else ""
