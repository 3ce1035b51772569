"""One session: what it is, who is planned for it, and what can be done with it."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stepwell.kernel.findings import Refused
from stepwell.platform import panels
from stepwell.platform.panels import Place
from stepwell.platform.tenancy.models import Site
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw_many, shows_clients
from stepwell.platform.ui.forms import VersionedForm
from stepwell.platform.walls.rights import Category
from stepwell.scheduling.actions import sessions as actions
from stepwell.scheduling.forms import sessions as forms
from stepwell.scheduling.queries import reach, sessions
from stepwell.scheduling.queries.sessions import SessionRow
from stepwell.scheduling.views.answering import accepted, show_theirs, status, there
from stepwell.scheduling.vocabulary import Mode, StaffRole

_PLANS = holding(Category.SCHEDULE, writes=True)


@shows_clients
@require_GET
@holding(Category.SCHEDULE)
def session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Show a session with its roster, as far as one may see it."""
    row = there(sessions.get(session_id))
    roster = sessions.roster_of(row.id)
    saw_many(request, len(roster))
    may_plan = row.site_id in (reach.planned_sites() if row.series_id else reach.booked_sites())
    context = {
        "row": row,
        "roster": roster,
        "hidden": row.taken - len(roster),
        "may_plan": may_plan,
        "offers": panels.drawn(Place.SESSION, request, row),
        "notes": panels.drawn(Place.SESSION_NOTE, request, row),
    }
    return render(request, "scheduling/session.html", context)


@require_http_methods(["GET", "POST"])
@_PLANS
def move(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Give a session another time, length or place."""
    row = there(sessions.get(session_id))
    chosen = {"room": request.GET["room"]} if "room" in request.GET else {}
    form = forms.MoveForm(request.POST or None, initial=_as_typed(row) | chosen, choices=reach.choices({row.site_id}))
    zone = ZoneInfo(Site.objects.values_list("time_zone", flat=True).get(pk=row.site_id))

    def act() -> None:
        typed = form.cleaned_data
        actions.move_session(
            actor=member(request), at=timezone.now(), session_id=row.id, version=typed["version"],
            starts_at=form.starts_at(zone), minutes=typed["minutes"], room_id=form.id_of("room"),
            mode=Mode(typed["mode"]),
        )  # fmt: skip

    if accepted(form, act):
        return _done(request, row, "The session was changed.")
    fresh = there(sessions.get(session_id))
    show_theirs(form, version=fresh.version, now=_as_typed(fresh))
    return _form(request, row, form, "Change time or place", "Save")


@require_http_methods(["GET", "POST"])
@_PLANS
def staff(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Let somebody else lead a session."""
    row = there(sessions.get(session_id))
    form = forms.StaffForm(request.POST or None, initial=_led_by(row), choices=_choices(row))

    def act() -> None:
        actions.change_staff(
            actor=member(request), at=timezone.now(), session_id=row.id, version=form.cleaned_data["version"],
            leaders=form.leaders(),
        )  # fmt: skip

    if accepted(form, act):
        return _done(request, row, "Saved who leads the session.")
    fresh = there(sessions.get(session_id))
    show_theirs(form, version=fresh.version, now=_led_by(fresh))
    return _form(request, row, form, "Change who leads", "Save")


@require_http_methods(["GET", "POST"])
@_PLANS
def cancel(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Cancel a session."""
    row = there(sessions.get(session_id))
    form = forms.CancelForm(request.POST or None, initial={"version": row.version})

    def act() -> None:
        actions.cancel_session(
            actor=member(request), at=timezone.now(), session_id=row.id, version=form.cleaned_data["version"],
            reason=form.chosen(),
        )  # fmt: skip

    if accepted(form, act):
        return _done(request, row, "The session is canceled.")
    show_theirs(form, version=there(sessions.get(session_id)).version, now={})
    return _form(request, row, form, "Cancel this session", "Cancel the session")


@require_POST
@_PLANS
def reinstate(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Bring a canceled session back."""
    row = there(sessions.get(session_id))
    try:
        actions.reinstate_session(actor=member(request), at=timezone.now(), session_id=row.id, version=row.version)
    except Refused as refusal:
        for finding in refusal.findings:
            messages.error(request, finding.sentence)
        return redirect("scheduling:session", row.id)
    return _done(request, row, "The session takes place again.")


def _done(request: HttpRequest, row: SessionRow, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("scheduling:session", row.id)


def _form(request: HttpRequest, row: SessionRow, form: VersionedForm, heading: str, submit: str) -> HttpResponse:
    context = {"row": row, "form": form, "heading": heading, "submit": submit}
    return render(request, "scheduling/session_form.html", context, status=status(form))


def _as_typed(row: SessionRow) -> dict[str, object]:
    return {
        "version": row.version,
        "day": row.day,
        "at_time": row.starts.time(),
        "minutes": row.minutes,
        "mode": row.mode,
        "room": str(row.room_id or ""),
    }


def _choices(row: SessionRow) -> reach.Choices:
    return reach.choices({row.site_id}, besides=[person.id for person in row.people])


def _led_by(row: SessionRow) -> dict[str, object]:
    led = {person.role: str(person.id) for person in row.people}
    return {
        "version": row.version,
        "leader": led.get(StaffRole.LEADER, ""),
        "co_leader": led.get(StaffRole.CO_LEADER, ""),
    }
