"""Icons as inline SVG, so that they take the colour of the text and need no request."""

import re
from functools import cache
from pathlib import Path

from django.utils.safestring import SafeString, mark_safe

FOLDER = Path(__file__).resolve().parent / "static" / "vendor" / "bootstrap-icons-1.13.2"
_DRAWING = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


class UnknownIcon(LookupError):
    """No such icon is vendored; the message says how to add it."""


@cache
def svg(name: str) -> SafeString:
    """Return the icon, hidden from screen readers: the word beside it says the same.

    name    as in frontend/icons.txt
    raises  UnknownIcon
    """
    if name not in names():
        message = f"There is no icon {name!r}. Add it to frontend/icons.txt and run make vendor."
        raise UnknownIcon(message)
    drawing = _DRAWING.search((FOLDER / f"{name}.svg").read_text(encoding="utf-8"))
    inner = " ".join(drawing.group(1).split()) if drawing else ""
    return mark_safe(f'<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">{inner}</svg>')  # noqa: S308 - our own files


@cache
def names() -> frozenset[str]:
    """Return the names of all vendored icons."""
    return frozenset(path.stem for path in FOLDER.glob("*.svg"))
