"""What was kept of a form is forgotten once the form was accepted."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from stepwell.platform.drafts import actions
from stepwell.platform.drafts.rules import content
from stepwell.platform.walls.scope import acting

ACCEPTED = frozenset({302, 303})  # a form that is refused is drawn again instead


class DraftsMiddleware:
    """Forget the draft of a form that was sent and answered by leading on. Stands inside the scope of the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        """Note that the form reached its page, and no door before it led elsewhere."""
        request.reached_its_page = True  # type: ignore[attr-defined]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and forget."""
        response = self.get_response(request)
        reached = getattr(request, "reached_its_page", False)
        if reached and request.method == "POST" and response.status_code in ACCEPTED:
            scope = request.acting.scope  # type: ignore[attr-defined]
            page = request.POST.get(content.MARK, "")
            if page and scope.organization:
                with acting(scope):
                    actions.forget(actor=scope, page=page)
        return response
