"""One client's way in: the gates, waiving, booking the assessment, admitting, leaving, undoing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from stepwell.admissions import forms
from stepwell.admissions.actions import admitting, entering
from stepwell.admissions.models import Waiver, Withdrawal
from stepwell.admissions.presenting import lines_of
from stepwell.admissions.queries import board as queries
from stepwell.admissions.queries.candidates import candidate
from stepwell.admissions.vocabulary import GATE_LABELS, LOST_LABELS, STAGE_LABELS, Gate, Lost, Stage
from stepwell.clients.models import Client
from stepwell.clients.views.record import client_or_404, head_of
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw, shows_clients
from stepwell.platform.ui.forms import Form, ReasonForm
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.rights import Category
from stepwell.scheduling.queries import reach

_ENTERS = holding(Category.ENROLLMENT, writes=True)
_WAIVES = holding(Category.ENROLLMENT, Category.CASELOAD, writes=True)


@dataclass(frozen=True)
class Words:
    """What a page with one form says."""

    heading: str
    submit: str
    done: str
    lead: str = ""
    tone: str = ""


@shows_clients
@require_GET
@holding(Category.SCREENING)
def admission(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show how every gate stands, who can mend what is missing, and what was waived."""
    client, who = _seen(request, client_id), member(request)
    now = timezone.now()
    found = candidate(client.pk, who=who, at=now)
    waivers = Waiver.objects.filter(client=client.pk).select_related("waived_by").order_by("-waived_at")
    left = Withdrawal.objects.filter(client=client.pk, resumed_at=None).select_related("withdrawn_by").first()
    lines = lines_of(found, who) if found else []
    context: dict[str, Any] = {
        "head": head_of(request, client),
        "client": client,
        "found": found,
        "stages": [STAGE_LABELS[stage] for stage in _COURSE],
        "current": _COURSE.index(found.place.stage) + 1 if found and found.place.stage in _COURSE else 0,
        "days": found.place.days(now.astimezone(who.zone).date()) if found else 0,
        "to_do": [line for line in lines if not line.standing.is_open],
        "in_place": [line for line in lines if line.standing.is_open],
        "waivers": [(row, GATE_LABELS[Gate(row.gate)]) for row in waivers],
        "left": left,
        "why_left": LOST_LABELS[Lost(left.why)] if left else "",
        "may_enter": who.may(Category.ENROLLMENT, writes=True),
        "may_waive": who.may(Category.ENROLLMENT, writes=True) or who.may(Category.CASELOAD, writes=True),
        "sees_day": who.sees_daily(Category.SAFETY),
    }
    return render(request, "admissions/client.html", context)


_COURSE = (Stage.VERIFYING, Stage.ASSESSMENT, Stage.PLACED, Stage.READY, Stage.ADMITTED)


