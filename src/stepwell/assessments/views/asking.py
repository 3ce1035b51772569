"""Asking for measures: links, schedules, and what is due from one's clients."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods

from stepwell.assessments import library
from stepwell.assessments.actions import asking as actions
from stepwell.assessments.actions.asking import Asked
from stepwell.assessments.actions.sending import TIME_TO_ANSWER
from stepwell.assessments.forms.measures import AskForm, EndForm, ScheduleForm
from stepwell.assessments.models import MeasureSchedule
from stepwell.assessments.queries import measures as queries
from stepwell.assessments.queries.waiting import Waiting, waiting
from stepwell.assessments.rules.schedules import Rhythm
from stepwell.clients import queries as clients
from stepwell.clients.models import Client
from stepwell.clients.views.record import client_or_404, head_of
from stepwell.kernel.findings import Refused
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw, saw_many, shows_clients
from stepwell.platform.ui.forms import Form, ReasonForm
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.rights import Category


@shows_clients
@require_http_methods(["GET", "POST"])
@holding(Category.CHART, writes=True)
def ask(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Make a link for the client's own phone: sent, or shown here once to be handed over."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    today = _today(request)
    due = queries.due_of(client.pk, on=today, zone=member(request).zone)
    initial = {"instruments": [one.definition.code for one in due], "due_on": today + TIME_TO_ANSWER}
    form = AskForm(
        request.POST or None, initial=initial, offered=library.offered(), address=actions.safe_mail_of(client.pk)
    )
    made: list[Asked] = []

    def act() -> None:
        typed = form.cleaned_data
        made.append(
            actions.ask_by_link(
                actor=member(request),
                at=timezone.now(),
                client=client,
                instruments=typed["instruments"],
                due_on=typed["due_on"],
                by_mail=form.by_mail,
            )
        )

    if accepted(form, act):
        return _made(request, client, made[0])
    page = _form_page(request, client, form, "Ask for measures by link", "Make the link")
    page["lead"] = "The client answers alone, on a phone. The link asks for name and birth date before it opens."
    return render(request, "assessments/form.html", page, status=status_of(form))


@shows_clients
@require_http_methods(["GET", "POST"])
@holding(Category.CHART, writes=True)
def withdraw(request: HttpRequest, client_id: UUID, measure_request_id: UUID) -> HttpResponse:
    """Take a link back."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        actions.withdraw(
            actor=member(request),
            at=timezone.now(),
            client_id=client.pk,
            request_id=measure_request_id,
            reason=form.cleaned_data["reason"],
        )

    if accepted(form, act):
        messages.success(request, "The link opens nothing any more")
        return redirect("assessments:measures", client.pk)
    page = _form_page(request, client, form, "Take the link back", "Take back")
    return render(request, "assessments/form.html", page, status=status_of(form))


@shows_clients
@require_http_methods(["GET", "POST"])
@holding(Category.CHART, writes=True)
def schedule(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Let an instrument be due again and again."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    form = ScheduleForm(request.POST or None, offered=library.offered(), initial={"from_on": _today(request)})

    def act() -> None:
        typed = form.cleaned_data
        rhythm = Rhythm(typed["every_days"], typed["from_on"], typed["to_on"])
        actions.set_schedule(
            actor=member(request), client_id=client.pk, instrument=typed["instrument"], rhythm=rhythm,
            sends_link=typed["sends_link"],
        )  # fmt: skip

    if accepted(form, act):
        messages.success(request, "Scheduled")
        return redirect("assessments:measures", client.pk)
    page = _form_page(request, client, form, "Ask an instrument again and again", "Schedule")
    return render(request, "assessments/form.html", page, status=status_of(form))


@shows_clients
@require_http_methods(["GET", "POST"])
@holding(Category.CHART, writes=True)
def end_schedule(request: HttpRequest, client_id: UUID, measure_schedule_id: UUID) -> HttpResponse:
    """End a schedule with a day."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    row = MeasureSchedule.objects.filter(pk=measure_schedule_id, client=client).first()
    if row is None:
        raise Http404
    form = EndForm(request.POST or None, today=_today(request))

    def act() -> None:
        actions.end_schedule(actor=member(request), client_id=client.pk, schedule_id=row.pk, on=form.cleaned_data["on"])

    if accepted(form, act):
        messages.success(request, "The schedule ends")
        return redirect("assessments:measures", client.pk)
    heading = f"End the schedule of {library.newest(row.instrument).short}"
    page = _form_page(request, client, form, heading, "End")
    return render(request, "assessments/form.html", page, status=status_of(form))


@shows_clients
@require_http_methods(["GET", "POST"])
@holding(Category.CHART, writes=True)
def due(request: HttpRequest) -> HttpResponse:
    """List what is due from one's clients, and send a link to everybody who has a safe address, in one go."""
    rows = waiting_for(request)
    saw_many(request, len(rows))
    ready = [row for row in rows if row.may_be_sent]
    if request.method == "POST":
        sent = sum(_sent(request, row) for row in ready)
        messages.success(request, f"{sent} {'link is' if sent == 1 else 'links are'} on the way")
        return redirect("assessments:due")
    return render(request, "assessments/due.html", {"rows": rows, "ready": len(ready)})


def waiting_for(request: HttpRequest) -> list[Waiting]:
    """Return the member's clients from whom something is due, the longest due first."""
    who = member(request)
    due = queries.due_for(who.membership_id, on=_today(request), zone=who.zone)
    return waiting(due, at=timezone.now().astimezone(who.zone))


def _sent(request: HttpRequest, row: Waiting) -> bool:
    client = clients.get(row.client_id)
    if client is None:
        return False
    try:
        actions.ask_by_link(
            actor=member(request),
            at=timezone.now(),
            client=client,
            instruments=[one.definition.code for one in row.due if one.definition.respondent == "client"],
            due_on=_today(request) + TIME_TO_ANSWER,
            by_mail=True,
        )
    except Refused:  # somebody else's client, or only staff may ask: it stays on the list
        return False
    return True


def _made(request: HttpRequest, client: Client, asked: Asked) -> HttpResponse:
    """Show the code once, or say where the link went. Not redirected: the code is nowhere else."""
    context = {
        "head": head_of(request, client),
        "client": client,
        "asked": asked,
        "address": request.build_absolute_uri(reverse("links:enter")),
    }
    response = render(request, "assessments/asked.html", context)
    add_never_cache_headers(response)
    return response


def _form_page(request: HttpRequest, client: Client, form: Form, heading: str, submit: str) -> dict[str, object]:
    return {
        "head": head_of(request, client),
        "client": client,
        "form": form,
        "heading": heading,
        "submit": submit,
        "back": "assessments:measures",
    }


def _today(request: HttpRequest) -> date:
    return timezone.now().astimezone(member(request).zone).date()
