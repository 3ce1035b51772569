"""Measures in the chart: courses, giving an instrument, one result and what was made of it."""

from datetime import datetime, time
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.assessments import library, presenting
from stepwell.assessments.actions import measures as actions
from stepwell.assessments.actions.measures import Given, Recorded, Talk
from stepwell.assessments.forms.measures import GiveForm, TalkForm
from stepwell.assessments.library import NoInstrument
from stepwell.assessments.models import Response
from stepwell.assessments.queries import measures as queries
from stepwell.assessments.queries import rights
from stepwell.assessments.rules import scoring
from stepwell.assessments.rules.definitions import Definition
from stepwell.assessments.vocabulary import OUTCOME_LABELS, WAY_LABELS, Outcome, Way
from stepwell.clients.models import Client
from stepwell.clients.views.record import client_or_404, head_of
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw, shows_clients
from stepwell.platform.ui.forms import ReasonForm
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.rights import Category

_NOON = time(12)


@shows_clients
@require_safe
@holding(Category.CHART)
def measures(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show the course of every instrument, what is due, what was asked for, what was set aside."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    zone = member(request).zone
    today = timezone.now().astimezone(zone).date()
    responses = queries.responses_of(client.pk)
    running, due = queries.running_of(client.pk, on=today, zone=zone)
    context = _page(request, client) | {
        "drawn": [presenting.drawn(one, zone=zone) for one in queries.measures_of(responses, zone=zone)],
        "set_aside": [one for one in responses if one.voided_at],
        "schedules": [(row, library.newest(row.instrument)) for row in running],
        "due": due,
        "requests": [_asked(*one) for one in queries.open_requests(client.pk)],
        "offered": library.offered(),
        "may_write": rights.writes_chart(client.pk),
        "ways": WAY_LABELS,
    }
    return render(request, "assessments/measures.html", context)


@shows_clients
@require_http_methods(["GET", "POST"])
@holding(Category.CHART, writes=True)
def give(request: HttpRequest, client_id: UUID, instrument: str) -> HttpResponse:
    """Ask an instrument on this screen. A critical answer leads to the crisis that it opened."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    definition = _instrument_or_404(instrument)
    form = GiveForm(request.POST or None, definition=definition, initial={"taken_on": _today(request)})
    kept: list[Recorded] = []

    def keep() -> None:
        now = timezone.now()
        given = _given(request, form, now)
        kept.append(actions.record_response(actor=member(request), at=now, client_id=client.pk, given=given))

    if form.is_bound and form.is_valid():
        _ask_for_the_rest(form)
    if accepted(form, keep):
        return _after(request, kept[0])
    context = _page(request, client) | {"form": form, "definition": definition}
    return render(request, "assessments/give.html", context, status=status_of(form))


@shows_clients
@require_safe
@holding(Category.CHART)
def response(request: HttpRequest, client_id: UUID, response_id: UUID) -> HttpResponse:
    """Show one result: every answer, the score, and what was made of it."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    row = _response_or_404(client, response_id)
    context = _page(request, client) | {
        "response": row,
        "definition": library.definition(row.instrument, row.version),
        "lines": presenting.lines_of(row),
        "way": WAY_LABELS[Way(row.way)],
        "discussions": [(one, OUTCOME_LABELS[Outcome(one.outcome)]) for one in queries.discussions_of(row.pk)],
        "may_write": row.voided_at is None and rights.writes_chart(client.pk),
    }
    return render(request, "assessments/response.html", context)


@shows_clients
@require_http_methods(["GET", "POST"])
@holding(Category.CHART, writes=True)
def discussion(request: HttpRequest, client_id: UUID, response_id: UUID) -> HttpResponse:
    """Write down that a result was talked over, and what becomes of the plan."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    row = _response_or_404(client, response_id)
    form = TalkForm(request.POST or None, initial={"discussed_on": _today(request)})

    def keep() -> None:
        typed = form.cleaned_data
        talk = Talk(typed["discussed_on"], typed["words"], form.chosen(), typed["because"])
        actions.discuss(actor=member(request), at=timezone.now(), client_id=client.pk, response_id=row.pk, talk=talk)

    if accepted(form, keep):
        messages.success(request, "Saved")
        return redirect("assessments:response", client.pk, row.pk)
    context = _page(request, client) | {
        "form": form,
        "response": row,
        "definition": library.definition(row.instrument, row.version),
    }
    return render(request, "assessments/discussion.html", context, status=status_of(form))


@shows_clients
@require_http_methods(["GET", "POST"])
@holding(Category.CHART, writes=True)
def set_aside(request: HttpRequest, client_id: UUID, response_id: UUID) -> HttpResponse:
    """Set a result aside that was made by mistake."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    row = _response_or_404(client, response_id)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        actions.set_aside(
            actor=member(request),
            at=timezone.now(),
            client_id=client.pk,
            response_id=row.pk,
            reason=form.cleaned_data["reason"],
        )

    if accepted(form, act):
        messages.success(request, "Set aside; it stays, struck through")
        return redirect("assessments:measures", client.pk)
    context = _page(request, client) | {
        "form": form,
        "heading": f"Set this {library.definition(row.instrument, row.version).short} aside",
        "lead": "For a result that belongs to another client or day. It stays with the reason and counts for nothing. "
        "A crisis that it opened stays open: close it on its own page.",
        "submit": "Set aside",
        "tone": "danger",
        "back": "assessments:measures",
    }
    return render(request, "assessments/form.html", context, status=status_of(form))


def _page(request: HttpRequest, client: Client) -> dict[str, object]:
    return {"head": head_of(request, client), "client": client}


def _asked(asked: object, done: int) -> dict[str, object]:
    definitions = [library.definition(code, version) for code, version in asked.asked]  # type: ignore[attr-defined]
    count = sum(len(one.items) for one in definitions)
    return {"request": asked, "names": ", ".join(one.short for one in definitions), "done": done, "count": count}


def _today(request: HttpRequest) -> object:
    return timezone.now().astimezone(member(request).zone).date()


def _given(request: HttpRequest, form: GiveForm, now: datetime) -> Given:
    day = form.cleaned_data["taken_on"]
    at = now if day == _today(request) else datetime.combine(day, _NOON, member(request).zone)
    definition = form.definition
    return Given(definition.code, definition.version, form.answers(), Way(form.cleaned_data["way"]), at)


def _ask_for_the_rest(form: GiveForm) -> None:
    """Ask once more for what is empty: a question passed over by mistake leaves no total."""
    given = {name: value for name, value in form.answers().items() if value is not None}
    asked = scoring.asked(form.definition, given)
    missing = [item.id for item in asked if item.id not in given]
    scored = [name for name in missing if name in form.definition.scoring.items or not form.definition.scoring.items]
    if scored and given and not form.cleaned_data["leaves_out"]:
        for name in scored:
            form.add_error(name, "Not answered yet. Choose, or tick at the end that the client prefers not to.")


def _after(request: HttpRequest, kept: Recorded) -> HttpResponse:
    row = kept.response
    if kept.crisis is None:
        messages.success(request, "Saved and scored")
        return redirect("assessments:response", row.client_id, row.pk)
    messages.warning(request, "Saved. An answer needs somebody now: this is the crisis it opened.")
    return redirect("crisis:one", row.client_id, kept.crisis.pk)


def _instrument_or_404(code: str) -> Definition:
    try:
        return library.newest(code)
    except NoInstrument as error:
        raise Http404 from error


def _response_or_404(client: Client, response_id: UUID) -> Response:
    row = queries.response(response_id, client_id=client.pk)
    if row is None:
        raise Http404
    return row