@shows_clients
@require_http_methods(["GET", "POST"])
@_ENTERS
def admit(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Admit a client whom every gate lets pass."""
    client, who = _seen(request, client_id), member(request)
    form = forms.AdmitForm(request.POST or None, initial={"admitted_on": _today(request)})
    words = Words("Admit", "Admit", "Admitted. The first day can begin.")

    def act() -> None:
        admitting.admit(actor=who, at=timezone.now(), client=client, admitted_on=form.cleaned_data["admitted_on"])

    if accepted(form, act):
        messages.success(request, words.done)
        return redirect("admissions:day" if who.sees_daily(Category.SAFETY) else "admissions:client", client.pk)
    found = candidate(client.pk, who=who, at=timezone.now())
    return _page(request, client, form, words, template="admissions/admit.html", decided=found and found.decided)


@shows_clients
@require_http_methods(["GET", "POST"])
@_WAIVES
def waive(request: HttpRequest, client_id: UUID, gate: Gate) -> HttpResponse:
    """Answer for it that a client may be admitted although a gate is closed."""
    client = _seen(request, client_id)
    form = forms.WaiveForm(request.POST or None)

    def act() -> None:
        entering.waive(
            actor=member(request), at=timezone.now(), client=client, gate=gate, reason=form.cleaned_data["reason"]
        )

    words = Words(f"Waive: {GATE_LABELS[gate]}", "Waive it", "Waived", "It counts until this time in care ends.")
    return _form(request, client, form, act, words)


@shows_clients
@require_http_methods(["GET", "POST"])
@_WAIVES
def take_back(request: HttpRequest, client_id: UUID, waiver_id: UUID) -> HttpResponse:
    """Take a waiver back."""
    client = _seen(request, client_id)
    row = Waiver.objects.filter(pk=waiver_id, client=client.pk).first()
    if row is None:
        raise Http404
    form = ReasonForm(request.POST or None)

    def act() -> None:
        entering.take_back(actor=member(request), at=timezone.now(), waiver=row, reason=form.cleaned_data["reason"])

    words = Words(f"Take the waiver back: {GATE_LABELS[Gate(row.gate)]}", "Take it back", "Taken back", tone="danger")
    return _form(request, client, form, act, words)


@shows_clients
@require_http_methods(["GET", "POST"])
@_ENTERS
def leave(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Write down that somebody does not start."""
    client = _seen(request, client_id)
    form = forms.LeaveForm(request.POST or None)

    def act() -> None:
        typed = form.cleaned_data
        entering.withdraw(
            actor=member(request), at=timezone.now(), client=client, why=Lost(typed["why"]), words=typed["words"]
        )

    words = Words(
        "They do not start",
        "Write it down",
        "Written down",
        "Who looks after them may finish: for a week or a month. They can be taken up again at any time.",
    )
    return _form(request, client, form, act, words)


@shows_clients
@require_http_methods(["GET", "POST"])
@_ENTERS
def come_back(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Take somebody up again."""
    client = _seen(request, client_id)
    form = Form(request.POST if request.method == "POST" else None)

    def act() -> None:
        for words in entering.resume(actor=member(request), at=timezone.now(), client=client):
            messages.warning(request, words)

    words = Words("Take them up again", "Take them up again", "On the way in again", "What was done before counts.")
    return _form(request, client, form, act, words)


@shows_clients
@require_http_methods(["GET", "POST"])
@holding(Category.SCHEDULE, writes=True)
def book(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Book the assessment with a clinician."""
    client = _seen(request, client_id)
    here = {client.site_id}
    form = forms.BookForm(
        request.POST or None, programs=reach.programs(here, on=_today(request)), choices=reach.choices(here)
    )

    def act() -> None:
        entering.book_assessment(
            actor=member(request), at=timezone.now(), client=client, slot=form.slot(ZoneInfo(client.site.time_zone))
        )

    return _form(request, client, form, act, Words("Book the assessment", "Book it", "Booked"))


@shows_clients
@require_http_methods(["GET", "POST"])
@_ENTERS
def undo(request: HttpRequest, client_id: UUID, admission_id: UUID) -> HttpResponse:
    """Undo an admission of the wrong person."""
    client = _seen(request, client_id)
    row = queries.admission_of(client.pk, admission_id)
    if row is None:
        raise Http404
    form = ReasonForm(request.POST or None)

    def act() -> None:
        admitting.undo_admission(
            actor=member(request), at=timezone.now(), admission=row, reason=form.cleaned_data["reason"]
        )

    lead = (
        "For the wrong person, or by mistake. The episode is set aside with it; attendance since then is taken back"
        " first. Who leaves is discharged."
    )
    return _form(request, client, form, act, Words("Undo the admission", "Undo it", "Undone", lead, "danger"))


def _seen(request: HttpRequest, client_id: UUID) -> Client:
    client = client_or_404(client_id)
    saw(request, client.pk)
    return client


def _today(request: HttpRequest) -> Any:
    return timezone.now().astimezone(member(request).zone).date()


def _form(request: HttpRequest, client: Client, form: Form, act: Callable[[], object], words: Words) -> HttpResponse:
    if accepted(form, act):
        messages.success(request, words.done)
        may_see = member(request).may(Category.SCREENING)
        return redirect("admissions:client" if may_see else "clients:record", client.pk)
    return _page(request, client, form, words)


def _page(
    request: HttpRequest,
    client: Client,
    form: Form,
    words: Words,
    *,
    template: str = "admissions/form.html",
    **more: Any,
) -> HttpResponse:
    context = {"head": head_of(request, client), "client": client, "form": form, "words": words, **more}
    return render(request, template, context, status=status_of(form))
