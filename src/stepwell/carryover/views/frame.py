"""What the pages share: who may bring clients over."""

from collections.abc import Callable

from django.http import HttpResponse

from stepwell.platform.tenancy.members import Member
from stepwell.platform.tenancy.permissions import holding
from stepwell.platform.walls.rights import Category

Page = Callable[..., HttpResponse]
_NEEDED = (Category.ENROLLMENT, Category.DEMOGRAPHICS)


def carries(view: Page) -> Page:
    """Open a page to whoever both enrolls clients and keeps their demographics."""
    for category in _NEEDED:
        view = holding(category, writes=True)(view)
    return view


def may_carry(who: Member) -> bool:
    """Return whether somebody may bring clients over."""
    return all(who.may(category, writes=True) for category in _NEEDED)
