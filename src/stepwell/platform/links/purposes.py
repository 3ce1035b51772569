"""What links can open. A room registers its purpose from AppConfig.ready; links know none of them by name."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Purpose:
    """One thing that a link opens.

    name      a word, stored with each link
    url_name  the page behind the link, guarded by `visitors(name)`; reversed without arguments
    lasts     how long a link stays open if nobody says otherwise
    """

    name: str
    url_name: str
    lasts: timedelta


_purposes: dict[str, Purpose] = {}


def register(purpose: Purpose) -> None:
    """Make a purpose known; registering the same name again replaces it."""
    _purposes[purpose.name] = purpose


def purpose_called(name: str) -> Purpose:
    """Return a purpose; raises LookupError that lists what there is."""
    if name not in _purposes:
        message = f"No room opens links for {name!r}: use one of {sorted(_purposes)}."
        raise LookupError(message)
    return _purposes[name]
