"""`{% schedule_tabs as tabs %}`: pages of the schedule that other rooms supply."""

from typing import Any

from django import template
from django.template.context import RequestContext

from stepwell.platform import panels
from stepwell.platform.panels import Place
from stepwell.platform.tenancy.permissions import member

register = template.Library()


@register.simple_tag(takes_context=True)
def schedule_tabs(context: RequestContext) -> list[Any]:
    """Return the tabs that other rooms have registered, for who looks at the page."""
    request = context["request"]
    return panels.drawn(Place.SCHEDULE_TABS, request, member(request))
