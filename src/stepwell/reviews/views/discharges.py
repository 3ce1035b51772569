"""Discharge in a client's record: a checklist whose sections are saved one by one, signing, undoing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.crisis.queries import events
from stepwell.kernel.findings import Refused
from stepwell.placement.actions import today_of
from stepwell.platform.signatures.rules.verification import digest_of
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import shows_clients
from stepwell.platform.ui.forms import Form, ReasonForm
from stepwell.platform.ui.submitting import accepted
from stepwell.platform.walls.editing import STALE
from stepwell.platform.walls.rights import Category
from stepwell.reviews.actions import discharging, summarizing
from stepwell.reviews.forms.discharges import (
    SECTION_FORMS,
    AppointmentForm,
    MedicationForm,
    RelapseForm,
    SectionForm,
    SignForm,
)
from stepwell.reviews.models import DischargeSummary, MedicationAtDischarge, NextAppointment
from stepwell.reviews.queries import discharges as queries
from stepwell.reviews.rules.discharging import SECTIONS, gaps
from stepwell.reviews.views import READS, WRITES, client_seen, page, summary_seen
from stepwell.reviews.vocabulary import Part

_LEADS = {
    "reason": "The national code follows from the reason.",
    "medications": "List each medicine above; naloxone is asked of everybody.",
    "appointments": "One within seven days above, or why there is none.",
    "relapse": "In the person’s own words, a line for each entry.",
}
_PARTS: dict[str, tuple[type[AppointmentForm] | type[MedicationForm], Any]] = {
    "appointments": (AppointmentForm, summarizing.add_appointment),
    "medications": (MedicationForm, summarizing.add_medication),
}


@shows_clients
@require_http_methods(["GET"])
@READS
def checklist(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show what is written towards the discharge, section by section, and what is missing."""
    client = client_seen(request, client_id)
    who = member(request)
    summary = queries.draft_of(client.pk)
    rows: list[tuple[str, str, tuple[object, ...]]] = []
    if summary:
        on = today_of(who, timezone.now())
        found = gaps(queries.written_of(summary), opened_on=summary.episode.opened_on, on=on)
        rows = [(gap.section, SECTIONS[gap.section], gap.findings) for gap in found]
    context = {
        "summary": summary,
        "rows": rows,
        "is_whole": bool(summary) and not any(findings for _, _, findings in rows),
        "writes": who.may(Category.CHART, writes=True),
        "crises": [row for row in events.of_client(client.pk) if not row.closed_at and not row.voided],
    }
    return page(request, client, "checklist", context)


