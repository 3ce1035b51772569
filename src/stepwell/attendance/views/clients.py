"""Attendance in a client's record: the last days, week by week, make-ups, and how somebody was sought."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from stepwell.attendance.actions import seeking as actions
from stepwell.attendance.actions import taking
from stepwell.attendance.forms import OutreachForm
from stepwell.attendance.models import Attendance
from stepwell.attendance.queries import episodes, ledger, seeking
from stepwell.clients.queries import demographics_of
from stepwell.clients.views.record import client_or_404, head_of
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw, saw_many, shows_clients
from stepwell.platform.ui.forms import ReasonForm
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.rights import Category
from stepwell.scheduling.queries import reach, sessions

_SEES = holding(Category.SERVICES, Category.SESSIONS)
_SEEKS = holding(Category.SESSIONS, Category.SAFETY, writes=True)
DAYS = 35
ATTEMPTS = 20
AHEAD = timedelta(days=7)


@shows_clients
@require_GET
@_SEES
def attendance(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show the last ten days as a strip, and five weeks session by session."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    who = member(request)
    today = timezone.now().astimezone(who.zone).date()
    entries = ledger.course_of(client, through=today, days=DAYS)
    context = {
        "head": head_of(request, client),
        "client": client,
        "sums": episodes.sums_of(client.pk, today),
        "strip": ledger.strip_of(entries),
        "weeks": ledger.weeks_of(entries),
        "attempts": seeking.attempts_of(client.pk, most=ATTEMPTS),
        "may_take": who.may(Category.SESSIONS, writes=True),
        "may_seek": who.may(Category.SESSIONS, writes=True) or who.may(Category.SAFETY, writes=True),
    }
    return render(request, "attendance/client.html", context)


@shows_clients
@require_http_methods(["GET", "POST"])
@holding(Category.SESSIONS, writes=True)
def void(request: HttpRequest, client_id: UUID, attendance_id: UUID) -> HttpResponse:
    """Set aside attendance that was taken of the wrong person or session."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    row = _taken(client_id, attendance_id)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        taking.take_back(
            actor=member(request), at=timezone.now(), attendance_id=row.pk, reason=form.cleaned_data["reason"]
        )

    if accepted(form, act):
        messages.success(request, "Set aside; it stays in the history")
        return redirect("attendance:client", client.pk)
    context = {"head": head_of(request, client), "client": client, "form": form, "row": row}
    return render(request, "attendance/void.html", context, status=status_of(form))


@shows_clients
@require_GET
@_SEES
def make_up(request: HttpRequest, client_id: UUID, attendance_id: UUID) -> HttpResponse:
    """List sessions of the same kind in the next days that have a seat, to make up for one missed."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    row = _taken(client_id, attendance_id)
    now = timezone.now()
    zone = member(request).zone
    today = now.astimezone(zone).date()
    mine = {entry.session_id for entry in ledger.course_of(client, through=today + AHEAD, days=AHEAD.days + 1)}
    rows = [
        each
        for each in sessions.between(today, today + AHEAD, zone, site_id=client.site_id)
        if each.kind == row.session.kind
        and each.series_id
        and each.starts > now
        and not (each.is_cancelled or each.is_full or each.id in mine)
    ]
    context = {
        "head": head_of(request, client),
        "client": client,
        "missed": row.session,
        "rows": rows,
        "may_plan": member(request).may(Category.SCHEDULE, writes=True) and reach.writes_schedule_of(client.pk),
    }
    return render(request, "attendance/make_up.html", context)


@shows_clients
@require_http_methods(["GET", "POST"])
@_SEEKS
def outreach(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Write down an attempt to reach somebody."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    form = OutreachForm(request.POST or None)

    def act() -> None:
        actions.note_outreach(actor=member(request), at=timezone.now(), client_id=client.pk, **form.facts())

    if accepted(form, act):
        messages.success(request, "Written down")
        sees = member(request).may(Category.SERVICES) or member(request).may(Category.SESSIONS)
        return redirect(*(("attendance:client", client.pk) if sees else ("clients:record", client.pk)))
    context = {
        "head": head_of(request, client),
        "client": client,
        "form": form,
        "contact": seeking.contact_of(client.pk),
        "sees_contacts": demographics_of(client.pk) is not None,
    }
    return render(request, "attendance/outreach.html", context, status=status_of(form))


@shows_clients
@require_GET
@holding(Category.SESSIONS)
def reaching(request: HttpRequest) -> HttpResponse:
    """List everybody to call and every case to review."""
    today = timezone.now().astimezone(member(request).zone).date()
    found = seeking.work(seeking.ABSENCES.fetched(today=today), on=today)
    saw_many(request, len(found.calls) + len(found.reviews))
    return render(request, "attendance/reaching.html", {"calls": found.calls, "reviews": found.reviews})


def _taken(client_id: UUID, attendance_id: UUID) -> Attendance:
    found = (
        Attendance.objects.select_related("session").filter(pk=attendance_id, client=client_id, voided_at=None).first()
    )
    if found is None:
        raise Http404
    return found
