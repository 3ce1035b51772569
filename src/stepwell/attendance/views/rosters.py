"""Rosters: the day's list, the busiest screen of the house, and the sheet for the table."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from stepwell.attendance.actions import taking
from stepwell.attendance.forms import (
    ABSENT,
    CHOICES,
    IN_PERSON,
    VIDEO,
    WHY_HINT,
    DayForm,
    RowForm,
    Standing,
    with_choice,
)
from stepwell.attendance.queries import rosters
from stepwell.attendance.queries.lateness import not_here
from stepwell.attendance.queries.rosters import Roster, RosterRow
from stepwell.kernel.findings import Refused
from stepwell.platform import panels
from stepwell.platform.accounts import presence
from stepwell.platform.panels import Place
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw_many, shows_clients
from stepwell.platform.trail.vocabulary import Way
from stepwell.platform.ui.forms import add_findings
from stepwell.platform.ui.submitting import INVALID
from stepwell.platform.walls.editing import STALE
from stepwell.platform.walls.rights import Category, Role
from stepwell.scheduling.queries import reach, sessions
from stepwell.scheduling.vocabulary import Mode

_SEES = holding(Category.SESSIONS)
PLANNERS = frozenset({Role.DIRECTOR, Role.SUPERVISOR, Role.AUDITOR})


@require_GET
@_SEES
def index(request: HttpRequest) -> HttpResponse:
    """List the sessions of a day, one's own or all, and how far their attendance is taken. No client stands in it."""
    who = member(request)
    sites = [(str(site.pk), site.name) for site in reach.sites()]
    form = DayForm(request.GET or None, sites=sites)
    day, whose, site_id = form.chosen
    now = timezone.now()
    day = day or now.astimezone(who.zone).date()
    is_mine = whose != "all" if whose else not who.roles & PLANNERS
    rows = rosters.standing(
        day, who.zone, at=now, site_id=site_id, membership_id=who.membership_id if is_mine else None
    )
    form.initial = {"day": day, "whose": "mine" if is_mine else "all", "site": str(site_id or "")}
    context = {
        "form": form if form.is_bound else DayForm(initial=form.initial, sites=sites),
        "rows": rows,
        "day": day,
        "is_mine": is_mine,
        "open": sum(1 for row in rows if row.tone == "warn"),
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "kept": f"&whose={'mine' if is_mine else 'all'}&site={site_id or ''}",
    }
    return render(request, "attendance/index.html", context)


