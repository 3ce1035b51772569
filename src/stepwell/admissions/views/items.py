"""The organization's list for the first day: a page of settings."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from stepwell.admissions import forms
from stepwell.admissions.actions import firstday as actions
from stepwell.admissions.models import AdmissionItem
from stepwell.admissions.queries import firstday as queries
from stepwell.admissions.vocabulary import KIND_LABELS, Kind
from stepwell.kernel.findings import Refused
from stepwell.people.permissions import configuring_everywhere
from stepwell.people.queries.reach import reach
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.ui.forms import Form
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.editing import STALE
from stepwell.platform.walls.rights import Category


@require_http_methods(["GET", "POST"])
@holding(Category.CONFIGURATION, writes=True)
def listed(request: HttpRequest) -> HttpResponse:
    """Show the list, and begin it with ours where there is none; an administrator of some sites only reads it."""
    may_change = reach().everywhere
    if request.method == "POST" and may_change:
        made = actions.begin_items(actor=member(request), at=timezone.now())
        messages.success(request, f"{made} items are there. Change them as you like.")
        return redirect("admissions:items")
    rows = [(item, KIND_LABELS[Kind(item.kind)]) for item in queries.all_items()]
    return render(request, "admissions/items.html", {"rows": rows, "may_change": may_change})


@require_http_methods(["GET", "POST"])
@configuring_everywhere
def new(request: HttpRequest) -> HttpResponse:
    """Add an item."""
    form = forms.ItemForm(request.POST or None)

    def act() -> None:
        typed = form.cleaned_data
        actions.add_item(
            actor=member(request), at=timezone.now(), name=typed["name"], hint=typed["hint"], kind=Kind(typed["kind"])
        )

    return _form(request, form, act, "Add an item", "Add")


@require_http_methods(["GET", "POST"])
@configuring_everywhere
def change(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Change how an item is worded, or its place."""
    item = _item(item_id)
    typed = {name: getattr(item, name) for name in ("version", "name", "hint", "position")}
    form = forms.ItemChange(request.POST or None, initial=typed)

    def act() -> None:
        try:
            actions.change_item(actor=member(request), at=timezone.now(), item=item, **form.cleaned_data)
        except Refused as refusal:
            if STALE in refusal.findings:
                now = _item(item_id)
                form.show_conflict(
                    version=now.version, now={name: getattr(now, name) for name in ("name", "hint", "position")}
                )
            raise

    return _form(request, form, act, "Change an item", "Save")


@require_http_methods(["GET", "POST"])
@configuring_everywhere
def end(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Ask an item no more."""
    item = _item(item_id)
    form = Form(request.POST if request.method == "POST" else None)

    def act() -> None:
        actions.end_item(actor=member(request), at=timezone.now(), item=item, version=item.version)

    return _form(request, form, act, f"Ask no more: {item.name}", "Ask it no more")


def _item(item_id: UUID) -> AdmissionItem:
    found = queries.item(item_id)
    if found is None:
        raise Http404
    return found


def _form(request: HttpRequest, form: Form, act: Callable[[], object], heading: str, submit: str) -> HttpResponse:
    if accepted(form, act):
        messages.success(request, "Saved")
        return redirect("admissions:items")
    context = {"form": form, "heading": heading, "submit": submit}
    return render(request, "admissions/item.html", context, status=status_of(form))
