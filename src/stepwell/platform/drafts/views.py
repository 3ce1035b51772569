"""Where a browser sends what is being typed, and where it is discarded."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.kernel.findings import Refused
from stepwell.platform.drafts import actions
from stepwell.platform.drafts.rules import content
from stepwell.platform.tenancy.permissions import members
from stepwell.platform.ui.returning import own_path


@members
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the form as it is now: 204, or 413 if it cannot be kept."""
    scope = request.acting.scope  # type: ignore[attr-defined]
    fields = content.kept(request.POST.lists())
    try:
        actions.keep(actor=scope, at=timezone.now(), page=request.POST.get(content.MARK, ""), fields=fields)
    except Refused:
        return HttpResponse(status=413)
    return HttpResponse(status=204)


@members
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest) -> HttpResponse:
    """Ask, then forget the draft and show the page without it. A link leads here: Enter must not discard."""
    sent = request.POST if request.method == "POST" else request.GET
    key, back = sent.get(content.MARK, ""), own_path(request, sent.get("back", "")) or "/"
    if request.method != "POST":
        return render(request, "drafts/discard.html", {"key": key, "back": back})
    actions.forget(actor=request.acting.scope, page=key)  # type: ignore[attr-defined]
    return redirect(back)