@shows_clients
@require_http_methods(["GET", "POST"])
@_SEES
def roster(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Show a roster, and save all of it at once: each row for itself, so that one mistake never loses the others."""
    found = _roster(session_id)
    saw_many(request, len(found.rows))
    now = timezone.now()
    if request.method == "GET":
        return _page(request, found, [Standing(row, found.session) for row in found.rows], now)
    everybody = request.POST.get("all", "")
    forms = [_sent(request, row, found, everybody) for row in found.rows]
    saved = sum(_save(request, form, now) for form in forms)
    if any(form.errors for form in forms):
        fresh = _roster(session_id)
        shown = {row.client_id: row for row in fresh.rows}
        after = [_after(form, shown.get(form.row.client_id, form.row), fresh) for form in forms]
        return _page(request, fresh, after, now, saved=saved, status=INVALID)
    messages.success(request, f"Saved {saved} row{'' if saved == 1 else 's'}" if saved else "Nothing had changed")
    return redirect("attendance:roster", session_id)


@shows_clients
@require_http_methods(["GET", "POST"])
@_SEES
def row(request: HttpRequest, session_id: UUID, client_id: UUID) -> HttpResponse:
    """Save one row of a roster as it is tapped, and show it as it stands now."""
    found = _roster(session_id)
    one = next((each for each in found.rows if each.client_id == client_id), None)
    if one is None:
        raise Http404
    saw_many(request, 1)
    if request.method == "GET":  # loaded again, or opened after signing in anew
        return redirect("attendance:roster", session_id)
    now = timezone.now()
    form = RowForm(request.POST, row=one, session=found.session)
    _save(request, form, now)
    fresh = _roster(session_id)
    new = next((each for each in fresh.rows if each.client_id == client_id), one)
    after = _after(form, new, fresh)
    context = _context(request, fresh, now) | {"form": after, "is_part": True}
    return render(request, "attendance/_row_answer.html", context, status=INVALID if after.errors else 200)


@shows_clients
@presence.passive
@require_GET
@_SEES
def late(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Say anew who is not here, for a roster that stays open: all of it where something changed, else the minutes."""
    found = _roster(session_id)
    if not request.headers.get("HX-Request"):  # opened by itself
        saw_many(request, 0)
        return redirect("attendance:roster", session_id)
    context = _context(request, found, timezone.now())
    missing = context["not_here"]
    is_changed = request.GET.get("shown", "") != (missing.mark if missing else "")
    if is_changed and missing:
        saw_many(request, len(missing.people))
    return render(request, "attendance/_late.html", context | {"is_changed": is_changed})


@shows_clients
@require_GET
@_SEES
def sheet(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Print a sheet to sign in on: short names, and nothing that says what it is for."""
    found = _roster(session_id)
    saw_many(request, len(found.rows), way=Way.EXPORT)
    return render(request, "attendance/sheet.html", {"roster": found, "blank": range(3)})


def _roster(session_id: UUID) -> Roster:
    found = rosters.roster(session_id)
    if found is None:
        raise Http404
    return found


def _sent(request: HttpRequest, row: RosterRow, found: Roster, everybody: str) -> RowForm:
    """Return a row as it was sent; rows without a mark get the one of the button that marks everybody."""
    form = RowForm(request.POST, row=row, session=found.session)
    if everybody in {IN_PERSON, VIDEO} and row.taken is None and not form["choice"].value():
        form = RowForm(with_choice(request.POST, row, everybody), row=row, session=found.session)
    return form


def _save(request: HttpRequest, form: RowForm, at: datetime) -> bool:
    """Write one row if something was chosen; return whether it was written. The form says why not."""
    if not form.is_valid() or not form.is_changed:
        return False
    try:
        with transaction.atomic():
            taking.take(
                actor=member(request), at=at, session_id=form.session.id, client_id=form.row.client_id,
                mark=form.mark(), version=form.cleaned_data["version"],
                why=form.cleaned_data["why"] or request.POST.get("why", "")[:300],
            )  # fmt: skip
    except Refused as refusal:
        add_findings(form, refusal.findings)
        return False
    return True


def _after(form: RowForm, row: RosterRow, found: Roster) -> RowForm | Standing:
    """Return what to show after saving: the row as it stands now, with a mistake what was typed."""
    if not form.errors:
        return Standing(row, found.session)
    if any(STALE.sentence in errors for errors in form.errors.values()) and row.taken:
        typed = form.data.copy()  # type: ignore[attr-defined]
        typed[form.add_prefix("version")] = str(row.taken.version)
        form.data = typed
    form.row = row
    return form


def _page(
    request: HttpRequest, found: Roster, forms: Sequence[RowForm | Standing], at: datetime, *, saved: int = 0,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    context = _context(request, found, at) | {
        "forms": forms,
        "panels": panels.drawn(Place.ROSTER, request, found),
        "notes": panels.drawn(Place.SESSION_NOTE, request, found.session),
        "saved": saved,
        "wrong": sum(bool(f.errors) for f in forms),
    }
    if found.session.is_cancelled and found.session.series_id:
        context["others"] = [
            each
            for each in sessions.of_series(found.session.series_id, first=found.session.day, most=4)
            if not each.is_cancelled
        ]
    return render(request, "attendance/roster.html", context, status=status)


def _context(request: HttpRequest, found: Roster, at: datetime) -> dict[str, Any]:
    session = found.session
    is_open = not session.is_cancelled and at >= session.starts - taking.EARLY
    return {
        "roster": found,
        "session": session,
        "not_here": not_here(found, at=at),
        "is_open": is_open and at < session.ends,
        "choices": CHOICES,
        "may_take": is_open and any(row.may_write for row in found.rows),
        "is_early": not session.is_cancelled and at < session.starts - taking.EARLY,
        "is_late": taking.is_late(session.day, found.zone, at=at),
        "everybody": VIDEO if session.mode == Mode.VIDEO else IN_PERSON,
        "absent": ABSENT,
        "why_hint": WHY_HINT,
    }
