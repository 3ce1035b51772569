"""Pages that stay open and bring themselves up to date.

Each part in `{% live %}` carries a mark of what it and those before it show. While nobody works in them, ui/js/live.js
asks for the page anew once a minute and says the last mark: if that is still so, the answer is empty. Asking keeps
nobody signed in.
"""

import re
from collections.abc import Callable
from functools import wraps
from hashlib import blake2b

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

SHOWN = "X-Shown"  # header of a request that no person made: the mark of what the page shows

View = Callable[..., HttpResponse]
_CHANGES_ALWAYS = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


def is_by_itself(request: HttpRequest) -> bool:
    """Return whether a page asks for itself, with nobody at it."""
    return SHOWN in request.headers


def live(view: View) -> View:
    """Let a view answer 204 when its page still shows what there is. Nothing was shown then: no trace is left of it."""

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        mark = getattr(request, "live_mark", None)
        if mark is None or request.headers.get(SHOWN) != mark:
            return response
        transaction.set_rollback(True)
        return HttpResponse(status=204)

    return answered


def part(request: HttpRequest, content: str) -> SafeString:
    """Return a part of a page that is brought up to date, with the mark of what is shown up to its end."""
    told = getattr(request, "live_mark", "") + _CHANGES_ALWAYS.sub("", content)
    mark = blake2b(told.encode(), digest_size=12).hexdigest()
    request.live_mark = mark  # type: ignore[attr-defined]
    return format_html('<div class="stack" data-live="{}">{}</div>', mark, mark_safe(content))  # noqa: S308 - drawn by a template
