"""What a page about an account writes."""

from django import template

register = template.Library()

_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = ("iPhone", "iPad", "Android", "Windows", "Mac", "Linux")


@register.filter
def browser(user_agent: str) -> str:
    """Return a browser and its system in a few words, as far as it tells them."""
    name = next((word for sign, word in _BROWSERS if f"{sign}/" in user_agent), "A browser")
    system = next((word for word in _SYSTEMS if word in user_agent), "")
    return f"{name} on {system}" if system else name
