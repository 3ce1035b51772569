"""The gallery of parts, and the choice of light or dark. Neither touches the database, so no transaction is opened."""

from django.contrib.auth.decorators import login_not_required
from django.db.transaction import non_atomic_requests
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stepwell.platform.ui import context, gallery
from stepwell.platform.ui.returning import own_path

YEAR = 365 * 24 * 3600


@login_not_required
@non_atomic_requests
@require_http_methods(["GET", "POST"])
def gallery_parts(request: HttpRequest) -> HttpResponse:
    """Show every component in every state, as staff see them. A search sent from the gallery ends here, unread."""
    return render(request, "ui/gallery/parts.html", gallery.frame(request) | gallery.parts())


@login_not_required
@non_atomic_requests
@require_GET
def gallery_forms(request: HttpRequest) -> HttpResponse:
    """Show a form untouched, and the same form sent with mistakes."""
    return render(request, "ui/gallery/forms.html", gallery.frame(request) | gallery.sample_forms())


@login_not_required
@non_atomic_requests
@require_GET
def gallery_charts(request: HttpRequest) -> HttpResponse:
    """Show every chart with the table behind it."""
    return render(request, "ui/gallery/charts.html", gallery.frame(request) | gallery.charts())


@login_not_required
@non_atomic_requests
@require_GET
def gallery_client(request: HttpRequest) -> HttpResponse:
    """Show the parts that clients and the public see, at their density."""
    return render(request, "ui/gallery/client.html", gallery.frame(request) | gallery.client())


@login_not_required
@non_atomic_requests
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember the appearance in this browser and go back to where the form was."""
    chosen = request.POST.get("theme", "")
    response = HttpResponseRedirect(own_path(request, request.POST.get("next", "")) or "/")
    if chosen in context.THEMES:
        response.set_cookie(context.THEME_COOKIE, chosen, max_age=YEAR, secure=request.is_secure(), samesite="Lax")
    return response
