"""Lists of sites, programs and rooms, and what is done with one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.kernel.findings import Refused
from stepwell.people.forms.places import Closing
from stepwell.people.queries import places as queries
from stepwell.people.queries.reach import reach
from stepwell.people.views.kinds import KINDS, PROGRAMS, SITES, Kind
from stepwell.people.views.submitting import found, moment, page, scope
from stepwell.platform import panels
from stepwell.platform.panels import Place
from stepwell.platform.tenancy.permissions import holding, member, members
from stepwell.platform.trail import history
from stepwell.platform.ui.submitting import accepted
from stepwell.platform.walls.rights import Category

_configures = holding(Category.CONFIGURATION, writes=True)


@members
@require_safe
def index(request: HttpRequest, slug: str) -> HttpResponse:
    """List every place of a kind; whoever configures one can open it."""
    kind = KINDS[slug]
    mine = reach()
    rows = [(row, mine.covers(row.site_id)) for row in kind.rows()]
    may_add = mine.everywhere if kind is SITES else mine.anywhere
    day = moment(request).day
    return page(request, "people/places.html", f"people:{slug}", kind=kind, rows=rows, may_add=may_add, today=day)


@_configures
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a place."""
    kind = KINDS[slug]
    form = kind.fresh(request.POST or None)
    if accepted(form, lambda: kind.add(scope(request), form)):
        messages.success(request, f"The {kind.one} was added.")
        return redirect(f"people:{slug}")
    texts = {"heading": f"Add a {kind.one}", "submit": f"Add the {kind.one}"}
    return page(request, "people/form.html", f"people:{slug}", form=form, back=_list_of(kind), **texts)


@_configures
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Change one place; lead to its history, its closing or its opening again, and to what other rooms set."""
    kind = KINDS[slug]
    row = found(lambda: queries.place(kind.model, key))
    form = kind.changed_form(request.POST) if request.method == "POST" else kind.filled(row)
    if accepted(form, lambda: kind.change(scope(request), key, form)):
        messages.success(request, f"The {kind.one} was changed.")
        return redirect(f"people:{slug}")
    others = panels.drawn(Place.PROGRAM, request, row) if kind is PROGRAMS else []
    shown = {"kind": kind, "row": row, "back": _list_of(kind), "others": others}
    return page(request, "people/place.html", f"people:{slug}", form=form, **shown)


@_configures
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Close a place from a day on."""
    kind = KINDS[slug]
    row = found(lambda: queries.place(kind.model, key))
    form = Closing(request.POST or None, initial={"closed_on": moment(request).day})
    if accepted(form, lambda: kind.close(scope(request), key, form)):
        messages.success(request, f"{row.name} closes on {form.cleaned_data['closed_on']:%B %-d, %Y}.")
        return redirect(f"people:{slug}")
    shown = {
        "heading": f"Close {row.name}",
        "lead": f"The {kind.one} stays in every record. It can be opened again.",
        "submit": f"Close the {kind.one}",
        "tone": "danger",
        "back": _page_of(kind, key),
    }
    return page(request, "people/form.html", f"people:{slug}", form=form, **shown)


@_configures
@require_POST
def reopen(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Open a closed place again."""
    kind = KINDS[slug]
    try:
        found(lambda: kind.reopen(scope(request), key))
    except Refused as refusal:
        messages.error(request, refusal.findings[0].sentence)
    else:
        messages.success(request, f"The {kind.one} is open again.")
    return redirect(_page_of(kind, key))


@_configures
@require_safe
def changes(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Show who changed what of a place, when and why."""
    kind = KINDS[slug]
    row = found(lambda: queries.place(kind.model, key))
    part = history.Part(kind.model, [key], kind.one.capitalize())
    entries = history.changes(part, zone=member(request).zone, names=queries.site_names())
    shown = {"heading": f"History of {row.name}", "entries": entries, "back": _page_of(kind, key)}
    return page(request, "people/history.html", f"people:{slug}", **shown)


def _list_of(kind: Kind) -> str:
    return reverse(f"people:{kind.slug}")


def _page_of(kind: Kind, key: UUID) -> str:
    return reverse(f"people:{kind.slug}-change", args=[key])