@require_POST
@WRITES
def begin(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Begin writing how somebody leaves."""
    client = client_seen(request, client_id)
    try:
        summarizing.begin_summary(actor=member(request), at=timezone.now(), client=client)
    except Refused as refusal:
        messages.error(request, refusal.findings[0].sentence)
    return redirect("reviews:discharge", client.pk)


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def section(request: HttpRequest, client_id: UUID, summary_id: UUID, name: str) -> HttpResponse:
    """Write one section; the others stay as they are."""
    client, summary = _draft(request, client_id, summary_id)
    form = _section_form(request, summary, name)

    def act() -> None:
        try:
            summarizing.write_section(
                actor=member(request), at=timezone.now(), summary=summary, version=form.cleaned_data["version"],
                values=form.values(), words=form.words(),
            )  # fmt: skip
        except Refused as refusal:
            if STALE in refusal.findings:
                form.show_conflict(version=summary.version, now=form.shown(summary))
            raise

    if accepted(form, act):
        messages.success(request, f"Saved: {SECTIONS[name].lower()}")
        return redirect("reviews:discharge", client.pk)
    context = {
        "form": form, "summary": summary, "section": name, "title": SECTIONS[name], "lead": _LEADS.get(name, ""),
        "appointments": queries.appointments_of(summary.pk) if name == "appointments" else [],
        "medications": queries.medications_of(summary.pk) if name == "medications" else [],
        "has_parts": name in _PARTS,
    }  # fmt: skip
    return page(request, client, "section", context, form)


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def relapse(request: HttpRequest, client_id: UUID, summary_id: UUID) -> HttpResponse:
    """Write the relapse-prevention plan."""
    client, summary = _draft(request, client_id, summary_id)
    plan = summarizing.relapse_plan_of(summary)
    parts = plan.parts if plan else {}
    shown: dict[str, Any] = {part: "\n".join(parts.get(part, ())) for part in Part}
    form = RelapseForm(request.POST or None, initial=shown | {"version": plan.version if plan else 0})

    def act() -> None:
        summarizing.write_relapse_plan(
            actor=member(request), at=timezone.now(), summary=summary, version=form.cleaned_data["version"],
            parts=form.parts(),
        )  # fmt: skip

    if accepted(form, act):
        messages.success(request, "Saved: relapse-prevention plan")
        return redirect("reviews:discharge", client.pk)
    context = {"form": form, "summary": summary, "title": SECTIONS["relapse"], "lead": _LEADS["relapse"]}
    return page(request, client, "section", context, form)


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def add(request: HttpRequest, client_id: UUID, summary_id: UUID, name: str) -> HttpResponse:
    """Add an appointment or a medicine."""
    client, summary = _draft(request, client_id, summary_id)
    shape, action = _PARTS[name]
    form = shape(request.POST or None)

    def act() -> None:
        action(actor=member(request), at=timezone.now(), summary=summary, entry=form.entry())

    if accepted(form, act):
        return redirect(f"reviews:{name}", client.pk, summary.pk)
    heading = "An appointment after care" if name == "appointments" else "A medicine the person leaves with"
    return page(request, client, "change", {"form": form, "heading": heading, "submit": "Add it"}, form)


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def remove_appointment(request: HttpRequest, client_id: UUID, summary_id: UUID, appointment_id: UUID) -> HttpResponse:
    """Take an appointment out that was entered by mistake."""
    found = NextAppointment.objects.filter(pk=appointment_id, summary=summary_id, voided_at=None)
    return _remove(request, client_id, summary_id, found.select_related("summary").first(), "appointments")


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def remove_medication(request: HttpRequest, client_id: UUID, summary_id: UUID, medication_id: UUID) -> HttpResponse:
    """Take a medicine out that was entered by mistake."""
    found = MedicationAtDischarge.objects.filter(pk=medication_id, summary=summary_id, voided_at=None)
    return _remove(request, client_id, summary_id, found.select_related("summary").first(), "medications")


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def sign(request: HttpRequest, client_id: UUID, summary_id: UUID) -> HttpResponse:
    """Show all of it in words, and end the episode by signing it."""
    client, summary = _draft(request, client_id, summary_id)
    who, at = member(request), timezone.now()
    text = queries.text_of(summary)
    form = SignForm(request.POST or None, initial={"shown": digest_of(text.encode())})

    def act() -> None:
        typed = form.cleaned_data
        discharging.discharge(actor=who, at=at, summary=summary, shown=typed["shown"], mark=typed["signature"])

    if accepted(form, act):
        messages.success(request, "Discharged: the episode is closed, and the seats are free")
        return redirect("reviews:overview", client.pk)
    return page(request, client, "sign_discharge", {"form": form, "summary": summary, "text": text}, form)


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def void(request: HttpRequest, client_id: UUID, summary_id: UUID) -> HttpResponse:
    """Set a draft aside."""
    client, summary = _draft(request, client_id, summary_id)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        summarizing.void_summary(actor=member(request), at=timezone.now(), summary=summary, **form.cleaned_data)

    if accepted(form, act):
        messages.success(request, "Set aside; it counts for nothing and stays in the record")
        return redirect("reviews:overview", client.pk)
    context = {"form": form, "heading": "Set the discharge aside", "submit": "Set it aside", "tone": "danger"}
    return page(request, client, "change", context, form)


def _draft(request: HttpRequest, client_id: UUID, summary_id: UUID) -> tuple[Any, DischargeSummary]:
    client, summary = summary_seen(request, client_id, summary_id)
    if summary.signed_at or summary.voided_at:
        raise Http404
    return client, summary


def _section_form(request: HttpRequest, summary: DischargeSummary, name: str) -> SectionForm:
    shape = SECTION_FORMS[name]
    more: dict[str, Any] = {"edition": queries.edition_of(summary.client_id)} if name == "status" else {}
    return shape(request.POST or None, initial=shape.shown(summary), **more)


def _remove(
    request: HttpRequest, client_id: UUID, summary_id: UUID, row: NextAppointment | MedicationAtDischarge | None,
    back: str,
) -> HttpResponse:  # fmt: skip
    client, summary = _draft(request, client_id, summary_id)
    if row is None:
        raise Http404
    form: Form = ReasonForm(request.POST or None)

    def act() -> None:
        summarizing.take_out(actor=member(request), at=timezone.now(), row=row, **form.cleaned_data)

    if accepted(form, act):
        return redirect(f"reviews:{back}", client.pk, summary.pk)
    context = {"form": form, "heading": "Entered by mistake", "submit": "Take it out", "tone": "danger"}
    return page(request, client, "change", context, form)
