"""The schedule in a client's record."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stepwell.clients.models import Client
from stepwell.clients.views.record import client_or_404, head_of
from stepwell.kernel.findings import Refused
from stepwell.platform import panels
from stepwell.platform.panels import Place
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw, shows_clients
from stepwell.platform.trail.vocabulary import Way
from stepwell.platform.ui.forms import Form, KnowinglyForm, ReasonForm
from stepwell.platform.walls.rights import Category
from stepwell.scheduling.actions import booking, conflicts, memberships, waiting
from stepwell.scheduling.forms import clients as forms
from stepwell.scheduling.models import Seat, Waiting
from stepwell.scheduling.presenting import shown_months, shown_weeks
from stepwell.scheduling.queries import groups, reach, sessions, weeks
from stepwell.scheduling.queries import waiting as waiters
from stepwell.scheduling.views.answering import accepted, day_or, status, there, today

_WRITES = holding(Category.SCHEDULE, writes=True)
WEEKS = 4
AHEAD = timedelta(days=14)  # how far single seats are offered


@shows_clients
@require_GET
@holding(Category.SCHEDULE)
def schedule(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show this week and the next ones against what was ordered for a week and a month, and the client's groups."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    day = day_or(request.GET.get("week", ""), today(request))
    there, memberships = weeks.around(client, day, count=WEEKS), groups.memberships_of(client.pk)
    standing = [row for row in memberships if row.voided_at is None]
    planned = weeks.planned_of(client, there, standing)
    context = {
        "head": head_of(request, client),
        "client": client,
        "weeks": shown_weeks(planned.weeks, today=today(request)),
        "months": shown_months(planned.months, on=today(request)),
        "memberships": groups.shown_memberships(client, memberships, on=today(request)),
        "before": day - timedelta(weeks=WEEKS),
        "after": day + timedelta(weeks=WEEKS),
        "may_plan": there.may_plan,
        "offers": panels.drawn(Place.CLIENT_SCHEDULE, request, client.pk) if there.may_plan else [],
    }
    return render(request, "scheduling/client.html", context)


@shows_clients
@require_GET
@holding(Category.SCHEDULE)
def sheet(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Print a week for the client, in words that say nothing of treatment."""
    client = client_or_404(client_id)
    saw(request, client.pk, way=Way.EXPORT)
    week = weeks.week_of(client, day_or(request.GET.get("week", ""), today(request)))
    return render(request, "scheduling/sheet.html", {"client": client, "week": week})


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def join(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Let a client belong to a group."""
    client = client_or_404(client_id)
    offered = [(str(row.pk), f"{row.name}: {groups.when(row)}") for row in groups.to_join(on=today(request))]
    chosen = {"group": request.GET.get("group", "")}
    form = forms.JoinForm(request.POST or None, groups=offered, initial={"from_on": today(request)} | chosen)

    def act() -> None:
        typed = form.cleaned_data
        memberships.join_group(
            actor=member(request), at=timezone.now(), client_id=client.pk, series_id=UUID(typed["group"]),
            from_on=typed["from_on"], to_on=typed["to_on"], despite=typed["despite"],
        )  # fmt: skip

    return _form(request, client, form, act, "Join a group", "Added to the group")


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def wait(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Let a client wait for a group that is full."""
    client = client_or_404(client_id)
    offered = [(str(row.pk), f"{row.name}: {groups.when(row)}") for row in groups.to_join(on=today(request))]
    form = forms.WaitForm(request.POST or None, groups=offered)

    def act() -> None:
        waiting.wait(
            actor=member(request), at=timezone.now(), client_id=client.pk,
            series_id=UUID(form.cleaned_data["group"]),
        )  # fmt: skip

    saw(request, client.pk)
    if accepted(form, act):
        messages.success(request, "On the waiting list")
        return redirect("scheduling:wait", client.pk)
    waits = waiters.of_client(client.pk, on=today(request))
    context = {"head": head_of(request, client), "client": client, "form": form, "waits": waits}
    return render(request, "scheduling/client_waits.html", context, status=status(form))


@require_POST
@_WRITES
def wait_no_longer(request: HttpRequest, client_id: UUID, waiting_id: UUID) -> HttpResponse:
    """Take a client off a waiting list."""
    client = client_or_404(client_id)
    row = there(Waiting.objects.filter(pk=waiting_id, client=client.pk).first())
    saw(request, client.pk)
    try:
        waiting.wait_no_longer(actor=member(request), at=timezone.now(), waiting_id=row.pk)
        messages.success(request, "Off the waiting list")
    except Refused as refusal:
        messages.error(request, refusal.findings[0].sentence)
    return redirect("scheduling:wait", client.pk)


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def leave(request: HttpRequest, client_id: UUID, group_membership_id: UUID) -> HttpResponse:
    """Let a client leave a group."""
    client = client_or_404(client_id)
    row = there(groups.membership(group_membership_id))
    form = forms.LeaveForm(request.POST or None, initial={"to_on": row.to_on or today(request)})

    def act() -> None:
        memberships.leave_group(actor=member(request), at=timezone.now(), membership_id=row.pk, **form.cleaned_data)

    return _form(request, client, form, act, f"Leave {row.series.name}", "Saved the last day in the group")


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def void(request: HttpRequest, client_id: UUID, group_membership_id: UUID) -> HttpResponse:
    """Set a membership aside that was made by mistake."""
    client = client_or_404(client_id)
    row = there(groups.membership(group_membership_id))
    form = ReasonForm(request.POST or None)

    def act() -> None:
        memberships.void_membership(
            actor=member(request), at=timezone.now(), membership_id=row.pk, reason=form.cleaned_data["reason"]
        )

    heading = f"{row.series.name}: made by mistake"
    return _form(request, client, form, act, heading, "Set aside; it stays in the history")


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def book(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Book an appointment."""
    client = client_or_404(client_id)
    here = {client.site_id}
    form = forms.BookForm(
        request.POST or None,
        programs=reach.programs(here, on=today(request)),
        choices=reach.choices(here),
        initial={"leader": str(member(request).membership_id)},
    )

    def act() -> None:
        booking.book_appointment(
            actor=member(request),
            at=timezone.now(),
            client_ids=[client.pk],
            appointment=form.appointment(ZoneInfo(client.site.time_zone)),
        )

    return _form(request, client, form, act, "Book an appointment", "Booked")


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def seat(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Give a client a seat in one session of a group, to make up for another."""
    client = client_or_404(client_id)
    zone = ZoneInfo(client.site.time_zone)
    rows = sessions.between(today(request), today(request) + AHEAD, zone, site_id=client.site_id)
    free = [
        (str(row.id), f"{row.title}, {conflicts.said(row.starts, row.ends, zone)}, {row.capacity - row.taken} free")
        for row in rows
        if row.series_id and not (row.is_cancelled or row.is_full or row.starts < timezone.now())
    ]
    form = forms.SeatForm(request.POST or None, sessions=free)

    def act() -> None:
        booking.take_seat(
            actor=member(request), at=timezone.now(), client_id=client.pk,
            session_id=UUID(form.cleaned_data["session"]), despite=form.cleaned_data["despite"],
        )  # fmt: skip

    return _form(request, client, form, act, "Add one session", "Added to the session")


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def give_up(request: HttpRequest, client_id: UUID, seat_id: UUID) -> HttpResponse:
    """Take a client out of an appointment or a single session."""
    client = client_or_404(client_id)
    row = _seat(client, seat_id)
    form = forms.GiveUpForm(request.POST or None)

    def act() -> None:
        booking.give_up_seat(actor=member(request), at=timezone.now(), seat_id=row.pk, reason=form.chosen())

    mistaken = reverse("scheduling:void_seat", args=[client.pk, row.pk])
    return _form(request, client, form, act, f"Cancel: {row.session.title}", "Canceled", mistaken=mistaken)


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def void_seat(request: HttpRequest, client_id: UUID, seat_id: UUID) -> HttpResponse:
    """Set a seat aside that was given by mistake."""
    client = client_or_404(client_id)
    row = _seat(client, seat_id)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        booking.void_seat(actor=member(request), at=timezone.now(), seat_id=row.pk, reason=form.cleaned_data["reason"])

    heading = f"{row.session.title}: made by mistake"
    return _form(request, client, form, act, heading, "Set aside; it stays in the history")


def _seat(client: Client, seat_id: UUID) -> Seat:
    return there(Seat.objects.select_related("session").filter(pk=seat_id, client=client.pk, voided_at=None).first())


def _form(
    request: HttpRequest,
    client: Client,
    form: Form,
    act: Callable[[], object],
    heading: str,
    done: str,
    mistaken: str = "",
) -> HttpResponse:
    saw(request, client.pk)
    if accepted(form, act):
        messages.success(request, done)
        for warning in panels.drawn(Place.CLIENT_BOOKED, request, client.pk):
            messages.warning(request, warning)
        return redirect("scheduling:client", client.pk)
    if isinstance(form, KnowinglyForm):
        form.settle()
    context = {
        "head": head_of(request, client),
        "client": client,
        "form": form,
        "heading": heading,
        "mistaken": mistaken,
    }
    return render(request, "scheduling/client_form.html", context, status=status(form))
